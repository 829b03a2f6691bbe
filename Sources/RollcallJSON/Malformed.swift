/// Why a text cannot be understood: what is wrong with it, and where.
package struct Malformed: Error, Equatable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}
