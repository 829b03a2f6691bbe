import Logging
import NIOCore
import Synchronization

/// What all connections of a proxy share.
final class ProxyParts: Sendable {
    let settings: ProxySettings
    let picker: any ConnectionPicker
    let slots: ConnectionSlots
    let availability: Availability
    private let logger: Logger
    private let loops: [ObjectIdentifier: LoopState]
    private let acceptFailures = LoopCounter()

    init(_ settings: ProxySettings, picker: any ConnectionPicker, group: any EventLoopGroup, logger: Logger) {
        self.settings = settings
        self.picker = picker
        self.logger = logger
        slots = ConnectionSlots(countMax: settings.connectionsMax)
        availability = Availability(logger)
        var loops: [ObjectIdentifier: LoopState] = [:]
        for loop in group.makeIterator() { loops[ObjectIdentifier(loop)] = LoopState(loop) }
        self.loops = loops
    }

    /// Nil for a loop of another group.
    func state(of loop: any EventLoop) -> LoopState? { loops[ObjectIdentifier(loop)] }

    var states: some Sequence<LoopState> { loops.values }

    /// On the listener's loop.
    func acceptFailed(_ error: any Error) {
        acceptFailures.add()
        logger.warning("A connection could not be accepted", metadata: ["error": "\(error)"])
    }

    var gauges: ProxyGauges {
        var gauges = ProxyGauges()
        for state in states { state.add(to: &gauges) }
        gauges.active = slots.takenCount
        gauges.acceptFailures = acceptFailures.count
        return gauges
    }
}
