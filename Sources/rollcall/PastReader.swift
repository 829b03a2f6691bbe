import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire

/// Reads what the dashboard asks about the past, from a daemon or a database.
struct PastReader: Sendable {
    let source: any RegistrySource

    static let pageCount = 500

    /// Throws nothing but the cancellation of its task: what went wrong is an answer too.
    func answer(_ question: Question) async throws -> Answer {
        do {
            switch question {
            case .past(let point):
                let page = try await page(at: point)
                return .past(Past(page), page: page, for: point)
            case .events(let before):
                var query = HistoryQuery()
                query.before = before
                let page = try await HistoryReader(source: source).read(query, newest: Self.pageCount)
                return .events(page.events, before: before, floor: page.floor)
            case .traffic, .policy, .trial, .act:
                return .failed(question, reason: "the past does not tell it")
            }
        } catch {
            try Task.checkCancellation()
            return .none(question, reason: Self.reason(error))
        }
    }

    /// The registry some events before `point`, and the events around it.
    func page(at point: PastPoint) async throws -> PastPage {
        let place = try await place(of: point)
        let anchor = max(place.floor, place.position - PastPage.reach)
        let state = try await source.state(at: String(anchor))
        var query = HistoryQuery()
        query.after = anchor
        query.order = "asc"
        query.limit = Int(PastPage.reach) * 2
        let page = try await source.events(query)
        return PastPage(
            position: place.position, bound: place.bound, state: state, events: page.events, floor: place.floor,
            newest: max(page.revision, page.events.last?.revision ?? 0))
    }

    private struct Place {
        let position: Int64
        let bound: PastPage.Bound?
        let floor: Int64
    }

    private func place(of point: PastPoint) async throws -> Place {
        var query = HistoryQuery()
        query.limit = 1
        query.order = "desc"
        switch point {
        case .revision(let revision):
            query.before = revision < .max ? revision + 1 : nil
        case .time(let time): query.until = time.description
        case .lastChange(let subject, let revision):
            query.before = revision
            query.narrow(to: subject)
        case .nextChange(let subject, let revision):
            query.after = revision
            query.order = "asc"
            query.narrow(to: subject)
        }
        let page = try await source.events(query)
        let found = page.events.first?.revision
        switch point {
        case .revision(let revision):
            guard let found else { return try await earliest(page) }
            return Place(position: found, bound: revision > found ? .newest : nil, floor: page.floor)
        case .time(let time):
            guard let found else { return try await earliest(page) }
            let isBeyond = found == page.revision && WallTime.now < time
            return Place(position: found, bound: isBeyond ? .newest : nil, floor: page.floor)
        case .lastChange(let subject, _):
            guard let found else { throw Failure(subject.noChange("earlier"), .notFound) }
            return Place(position: found, bound: nil, floor: page.floor)
        case .nextChange(let subject, _):
            guard let found else { throw Failure(subject.noChange("later"), .notFound) }
            return Place(position: found, bound: nil, floor: page.floor)
        }
    }

    private func earliest(_ page: EventPageView) async throws -> Place {
        guard page.revision > page.floor else { throw Failure("there is no history yet", .notFound) }
        return Place(position: page.floor + 1, bound: .earliest, floor: page.floor)
    }

    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as ClientError: error.message
        case let error as StoreError: SafeText.escaped(error.problem)
        case let error as Failure: error.message
        default: SafeText.escaped("\(error)")
        }
    }
}

extension HistoryQuery {
    fileprivate mutating func narrow(to subject: Subject) {
        switch subject {
        case .service(let name): service = name
        case .instance(let id): instance = id
        }
    }
}
