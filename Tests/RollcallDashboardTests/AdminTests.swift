import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

/// T-18: changes are for those who asked to be able to make them, and happen only when they were meant.
@Suite struct AdminTests {
    private static var admin: DashboardOptions {
        var options = DashboardOptions()
        options.isAdmin = true
        return options
    }

    private func instances(_ options: DashboardOptions = admin) throws -> DashboardModel {
        var model = try Fixture.model(options: options)
        model.press(.character("2"), .down, .down, .enter, .down)
        return model
    }

    private func text(_ model: DashboardModel) -> String { render(model, size: model.size).text }

    private func changes(_ commands: [Command]) -> [AdminRequest] {
        commands.compactMap { if case .ask(.act(let request)) = $0 { request } else { nil } }
    }

    @Test("T-18 without --admin the key changes nothing and says so")
    func readOnly() throws {
        var model = try instances(DashboardOptions())
        #expect(changes(model.press(.character("x"), .character("d"), .right, .enter, .enter)) == [])
        model.press(.escape, .character("x"))
        #expect(text(model).contains("read-only: start with --admin"))
    }

    @Test("T-18 Enter on the dialog cancels")
    func cancel() throws {
        var model = try instances()
        model.press(.character("x"), .character("d"))
        #expect(text(model).contains("drain i-80c1?") && text(model).contains("[Cancel]"))
        #expect(model.press(.enter) == [])
        #expect(text(model).contains("cancelled: nothing was changed"))
        #expect(changes(model.press(.character("x"), .character("d"), .right, .escape)) == [])
    }

    @Test("a confirmed change carries the revision that was on the screen")
    func confirmed() throws {
        var model = try instances()
        let commands = model.press(.character("x"), .character("d"), .right, .enter)
        #expect(changes(commands) == [.instance(id: "i-80c1", revision: 1, .drain)])
        model.send(.answer(.acted(changes(commands)[0], "i-80c1 is OUT_OF_SERVICE, weight 10, rev 918231")))
        #expect(text(model).contains("drain: i-80c1 is OUT_OF_SERVICE, weight 10, rev 918231"))
    }

    @Test("what breaks things asks for the end of the id", arguments: [("D", "Deregister"), ("t", "Trip")])
    func grave(key: Character, verb: String) throws {
        var model = try instances()
        model.press(.character("x"), .character(key))
        #expect(changes(model.press(.right, .enter)) == [])
        #expect(text(model).contains("[\(verb)]"), "the dialog stays")
        model.press(.character("8"), .character("0"), .character("c"), .character("9"))
        #expect(changes(model.press(.enter)) == [])
        model.press(.backspace, .character("1"))
        let action: AdminRequest.Action = key == "D" ? .deregister : .trip
        #expect(changes(model.press(.enter)) == [.instance(id: "i-80c1", revision: 1, action)])
    }

    @Test("letters typed into a dialog are text: q does not quit")
    func typing() throws {
        var model = try instances()
        model.press(.character("x"), .character("D"))
        #expect(model.press(.character("q"), .character("Q"), .character("x")) == [])
        #expect(text(model).contains("qQx_"))
        #expect(model.press(.control("c")) == [.quit])
    }

    @Test("a weight is a number within its limits")
    func weight() throws {
        var model = try instances()
        model.press(.character("x"), .character("w"), .character("9"), .character("z"))
        #expect(changes(model.press(.right, .enter)) == [])
        model.press(.backspace, .character("9"))
        #expect(changes(model.press(.enter)) == [.instance(id: "i-80c1", revision: 1, .weight(99))])
    }

    @Test("T-18 a refusal leaves everything as it is and says why")
    func refused() throws {
        var model = try instances()
        let request = changes(model.press(.character("x"), .character("d"), .right, .enter))[0]
        let before = model.census
        var problem = ProblemView(
            .revisionConflict(try InstanceID("i-80c1"), expected: Revision(1), actual: Revision(918_230)))
        problem.actual = 918_230
        let reason = AdminWords.refusal(problem, of: request)
        model.send(.answer(.refused(request, reason: reason)))
        let shown = text(model)
        #expect(model.census == before)
        #expect(shown.contains("nothing was changed") && shown.contains("it is at rev 918230"))
        #expect(shown.contains("the screen showed rev 1"))
        model.press(.escape)
        #expect(!text(model).contains("nothing was changed"))
        let gone = AdminWords.refusal(ProblemView(.unknownInstance(try InstanceID("i-80c1"))), of: request)
        #expect(gone == "i-80c1 is no longer registered.")
    }

    @Test("nothing can be changed over a lost link, not even from a dialog that is open")
    func stale() throws {
        var model = try instances()
        model.press(.character("x"), .character("d"), .right)
        model.send(.link(.lost(reason: "gone", retryIn: nil)))
        #expect(changes(model.press(.enter)) == [])
        #expect(text(model).contains("nothing can be changed while the link is STALE"))
        #expect(model.press(.character("x")) == [])
        #expect(text(model).contains("nothing can be changed while the link is STALE"))
    }

    @Test("a dialog says what it still wants, and where to go with what was typed")
    func wishes() throws {
        var model = try instances()
        model.press(.character("x"), .character("w"))
        model.press(.character("-"), .character("5"), .tab, .enter)
        #expect(text(model).contains("a weight is a whole number"))
        model.press(.tab, .enter)
        #expect(text(model).contains("cancelled: nothing was changed; Tab goes to Change"))
    }

    @Test("a policy is chosen from a list that knows which one is active")
    func policy() throws {
        var model = try Fixture.balancer(options: Self.admin)
        model.press(.character("x"), .character("p"))
        #expect(text(model).contains("smooth_weighted_round_robin  (active)"))
        model.press(.character("8"))
        let asked = changes(model.press(.right, .enter))
        #expect(asked == [.policy(service: "checkout-api", from: "smooth_weighted_round_robin", to: "maglev")])
        model.press(.character("x"), .character("p"), .character("2"))
        #expect(text(model).contains("goes by smooth_weighted_round_robin already"))
    }

    @Test("elsewhere the list of policies opens when the daemon has said which one is active")
    func policyElsewhere() throws {
        var model = try instances()
        let asked = model.press(.character("x"), .character("p"))
        #expect(asked == [.ask(.traffic(service: "checkout-api"))])
        model.send(.answer(.traffic(Fixture.traffic(.maglev))))
        #expect(text(model).contains("maglev  (active)"))
        model.press(.escape)
        let later = model.now.advanced(by: .milliseconds(1_500))
        _ = model.update(.tick(model.wallTime), at: later)
        #expect(model.press(.character("x"), .character("p")) == [.ask(.traffic(service: "checkout-api"))])
    }

    @Test(
        "menus and dialogs are drawn on every screen that can hold a list",
        arguments: [Size(columns: 20, rows: 3), Size(columns: 40, rows: 10), Size(columns: 80, rows: 24)])
    func small(size: Size) throws {
        var model = try instances()
        model.send(.resize(size))
        model.press(.character("x"))
        #expect(text(model).contains("drain"))
        model.press(.character("D"))
        #expect(text(model).contains("Cancel") && text(model).contains("80c1"))
    }
}
