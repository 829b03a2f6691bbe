/// The registry as its users see it, wherever it runs: in this process, behind HTTP, or one day on etcd.
package protocol ServiceRegistry: Sendable {
    func register(_ registration: Registration, initialStatus: ServiceStatus?) async throws(RegistryError)
        -> RegistryState.Applied
    func update(_ id: InstanceID, _ patch: InstancePatch, expected: Revision?) async throws(RegistryError)
        -> RegistryState.Applied
    func deregister(_ id: InstanceID, expected: Revision?) async throws(RegistryError) -> RegistryState.Applied
    func instance(_ id: InstanceID) async throws(RegistryError) -> ServiceInstance
    /// All instances of `service`, in order of their ids; of all services when it is nil.
    func list(_ service: ServiceName?) async throws(RegistryError) -> [ServiceInstance]
    /// Events after `revision`, without a gap or a repeat, until the caller stops or falls behind.
    func watch(_ filter: EventFilter, after revision: Revision) async throws(RegistryError) -> WatchStream
}

/// Live events in order, in bursts as they were committed. Ends by throwing `WatchError`.
package typealias WatchStream = AsyncThrowingStream<[RegistryEvent], any Error>

/// Why a watch ended.
package enum WatchError: Error, Equatable, Sendable {
    /// The reader was too slow; it resumes from the last revision it saw.
    case lagged(after: Revision)
    case stopping
}
