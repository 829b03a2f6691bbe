public import ArgumentParser
public import RollcallCore
import RollcallDashboard

struct BenchPicks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "picks",
        abstract: "Measure what a pick costs under each policy, with 10, 1,000 and 10,000 instances.",
        discussion: """
            In this process, without a daemon; weights differ. Allocations are counted from outside: run it once with \
            --picks 100000 and once with --picks 200000 under `valgrind`, for one --policy and one --targets, and \
            compare the allocs of its "total heap usage".
            """)

    @Option(help: "Only this policy.")
    var policy: BalancingPolicy?

    @Option(help: "Only this many instances.")
    var targets: Int?

    @Option(help: "Picks in a run.")
    var picks = 200_000

    @Option(help: "Runs, of which the median counts.")
    var runs = 7

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard picks > 0, runs > 0, targets ?? 1 > 0 else {
            throw ValidationError("--picks, --runs and --targets must be above 0.")
        }
    }

    func run() throws {
        var benchmark = PickBenchmark()
        (benchmark.pickCount, benchmark.runCount) = (picks, runs)
        let counts = targets.map { [$0] } ?? [10, 1_000, 10_000]
        var rows = BalancingPolicy.allCases.filter { policy == nil || policy == $0 }.flatMap { policy in
            counts.map { benchmark.row(policy, targetCount: $0) }
        }
        if policy == nil { rows += counts.map { benchmark.naiveRow(targetCount: $0) } }
        try output.print(rows) { Self.lines(rows, $0, $1) }
    }

    static func lines(_ rows: [PickBenchmark.Row], _ width: Int?, _ paint: Paint) -> [String] {
        var listing = Listing([
            .init("POLICY"), .init("INSTANCES", .right), .init("NS/PICK", .right), .init("UPDATE MS", .right),
        ])
        for row in rows {
            listing.add([
                .init(row.policy), .init("\(row.targets)"), .init(tenths(row.nanosecondsPerPick)),
                .init(row.updateMilliseconds.map(tenths) ?? "-"),
            ])
        }
        return listing.lines(width: width, paint)
    }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension BalancingPolicy: ExpressibleByArgument {}
