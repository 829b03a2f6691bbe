/// The registry as its users see it, wherever it runs: in this process, behind HTTP, or one day on etcd.
///
/// Every mutation is idempotent, so that a call whose outcome is unknown can be repeated.
public protocol ServiceRegistry: Sendable {
    /// The same registration again changes nothing but renews the lease. `initialStatus` counts on creation only.
    func register(_ registration: Registration, initialStatus: ServiceStatus?) async throws(RegistryError)
        -> RegistryChange
    /// A sign of life that carries the whole registration: an instance that the registry does not know, or knows
    /// otherwise, is as it says afterwards. Cheap where nothing differs.
    func renew(_ registration: Registration, initialStatus: ServiceStatus?) async throws(RegistryError)
        -> ServiceStatus
    /// Refused with `.revisionConflict` when `expected` is given and the instance has moved on.
    func update(_ id: InstanceID, _ patch: InstancePatch, expected: Revision?) async throws(RegistryError)
        -> RegistryChange
    /// Asks for a change of status; where the table of transitions has no row for it, nothing happens.
    func move(_ id: InstanceID, _ move: StatusMove, reason: String?) async throws(RegistryError) -> RegistryChange
    func deregister(_ id: InstanceID, expected: Revision?) async throws(RegistryError) -> RegistryChange
    func instance(_ id: InstanceID) async throws(RegistryError) -> ServiceInstance
    /// All instances of `service`, in order of their ids; of all services when it is nil.
    func list(_ service: ServiceName?) async throws(RegistryError) -> RegistryListing
    /// Events after `position`, without a gap or a repeat, until the caller stops or falls behind. Returns once the
    /// watch stands.
    func watch(_ filter: EventFilter, after position: RegistryPosition) async throws(RegistryError) -> EventBursts
}

/// What a provider or an operator may ask of an instance's status.
public enum StatusMove: String, Sendable, CaseIterable {
    /// STARTING becomes UP.
    case ready
    /// Whatever it is becomes OUT_OF_SERVICE, and stays so until `resume`.
    case drain
    /// OUT_OF_SERVICE becomes STARTING, or UP where there are no checks to wait for.
    case resume
}

/// What a mutation did.
public struct RegistryChange: Sendable, Equatable {
    /// What became of the instance.
    public enum Outcome: String, Sendable { case created, updated, unchanged, removed }

    /// What became of the instance.
    public let outcome: Outcome
    /// The instance as it is, or as it was when it was removed.
    public let instance: ServiceInstance
    /// The registry's revision at which this was so.
    public let revision: Revision

    package init(outcome: Outcome, instance: ServiceInstance, revision: Revision) {
        self.outcome = outcome
        self.instance = instance
        self.revision = revision
    }
}

/// A point in a registry's history. Revisions of different epochs must not be compared.
public struct RegistryPosition: Sendable, Hashable {
    /// Another one after the registry was restored from a backup or begun anew.
    public let epoch: String
    /// How far the history went.
    public var revision: Revision

    /// A point in the history of `epoch`.
    public init(epoch: String, revision: Revision) {
        self.epoch = epoch
        self.revision = revision
    }
}

/// Instances as they stood at a position; a watch after it misses nothing.
public struct RegistryListing: Sendable, Equatable {
    /// When it was so.
    public let position: RegistryPosition
    /// In order of ids.
    public let instances: [ServiceInstance]

    package init(position: RegistryPosition, instances: [ServiceInstance]) {
        self.position = position
        self.instances = instances
    }
}

/// Live events in order, in bursts as they came. Ends by throwing `WatchError` or `RegistryError`.
public typealias EventBursts = any AsyncSequence<[RegistryEvent], any Error> & Sendable

/// The registry's own stream of events.
package typealias WatchStream = AsyncThrowingStream<[RegistryEvent], any Error>

/// Why a watch ended.
public enum WatchError: Error, Equatable, Sendable {
    /// The reader was too slow; it resumes from the last revision it saw.
    case lagged(after: Revision)
    case stopping
}
