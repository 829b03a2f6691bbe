import RollcallDashboard
import Testing

@testable import RollcallTerminal

@Suite struct TerminalOptionsTests {
    @Test("changes are shown ten times a second, four times over a network, or as often as asked for within bounds")
    func frames() {
        #expect(TerminalOptions().frameInterval == .milliseconds(100))
        #expect(TerminalOptions(isRemote: true).frameInterval == .milliseconds(250))
        #expect(TerminalOptions(framesPerSecond: 20, isRemote: true).frameInterval == .milliseconds(50))
        #expect(TerminalOptions(framesPerSecond: 0).framesPerSecond == 1)
        #expect(TerminalOptions(framesPerSecond: 1_000).framesPerSecond == 60)
        var options = TerminalOptions()
        options.framesPerSecond = -3
        #expect(options.frameInterval == .seconds(1))
    }

    @Test(
        "no more colours are used than the terminal has, and no more than are wanted",
        arguments: [
            (256, TerminalOptions.Colours.all, ColourDepth.full), (65_536, .all, .full), (256, .sixteen, .sixteen),
            (256, .eight, .sixteen), (256, .none, .mono), (16, .all, .sixteen), (8, .all, .sixteen), (2, .all, .mono),
            (0, .all, .mono), (0, .sixteen, .mono),
        ])
    func depth(colours: Int, wanted: TerminalOptions.Colours, depth: ColourDepth) {
        #expect(Terminal.depth(colours: colours, wanted) == depth)
    }

    @Test("with sixteen colours only the first eight are used: a terminal that has eight has those")
    func eight() {
        for role in Role.allCases { #expect(Theme.standard.ink(role, .sixteen).colour < 8) }
    }
}
