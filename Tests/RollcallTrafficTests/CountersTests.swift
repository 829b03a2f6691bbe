import RollcallCore
import RollcallTestKit
import RollcallTraffic
import Testing

@Suite struct RateBucketsTests {
    @Test("what happened is counted in its second and in its minute")
    func counts() {
        var rate = RateBuckets()
        let start = Moment(nanoseconds: 7_000_000_000_000)
        for _ in 0..<3 { rate.record(at: start) }
        rate.record(at: start.advanced(by: .seconds(2)))
        let later = start.advanced(by: .seconds(2))
        #expect(rate.perSecond(at: later).suffix(3) == [3, 0, 1])
        #expect(rate.perMinute(at: later).reduce(0, +) == 4)
        #expect(rate.perSecond(at: later.advanced(by: .seconds(58))).prefix(2) == [0, 1])
        #expect(rate.perSecond(at: later.advanced(by: .seconds(61))).allSatisfy { $0 == 0 })
    }

    @Test("equals a plain list of times", arguments: UInt64(0)..<50)
    func model(seed: UInt64) {
        var random = SeededRandom(seed)
        var rate = RateBuckets()
        var times: [Int64] = []
        var now: Int64 = Int64.random(in: 0...1_000_000_000_000, using: &random)
        for _ in 0..<200 {
            now += Int64.random(in: 0...(Bool.random(using: &random) ? 400_000_000 : 40_000_000_000), using: &random)
            rate.record(at: Moment(nanoseconds: now))
            times.append(now)
        }
        func expected(_ width: Int64) -> [Int] {
            let last = now / width
            return (last - 59...last).map { bucket in times.count { $0 / width == bucket } }
        }
        #expect(rate.perSecond(at: Moment(nanoseconds: now)) == expected(1_000_000_000), "seed \(seed)")
        #expect(rate.perMinute(at: Moment(nanoseconds: now)) == expected(60_000_000_000), "seed \(seed)")
    }
}

@Suite struct LatencyHistogramTests {
    @Test("quantiles are within an eighth of the true ones", arguments: UInt64(0)..<50)
    func quantiles(seed: UInt64) throws {
        var random = SeededRandom(seed)
        var histogram = LatencyHistogram()
        var latencies: [Int64] = []
        for _ in 0..<500 {
            let latency = Int64(exp2(Double.random(in: 0...30, using: &random)))
            latencies.append(latency)
            histogram.record(.microseconds(latency), at: .zero)
        }
        latencies.sort()
        for quantile in [0.5, 0.9, 0.99, 1] {
            let exact = latencies[max(1, Int((quantile * 500).rounded(.up))) - 1]
            let told = try #require(histogram.quantile(quantile, at: .zero)).nanoseconds / 1_000
            #expect(told >= exact && Double(told) <= Double(exact) * 1.125 + 1, "seed \(seed), quantile \(quantile)")
        }
    }

    @Test("latencies are forgotten after two minutes at the latest and one at the soonest")
    func window() {
        var histogram = LatencyHistogram()
        func at(_ seconds: Int64) -> Moment { Moment.zero.advanced(by: .seconds(seconds)) }
        histogram.record(.milliseconds(5), at: at(10))
        histogram.record(.milliseconds(5), at: at(61))
        #expect(histogram.count(at: at(69)) == 2)
        #expect(histogram.count(at: at(121)) == 1)
        #expect(histogram.quantile(0.5, at: at(300)) == nil)
    }

    private func exp2(_ exponent: Double) -> Double {
        var value = 1.0
        for _ in 0..<Int(exponent) { value *= 2 }
        return value * (1 + exponent.truncatingRemainder(dividingBy: 1))
    }
}

@Suite struct KeyLogTests {
    @Test("keeps the newest and no more than it may")
    func newest() {
        var log = KeyLog(countMax: 3)
        for key in UInt64(0)..<7 { log.record(key) }
        #expect(log.hashes.sorted() == [4, 5, 6])
        var none = KeyLog(countMax: 0)
        none.record(1)
        #expect(none.hashes.isEmpty)
    }
}
