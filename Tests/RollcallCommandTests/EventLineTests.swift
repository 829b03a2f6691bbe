import RollcallCore
import RollcallWire
import Testing

@testable import rollcall

@Suite("Events, a line each")
struct EventLineTests {
    private static let time = WallTime(milliseconds: 1_795_389_277_123)

    private static func event(_ kind: RegistryEvent.Kind, _ cause: String, instance: Bool = true) -> EventView {
        EventView(
            RegistryEvent(
                revision: Revision(42), time: time, kind: kind,
                instance: instance ? InstanceID(trusted: "orders-1") : nil,
                service: instance ? ServiceName(trusted: "orders") : nil, cause: cause))
    }

    @Test("a transition shows both ends and its cause")
    func transition() {
        let event = Self.event(.status(from: .up, to: .down, on: .healthCheckFail), "503, 3rd failure in a row")
        #expect(
            EventLine.text(event, nil, .plain)
                == "     42  2026-11-22T23:14:37Z  orders/orders-1               UP → DOWN                   503, 3rd failure in a row"
        )
    }

    @Test("eighty columns have room for the cause")
    func narrow() {
        let event = Self.event(.status(from: .up, to: .down, on: .healthCheckFail), "503, 3rd failure in a row")
        #expect(
            EventLine.text(event, 80, .plain)
                == "     42  23:14:37Z  orders/orders-1       UP → DOWN                  503, 3rd f…")
    }

    @Test("an event about the registry itself has no subject")
    func registry() {
        #expect(
            EventLine.text(Self.event(.selfPreservation(isActive: true), "c", instance: false), nil, .plain)
                == "     42  2026-11-22T23:14:37Z  -                             self_preservation on        c")
    }

    @Test("a line fits the terminal", arguments: [10, 40, 80, 100, 120])
    func fits(_ width: Int) {
        let event = Self.event(
            .status(from: .up, to: .down, on: .healthCheckFail), String(repeating: "long ", count: 40))
        #expect(EventLine.text(event, width, .plain).count <= width)
        #expect(EventLine.header(width, .plain).count <= width)
    }
}
