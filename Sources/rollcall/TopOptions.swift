import ArgumentParser
import Foundation
import RollcallDashboard
import RollcallTerminal

/// How the dashboard looks and what it begins with. What a flag does not say, `ROLLCALL_TOP_OPTS` may, and what that does
/// not say, the file `top.opts` in the user's folder of settings.
struct TopOptions: ParsableArguments {
    static let variable = "ROLLCALL_TOP_OPTS"

    @Option(help: "Begin with overview, services, events or balancer.") var screen: ScreenChoice?
    @Option(
        help: "Begin with this service.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var service: String?
    @Option(help: ArgumentHelp("Begin with this filter.", valueName: "expression")) var filter: String?
    @Option(help: "How many colours: auto, 256, 16, 8 or mono.") var color: ColourChoice?
    @Option(help: "The colours: default, light, dark, mono, or cvd (blue and orange).") var theme: Theme.Name?
    @Option(
        name: .customLong("ink"),
        help: ArgumentHelp(
            "Another colour of the 256 for good, bad, warning, aside, key, faint or text, as in good=33. Repeatable.",
            valueName: "name=number"))
    var inks: [String] = []
    @Option(
        name: .customLong("key"),
        help: ArgumentHelp(
            "Other keys for what a key does, as in freeze=z or pause=F5,Ctrl-P. Repeatable.", valueName: "action=keys"))
    var rebindings: [String] = []
    @Flag(help: "Draw with ASCII characters only.") var ascii = false
    @Flag(help: "Take clicks and the wheel.") var mouse = false
    @Flag(help: "Stay on the terminal's ordinary screen.") var noAltscreen = false
    @Option(help: ArgumentHelp("At most this many frames a second, 1 to 60.", valueName: "count")) var maxFps: Int?
    @Flag(help: "Do not mark what just changed.") var noFlash = false
    @Flag(help: "Let keys change the registry, after a question.") var admin = false
    @Flag(help: "For screen readers: a visible cursor, plain characters, nothing that flashes.") var a11y = false
    @Flag(name: .customLong("osc52"), help: "Send copied text to the terminal's clipboard.") var osc52 = false

    /// What the dashboard and its terminal are told.
    struct Resolved: Sendable, Equatable {
        var dashboard = DashboardOptions()
        var terminal = TerminalOptions()
    }

    /// What the variable holds, as a command line of its own: completions that wait need a command that may.
    private struct Line: AsyncParsableCommand {
        @OptionGroup var options: TopOptions
    }

    func validate() throws {
        if let maxFps, !DashboardOptions.framesRange.contains(maxFps) {
            throw ValidationError("--max-fps must be from 1 to 60.")
        }
        if let filter {
            do throws(FilterError) { _ = try Filter(filter) } catch {
                throw ValidationError("--filter is no filter: \(error.reason).")
            }
        }
        _ = try Self.inks(inks)
        _ = try Self.keys(rebindings)
    }

    private static func inks(_ words: [String]) throws(ValidationError) -> [Palette.Meaning: Int] {
        var inks: [Palette.Meaning: Int] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let meaning = Palette.Meaning(rawValue: parts[0]), let number = Int(parts[1]),
                (-1...255).contains(number)
            else {
                let known = Palette.Meaning.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--ink takes one of \(known), = and a number from -1 to 255, not \(word).")
            }
            inks[meaning] = number
        }
        return inks
    }

    private static func keys(_ words: [String]) throws(ValidationError) -> KeyMap {
        do throws(RebindingError) {
            var changes: [Rebinding] = []
            for word in words { changes.append(try Rebinding(word)) }
            return try KeyMap.standard.rebound(changes)
        } catch { throw ValidationError("--key is not understood: \(error.reason).") }
    }

    private static let fileName = "rollcall/top.opts"

    /// Words as on the command line, in as many lines as one likes; a line that begins with `#` says nothing.
    private static func fileWords(_ environment: [String: String]) -> [String] {
        let given = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        guard let folder = given ?? environment["HOME"].map({ "\($0)/.config" }),
            let text = try? String(contentsOfFile: "\(folder)/\(fileName)", encoding: .utf8)
        else { return [] }
        return text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
            .flatMap { $0.split(separator: " ").map(String.init) }
    }

    func resolved(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> Resolved {
        let variable = (environment[Self.variable] ?? "").split(separator: " ").map(String.init)
        // What comes later wins.
        let words = Self.fileWords(environment) + variable
        let base: TopOptions
        do { base = try await Line.asyncParse(words).options } catch {
            throw ValidationError(
                "\(Self.variable) or \(Self.fileName) is not understood: \(Line.message(for: error))")
        }
        var resolved = Resolved()
        resolved.dashboard.isAdmin = admin || base.admin
        resolved.dashboard.sendsClipboard = osc52 || base.osc52
        resolved.dashboard.isAccessible = a11y || base.a11y
        resolved.dashboard.theme = theme ?? base.theme ?? .standard
        resolved.dashboard.screen = (screen ?? base.screen)?.screen ?? (service == nil ? .overview : .services)
        resolved.dashboard.service = service ?? base.service
        resolved.dashboard.filter = filter ?? base.filter ?? ""
        resolved.dashboard.hasMouse = mouse || base.mouse
        resolved.terminal = TerminalOptions(
            isASCII: ascii || base.ascii || a11y || base.a11y,
            // NO_COLOR gives way to whoever asks for colours.
            colours: (color ?? base.color)?.colours ?? (Paint.isRefused ? .none : .all),
            hasMouse: resolved.dashboard.hasMouse, framesPerSecond: maxFps ?? base.maxFps,
            isRemote: environment["SSH_CONNECTION"].map { !$0.isEmpty } ?? false)
        resolved.dashboard.keys = try Self.keys(base.rebindings + rebindings)
        resolved.terminal.inks = try Self.inks(base.inks + inks)
        resolved.dashboard.highlight =
            noFlash || base.noFlash || a11y || base.a11y
            ? .none : resolved.terminal.colours == .none || resolved.dashboard.theme == .mono ? .mark : .reverse
        resolved.terminal.keepsScreen = noAltscreen || base.noAltscreen
        resolved.terminal.showsCursor = resolved.dashboard.isAccessible
        resolved.terminal.canCopy = resolved.dashboard.sendsClipboard
        resolved.dashboard.framesMax = resolved.terminal.framesPerSecond
        return resolved
    }
}

enum ScreenChoice: String, ExpressibleByArgument, CaseIterable {
    case overview, services, events, balancer

    var screen: Screen {
        switch self {
        case .overview: .overview
        case .services: .services
        case .events: .events
        case .balancer: .balancer
        }
    }
}

enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case full = "256"
    case sixteen = "16"
    case eight = "8"
    case mono

    var colours: TerminalOptions.Colours {
        switch self {
        case .auto, .full: .all
        case .sixteen: .sixteen
        case .eight: .eight
        case .mono: .none
        }
    }
}

extension Theme.Name: ExpressibleByArgument {}
