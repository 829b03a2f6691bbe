import RollcallCore
import RollcallTraffic
import RollcallWire

extension TrafficView {
    init(_ report: TrafficReport, epoch: String, revision: Int64) {
        self.init(
            epoch: epoch, revision: revision, service: report.service.text, policy: report.policy.rawValue,
            total: TrafficCountsView(report.total),
            odd: Oddities(
                refused: Dictionary(uniqueKeysWithValues: report.oddities.refusals.map { ($0.rawValue, $1) }),
                retries: report.oddities.retries, strays: report.oddities.strays),
            instances: report.instances.map { item in
                Item(
                    id: item.id.text, weight: item.weight, expectedShare: item.expectedShare,
                    actualShare: item.actualShare, traffic: TrafficCountsView(item.counts),
                    outstanding: item.outstanding, notPickable: item.whyNotPickable,
                    breaker: item.breaker.rawValue)
            })
    }
}

extension TrafficCountsView {
    init(_ counts: TrafficReport.Counts) {
        self.init(
            picks: counts.totals.picks, probes: counts.totals.probes, panics: counts.totals.panics,
            successes: counts.totals.successes, failures: counts.totals.failures, perSecond: counts.perSecond,
            perMinute: counts.perMinute, p50Milliseconds: counts.p50.map(Self.milliseconds),
            p99Milliseconds: counts.p99.map(Self.milliseconds))
    }

    private static func milliseconds(_ duration: Duration) -> Double { Double(duration.nanoseconds) / 1_000_000 }
}
