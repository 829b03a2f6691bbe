import RollcallCore
import RollcallDashboard
import Testing

@Suite struct AccessibleTests {
    @Test("for who hears the screen, bars are words and a change of state is told first")
    func words() throws {
        var options = DashboardOptions()
        options.isAccessible = true
        var model = try Fixture.model(size: Size(columns: 120, rows: 40), options: options)
        model.send(.events([Fixture.status(918_224, "search", "i-aa01", .up, .down, cause: "503", secondsAgo: 0)]))
        #expect(render(model, size: model.size).text.contains("23:14:37Z DOWN search i-aa01 was UP: 503"))
        model.press(.character(":"), .paste("instance i-9e9f"), .enter)
        let text = render(model, size: model.size).text
        #expect(text.contains(" percent") && !text.contains("█"))
    }
}
