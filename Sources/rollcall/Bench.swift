import ArgumentParser

struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure what Rollcall is held to, on this machine.", subcommands: [BenchPicks.self, BenchCalls.self])
}
