import RollcallCore
import RollcallDashboard
import Testing

@Suite struct InputTests {
    private static func services() throws -> DashboardModel {
        var model = try Fixture.model()
        model.press(.character("2"))
        model.arrange()
        return model
    }

    private static func type(_ text: String, into model: inout DashboardModel) {
        for character in text { model.press(.character(character)) }
        model.arrange()
    }

    @Test("the list is filtered as the filter is written; Enter keeps it, Esc on the list clears it")
    func filter() throws {
        var model = try Self.services()
        model.press(.character("/"))
        Self.type("state:down,part", into: &model)
        #expect(model.shown == ["legacy-soap", "billing", "checkout-api"])
        model.press(.enter)
        let text = render(model, size: model.size).text
        #expect(text.contains("filter: state:down,part") && text.contains("3/5 shown"))
        #expect(text.contains("filter hides 2 UP services (Esc clears)"))
        #expect(model.press(.escape) == [] && model.screen == .services)
        model.arrange()
        #expect(model.shown.count == 5)
        #expect(model.press(.escape) == [] && model.press(.character("q")) == [.quit])
    }

    @Test("Esc while writing brings back the filter there was")
    func restored() throws {
        var model = try Self.services()
        model.press(.character("/"))
        Self.type("billing", into: &model)
        model.press(.enter, .character("/"), .control("u"))
        Self.type("search", into: &model)
        #expect(model.shown == ["search"])
        model.press(.escape)
        model.arrange()
        #expect(model.shown == ["billing"])
    }

    @Test("what cannot be read is marked and explained, and Enter leaves it to be mended")
    func wrong() throws {
        var model = try Self.services()
        model.press(.character("/"))
        Self.type("bill", into: &model)
        model.press(.paste(" nosuch:x"))
        model.arrange()
        #expect(model.shown == ["billing"])
        let frame = render(model, size: model.size)
        let marked = frame.row(22).filter { $0.style.role == .fault }.map(\.text).joined()
        #expect(marked == "nosuch:x" && frame.text.contains("no key is called nosuch"))
        model.press(.enter)
        #expect(model.filter.text == "bill" && model.input != nil)
        for _ in " nosuch:x" { model.press(.backspace) }
        model.press(.enter)
        #expect(model.filter.text == "bill" && model.input == nil)
    }

    @Test("commands are text while one is written, and so is what is pasted")
    func text() throws {
        var model = try Self.services()
        #expect(model.press(.paste("q\nx\n:quit\n")) == [])
        #expect(model.screen == .services && model.input == nil)
        model.press(.character("/"))
        #expect(model.press(.character("q"), .character("Q"), .paste("\nx\t:quit\n\u{1B}[2J")) == [])
        #expect(model.input?.field.text == "qQ x :quit \\x1b[2J")
        #expect(model.press(.control("c")) == [.quit])
    }

    @Test(
        "a line is edited with the keys of readline",
        arguments: [
            ([Key.control("a"), .character("x")], "xone two", 1), ([.control("w")], "one ", 4),
            ([.control("u")], "", 0), ([.home, .control("k")], "", 0), ([.left, .left, .control("k")], "one t", 5),
            ([.left, .backspace], "one to", 5), ([.home, .delete], "ne two", 0),
            ([.control("w"), .control("w")], "", 0),
            ([.left, .control("e"), .character("東")], "one two東", 8), ([.home, .left, .backspace], "one two", 0),
            ([.character("\u{301}")], "one two\u{301}", 7), ([.control("x"), .up], "one two", 7),
        ])
    func readline(keys: [Key], text: String, cursor: Int) {
        var field = TextField("one two")
        for key in keys { _ = field.press(key) }
        #expect(field.text == text && field.cursor == cursor)
    }

    @Test("a line holds so many cells and no more")
    func bounded() {
        var field = TextField()
        _ = field.press(.paste(String(repeating: "東", count: 2_000)))
        #expect(CellText.width(field.text) <= TextField.cellsMax)
        _ = field.press(.character("x"))
        #expect(CellText.width(field.text) <= TextField.cellsMax)
    }

    @Test("what was written before comes back with Up")
    func history() throws {
        var model = try Self.services()
        for text in ["search", "billing"] {
            model.press(.character("/"), .control("u"))
            Self.type(text, into: &model)
            model.press(.enter)
        }
        model.press(.escape, .character("/"), .up, .up)
        #expect(model.input?.field.text == "search")
        model.press(.down)
        model.arrange()
        #expect(model.input?.field.text == "billing" && model.shown == ["billing"])
        model.press(.down)
        #expect(model.input?.field.text == "")
    }

    @Test(
        "the palette does what is typed",
        arguments: [
            ("services", Screen.services), ("ov", .overview), ("instances billing", .instances(service: "billing")),
            ("instance i-80c1", .instance(id: "i-80c1")), (":events", .events),
        ])
    func palette(command: String, screen: Screen) throws {
        var model = try Self.services()
        model.press(.character(":"))
        Self.type(command, into: &model)
        model.press(.enter)
        #expect(model.screen == screen && model.input == nil)
    }

    @Test("a command there is not stays to be mended")
    func unknownCommand() throws {
        var model = try Self.services()
        for command in ["nosuch", "in", "sort", ""] {
            model.press(.character(":"))
            Self.type(command, into: &model)
            model.press(.enter)
            #expect(model.input?.error != nil, "\(command)")
            model.press(.escape)
        }
        model.press(.character(":"))
        Self.type("filter state:down", into: &model)
        model.press(.enter)
        model.arrange()
        #expect(model.shown == ["legacy-soap"])
        model.press(.character(":"))
        Self.type("q", into: &model)
        #expect(model.press(.enter) == [.quit])
    }

    @Test("Tab completes commands and names as far as they are sure")
    func completion() throws {
        var model = try Self.services()
        model.press(.character(":"))
        Self.type("ins", into: &model)
        model.press(.tab)
        #expect(model.input?.field.text == "instance")
        #expect(render(model, size: model.size).text.contains("instances"))
        Self.type("s ch", into: &model)
        model.press(.tab, .enter)
        #expect(model.screen == .instances(service: "checkout-api"))
    }

    @Test("the help is searched as the search is written")
    func helpSearch() throws {
        var model = try Self.services()
        model.press(.character("?"), .character("/"))
        Self.type("sort by", into: &model)
        #expect(model.helpText.count < 5 && model.helpText.allSatisfy { $0.contains("sort by") })
        model.press(.enter)
        #expect(model.isHelpShown)
        model.press(.escape, .character("?"))
        #expect(model.helpText.count > 20)
    }
}
