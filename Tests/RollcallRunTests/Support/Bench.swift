import RollcallCore

@testable import RollcallRun

/// A supervision and its clock, moved by hand.
struct Bench {
    var supervision: ChildSupervision
    var now = Moment.zero

    init(_ change: (inout SupervisionSettings) -> Void = { _ in }) {
        var settings = SupervisionSettings()
        change(&settings)
        supervision = ChildSupervision(settings)
    }

    mutating func tell(_ event: ChildEvent) -> [ChildDirective] {
        supervision.handle(event, at: now)
    }

    /// Lets time pass until the next wake, and no further than `limit`.
    mutating func wake(within limit: Duration = .seconds(3_600)) -> [ChildDirective] {
        guard let due = supervision.nextWake, now.duration(to: due) <= limit else { return [] }
        now = max(now, due)
        return tell(.woke)
    }

    /// What is waited for, from now on.
    var wait: Duration? { supervision.nextWake.map { now.duration(to: $0) } }

    /// Started, and running as process 7 with port 80.
    static func running(_ change: (inout SupervisionSettings) -> Void = { _ in }) -> Bench {
        var bench = Bench(change)
        _ = bench.tell(.start)
        _ = bench.tell(.spawned(pid: 7, port: 80))
        return bench
    }
}
