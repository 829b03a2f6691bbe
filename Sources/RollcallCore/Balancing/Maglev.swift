/// A table of targets that the key indexes.
///
/// Eisenbud et al., "Maglev: A fast and reliable software network load balancer", NSDI 2016, section 3.4. Shares are
/// even to within a hundredth and a lookup is one memory access; for that, one target more or less moves about twice
/// the keys that it must.
struct Maglev: LoadBalancer {
    private var targets: [BalancerTarget] = []
    private var table: [Int32] = []

    mutating func update(_ targets: [BalancerTarget]) {
        if !self.targets.sharesOutLike(targets) {
            table = MaglevTable.make(targets, size: MaglevTable.size(for: targets.count))
        }
        self.targets = targets
    }

    /// The entry `attempt` places behind the key's: its neighbours in the table have nothing to do with each other.
    func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard !table.isEmpty else { return nil }
        let place = KeyHash.mix(key ?? random.next()).multipliedFullWidth(by: UInt64(table.count)).high
        let index = Int(place) + attempt
        return Int(table[index < table.count ? index : index % table.count])
    }
}
