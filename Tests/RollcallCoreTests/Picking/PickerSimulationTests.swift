import RollcallCore
import RollcallTestKit
import Testing

@Suite struct PickerSimulationTests {
    /// Many in one test each, since a test case by itself costs more than a seed.
    static let batches = (UInt64(0)..<20).map { $0 * 25..<($0 + 1) * 25 }

    @Test(
        "a pick falls on what a walk over all instances would allow; never more probes or ejected than the bounds",
        arguments: batches, [false, true])
    func twin(seeds: Range<UInt64>, isEventful: Bool) throws {
        for seed in seeds {
            var world = try PickerWorld(seed: seed, isEventful: isEventful)
            for _ in 0..<PickerWorld.stepCount { try world.step() }
        }
    }

    @Test("the random lives probe, panic, are held back and close again")
    func coverage() throws {
        var (probes, panics, held, closings) = (0, 0, 0, 0)
        for seed in UInt64(0)..<100 {
            var world = try PickerWorld(seed: seed, isEventful: false, keepsLog: true)
            for _ in 0..<PickerWorld.stepCount { try world.step() }
            probes += world.log.count { $0.contains("probe of") }
            panics += world.log.count { $0.contains("panic") }
            closings += world.log.count { $0.contains("succeeded") }
            held += world.picker.heldBackCount
        }
        #expect(
            probes > 200 && panics > 200 && held > 20 && closings > 10,
            Comment(rawValue: "\(probes) \(panics) \(held) \(closings)"))
    }

    @Test("one seed is one life", arguments: UInt64(0)..<5)
    func replay(seed: UInt64) throws {
        let logs = try (0..<2).map { _ in
            var world = try PickerWorld(seed: seed, isEventful: true, keepsLog: true)
            for _ in 0..<PickerWorld.stepCount { try world.step() }
            return world.log
        }
        #expect(logs[0] == logs[1])
    }
}
