/// Notices when so many leases run out at once that the network, not the providers, is the likelier cause; evictions
/// then wait. The idea is Eureka's; unlike there it is judged over one sliding window, so it always ends by itself.
package struct SelfPreservation: Sendable {
    package struct Settings: Sendable, Equatable {
        /// How far back expiries count.
        package var window: Duration
        /// The share of all leases, 0 to 1, above which evictions pause.
        package var share: Double
        /// Fewer expiries than this in a window never pause anything: of two instances, one is half.
        package var expiryCountMin: Int

        package init(window: Duration = .seconds(60), share: Double = 0.3, expiryCountMin: Int = 5) {
            self.window = window
            self.share = share
            self.expiryCountMin = expiryCountMin
        }
    }

    package let settings: Settings
    package private(set) var isActive = false
    /// Moments of the expiries within the window, oldest first.
    private var expiries: [Moment] = []

    package init(_ settings: Settings) {
        self.settings = settings
    }

    package mutating func recordExpiries(_ count: Int, at now: Moment) {
        expiries.append(contentsOf: repeatElement(now, count: count))
    }

    /// Judges the window that ends at `now` over `leaseCount` leases, lapsed ones included.
    ///
    /// - Returns: the figures when the answer changed, nil when it stayed.
    package mutating func judge(at now: Moment, leaseCount: Int) -> Finding? {
        let start = now.advanced(by: .zero - settings.window)
        expiries.removeAll { $0 <= start }
        let expired = expiries.count
        let mustPause = expired >= settings.expiryCountMin && Double(expired) > settings.share * Double(leaseCount)
        guard mustPause != isActive else { return nil }
        isActive = mustPause
        return Finding(isActive: mustPause, expired: expired, leaseCount: leaseCount)
    }

    /// When the oldest expiry leaves the window and the judgement may change.
    package var nextChange: Moment? {
        expiries.first?.advanced(by: settings.window)
    }

    package struct Finding: Sendable, Equatable {
        package let isActive: Bool
        package let expired: Int
        package let leaseCount: Int
    }
}
