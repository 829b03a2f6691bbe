/// Gives an instance that has just come up less than its weight, and more and more of it over `window`.
///
/// Envoy's `slow_start_config`: weight × max(minimum, (time up / window)^(1 / aggression)).
package struct SlowStart: Sendable, Hashable {
    /// Zero turns slow start off.
    package var window: Duration
    /// 1 rises in a straight line, more rises faster at first.
    package var aggression: Double
    package var minimumWeightPercent: Int

    /// Weights change in so many steps over the window: a change costs the hashing policies another table.
    package static let stepCount = 20
    /// While an instance is warming up all weights are multiplied by this, so that a part of weight 1 is a whole number.
    package static let scale = 100

    package init(window: Duration = .zero, aggression: Double = 1, minimumWeightPercent: Int = 10) {
        precondition(aggression > 0, "aggression \(aggression) is not above 0")
        self.window = window
        self.aggression = aggression
        self.minimumWeightPercent = min(max(minimumWeightPercent, 1), 100)
    }

    /// One instance: its full weight, and since when it has taken calls (nil: for so long that it does not matter).
    package struct Member: Sendable, Hashable {
        package let weight: Int
        package let since: Moment?

        package init(weight: Int, since: Moment?) {
            self.weight = weight
            self.since = since
        }
    }

    /// A weight for each of `members`, and when the next of them changes. Where none is warming up the weights are those
    /// of the members; otherwise all are `scale` times as large.
    package func weights(of members: [Member], at now: Moment) -> (weights: [Int], changesAt: Moment?) {
        let next = members.compactMap { nextStep($0, at: now) }.min()
        guard next != nil else { return (members.map(\.weight), nil) }
        let weights = members.map { member in
            max(1, Int((Double(member.weight * Self.scale) * share(member, at: now)).rounded()))
        }
        return (weights, next)
    }

    /// What part of its weight an instance has.
    package func share(_ member: Member, at now: Moment) -> Double {
        guard let step = step(member, at: now) else { return 1 }
        let time = Double(step) / Double(Self.stepCount)
        return max(Double(minimumWeightPercent) / 100, Power.of(time, 1 / aggression))
    }

    /// How many steps it has gone; nil when it is through.
    private func step(_ member: Member, at now: Moment) -> Int64? {
        guard let since = member.since, window > .zero else { return nil }
        let elapsed = max(0, now.nanoseconds - since.nanoseconds)
        guard elapsed < window.nanoseconds else { return nil }
        return elapsed / stepLength
    }

    private func nextStep(_ member: Member, at now: Moment) -> Moment? {
        guard let since = member.since, let step = step(member, at: now) else { return nil }
        let end = min((step + 1) * stepLength, window.nanoseconds)
        return since.advanced(by: .nanoseconds(end))
    }

    private var stepLength: Int64 { max(1, window.nanoseconds / Int64(Self.stepCount)) }
}
