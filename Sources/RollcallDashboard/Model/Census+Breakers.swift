import RollcallCore
import RollcallWire

extension Census {
    /// Lays the breakers that are not closed over what is known; all others are closed.
    mutating func take(_ views: [BreakerView]) {
        for id in Array(breakers.ids) { set(nil, of: id) }
        for view in views { set(BreakerBoard.Standing(view), of: CellText.sanitized(view.instance)) }
    }

    mutating func foldBreaker(_ event: EventView, of id: String) {
        guard !isPast, let view = event.breaker else { return }
        set(BreakerBoard.Standing(view), of: id)
    }
}
