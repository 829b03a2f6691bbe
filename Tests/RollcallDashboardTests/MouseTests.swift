import Testing

@testable import RollcallDashboard

@Suite struct MouseTests {
    @Test("m turns the mouse on and off and says what it does")
    func toggle() throws {
        var model = try Fixture.model()
        #expect(model.press(.character("m")) == [.mouse(true)])
        #expect(model.hasMouse && model.notice?.text.contains("mouse on") == true)
        #expect(model.press(.character("m")) == [.mouse(false)])
        #expect(!model.hasMouse)
    }

    @Test(
        "pasted text and other keys without a meaning change nothing",
        arguments: [Key.paste("q x :quit"), .paste("q"), .click(row: 3, column: 4), .insert, .function(5)])
    func ignored(key: Key) throws {
        var model = try Fixture.model()
        let before = render(model, size: model.size)
        #expect(model.press(key) == [])
        #expect(render(model, size: model.size) == before)
    }
}
