import Foundation
import RollcallCore

/// Calls back at one moment at a time.
final class EventTimer: Sendable {
    // A dispatch source may be used from any thread; it is not marked so on every platform.
    nonisolated(unsafe) private let source: any DispatchSourceTimer

    init(_ fire: @escaping @Sendable () -> Void) {
        source = DispatchSource.makeTimerSource()
        source.setEventHandler(handler: fire)
        source.activate()
    }

    /// A former moment no longer counts. Nil for never.
    func set(_ moment: Moment?) {
        let deadline = moment.map { DispatchTime(uptimeNanoseconds: UInt64(max(0, $0.nanoseconds))) }
        source.schedule(deadline: deadline ?? .distantFuture)
    }

    func cancel() {
        source.cancel()
    }

    static var now: Moment { Moment(nanoseconds: Int64(DispatchTime.now().uptimeNanoseconds)) }
}
