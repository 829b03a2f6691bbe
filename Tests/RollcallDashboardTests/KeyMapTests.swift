import RollcallDashboard
import Testing

@Suite struct KeyMapTests {
    @Test("every key that does something is in the help, and every key in the help does something")
    func help() throws {
        var model = try Fixture.model()
        // Wide enough for every line of it.
        _ = model.update(.resize(Size(columns: 200, rows: 60)), at: model.now)
        let help = model.helpText.joined(separator: "\n")
        for binding in model.keys.bindings {
            #expect(!binding.keys.isEmpty)
            #expect(help.contains(binding.help))
            for key in binding.keys {
                #expect(model.keys.action(for: key) == binding.action)
                #expect(help.contains(key.label))
            }
        }
        #expect(Set(model.keys.bindings.map(\.action)) == Set(Action.allCases))
        let keys = model.keys.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    @Test("every key is found by its label, and an action that has new ones has only those")
    func rebinding() throws {
        var model = try Fixture.model()
        for key in model.keys.bindings.flatMap(\.keys) { #expect(Key(label: key.label) == key) }
        let keys = try KeyMap.standard.rebound([Rebinding("show-services=F2"), Rebinding("freeze=2")])
        var options = DashboardOptions()
        options.keys = keys
        model = try Fixture.model(options: options)
        model.press(.function(2))
        #expect(model.screen == .services)
        #expect(render(model, size: model.size).text.contains("F2"))
        model.press(.character("2"))
        #expect(render(model, size: model.size).text.contains("rows keep their order until 2 is pressed again"))
    }

    @Test("no action is left without a key, and what is not understood is named")
    func misbinding() throws {
        for (text, reason) in [
            ("down", "ACTION=KEY"), ("fly=z", "no action is called fly"), ("down=Hyper", "no key is called Hyper"),
            ("down=", "would have no key"),
        ] {
            let error = #expect(throws: RebindingError.self) { try Rebinding(text) }
            #expect(error?.reason.contains(reason) == true)
        }
        let taken = try Rebinding("pause=f")
        let error = #expect(throws: RebindingError.self) { try KeyMap.standard.rebound([taken]) }
        #expect(error?.reason == "freeze would have no key left; give it another")
    }

    @Test("q goes back and quits only at the root, where Esc does nothing; Q and Ctrl-C quit anywhere")
    func leaving() throws {
        var model = try Fixture.model()
        model.press(.character("2"), .enter)
        #expect(model.press(.character("Q")) == [.quit])
        #expect(model.press(.control("c")) == [.quit])
        #expect(model.press(.character("q")) == [])
        #expect(model.screen == .services)
        #expect(model.press(.escape) == [])
        #expect(model.press(.backspace) == [])
        #expect(model.press(.character("q")) == [.quit])
    }

    @Test("Tab goes round the screens")
    func tabs() throws {
        var model = try Fixture.model()
        model.press(.tab)
        #expect(model.screen == .services)
        model.press(.tab, .tab)
        #expect(model.screen == .balancer)
        model.press(.character("1"), .backTab)
        #expect(model.screen == .balancer)
        model.press(.character("3"), .right, .character("1"), .left, .character("1"))
        #expect(model.screen == .overview)
    }

    @Test(
        "help is closed by what opened it and by going back", arguments: [Key.character("?"), .escape, .character("q")])
    func closing(key: Key) throws {
        var model = try Fixture.model()
        model.press(.character("?"))
        #expect(model.isHelpShown)
        #expect(model.press(key) == [])
        #expect(!model.isHelpShown)
    }

    /// Places from which keys are tried: where something is to be seen, and where something was done already.
    private static func places() throws -> [DashboardModel] {
        let size = Size(columns: 120, rows: 40)
        let ways: [[Key]] = [
            [], [.character("2"), .down], [.character("2"), .down, .down, .enter, .down], [.character("3"), .down],
            [.character("t")],
        ]
        let places = try ways.map { keys in
            var model = try Fixture.model(size: size)
            for key in keys { model.press(key) }
            return model
        }
        return places + [try Fixture.balancer(size: size)]
    }

    @Test("T-21 every key in the help has an effect somewhere, and no key without a place in it has one")
    func effects() throws {
        let places = try Self.places()
        let frames = places.map { render($0, size: $0.size) }
        func hasEffect(_ key: Key) -> Bool {
            zip(places, frames).contains { place, frame in
                var model = place
                return !model.press(key).isEmpty || render(model, size: model.size) != frame
            }
        }
        let bound = Set(KeyMap.standard.bindings.flatMap(\.keys))
        for key in bound { #expect(hasEffect(key), "\(key.label) is in the help and does nothing") }
        let printable = (0x20...0x7E).compactMap { Unicode.Scalar($0).map { Key.character(Character($0)) } }
        let controls = "abcdefghijklmnopqrstuvwxyz".map { Key.control($0) }
        let others: [Key] = [.insert, .delete, .function(1), .function(12), .paste("q"), .click(row: 90, column: 2)]
        for key in printable + controls + others where !bound.contains(key) {
            #expect(!hasEffect(key), "\(key.label) does something and is not in the help")
        }
    }

    @Test("keys nobody bound do nothing")
    func unbound() throws {
        var model = try Fixture.model()
        let before = render(model, size: model.size)
        #expect(model.press(.character("X"), .control("x"), .character("東")) == [])
        #expect(render(model, size: model.size) == before)
    }
}
