import ArgumentParser
import Foundation
import RollcallDashboard
import RollcallTerminal
import Testing

@testable import rollcall

@Suite struct TopOptionsTests {
    private func resolved(_ flags: String..., environment: String? = nil, isRemote: Bool = false) async throws
        -> TopOptions.Resolved
    {
        var variables = isRemote ? ["SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"] : [:]
        variables[TopOptions.variable] = environment
        return try await Top.asyncParse(flags).options.resolved(variables)
    }

    @Test("a flag comes before the environment, which comes before the default")
    func order() async throws {
        #expect(try await resolved().dashboard.theme == .standard)
        #expect(try await resolved(environment: "--theme light --max-fps 20").dashboard.theme == .light)
        let both = try await resolved("--theme", "cvd", environment: "--theme light --max-fps 20 --admin")
        #expect(both.dashboard.theme == .cvd && both.dashboard.framesMax == 20 && both.dashboard.isAdmin)
        #expect(both.terminal.framesPerSecond == 20)
    }

    @Test("over a network fewer frames are drawn, unless somebody says how many")
    func remote() async throws {
        #expect(try await resolved(isRemote: true).dashboard.framesMax == 4)
        #expect(try await resolved("--max-fps", "30", isRemote: true).dashboard.framesMax == 30)
    }

    @Test("nothing changes the registry, flashes less or reaches a clipboard unless it was asked for")
    func defaults() async throws {
        let options = try await resolved().dashboard
        #expect(!options.isAdmin && !options.sendsClipboard && !options.hasMouse && options.highlight != .none)
        let careful = try await resolved("--a11y")
        #expect(careful.dashboard.highlight == .none && careful.terminal.isASCII)
    }

    @Test("flags win over the variable, and that over the file")
    func file() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "top-options-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(
            at: folder.appending(path: "rollcall"), withIntermediateDirectories: true)
        let text = "# mine\n--theme cvd --max-fps 7\n--mouse\n"
        try Data(text.utf8).write(to: folder.appending(path: "rollcall/top.opts"))
        var environment = ["XDG_CONFIG_HOME": folder.path()]
        let options = try await Top.asyncParse(["--max-fps", "9"]).options
        #expect(try await options.resolved(environment).dashboard.theme == .cvd)
        environment[TopOptions.variable] = "--theme dark"
        let resolved = try await options.resolved(environment).dashboard
        #expect(resolved.theme == .dark && resolved.framesMax == 9 && resolved.hasMouse)
    }

    @Test("keys and colours of one's own come from all three, and the last one wins")
    func own() async throws {
        let options = try await Top.asyncParse(["--key", "pause=F5,P", "--ink", "bad=208"]).options
        let resolved = try await options.resolved([TopOptions.variable: "--ink bad=9 --ink good=33 --key freeze=z"])
        #expect(resolved.terminal.inks == [.bad: 208, .good: 33])
        #expect(resolved.dashboard.keys.action(for: .function(5)) == .pause)
        #expect(resolved.dashboard.keys.action(for: .character("z")) == .freeze)
        #expect(resolved.dashboard.keys.action(for: .character("p")) == nil)
        for wrong in [["--ink", "red=1"], ["--ink", "bad=256"], ["--key", "fly=z"], ["--key", "down=Up,k"]] {
            await #expect(throws: (any Error).self) { try await Top.asyncParse(wrong) }
        }
    }

    @Test("it begins where it was told to")
    func screen() async throws {
        #expect(try await resolved("--screen", "events").dashboard.screen == .events)
        let service = try await resolved("--service", "shop").dashboard
        #expect(service.screen == .services && service.service == "shop")
        #expect(try await resolved("--screen", "balancer", "--service", "shop").dashboard.screen == .balancer)
    }

    @Test("what the variable holds is checked as flags are")
    func wrong() async {
        await #expect { try await resolved(environment: "--theme pink") } throws: { error in
            "\(error)".contains(TopOptions.variable)
        }
        await #expect(throws: (any Error).self) { try await Top.asyncParse(["--max-fps", "0"]) }
        await #expect(throws: (any Error).self) { try await Top.asyncParse(["--color", "12"]) }
    }
}
