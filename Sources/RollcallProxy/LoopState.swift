import NIOCore
import Synchronization

/// What one event loop has of the proxy: its counters, and its relays so that a shutdown can cut them.
final class LoopState: Sendable {
    let loop: any EventLoop
    let accepted = LoopCounter()
    let failedOver = LoopCounter()
    let failed = LoopCounter()
    let connectFailures = LoopCounter()
    let resets = LoopCounter()
    let idleTimeouts = LoopCounter()
    let bytesFromClients = LoopCounter()
    let bytesFromInstances = LoopCounter()
    private let relays: NIOLoopBoundBox<[ObjectIdentifier: Relay]?>

    init(_ loop: any EventLoop) {
        self.loop = loop
        relays = .makeEmptyBox(valueType: [ObjectIdentifier: Relay].self, eventLoop: loop)
    }

    /// On the loop.
    func add(_ relay: Relay) {
        relays.value = relays.value ?? [:]
        relays.value?[ObjectIdentifier(relay)] = relay
    }

    /// On the loop.
    func remove(_ relay: Relay) {
        relays.value?[ObjectIdentifier(relay)] = nil
    }

    /// On the loop.
    func cutAll() {
        // A copy: each that is cut removes itself.
        for relay in (relays.value ?? [:]).values { relay.cut() }
    }

    /// Adds this loop's counts to `gauges`.
    func add(to gauges: inout ProxyGauges) {
        gauges.accepted += accepted.count
        gauges.failedOver += failedOver.count
        gauges.failed += failed.count
        gauges.connectFailures += connectFailures.count
        gauges.resets += resets.count
        gauges.idleTimeouts += idleTimeouts.count
        gauges.bytesFromClients += bytesFromClients.count
        gauges.bytesFromInstances += bytesFromInstances.count
    }
}
