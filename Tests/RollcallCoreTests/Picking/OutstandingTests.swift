import RollcallTestKit
import Testing

@testable import RollcallCore

@Suite struct OutstandingTests {
    func outstanding(_ rig: PickerRig, _ id: String = "a") -> Int? {
        rig.picker.load(of: InstanceID(trusted: id))?.outstanding
    }

    @Test("a pick counts until its outcome, once, and only where its caller said it would report")
    func once() throws {
        let rig = try PickerRig("a UP")
        let picks = try (0..<3).map { _ in try rig.pick() }
        _ = try rig.pick(PickRequest(countsAsOutstanding: false))
        #expect(outstanding(rig) == 3)
        for _ in 0..<3 { rig.report("a", .success, picks[1].token) }
        #expect(outstanding(rig) == 2)
        rig.report("a", .success)
        #expect(outstanding(rig) == 1)
    }

    @Test("who never reports is forgotten after the expiry, unless everybody is sure to report")
    func expiry() throws {
        for expiry: Duration? in [.seconds(5), nil] {
            let rig = try PickerRig("a UP", expiry: expiry)
            let silent = try rig.pick(at: 1)
            _ = try rig.pick(at: 5.9)
            #expect(outstanding(rig) == 2)
            rig.picker.advance(to: PickerRig.at(6))
            #expect(outstanding(rig) == (expiry == nil ? 2 : 1))
            rig.report("a", .success, silent.token, at: 7)
            #expect(outstanding(rig) == 1)
        }
    }

    @Test("another process takes over no calls")
    func otherProcess() throws {
        let rig = try PickerRig("a UP\nb UP")
        let picks = try (0..<4).map { _ in try rig.pick() }
        try rig.update("a UP port=9\nc UP", at: 2)
        #expect(outstanding(rig) == 0 && outstanding(rig, "c") == 0)
        let next = try (0..<2).map { _ in try rig.pick(at: 3) }
        #expect(next.count == 2 && outstanding(rig) == 1)
        for pick in picks { rig.report("a", .success, pick.token, at: 3) }
        rig.picker.advance(to: PickerRig.at(61.5))
        #expect(outstanding(rig) == 1, "the calls of the process before are not taken off this one")
    }

    @Test("a refused connection does not look like a fast instance")
    func latency() throws {
        let rig = try PickerRig("a UP")
        rig.report("a", .success, latency: .milliseconds(80), at: 1)
        let slow = try #require(rig.picker.load(of: InstanceID(trusted: "a"))?.latency.nanoseconds(at: PickerRig.at(1)))
        #expect(slow == 80_000_000)
        var before = 0.0
        for expected in [1e9, 2e9, 4e9] {
            rig.report("a", .connectFailed, latency: .zero, at: 1)
            before = try #require(rig.picker.load(of: InstanceID(trusted: "a"))).latency.nanoseconds(
                at: PickerRig.at(1))
            #expect(before == expected)
        }
        let later = try #require(rig.picker.load(of: InstanceID(trusted: "a"))).latency.nanoseconds(
            at: PickerRig.at(41))
        #expect(later < before / 20, "it is tried again by and by")
    }

    @Test(
        "by peak EWMA an instance that fails every call gets hardly any", arguments: [CallOutcome.Result.error, .reset])
    func blackHole(result: CallOutcome.Result) throws {
        let policy = try ServicePolicy(balancing: .peakEWMA, breaker: BreakerSettings(isEnabled: false))
        let rig = try PickerRig("a UP\nb UP\nc UP", policy)
        var failed = 0
        for step in 0..<3_000 {
            let second = Double(step) / 100
            let pick = try rig.pick(at: second)
            let isBroken = pick.id.text == "a"
            if isBroken { failed += 1 }
            rig.report(
                pick.id.text, isBroken ? result : .success, pick.token, latency: .milliseconds(isBroken ? 0 : 20),
                at: second)
        }
        #expect(failed < 60, "\(failed) of 3000")
    }

    @Test("calls that ended make room before calls that go on are given up")
    func room() throws {
        let rig = try PickerRig("a UP", expiry: nil)
        let living = try rig.pick()
        for _ in 0..<OutstandingCalls.countMax + 10 {
            let pick = try rig.pick()
            rig.report("a", .success, pick.token)
        }
        #expect(outstanding(rig) == 1)
        rig.report("a", .success, living.token)
        #expect(outstanding(rig) == 0)
    }

    @Test("with tokens, without, and with none at all the count is that of a plain list", arguments: UInt64(0)..<40)
    func model(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let rig = try PickerRig("a UP\nb UP", ServicePolicy(balancing: .random), expiry: .seconds(4))
        // Of each call: its pick, and whether a bare report was taken to be its end.
        var (calls, bare, second) = ([Pick](), ["a": 0, "b": 0], 0.0)
        for step in 0..<200 {
            second += Double.random(in: 0...0.4, using: &random)
            let now = PickerRig.at(second)
            rig.picker.advance(to: now)
            while let first = calls.first, first.token.began.advanced(by: .seconds(4)) <= now {
                calls.removeFirst()
                if let count = bare[first.id.text], count > 0 { bare[first.id.text] = count - 1 }
            }
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6: calls.append(try rig.pick(PickRequest(mayProbe: false), at: second))
            case 6..<9:
                guard let index = calls.indices.randomElement(using: &random) else { continue }
                let call = calls.remove(at: index)
                let live = calls.count { $0.id == call.id }
                bare[call.id.text] = min(bare[call.id.text] ?? 0, live)
                rig.report(call.id.text, .success, call.token, at: second)
            default:
                let id = random.pick(["a", "b"])
                if (bare[id] ?? 0) < calls.count(where: { $0.id.text == id }) { bare[id, default: 0] += 1 }
                rig.report(id, .success, at: second)
            }
            for id in ["a", "b"] {
                let expected = calls.count { $0.id.text == id } - (bare[id] ?? 0)
                #expect(outstanding(rig, id) == expected, "replay: seed \(seed), step \(step)")
            }
        }
    }
}
