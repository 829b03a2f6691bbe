import RollcallCore
import RollcallWire

@testable import RollcallDashboard

/// A history made by chance, and a daemon that answers questions about it.
struct TravelFixture {
    var events: [EventView] = []
    /// The registry after each revision, folded apart from the code under test; the first is that before all events.
    private var states: [[String: InstanceView]] = [[:]]
    let floor: Int64

    init(count: Int, seed: UInt64, floor: Int64 = 0) throws {
        self.floor = floor
        var random = Seeded(state: seed)
        var present: [String: InstanceView] = [:]
        for number in 1...max(1, count) {
            let revision = Int64(number)
            // Half a minute apart, the last one shortly before the fixture's time.
            let secondsAgo = Int64(count - number) * 30 + 10
            let id = "i-\(Int.random(in: 0..<12, using: &random))"
            let service = "svc-\(Int.random(in: 0..<4, using: &random))"
            var event: EventView
            if let known = present[id] {
                switch Int.random(in: 0..<6, using: &random) {
                case 0:
                    event = Fixture.event(revision, .deregistered, known.name, id, cause: "bye", secondsAgo: secondsAgo)
                    present[id] = nil
                case 1:
                    event = Fixture.event(revision, .updated, known.name, id, cause: "updated", secondsAgo: secondsAgo)
                    var view = known
                    view.weight = number
                    view.revision = revision
                    view.updated = event.time
                    event.after = view
                    event.fields = ["weight"]
                    present[id] = view
                case 2:
                    event = Fixture.event(revision, .started, cause: "after a stop", secondsAgo: secondsAgo)
                default:
                    let to = ServiceStatus.allCases.filter { $0 != known.status }.randomElement(using: &random) ?? .up
                    event = Fixture.status(
                        revision, known.name, id, known.status, to, cause: "chance", secondsAgo: secondsAgo)
                    var view = known
                    view.status = to
                    view.statusCause = "chance"
                    view.statusTrigger = event.on
                    view.statusSince = event.time
                    view.updated = event.time
                    view.revision = revision
                    present[id] = view
                }
            } else {
                event = Fixture.event(revision, .registered, service, id, cause: "registered", secondsAgo: secondsAgo)
                var view = try Fixture.instance(id, service, .starting, secondsAgo: secondsAgo, leaseLeft: nil)
                view.revision = revision
                event.after = view
                present[id] = view
            }
            events.append(event)
            states.append(present)
        }
    }

    var newest: Int64 { Int64(events.count) }

    func instances(at revision: Int64) -> [String: InstanceView] { states[Int(revision)] }

    /// What a daemon would answer. `reach` is how far it tells on either side.
    func answer(_ question: Question, reach: Int64 = PastPage.reach) -> Answer {
        switch question {
        case .past(let point):
            guard let place = place(of: point) else { return .none(question, reason: "no such change is kept") }
            let anchor = max(floor, place.revision - reach)
            let state = PastView(
                epoch: "e1", revision: anchor, time: nil, instances: Array(instances(at: anchor).values))
            let around = events.filter { $0.revision > anchor && $0.revision <= anchor + 2 * reach }
            let page = PastPage(
                position: place.revision, bound: place.bound, state: state, events: around, floor: floor,
                newest: newest)
            return .past(Past(page), page: page, for: point)
        case .events(let before):
            let page = events.filter { $0.revision < before && $0.revision > floor }.suffix(500)
            return .events(Array(page), before: before, floor: floor)
        case .traffic, .policy, .trial, .act: return .failed(question, reason: "no daemon")
        }
    }

    private func place(of point: PastPoint) -> (revision: Int64, bound: PastPage.Bound?)? {
        switch point {
        case .revision(let revision):
            if revision <= floor { return (floor + 1, .earliest) }
            return revision > newest ? (newest, .newest) : (revision, nil)
        case .time(let time):
            let found = events.last { WallTime(rfc3339: $0.time).map { $0 <= time } ?? false }?.revision ?? 0
            return found <= floor ? (floor + 1, .earliest) : (found, nil)
        case .lastChange(let subject, let revision):
            return events.last { $0.revision < revision && $0.revision > floor && $0.isAbout(subject) }
                .map { ($0.revision, nil) }
        case .nextChange(let subject, let revision):
            return events.first { $0.revision > revision && $0.isAbout(subject) }.map { ($0.revision, nil) }
        }
    }

    /// A dashboard that has just connected to it.
    func model(size: Size = Size(columns: 80, rows: 24), known: Int = 200) -> DashboardModel {
        var model = DashboardModel(url: "http://127.0.0.1:7420")
        model.send(.resize(size))
        model.send(.link(.connected))
        model.send(.answer(.floor(floor)))
        let list = Fixture.list(Array(instances(at: newest).values), revision: newest)
        model.send(.snapshot(list, services: [], events: Array(events.suffix(known))))
        model.send(.pulse(Fixture.pulse(revision: newest)))
        model.send(.tick(Fixture.wallTime))
        return model
    }

    /// Presses keys and answers what is asked, until nothing more is.
    func play(_ model: inout DashboardModel, _ keys: Key..., reach: Int64 = PastPage.reach) {
        for key in keys { answerAll(model.send(.key(key)), &model, reach) }
    }

    func answerAll(_ commands: [Command], _ model: inout DashboardModel, _ reach: Int64 = PastPage.reach) {
        var commands = commands
        while !commands.isEmpty {
            let questions = commands.compactMap { command -> Question? in
                if case .ask(let question) = command { question } else { nil }
            }
            commands = questions.flatMap { model.send(.answer(answer($0, reach: reach))) }
        }
    }
}

/// SplitMix64: the same chance in every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
