import RollcallCore
import RollcallProxy

/// Picks the first of a list that was not tried, and keeps what it is told.
final class ListPicker: ConnectionPicker {
    struct Report: Sendable, Equatable, CustomStringConvertible {
        let instance: String
        let event: String

        init(_ instance: String, _ event: String) {
            self.instance = instance
            self.event = event
        }

        var description: String { "\(instance) \(event)" }
    }

    private let upstreams: [Upstream]
    private let stream: AsyncStream<Report>
    private let arrivals: AsyncStream<Report>.Continuation

    init(_ upstreams: Upstream...) {
        self.upstreams = upstreams
        (stream, arrivals) = AsyncStream.makeStream(of: Report.self)
    }

    func pick(excluding tried: Set<InstanceID>) throws(NoUpstream) -> Upstream {
        guard let upstream = upstreams.first(where: { !tried.contains($0.instance) }) else {
            throw NoUpstream("all were tried")
        }
        return upstream
    }

    func report(_ event: ConnectionEvent, of upstream: Upstream) {
        arrivals.yield(Report("\(upstream.instance)", Self.words(event)))
    }

    /// The next `count` reports, in their order. For one waiter.
    func next(_ count: Int) async -> [Report] {
        var found: [Report] = []
        for await report in stream {
            found.append(report)
            if found.count == count { break }
        }
        return found
    }

    /// The reports up to `last`. For one waiter.
    func next(until last: Report) async -> [Report] {
        var found: [Report] = []
        for await report in stream {
            found.append(report)
            if report == last { break }
        }
        return found
    }

    /// Without the figures.
    private static func words(_ event: ConnectionEvent) -> String {
        switch event {
        case .connected: "connected"
        case .holds: "holds"
        case .connectFailed(let failure, _): failure.words
        case .reset(let isBefore, _): isBefore ? "reset before the first byte" : "reset"
        case .closed: "closed"
        case .abandoned: "abandoned"
        }
    }
}
