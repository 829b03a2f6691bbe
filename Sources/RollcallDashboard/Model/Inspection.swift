import RollcallCore
package import RollcallWire

/// What was asked about the one instance that is looked at.
package struct Inspection: Sendable, Equatable {
    package let id: String
    /// Nil until it came, and from daemons that do not tell.
    package internal(set) var breaker: BreakerDetailView?
    /// Its events of the last hour and the newest before, oldest first; nil until they came.
    package internal(set) var history: [EventView]?
}

/// An answer to `Command.inspect`.
package struct InspectionReport: Codable, Sendable {
    package var id: String
    package var breaker: BreakerDetailView?
    /// Nil where it was not asked for.
    package var history: [EventView]?

    package init(id: String, breaker: BreakerDetailView?, history: [EventView]?) {
        self.id = id
        self.breaker = breaker
        self.history = history
    }
}

extension DashboardModel {
    mutating func take(_ report: InspectionReport) {
        let id = CellText.sanitized(report.id)
        if inspection?.id != id { inspection = Inspection(id: id) }
        inspection?.breaker = report.breaker?.harmless()
        if let history = report.history { inspection?.history = history.map { $0.harmless() } }
    }

    /// The events of an instance, newest first: what was asked for, and what came since; in the past, those before.
    func history(of id: String) -> [EventView] {
        let asked = inspection?.id == id ? inspection?.history ?? [] : []
        let known = census.isPast ? asked.filter { $0.revision <= revision } : asked
        let newest = known.last?.revision ?? 0
        return events.newest.reversed().filter { $0.instance == id && $0.revision > newest } + known.reversed()
    }
}
