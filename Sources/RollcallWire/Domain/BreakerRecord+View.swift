package import RollcallCore

extension BreakerRecord {
    /// - Throws: `InvalidField` for what no breaker is.
    package init(_ view: BreakerView) throws(InvalidField) {
        guard let state = BreakerState(rawValue: view.state) else {
            throw InvalidField("breaker.state", "is no state of a breaker")
        }
        self.init(
            state: state, isForced: view.forced, openings: view.openings,
            since: try view.since.map { text throws(InvalidField) in try WallTime(text, field: "breaker.since") }
                ?? WallTime(milliseconds: 0),
            openUntil: try view.openUntil.map { text throws(InvalidField) in
                try WallTime(text, field: "breaker.open_until")
            }, cause: view.cause)
    }
}
