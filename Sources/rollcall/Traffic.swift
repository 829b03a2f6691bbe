import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire

struct Traffic: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a service's instances were picked for, and how the calls went.", discussion: Failure.help)

    @OptionGroup var service: ServiceArgument
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let view = try await connection.withRegistry { try await $0.traffic(service.service) }
        try output.print(view) { Self.listing(view).lines(width: $0, $1) }
    }

    static func listing(_ view: TrafficView) -> Listing {
        var listing = Listing([
            .init("INSTANCE", widthMin: 12), .init("PICKS", .right), .init("SHARE", .right),
            .init("EXPECTED", .right), .init("LAST MIN", .right), .init("OK", .right), .init("FAILED", .right),
            .init("P50", .right), .init("P99", .right), .init("OPEN", .right), .init("NOT PICKABLE", widthMin: 12),
        ])
        for item in view.instances {
            listing.add(
                cells(item.traffic, name: item.id, share: item.actualShare, expected: item.expectedShare)
                    + [.count(item.outstanding, nil), .init(item.notPickable ?? "", .yellow)])
        }
        // The total counts calls of the last minute whoever took them; the rows are of those that are here.
        let (here, all) = (view.instances.reduce(0) { $0 + $1.traffic.lastMinute }, view.total.lastMinute)
        if all > here {
            let blank = Listing.Cell("")
            listing.add(
                [.init("no longer here", .faint), blank, blank, blank, .count(all - here, nil)]
                    + Array(repeating: blank, count: 6))
        }
        listing.add(cells(view.total, name: "all", share: nil, expected: nil) + [.init(""), .init("")])
        return listing
    }

    private static func cells(
        _ traffic: TrafficCountsView, name: String, share: Double?, expected: Double?
    ) -> [Listing.Cell] {
        [
            .init(name, .bold), .count(traffic.picks, nil), .init(share.map(WhatIf.percent) ?? ""),
            .init(expected.map(WhatIf.percent) ?? ""), .count(traffic.lastMinute, nil),
            .count(traffic.successes, .green), .count(traffic.failures, .red), latency(traffic.p50Milliseconds),
            latency(traffic.p99Milliseconds),
        ]
    }

    private static func latency(_ milliseconds: Double?) -> Listing.Cell {
        guard let milliseconds else { return .init("-", .faint) }
        // Most calls take a few milliseconds, where a whole one more or less is half of it.
        let tenths = Int64((milliseconds * 10).rounded())
        return .init(
            tenths < 1_000 ? "\(tenths / 10).\(tenths % 10)ms" : DurationText.brief(.milliseconds(tenths / 10)))
    }
}

extension TrafficCountsView {
    fileprivate var lastMinute: Int { perSecond.reduce(0, +) }
}
