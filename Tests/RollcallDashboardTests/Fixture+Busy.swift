import Foundation
import RollcallCore
import RollcallDashboard
import RollcallWire

/// The same registry in trouble: breakers open, minutes full, one instance looked into.
extension Fixture {
    static func busyModel(size: Size = Size(columns: 80, rows: 24)) throws -> DashboardModel {
        var model = try model(size: size)
        model.send(
            .services(
                ServiceListView(
                    epoch: "e1", revision: 918_223,
                    services: [
                        ServiceView(
                            name: "search", revision: 1, instances: CountsView(StatusCounts()), changesLastHour: 9)
                    ])))
        model.send(
            .breakers(
                BreakerListView(
                    epoch: "e1", revision: 918_223,
                    breakers: [
                        breaker("i-80c1", .open, openings: 3, opensIn: 12),
                        breaker("東-1", .halfOpen, service: "東京-edge"),
                        breaker("i-9e9f", .open, isForced: true, service: "billing"),
                    ])))
        model.send(.minutes(try minutes()))
        var pulse = pulse()
        pulse.leases.under5s = 1
        pulse.leases.under15s = 4
        pulse.leases.renewalsPerSecond = 0.7
        pulse.leases.expiredLastHour = 3
        pulse.store = PulseView.Store(
            databaseBytes: 432_013_312, walBytes: 3_250_585, events: 9_812_000, commitMillisecondsP99: 4.81,
            diskUsedShare: 0.61)
        pulse.watchers = 3
        model.send(.pulse(pulse))
        return model
    }

    static func inspectedModel(size: Size = Size(columns: 80, rows: 24)) throws -> DashboardModel {
        var model = try busyModel(size: size)
        model.press(.character("2"))
        model.arrange()
        while model.cursor.id != "checkout-api" { model.press(.down) }
        model.press(.enter)
        model.arrange()
        while model.cursor.id != "i-80c1" { model.press(.down) }
        model.press(.enter)
        var view = try instances()[1]
        view.checks[0].definition.rise = 2
        view.checks[0].definition.fall = 3
        view.checks[0].state?.nextInMilliseconds = 3_400
        view.checks[0].state?.history = marks(passes: 52, failures: 8)
        view.lease.renewed = wallTime.advanced(by: .milliseconds(-11_900)).description
        view.created = wallTime.advanced(by: .seconds(-5_000)).description
        model.send(.refreshed([view]))
        model.send(.inspected(InspectionReport(id: "i-80c1", breaker: breakerDetail, history: breakerHistory)))
        return model
    }

    static func breaker(
        _ id: String, _ state: BreakerState, isForced: Bool = false, openings: Int = 1, opensIn: Int64? = nil,
        service: String = "checkout-api", cause: String = "51 of 100 calls failed (51 %)"
    ) -> BreakerView {
        let record = BreakerRecord(
            state: state, isForced: isForced, openings: openings, since: wallTime.advanced(by: .seconds(-18)),
            openUntil: opensIn.map { wallTime.advanced(by: .seconds($0)) }, cause: cause)
        return BreakerView(record, of: id, in: service)
    }

    static func change(
        _ revision: Int64, _ id: String, _ from: BreakerState, _ to: BreakerState, isForced: Bool = false,
        secondsAgo: Int64, cause: String = "51 of 100 calls failed (51 %)"
    ) -> EventView {
        var event = event(revision, .breaker, "checkout-api", id, cause: cause, secondsAgo: secondsAgo)
        event.breakerFrom = from.rawValue
        event.breaker = breaker(id, to, isForced: isForced, cause: cause)
        return event
    }

    static var breakerHistory: [EventView] {
        [
            event(
                640_118, .registered, "checkout-api", "i-80c1", cause: "10.0.3.13:8080, lease 15s", secondsAgo: 5_000),
            change(918_170, "i-80c1", .closed, .open, secondsAgo: 400),
            change(
                918_188, "i-80c1", .open, .halfOpen, secondsAgo: 280,
                cause: "probed after 2m 00s open: 51 of 100 calls failed"),
            change(918_190, "i-80c1", .halfOpen, .open, secondsAgo: 270, cause: "a probe failed: no answer in time"),
            events[5],
        ]
    }

    static var breakerDetail: BreakerDetailView {
        var figures = BreakerFiguresView(calls: 0, failures: 0, slow: 0)
        figures.notPermitted = 311
        return BreakerDetailView(
            epoch: "e1", revision: 918_223, breaker: breaker("i-80c1", .open, openings: 3, opensIn: 12),
            figures: figures, settings: BreakerSettingsBody(.standard))
    }

    static func marks(passes: Int, failures: Int) -> CheckMarksView {
        CheckMarksView(
            (0..<passes + failures).map { index in
                let isPassed = index < passes
                return CheckResult(
                    at: wallTime.advanced(by: .seconds(Int64(index - passes - failures + 1) * 10)), passed: isPassed,
                    took: .milliseconds(isPassed ? 8 + index % 7 : 2_000), cause: "")
            })
    }

    static func minutes(revision: Int64 = 918_223) throws -> MinutesView {
        var history = MinuteHistory()
        for age in (0..<60).reversed() {
            let time = wallTime.advanced(by: .seconds(-60 * Int64(age)))
            history.record(.registered, at: time, count: age % 11 == 0 ? 3 : age % 3 == 0 ? 1 : 0)
            history.record(.health, at: time, count: (22..<30).contains(age) ? (age - 21) * 5 : age % 5)
            history.record(.expired, at: time, count: age == 24 || age == 23 ? 4 : 0)
            history.record(.breaker, at: time, count: (20..<24).contains(age) ? 2 : 0)
            history.record(.edited, at: time, count: age == 2 ? 1 : 0)
        }
        return MinutesView(epoch: "e1", revision: revision, history, at: wallTime)
    }
}
