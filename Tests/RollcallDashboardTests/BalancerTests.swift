import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@Suite struct BalancerTests {
    private func report(_ view: TrafficView, trial: WhatIfView? = nil) -> BalancerReport {
        BalancerReport(view, window: .minute, trial: trial) { _ in nil }
    }

    @Test("by weight or in turn, each gets the share it should have among those that can be picked")
    func expected() {
        let weighted = report(Fixture.traffic(.weightedRandom))
        #expect(weighted.rows.map(\.expected) == [0.5, 0.25, 0.25, nil, nil, nil, nil])
        let turns = report(Fixture.traffic(.roundRobin))
        #expect(turns.rows.prefix(3).allSatisfy { $0.expected == 1.0 / 3 })
        #expect(weighted.pickableCount == 3)
    }

    @Test("where load decides nothing is promised; where keys decide, what the keys themselves ask for")
    func underivable() {
        #expect(report(Fixture.traffic(.leastOutstanding)).rows.allSatisfy { $0.expected == nil })
        #expect(report(Fixture.traffic(.peakEWMA)).fairness == nil)
        #expect(report(Fixture.traffic(.maglev)).fairness == nil)
        let hashed = report(Fixture.traffic(.maglev), trial: Fixture.trial(.maglev))
        #expect(hashed.rows.prefix(3).map(\.expected) == [0.501, 0.248, 0.251])
    }

    @Test("an instance of a worse priority stands by, and is expected to get nothing")
    func priorities() throws {
        var second = try Fixture.instance("i-7e02", "checkout-api")
        second.priority = 1
        let report = BalancerReport(Fixture.traffic(), window: .minute, trial: nil) {
            $0 == "i-7e02" ? second : nil
        }
        #expect(report.rows[1].standing == .standby(priority: 1) && report.rows[1].expected == nil)
        #expect(report.rows[0].expected == 20.0 / 30)
    }

    @Test("why an instance is not picked is told in a word and in full")
    func standings() throws {
        let model = try Fixture.balancer(size: Size(columns: 120, rows: 40))
        let report = try #require(model.balancerReport)
        func word(_ id: String) -> BalancerReport.Standing? { report.rows.first { $0.item.id == id }?.standing }
        #expect(word("i-7f3a") == .not("DOWN", why: "DOWN: 503 in 142ms, 3rd failure in a row"))
        #expect(word("i-80c2") == .halfOpen)
        #expect(word("i-80d0") == .not("weight 0", why: "weight 0"))
        guard case .not("breaker", _) = word("i-80c1") else { return #expect(Bool(false), "\(word("i-80c1") as Any)") }
    }

    @Test("after a change only what was picked since counts: what came before was shared out among others")
    func settled() {
        var view = Fixture.traffic()
        view.instances.removeLast(2)
        for index in 0..<3 {
            // An odd share for 50 seconds, then what the weights ask for.
            let rate = [20, 10, 10][index]
            view.instances[index].traffic = Fixture.counts(
                Array(repeating: index == 0 ? 0 : 40, count: 50) + Array(repeating: rate, count: 10))
        }
        let report = BalancerReport(view, window: .minute, settled: .milliseconds(10_400), trial: nil) { _ in nil }
        #expect(report.rows.prefix(3).map(\.deviation) == [0, 0, 0])
        #expect(report.picks == 2 * 50 * 40 + 400 && report.settled != nil)
        let fresh = BalancerReport(view, window: .minute, settled: .milliseconds(400), trial: nil) { _ in nil }
        #expect(fresh.rows.allSatisfy { $0.picks == 0 && $0.actual == nil } && fresh.fairness == nil)
        let old = BalancerReport(view, window: .minute, settled: .seconds(60), trial: nil) { _ in nil }
        #expect(old.settled == nil && (old.fairness?.deviationMax ?? 0) > 30)
    }

    @Test("a pick that went astray is shouted")
    func strays() throws {
        var model = try Fixture.balancer()
        var view = Fixture.traffic()
        view.odd.strays = 3
        model.send(.answer(.traffic(view)))
        #expect(render(model, size: model.size).text.contains("picks to a non-pickable: 3!"))
    }

    @Test("traffic is asked for while it is looked at: one question at a time, and no more than once a second")
    func polling() throws {
        var model = try Fixture.model()
        #expect(model.send(.tick(Fixture.wallTime), after: 1) == [])
        #expect(model.press(.character("4")) == [.ask(.traffic(service: "billing"))])
        #expect(model.send(.pulse(Fixture.pulse()), after: 2) == [], "the first is not answered yet")
        var view = Fixture.traffic()
        view.service = "billing"
        #expect(model.send(.answer(.traffic(view)), after: 2.1) == [.ask(.policy(service: "billing"))])
        let failed = Answer.failed(.policy(service: "billing"), reason: "busy")
        let own = Command.ask(.trial(service: "billing", policy: "smooth_weighted_round_robin"))
        #expect(model.send(.answer(failed), after: 2.2) == [own])
        #expect(model.send(.tick(Fixture.wallTime), after: 3.2) == [])
        #expect(model.press(.character("1")) == [])
        #expect(model.send(.tick(Fixture.wallTime), after: 20) == [], "nobody looks")
    }

    @Test("an answer that is lost is not waited for for ever, and a lost link asks nothing")
    func lostAnswer() throws {
        var model = try Fixture.model()
        model.press(.character("4"))
        model.send(.pulse(Fixture.pulse()), after: 11)
        #expect(model.send(.tick(Fixture.wallTime), after: 12) == [])
        model.press(.character("1"), .character("4"))
        model.send(.link(.lost(reason: "x", retryIn: nil)), after: 13)
        #expect(model.send(.tick(Fixture.wallTime), after: 40) == [])
    }

    @Test("arrows change the service, Tab the compared policy, w the window, v what is listed, s the order")
    func keys() throws {
        var model = try Fixture.balancer()
        #expect(model.balancer.service == "checkout-api")
        let before = model.balancer.comparedPolicy
        model.press(.tab)
        #expect(model.balancer.comparedPolicy != before)
        model.press(.backTab)
        #expect(model.balancer.comparedPolicy == before)
        model.arrange()
        #expect(model.shown == ["i-7e01", "i-7e02", "i-7e03", "i-80c2"])
        model.press(.character("v"), .character("s"))
        model.arrange()
        #expect(model.shown.count == 7 && model.shown.first == "i-7e01")
        model.press(.character("w"))
        #expect(model.balancer.window == .hour)
        #expect(model.press(.right) == [.ask(.traffic(service: "legacy-soap"))])
        #expect(model.balancer.traffic == nil)
        model.press(.left)
        #expect(model.balancer.service == "checkout-api")
    }

    @Test("what a hostile daemon counts does not break the sums")
    func hostile() throws {
        var model = try Fixture.balancer()
        var view = Fixture.traffic()
        for index in view.instances.indices {
            view.instances[index].traffic.perSecond = Array(repeating: .max, count: 10_000)
            view.instances[index].weight = .max
            view.instances[index].traffic.p99Milliseconds = .infinity
        }
        view.total.perSecond = [.min, .max]
        view.odd.refused = ["a": .max, "b": .max]
        model.send(.answer(.traffic(view)))
        model.send(.answer(.failed(.traffic(service: "checkout-api"), reason: "\u{1B}[2J")))
        for size in GoldenTests.sizes { _ = render(model, size: size) }
    }
}
