import ArgumentParser
import Foundation
import RollcallTerminal

/// How the dashboard uses the terminal.
struct ScreenOptions: ParsableArguments {
    enum Colour: String, CaseIterable, ExpressibleByArgument {
        case auto
        case full = "256"
        case sixteen = "16"
        case eight = "8"
        case mono
    }

    @Flag(help: "Draw with ASCII characters only.") var ascii = false
    @Option(help: "How many colours to use: auto, 256, 16, 8 or mono. (default: auto, with NO_COLOR mono)")
    var color: Colour?
    @Flag(help: "Clicks select and the wheel scrolls.") var mouse = false
    @Flag(help: "Stay on the terminal's normal screen.") var noAltscreen = false
    @Option(help: ArgumentHelp("Show changes at most so often a second. (default: 10, by SSH 4)", valueName: "1...60"))
    var maxFps: Int?
    @Flag(help: "For screen readers: the cursor stands on the selected row and can be seen.") var a11y = false
    @Flag(help: "What is copied goes to the terminal's clipboard too (OSC 52).") var clipboard = false

    func validate() throws {
        if let maxFps, !TerminalOptions.framesPerSecondRange.contains(maxFps) {
            throw ValidationError("--max-fps must be between 1 and 60.")
        }
    }

    var options: TerminalOptions {
        let isRemote = ProcessInfo.processInfo.environment["SSH_CONNECTION"].map { !$0.isEmpty } ?? false
        var options = TerminalOptions(
            isASCII: ascii, colours: colours, hasMouse: mouse, framesPerSecond: maxFps, isRemote: isRemote)
        options.keepsScreen = noAltscreen
        options.showsCursor = a11y
        options.canCopy = clipboard
        return options
    }

    /// What is asked for here counts more than the environment.
    private var colours: TerminalOptions.Colours {
        switch color {
        case nil: Paint.isRefused ? .none : .all
        case .auto, .full: .all
        case .sixteen: .sixteen
        case .eight: .eight
        case .mono: TerminalOptions.Colours.none
        }
    }
}
