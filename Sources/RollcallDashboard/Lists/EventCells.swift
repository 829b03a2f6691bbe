import RollcallCore
import RollcallWire

// What the columns of the list of events hold.

extension DashboardModel {
    func cell(_ column: Column, of event: EventView) -> Span {
        switch column {
        case .time: Span(event.timeOfDay, .dim)
        case .revision: Span(String(event.revision), .dim)
        case .kind: Span(event.kindWord, event.role)
        case .subject: Span(event.subject)
        case .change: Span(event.briefChange, event.to == nil ? .text : event.role)
        case .actor: Span(event.actor, .dim)
        default: Span("-", .dim)
        }
    }
}
