import RollcallCore
import RollcallWire

/// A journey through the history: one question at a time, and while it is out only the newest wish counts.
struct Travel: Sendable {
    /// What is shown; nil until the first answer.
    var past: Past?
    /// The time that was asked for, when it lies between two events.
    var time: WallTime?
    /// Where to go as soon as the question that is out is answered.
    var wish: PastPoint?
    private(set) var asked: PastPoint?
    /// Whether the answer to it is still wanted.
    private(set) var isAskedWanted = false

    /// Where one is or will be.
    var target: PastPoint? { wish ?? (isAskedWanted ? asked : nil) }

    /// Nil while another question is out.
    mutating func ask(_ point: PastPoint) -> Command? {
        guard asked == nil else {
            wish = point
            return nil
        }
        (asked, isAskedWanted, wish) = (point, true, nil)
        return .ask(.past(point))
    }

    /// One has gone elsewhere meanwhile.
    mutating func forgetWishes() {
        wish = nil
        isAskedWanted = false
    }

    /// Takes note of an answer. False when it is not wanted any more and nothing better was read before.
    mutating func isAnswered() -> Bool {
        defer { (asked, isAskedWanted) = (nil, false) }
        return isAskedWanted || past == nil
    }
}

/// Where a point lies in what was read.
enum Whereabouts: Equatable {
    case at(Int64, time: WallTime? = nil, bound: PastPage.Bound? = nil)
    /// There is no such place.
    case nowhere(String)
    /// Only the daemon knows.
    case unknown
}

extension Past {
    /// - Parameter newest: The newest revision there is.
    func locate(_ point: PastPoint, newest: Int64) -> Whereabouts {
        switch point {
        case .revision(let revision):
            if revision <= floor, covers(floor + 1) { return .at(floor + 1, bound: .earliest) }
            if revision > newest, covers(newest) { return .at(newest, bound: .newest) }
            return covers(revision) ? .at(revision) : .unknown
        case .time(let time): return locate(time, newest: newest)
        case .lastChange(let subject, let revision):
            let earlier = world.journal.events.prefix { $0.revision < revision }
            if let event = earlier.last(where: { $0.isAbout(subject) }) { return .at(event.revision) }
            return covers(floor + 1) ? .nowhere(subject.noChange("earlier")) : .unknown
        case .nextChange(let subject, let revision):
            let next = world.journal.events.first { $0.revision > revision && $0.isAbout(subject) }
            if let next { return .at(next.revision) }
            return covers(newest) ? .nowhere(subject.noChange("later")) : .unknown
        }
    }

    private func locate(_ time: WallTime, newest: Int64) -> Whereabouts {
        guard let event = world.journal.newest(notAfter: time) else {
            return covers(floor + 1) ? .at(floor + 1, bound: .earliest) : .unknown
        }
        guard event.revision == world.journal.last else { return .at(event.revision, time: time) }
        return event.revision == newest ? .at(newest, bound: .newest) : .unknown
    }
}

extension Subject {
    package func noChange(_ direction: String) -> String { "no \(direction) change of \(name) is kept" }
}
