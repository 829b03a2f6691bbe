import RollcallCore
import RollcallWire
import Testing

@testable import rollcall

@Suite("The demo's script")
struct DemoTests {
    @Test("a dozen services at least, of several kinds, in two zones")
    func cast() {
        #expect(DemoScript.all.count >= 12)
        #expect(Set(DemoScript.all.map(\.service)).count >= 5)
        #expect(Set(DemoScript.all.map(\.zone)) == ["eu-1a", "eu-1b"])
        #expect(Set(DemoScript.all.map(\.id)).count == DemoScript.all.count)
    }

    @Test("every registration is one that the registry takes", arguments: DemoScript.all.map(\.id))
    func registrations(_ id: String) throws {
        let script = try #require(DemoScript.all.first { $0.id == id })
        _ = try script.registration(port: 8081).validated(InstanceID(id))
    }

    @Test("acts come in order, within the period", arguments: DemoScript.all.map(\.id))
    func order(_ id: String) throws {
        let seconds = try #require(DemoScript.all.first { $0.id == id }).steps.map(\.second)
        #expect(seconds == seconds.sorted())
        #expect(seconds.allSatisfy { $0 < DemoScript.period - 1 })
    }

    @Test("too few leases run out in a minute to set off self-preservation")
    func expiries() {
        let silences = DemoScript.all.flatMap(\.steps).filter { $0.act == .crash || $0.act == .forget }
        #expect(silences.count < SelfPreservation.Settings().expiryCountMin)
    }

    @Test("the tally knows which rows of δ are missing")
    func tally() async {
        let tally = DemoTally()
        #expect(await tally.missing == States.moves)
        for (index, move) in States.moves.enumerated() {
            let kind = RegistryEvent.Kind.status(from: move.from, to: move.to, on: move.on)
            let event = RegistryEvent(
                revision: Revision(Int64(index + 1)), time: WallTime(milliseconds: 0), kind: kind,
                instance: InstanceID(trusted: "a"), service: ServiceName(trusted: "s"), cause: "c")
            await tally.count(EventView(event))
        }
        #expect(await tally.missing.isEmpty)
        #expect(
            await tally.lines(nil, .plain).suffix(2) == [
                "0 registrations, 0 updates, 0 deregistrations, 2 lease expiries, 0 evictions",
                "Every row of δ was seen.",
            ])
    }

    @Test("the same seed gives the same chances")
    func seeded() {
        var first = SplitMix64(seed: 7)
        var second = SplitMix64(seed: 7)
        #expect((0..<10).map { _ in first.next() } == (0..<10).map { _ in second.next() })
        var zero = SplitMix64(seed: 0)
        #expect(zero.next() == 0xE220_A839_7B1D_CDAF)
    }
}
