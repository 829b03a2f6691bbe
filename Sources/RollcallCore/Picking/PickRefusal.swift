/// There is nothing to pick.
package struct PickRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// The raw values are what the API says.
    package enum Cause: String, Sendable, Hashable, CaseIterable {
        case noInstance = "no_instance"
        /// The caller already tried all that may be picked.
        case allTried = "all_tried"
        /// All are OUT_OF_SERVICE or weigh 0.
        case noneInService = "none_in_service"
        /// None is UP with a closed breaker, and the service does not panic.
        case noneHealthy = "none_healthy"
    }

    package let cause: Cause
    /// Where explained: every instance, by id.
    package let others: [PickNote]

    package var description: String {
        switch cause {
        case .noInstance: "the service has no instance"
        case .allTried: "every instance that may be picked was already tried"
        case .noneInService: "every instance is OUT_OF_SERVICE or weighs 0"
        case .noneHealthy: "no instance is UP with a closed breaker, and the panic threshold of the service is 0"
        }
    }
}
