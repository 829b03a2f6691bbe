import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@testable import rollcall

@Suite struct PlainLineTests {
    private func event(_ kind: RegistryEvent.Kind, cause: String) -> EventView {
        let time = WallTime(milliseconds: 1_795_389_271_000)
        var view = EventView(RegistryEvent(revision: Revision(7), time: time, kind: kind, cause: cause))
        view.service = "checkout-api"
        view.instance = "i-7f3a"
        return view
    }

    @Test("a change of status says what is, of what, what was and why")
    func status() {
        let event = event(.status(from: .up, to: .down, on: .healthCheckFail), cause: "http 503")
        #expect(PlainLine.text(event, isASCII: true) == "23:14:31Z DOWN checkout-api i-7f3a was UP: http 503")
    }

    @Test("other events have a word each")
    func others() {
        var gone = event(.deregistered, cause: "deregistered on request")
        #expect(
            PlainLine.text(gone, isASCII: true)
                == "23:14:31Z DEREGISTERED checkout-api i-7f3a: deregistered on request")
        gone.kind = "evicted"
        #expect(PlainLine.text(gone, isASCII: true).hasPrefix("23:14:31Z EVICTED "))
        var started = event(.started, cause: "started")
        (started.service, started.instance) = (nil, nil)
        #expect(PlainLine.text(started, isASCII: true) == "23:14:31Z STARTED: started")
        #expect(PlainLine.text(event(.selfPreservation(isActive: true), cause: "x"), isASCII: true).contains("PAUSED"))
    }

    @Test("neither control characters nor what a terminal cannot show get through")
    func harmless() {
        var event = event(.deregistered, cause: "\u{1B}[2J\r\n東")
        event.service = "\u{9B}x"
        let line = PlainLine.text(event, isASCII: true)
        #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(PlainLine.text(event, isASCII: false).contains("東"))
    }

    @Test("a filter wants all of its words and none of those with a minus")
    func filter() {
        let line = "23:14:31Z DOWN checkout-api i-7f3a was UP: http 503"
        #expect(PlainFilter("").accepts(line) && PlainFilter("down CHECKOUT").accepts(line))
        #expect(!PlainFilter("down billing").accepts(line) && !PlainFilter("down -503").accepts(line))
    }
}
