import RollcallCore
import RollcallDashboard
import RollcallWire

/// A message and when it reached the dashboard, as a line of a recording.
struct RecordedMessage: Codable {
    /// Nanoseconds on the clock of the machine that recorded it.
    let at: Int64
    private let what: What

    private enum What: Codable {
        case snapshot(list: InstanceListView, services: [ServiceView], events: [EventView])
        case events([EventView])
        case pulse(PulseView)
        case breakers(BreakerListView)
        case minutes(MinutesView)
        case services(ServiceListView)
        case inspected(InspectionReport)
        case refreshed([InstanceView])
        case answer(RecordedAnswer)
        case link(LinkReport)
        case key(RecordedKey)
        case resize(columns: Int, rows: Int)
        case tick(milliseconds: Int64)
    }

    /// Nil for what says nothing about what was seen.
    init?(_ message: Message, at moment: Moment) {
        at = moment.nanoseconds
        switch message {
        case .snapshot(let list, let services, let events):
            what = .snapshot(list: list, services: services, events: events)
        case .events(let events): what = .events(events)
        case .pulse(let pulse): what = .pulse(pulse)
        case .breakers(let view): what = .breakers(view)
        case .minutes(let view): what = .minutes(view)
        case .services(let view): what = .services(view)
        case .inspected(let report): what = .inspected(report)
        case .refreshed(let views): what = .refreshed(views)
        case .answer(let answer): what = .answer(RecordedAnswer(answer))
        case .link(let report): what = .link(report)
        case .key(let key): what = .key(RecordedKey(key))
        case .resize(let size): what = .resize(columns: size.columns, rows: size.rows)
        case .tick(let time): what = .tick(milliseconds: time.milliseconds)
        case .stop, .replayed, .replayEnded: return nil
        }
    }

    var moment: Moment { Moment(nanoseconds: at) }

    var message: Message {
        switch what {
        case .snapshot(let list, let services, let events): .snapshot(list, services: services, events: events)
        case .events(let events): .events(events)
        case .pulse(let pulse): .pulse(pulse)
        case .breakers(let view): .breakers(view)
        case .minutes(let view): .minutes(view)
        case .services(let view): .services(view)
        case .inspected(let report): .inspected(report)
        case .refreshed(let views): .refreshed(views)
        case .answer(let answer): .answer(answer.answer)
        case .link(let report): .link(report)
        case .key(let key): .key(key.key)
        case .resize(let columns, let rows): .resize(Size(columns: columns, rows: rows))
        case .tick(let milliseconds): .tick(WallTime(milliseconds: milliseconds))
        }
    }
}
