/// What a caller asks of a pick.
package struct PickRequest: Sendable, Hashable {
    /// Nil: that of the service.
    package var policy: BalancingPolicy?
    /// What the hashing policies keep together; the others pay no heed to it.
    package var key: String?
    /// The caller's; nil or empty where it has none.
    package var zone: String?
    /// What the caller already tried.
    package var excluded: [InstanceID]
    /// Why each other instance was not picked. This one walks them all.
    package var explain: Bool
    /// The caller will report how the call ended, so that it counts among those under way until then.
    package var countsAsOutstanding: Bool
    /// The call may go to an instance whose breaker is to be tried. Not for a caller that never reports: it would take
    /// the place of one that does.
    package var mayProbe: Bool

    package init(
        policy: BalancingPolicy? = nil, key: String? = nil, zone: String? = nil, excluded: [InstanceID] = [],
        explain: Bool = false, countsAsOutstanding: Bool = true, mayProbe: Bool = true
    ) {
        self.policy = policy
        self.key = key
        self.zone = zone
        self.excluded = excluded
        self.explain = explain
        self.countsAsOutstanding = countsAsOutstanding
        self.mayProbe = mayProbe
    }
}
