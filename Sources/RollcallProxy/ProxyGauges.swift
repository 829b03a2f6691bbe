import Synchronization

/// What a proxy did since it listens.
package struct ProxyGauges: Sendable, Equatable {
    /// Connections that stand or are being made.
    package var active = 0
    package var accepted: UInt64 = 0
    /// Attempts after the first of their connection.
    package var failedOver: UInt64 = 0
    /// Connections for which no instance was found.
    package var failed: UInt64 = 0
    package var connectFailures: UInt64 = 0
    /// Connections that their instance reset.
    package var resets: UInt64 = 0
    package var idleTimeouts: UInt64 = 0
    package var acceptFailures: UInt64 = 0
    package var bytesFromClients: UInt64 = 0
    package var bytesFromInstances: UInt64 = 0

    package init() {}
}

/// A counter with one writer, its event loop, and any number of readers. To add is a load and a store: no other core has
/// to be asked, so that it costs nothing on the path of the bytes.
struct LoopCounter: ~Copyable, Sendable {
    private let value = Atomic<UInt64>(0)

    borrowing func add(_ count: Int = 1) {
        value.store(value.load(ordering: .relaxed) &+ UInt64(count), ordering: .relaxed)
    }

    var count: UInt64 { value.load(ordering: .relaxed) }
}
