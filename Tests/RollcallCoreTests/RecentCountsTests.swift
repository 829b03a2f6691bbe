import RollcallCore
import RollcallTestKit
import Testing

@Suite struct RecentCountsTests {
    private func kinds(_ history: MinuteHistory, _ now: WallTime) -> [[Int]] {
        ChangeKind.allCases.map { history.counts($0, at: now) }
    }

    @Test("minutes equal a plain list of times", arguments: UInt64(0)..<50)
    func minutes(seed: UInt64) {
        var random = SeededRandom(seed)
        var history = MinuteHistory()
        var times: [(kind: ChangeKind, time: Int64)] = []
        var now = Int64.random(in: -1_000_000...1_000_000_000_000, using: &random)
        for _ in 0..<200 {
            now += Int64.random(in: 0...(Bool.random(using: &random) ? 400 : 400_000), using: &random)
            let kind = random.pick(ChangeKind.allCases)
            history.record(kind, at: WallTime(milliseconds: now))
            times.append((kind, now))
        }
        now += Int64.random(in: 0...1_000_000, using: &random)
        let last = MinuteHistory.minute(WallTime(milliseconds: now))
        let expected = ChangeKind.allCases.map { kind in
            (last - 59...last).map { minute in
                times.count { $0.kind == kind && MinuteHistory.minute(WallTime(milliseconds: $0.time)) == minute }
            }
        }
        #expect(kinds(history, WallTime(milliseconds: now)) == expected, "seed \(seed)")
    }

    @Test("an hour later nothing is left")
    func forgotten() {
        var history = MinuteHistory()
        history.record(.health, at: WallTime(milliseconds: 0), count: 7)
        #expect(history.sum(.health, at: WallTime(milliseconds: 59 * 60_000)) == 7)
        #expect(history.sum(.health, at: WallTime(milliseconds: 60 * 60_000)) == 0)
    }

    @Test("a rate is the mean of the last ten whole seconds", arguments: UInt64(0)..<50)
    func rate(seed: UInt64) {
        var random = SeededRandom(seed)
        var rate = RecentRate()
        var times: [Int64] = []
        var now = Int64.random(in: 0...1_000_000_000_000, using: &random)
        for _ in 0..<200 {
            now += Int64.random(in: 0...(random.next() % 9 == 0 ? 9_000_000_000 : 400_000_000), using: &random)
            rate.record(at: Moment(nanoseconds: now))
            times.append(now / 1_000_000_000)
            let second = now / 1_000_000_000
            let expected = times.count { $0 < second && $0 >= second - 10 }
            #expect(rate.perSecond(at: Moment(nanoseconds: now)) == Double(expected) / 10, "seed \(seed)")
        }
        #expect(rate.perSecond(at: Moment(nanoseconds: now + 12_000_000_000)) == 0)
    }

    @Test("of the last thousand durations 99 in a hundred are no longer than the quantile")
    func durations() {
        var recent = RecentDurations()
        #expect(recent.quantiles == nil)
        for number in (1...3_000).reversed() { recent.record(.milliseconds(number)) }
        #expect(recent.quantiles?.max == 1_000 && recent.quantiles?.p99 == 990)
    }

    static let changes: [(RegistryEvent.Kind, ChangeKind?)] = [
        (.deregistered, .removed), (.evicted, .removed), (.started, nil), (.selfPreservation(isActive: true), nil),
        (.status(from: .up, to: .down, on: .leaseExpired), .expired),
        (.status(from: .up, to: .down, on: .healthCheckFail), .health),
        (.status(from: .starting, to: .up, on: .ready), .health),
        (.status(from: .up, to: .outOfService, on: .gracefulShutdown), .edited), (.policy(.standard), .edited),
    ]

    @Test("an event is counted as one kind of change", arguments: changes)
    func kind(_ kind: RegistryEvent.Kind, _ change: ChangeKind?) {
        #expect(ChangeKind(kind) == change)
    }
}
