import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire

struct WhatIf: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif", abstract: "Try another policy on a service's recent picks.", discussion: Failure.help)

    @OptionGroup var service: ServiceArgument
    @Option(help: "The policy to try; all of them when left out.") var policy: BalancingPolicy?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let views = try await connection.withRegistry { registry in
            var views: [WhatIfView] = []
            for policy in policy.map({ [$0] }) ?? BalancingPolicy.allCases {
                views.append(try await registry.whatIf(service.service, policy: policy.rawValue))
            }
            return views
        }
        try output.print(views) { width, paint in Self.lines(views, width, paint) }
    }

    static func lines(_ views: [WhatIfView], _ width: Int?, _ paint: Paint) -> [String] {
        guard let first = views.first else { return [] }
        guard !first.shares.isEmpty else { return ["No instance of \(SafeText.escaped(first.service)) takes calls."] }
        let kind = first.real ? "of recent calls" : "made up, as callers gave none"
        var listing = Listing(
            [.init("INSTANCE", widthMin: 12)] + views.map { .init($0.policy.uppercased(), .right, widthMin: 6) })
        for (index, share) in first.shares.enumerated() {
            listing.add(
                [.init(share.id, .bold)]
                    + views.map { .init(index < $0.shares.count ? percent($0.shares[index].share) : "-") })
        }
        if views.contains(where: { $0.moved != nil }) {
            let moved = views.map { view in
                view.moved.map { percent(Double($0) / Double(max(1, view.keys))) } ?? "-"
            }
            listing.add([.init("keys moved by the last change", .faint)] + moved.map { .init($0, .faint) })
        }
        return ["\(first.keys) keys, \(kind)"] + listing.lines(width: width, paint)
    }

    /// One decimal, without Foundation's formats.
    static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
