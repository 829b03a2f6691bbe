/// What a row is sorted by: a number, or a text where there is none.
struct SortValue {
    var number: Double
    var text: String

    init(_ number: Double) {
        self.number = number
        text = ""
    }

    init(_ text: String) {
        number = 0
        self.text = text
    }

    /// What is not known comes last, whichever way a list is sorted.
    static let unknown = SortValue(.infinity)

    init(unlessNil number: Double?) {
        self = number.map { SortValue($0) } ?? .unknown
    }
}

/// A row on its way into order. Equal ones go by name, so that an order is the same every time it is made.
struct SortedRow {
    let id: String
    let value: SortValue

    static func order(_ rows: [SortedRow], isDescending: Bool) -> [String] {
        rows.sorted { left, right in
            let (first, second) = (left.value, right.value)
            if first.number != second.number {
                if first.number == .infinity || second.number == .infinity { return first.number < second.number }
                return (first.number < second.number) != isDescending
            }
            if first.text != second.text { return (first.text < second.text) != isDescending }
            return left.id < right.id
        }.map(\.id)
    }
}
