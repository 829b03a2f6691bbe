import Testing

@testable import RollcallTerminal

@Suite struct FramePaceTests {
    @Test("a line that is too slow gets half as many frames each time, down to one in four seconds")
    func slower() {
        var pace = FramePace(.milliseconds(100))
        #expect(pace.interval == .milliseconds(100))
        pace.note(wentOutAtOnce: false)
        #expect(pace.interval == .milliseconds(200))
        for _ in 0..<20 { pace.note(wentOutAtOnce: false) }
        #expect(pace.interval == FramePace.longest)
    }

    @Test("a line that keeps up gets as many as were asked for again, little by little")
    func faster() {
        var pace = FramePace(.milliseconds(100))
        for _ in 0..<3 { pace.note(wentOutAtOnce: false) }
        var last = pace.interval
        for _ in 0..<40 {
            pace.note(wentOutAtOnce: true)
            #expect(pace.interval <= last)
            last = pace.interval
        }
        #expect(last == .milliseconds(100))
        pace.shortest = .milliseconds(500)
        #expect(pace.interval == .milliseconds(500))
    }
}
