import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@Suite struct OutTests {
    private func instances(_ options: DashboardOptions = DashboardOptions()) throws -> DashboardModel {
        var model = try Fixture.model(options: options)
        model.press(.character("2"), .down, .down, .enter, .down)
        return model
    }

    private func text(_ model: DashboardModel) -> String { render(model, size: model.size).text }

    private func exported(_ commands: [Command]) throws -> (name: String, contents: String) {
        for case .export(let name, let contents) in commands { return (name, contents) }
        throw CancellationError()
    }

    @Test("a text to copy stands on the screen, and goes to the terminal only where that was allowed")
    func copy() throws {
        var model = try instances()
        #expect(model.press(.character("y"), .character("i")) == [])
        #expect(text(model).split(separator: "\n").contains("i-80c1"))
        var options = DashboardOptions()
        options.sendsClipboard = true
        model = try instances(options)
        #expect(model.press(.character("y"), .character("i")) == [.copy("i-80c1")])
        #expect(text(model).contains("sent OSC 52 (terminal may ignore it)"))
    }

    @Test("the command says what the screen says, quoted for a shell")
    func command() throws {
        var model = try instances()
        model.press(.character("y"), .character("c"))
        #expect(text(model).contains("rollcall instances checkout-api --addr http://127.0.0.1:7420"))
        model = try Fixture.model()
        model.send(.snapshot(Fixture.list([try Fixture.instance("i 1", "it's; rm")]), services: [], events: []))
        model.press(.character("2"), .enter, .character("y"), .character("c"))
        #expect(text(model).contains(#"rollcall instances 'it'\''s; rm' --addr"#))
    }

    @Test("an instance is shown as JSON that scrolls, without what could steer a terminal")
    func raw() throws {
        var model = try instances()
        model.press(.character("i"))
        #expect(text(model).contains(#"  "id": "i-80c1","#))
        model.press(.character("G"))
        #expect(text(model).contains(#""revision": 1"#))
        #expect(!text(model).contains(#""id": "i-80c1""#))
        model.press(.character("g"), .pageDown, .escape)
        #expect(text(model).contains("checkout-api"))
    }

    @Test("the list is exported as shown, with what a spreadsheet would run made harmless")
    func csv() throws {
        var model = try Fixture.model()
        let cause = #"=cmd|' /C calc'!A1, "x""#
        model.send(
            .snapshot(Fixture.list([try Fixture.instance("@i-1", "s", .down, cause: cause)]), services: [], events: []))
        let file = try exported(model.press(.character("2"), .enter, .character("e"), .character("c")))
        #expect(file.name == "rollcall-instances-20261122T231437Z.csv")
        let lines = file.contents.split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines[1].hasPrefix("DOWN,'@i-1,s,10.0.3.11,8080,10,,0,1,"))
        #expect(lines[1].hasSuffix(#","'=cmd|' /C calc'!A1, ""x""""#))
    }

    @Test("every screen exports in every form", arguments: ["1", "2", "3", "4"] as [Character])
    func everyScreen(tab: Character) throws {
        var model = try Fixture.balancer()
        model.press(.character(tab))
        for form in ["t", "j", "c"] as [Character] {
            let file = try exported(model.press(.character("e"), .character(form)))
            #expect(file.contents.count > 60 && file.contents.utf8.last == UInt8(ascii: "\n"))
        }
        let json = try exported(model.press(.character("e"), .character("j"))).contents
        #expect(json.hasPrefix("{\n  \"daemon\": \"http://127.0.0.1:7420\",\n"))
        #expect(json.hasSuffix("\n}\n"))
    }

    @Test("the exported frame is what was on the screen, without the menu")
    func frame() throws {
        var model = try instances()
        let before = text(model)
        #expect(try exported(model.press(.character("e"), .character("t"))).contents == before + "\n")
        model.send(.answer(.exported(name: "rollcall-x.txt")))
        #expect(text(model).contains("written into rollcall-x.txt"))
        model.send(.answer(.notExported(reason: "disk full")))
        #expect(text(model).contains("disk full"))
    }
}
