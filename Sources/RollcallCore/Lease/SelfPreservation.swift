/// Notices when so many leases run out at once that the network, not the providers, is the likelier cause; evictions
/// then wait until most are back. The idea is Eureka's; unlike there it always ends by itself, so that a fleet that was
/// really made smaller does not stay in the registry for ever.
package struct SelfPreservation: Sendable {
    package struct Settings: Sendable, Equatable {
        /// How far back expiries count.
        package var window: Duration
        /// The share of all leases, 0 to 1, above which evictions pause.
        package var share: Double
        /// Fewer expiries than this in a window never pause anything: of two instances, one is half.
        package var expiryCountMin: Int
        /// Evictions go on after so long, even if nobody came back.
        package var hold: Duration

        package init(
            window: Duration = .seconds(60), share: Double = 0.3, expiryCountMin: Int = 5,
            hold: Duration = .seconds(1_800)
        ) {
            self.window = window
            self.share = share
            self.expiryCountMin = expiryCountMin
            self.hold = hold
        }
    }

    package let settings: Settings
    package private(set) var isActive = false
    /// Moments of the expiries within the window, oldest first.
    private var expiries: [Moment] = []
    /// When evictions last had to pause.
    private var lastBurst = Moment.zero
    private var lastJudged = Moment.zero

    /// How often it is asked whether the others are back.
    private static let judgeInterval = Duration.seconds(5)

    package init(_ settings: Settings) {
        self.settings = settings
    }

    package mutating func recordExpiries(_ count: Int, at now: Moment) {
        expiries.append(contentsOf: repeatElement(now, count: count))
    }

    /// Judges the window that ends at `now` over `leaseCount` leases, of which `lapsedCount` have run out.
    ///
    /// - Returns: the figures when the answer changed, nil when it stayed.
    package mutating func judge(at now: Moment, leaseCount: Int, lapsedCount: Int) -> Finding? {
        let start = now.advanced(by: .zero - settings.window)
        expiries.removeAll { $0 <= start }
        lastJudged = now
        if isTooMany(expiries.count, of: leaseCount) {
            lastBurst = now
            guard !isActive else { return nil }
            isActive = true
            return Finding(isActive: true, count: expiries.count, leaseCount: leaseCount)
        }
        let mayGoOn = !isTooMany(lapsedCount, of: leaseCount) || now >= lastBurst.advanced(by: settings.hold)
        guard isActive, mayGoOn else { return nil }
        isActive = false
        return Finding(isActive: false, count: lapsedCount, leaseCount: leaseCount)
    }

    private func isTooMany(_ count: Int, of leaseCount: Int) -> Bool {
        count >= settings.expiryCountMin && Double(count) > settings.share * Double(leaseCount)
    }

    /// When to judge again although nothing ran out meanwhile; nil while evictions go on.
    package var nextJudgement: Moment? {
        guard isActive else { return nil }
        return min(lastBurst.advanced(by: settings.hold), lastJudged.advanced(by: Self.judgeInterval))
    }

    package struct Finding: Sendable, Equatable {
        package let isActive: Bool
        /// Leases that ran out within the window; where evictions go on again, those that are still out.
        package let count: Int
        package let leaseCount: Int

        package init(isActive: Bool, count: Int, leaseCount: Int) {
            self.isActive = isActive
            self.count = count
            self.leaseCount = leaseCount
        }
    }
}
