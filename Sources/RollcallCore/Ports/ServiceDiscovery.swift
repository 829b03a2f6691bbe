/// Who serves what, as a caller asks it.
public protocol ServiceDiscovery: Sendable {
    /// The instances of `service`. None when nobody knows it; the last answer, marked stale, while the registry is away.
    ///
    /// - Throws: `RegistryError` when there was never an answer and none comes.
    func discover(_ service: ServiceName) async throws(RegistryError) -> DiscoveredService
    /// One instance that may take traffic, each in its turn; nil when there is none.
    func discoverOne(_ service: ServiceName) async throws(RegistryError) -> ServiceInstance?
    /// The instances as they are and after each change. A reader that is slow skips what is outdated and gets the
    /// newest. Ends when the discovery is closed.
    func watch(_ service: ServiceName) -> any AsyncSequence<DiscoveredService, Never> & Sendable
    /// Ends every watch and every task. What is asked afterwards is refused with `.stopping`.
    func close() async
}

/// The instances of a service as they were known at one point of its history.
public struct DiscoveredService: Sendable, Equatable {
    /// Whose instances these are.
    public let service: ServiceName
    /// Every instance in order of ids, whatever its status.
    public let all: [ServiceInstance]
    /// When it was so.
    public let position: RegistryPosition
    /// The registry could not be asked for longer than the time an answer is good for: it may have changed since.
    public let isStale: Bool

    package init(service: ServiceName, all: [ServiceInstance], position: RegistryPosition, isStale: Bool) {
        self.service = service
        self.all = all
        self.position = position
        self.isStale = isStale
    }

    /// Those that may take traffic, in order of ids.
    public var instances: [ServiceInstance] { all.filter { $0.status == .up } }
}
