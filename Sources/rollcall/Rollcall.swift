import ArgumentParser
import Foundation
import RollcallClient
import RollcallCore
import RollcallWire

@main struct Rollcall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollcall", abstract: "A durable service registry in one small daemon.",
        discussion: """
            Services register under a lease, their health is checked, and every change is a numbered event. \
            Start with `rollcall demo`, or with `rollcall serve` and `rollcall top`.

            \(Failure.help)
            """,
        version: RollcallVersion.current,
        groupedSubcommands: [
            CommandGroup(name: "Run:", subcommands: [Serve.self, Proxy.self, Demo.self]),
            CommandGroup(
                name: "Provide:",
                subcommands: [
                    Run.self, Register.self, Deregister.self, Update.self, Heartbeat.self, Ready.self, Drain.self,
                    Resume.self,
                ]),
            CommandGroup(
                name: "Look:", subcommands: [Services.self, Instances.self, Show.self, Top.self, Status.self]),
            CommandGroup(
                name: "Call:", subcommands: [Pick.self, Breakers.self, Policy.self, Traffic.self, WhatIf.self]),
            CommandGroup(name: "History:", subcommands: [Events.self, State.self, Watch.self]),
            CommandGroup(name: "Reference:", subcommands: [States.self, Check.self, Bench.self]),
        ])

    /// Every command throws what went wrong; here, and only here, it becomes a line and an exit code.
    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            end(failure)
        } catch let error as ClientError {
            end(Failure(error))
        } catch let error as StoreError {
            end(Failure(error))
        } catch {
            exit(withError: error)
        }
    }

    private static func end(_ failure: Failure) -> Never {
        Console.complain(failure.line)
        Foundation.exit(failure.code.rawValue)
    }
}
