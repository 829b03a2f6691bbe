import Testing

@testable import RollcallTerminal

@Suite struct FramePaceTests {
    @Test("a line that is full is left to empty itself, and then gets half as many frames as were too many")
    func slower() {
        var pace = FramePace(.milliseconds(100))
        pace.note(wentOutAtOnce: true)
        #expect(pace.interval == .milliseconds(100))
        for _ in 0..<3 { pace.note(wentOutAtOnce: false) }
        #expect(pace.interval == FramePace.longest)
        for _ in 0..<11 { pace.note(wentOutAtOnce: true) }
        #expect(pace.interval == .milliseconds(200))
        pace.note(wentOutAtOnce: false)
        for _ in 0..<9 { pace.note(wentOutAtOnce: true) }
        #expect(pace.interval == .milliseconds(400))
    }

    @Test("a line that keeps up gets as many as were asked for again, little by little")
    func faster() {
        var pace = FramePace(.milliseconds(100))
        pace.note(wentOutAtOnce: false)
        var last = pace.interval
        for _ in 0..<100 {
            pace.note(wentOutAtOnce: true)
            #expect(pace.interval <= last)
            last = pace.interval
        }
        #expect(last == .milliseconds(100))
        pace.shortest = .milliseconds(500)
        #expect(pace.interval == .milliseconds(500))
    }

    @Test("the worst line still gets a frame now and then")
    func bounded() {
        var pace = FramePace(.seconds(1))
        for _ in 0..<10 {
            pace.note(wentOutAtOnce: false)
            for _ in 0..<30 { pace.note(wentOutAtOnce: true) }
        }
        #expect(pace.interval <= FramePace.longest)
    }
}
