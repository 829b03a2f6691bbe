import RollcallCore
import RollcallDashboard
import Testing

@testable import rollcall

@Suite("rollcall states")
struct StatesTests {
    @Test("it prints each row of δ and the whole matrix")
    func golden() {
        #expect(
            States.lines(nil, .plain) == [
                "FROM            EVENT              TO",
                "UP              health_check_fail  DOWN",
                "UP              graceful_shutdown  OUT_OF_SERVICE",
                "UP              lease_expired      DOWN",
                "DOWN            health_check_pass  UP",
                "DOWN            graceful_shutdown  OUT_OF_SERVICE",
                "STARTING        ready              UP",
                "STARTING        graceful_shutdown  OUT_OF_SERVICE",
                "STARTING        lease_expired      DOWN",
                "OUT_OF_SERVICE  resume             STARTING",
                "",
                "The whole of it; · changes nothing and makes no event.",
                "                health_check_pass  health_check_fail  ready  graceful_shutdown  lease_expired  resume",
                "UP              ·                  DOWN               ·      OUT_OF_SERVICE     DOWN           ·",
                "DOWN            UP                 ·                  ·      OUT_OF_SERVICE     ·              ·",
                "STARTING        ·                  ·                  UP     OUT_OF_SERVICE     DOWN           ·",
                "OUT_OF_SERVICE  ·                  ·                  ·      ·                  ·              STARTING",
            ])
    }

    @Test("it fits any terminal", arguments: [20, 40, 80, 100])
    func fits(_ width: Int) {
        for line in States.lines(width, .plain) { #expect(CellText.width(line) <= width) }
    }
}
