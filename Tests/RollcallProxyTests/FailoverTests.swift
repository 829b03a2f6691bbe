import RollcallCore
import RollcallProxy
import RollcallTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct FailoverTests {
    @Test("an instance that refuses costs the client nothing: the next one has the connection")
    func refused() async throws {
        let closed = try LoopbackSocket()
        defer { closed.release() }
        try await Instance.run("b") { b in
            let picker = ListPicker(closed.upstream("closed"), b.upstream)
            try await Bench.run(picker) { proxy, port in
                let client = try await Peer.connect(to: port)
                try await client.send("hello")
                #expect(try await b.accept().receive(5) == "hello")
                #expect(await picker.next(2) == [.init("closed", "connection refused"), .init("b", "connected")])
                #expect(proxy.gauges.failedOver == 1)
                #expect(proxy.gauges.connectFailures == 1)
                #expect(proxy.gauges.failed == 0)
            }
        }
    }

    @Test("an instance that does not answer the connect is given up in time")
    func hanging() async throws {
        var settings = ProxySettings()
        settings.connectTimeout = .milliseconds(300)
        let hanging = try HangingPort("hanging")
        try await Instance.run("b") { b in
            let picker = ListPicker(hanging.upstream, b.upstream)
            try await Bench.run(picker, settings) { _, port in
                let client = try await Peer.connect(to: port)
                try await b.accept().send("220 ready")
                #expect(try await client.receive(9) == "220 ready")
                #expect(await picker.next(2) == [.init("hanging", "no connection in time"), .init("b", "connected")])
            }
        }
    }

    @Test("an instance known by its name is found by it")
    func named() async throws {
        try await Instance.run("a") { a in
            let named = Upstream(
                instance: a.upstream.instance, address: Address(trusted: "localhost"), port: a.upstream.port)
            try await Bench.run(ListPicker(named)) { _, port in
                let client = try await Peer.connect(to: port)
                try await client.send("hello")
                #expect(try await a.accept().receive(5) == "hello")
            }
        }
    }

    @Test("a client that leaves while an instance hangs does not keep that from being found out")
    func leaves() async throws {
        var settings = ProxySettings()
        settings.connectTimeout = .milliseconds(300)
        let hanging = try HangingPort("hanging")
        let picker = ListPicker(hanging.upstream)
        try await Bench.run(picker, settings) { proxy, port in
            // On a machine that is busy enough the time may be over first, and the client is reset itself.
            try? await Peer.connect(to: port).reset()
            #expect(await picker.next(1) == [.init("hanging", "no connection in time")])
            #expect(await proxy.shutdown(within: .seconds(50)) == 0)
        }
    }

    @Test("a request with its end that came before any instance was found is brought to the one that is")
    func heldRequest() async throws {
        let (first, second) = (try LoopbackSocket(), try LoopbackSocket())
        defer {
            first.release()
            second.release()
        }
        try await Instance.run("c") { c in
            try await Bench.run(ListPicker(first.upstream("first"), second.upstream("second"), c.upstream)) { _, port in
                let client = try await Peer.connect(to: port)
                try await client.send("question")
                try await client.endOutput()
                let server = try await c.accept()
                #expect(try await server.receive(8) == "question")
                try await server.inputEnd()
                try await server.send("answer")
                try await server.close()
                #expect(try await client.receive(6) == "answer")
            }
        }
    }

    @Test("an instance that accepts and resets before anything was sent is replaced")
    func resetsAtOnce() async throws {
        try await Instance.run("a", .resets) { a in
            try await Instance.run("b") { b in
                let picker = ListPicker(a.upstream, b.upstream)
                try await Bench.run(picker) { proxy, port in
                    let client = try await Peer.connect(to: port)
                    try await b.accept().send("220 ready")
                    #expect(try await client.receive(9) == "220 ready")
                    // The reset may come before the connect is known to have succeeded.
                    let reports = await picker.next(until: .init("b", "connected")).dropLast()
                    #expect(
                        reports == [.init("a", "connected"), .init("a", "reset before the first byte")]
                            || reports == [.init("a", "reset while connecting")])
                    #expect(proxy.gauges.failedOver == 1)
                }
            }
        }
    }

    @Test(
        "what was sent to one instance is not sent to another, unless the service can bear it",
        arguments: ProxySettings.Replay.allCases)
    func replay(_ replay: ProxySettings.Replay) async throws {
        var settings = ProxySettings()
        settings.replay = replay
        try await Instance.run("a") { a in
            try await Instance.run("b") { b in
                let picker = ListPicker(a.upstream, b.upstream)
                try await Bench.run(picker, settings) { proxy, port in
                    let client = try await Peer.connect(to: port)
                    let first = try await a.accept()
                    try await client.send("pay ")
                    _ = try await first.receive(4)
                    try await client.send("10")
                    _ = try await first.receive(2)
                    try await first.reset()
                    switch replay {
                    case .unsent:
                        #expect(try await client.ending() == .byReset)
                        #expect(proxy.gauges.failedOver == 0)
                    case .unanswered:
                        let second = try await b.accept()
                        #expect(try await second.receive(6) == "pay 10")
                        try await second.send("paid")
                        #expect(try await client.receive(4) == "paid")
                    }
                    #expect(await picker.next(2).last == .init("a", "reset before the first byte"))
                }
            }
        }
    }

    @Test(
        "an instance that closes without a word has failed, where answers are promised",
        arguments: ProxySettings.Replay.allCases)
    func silentClose(_ replay: ProxySettings.Replay) async throws {
        var settings = ProxySettings()
        settings.replay = replay
        try await Instance.run("a") { a in
            try await Instance.run("b", .echoes) { b in
                let picker = ListPicker(a.upstream, b.upstream)
                try await Bench.run(picker, settings) { proxy, port in
                    let client = try await Peer.connect(to: port)
                    let first = try await a.accept()
                    try await client.send("hello")
                    _ = try await first.receive(5)
                    try await first.close()
                    switch replay {
                    case .unsent:
                        try await client.inputEnd()
                        try await client.close()
                        #expect(await picker.next(2).last == .init("a", "closed"))
                    case .unanswered:
                        #expect(try await client.receive(5) == "hello")
                        #expect(
                            await picker.next(3)
                                == [
                                    .init("a", "connected"), .init("a", "reset before the first byte"),
                                    .init("b", "connected"),
                                ])
                    }
                }
            }
        }
    }

    @Test("a trial holds when the instance answers, and not when it resets what it has accepted")
    func trial() async throws {
        var settings = ProxySettings()
        settings.trialTime = .seconds(3_600)
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream.onTrial)
            try await Bench.run(picker, settings) { _, port in
                var client = try await Peer.connect(to: port)
                var instance = try await a.accept()
                try await client.send("hello")
                _ = try await instance.receive(5)
                try await instance.reset()
                #expect(try await client.ending() == .byReset)
                #expect(
                    await picker.next(2) == [.init("a", "connected"), .init("a", "reset before the first byte")])
                client = try await Peer.connect(to: port)
                instance = try await a.accept()
                try await instance.send("220 ready")
                _ = try await client.receive(9)
                #expect(await picker.next(2) == [.init("a", "connected"), .init("a", "holds")])
            }
        }
    }

    @Test("a trial on which nobody speaks holds after a while")
    func silentTrial() async throws {
        var settings = ProxySettings()
        settings.trialTime = .milliseconds(50)
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream.onTrial)
            try await Bench.run(picker, settings) { _, port in
                let client = try await Peer.connect(to: port)
                #expect(await picker.next(2) == [.init("a", "connected"), .init("a", "holds")])
                try await client.close()
            }
        }
    }

    @Test("an answer that has begun binds the client to its instance")
    func answered() async throws {
        var settings = ProxySettings()
        settings.replay = .unanswered
        try await Instance.run("a") { a in
            try await Instance.run("b") { b in
                try await Bench.run(ListPicker(a.upstream, b.upstream), settings) { proxy, port in
                    let client = try await Peer.connect(to: port)
                    let first = try await a.accept()
                    try await client.send("q")
                    _ = try await first.receive(1)
                    try await first.send("a")
                    _ = try await client.receive(1)
                    try await first.reset()
                    #expect(try await client.ending() == .byReset)
                    #expect(proxy.gauges.failedOver == 0)
                }
            }
        }
    }

    @Test("more than may be kept is not kept")
    func tooMuch() async throws {
        var settings = ProxySettings()
        settings.replay = .unanswered
        settings.replayByteCountMax = 4
        try await Instance.run("a") { a in
            try await Instance.run("b") { b in
                try await Bench.run(ListPicker(a.upstream, b.upstream), settings) { _, port in
                    let client = try await Peer.connect(to: port)
                    let first = try await a.accept()
                    try await client.send("more than four")
                    _ = try await first.receive(14)
                    try await first.reset()
                    #expect(try await client.ending() == .byReset)
                }
            }
        }
    }

    @Test("when all are down the client is reset, and each of them is reported")
    func allDown() async throws {
        let (first, second) = (try LoopbackSocket(), try LoopbackSocket())
        defer {
            first.release()
            second.release()
        }
        let picker = ListPicker(first.upstream("first"), second.upstream("second"))
        try await Bench.run(picker) { proxy, port in
            // The reset may overtake the end of the handshake.
            do { #expect(try await Peer.connect(to: port).ending() == .byReset) } catch {}
            #expect(
                await picker.next(2) == [
                    .init("first", "connection refused"), .init("second", "connection refused"),
                ])
            #expect(proxy.gauges.failed == 1)
            #expect(proxy.gauges.connectFailures == 2)
        }
    }

    @Test("no more instances are tried than the settings allow")
    func attemptsMax() async throws {
        var settings = ProxySettings()
        settings.attemptsMax = 1
        let closed = try LoopbackSocket()
        defer { closed.release() }
        try await Instance.run("b") { b in
            let picker = ListPicker(closed.upstream("closed"), b.upstream)
            try await Bench.run(picker, settings) { proxy, port in
                do { #expect(try await Peer.connect(to: port).ending() == .byReset) } catch {}
                #expect(await picker.next(1) == [.init("closed", "connection refused")])
                #expect(proxy.gauges.failedOver == 0)
            }
        }
    }
}

extension Upstream {
    fileprivate var onTrial: Upstream {
        Upstream(instance: instance, address: address, port: port, ticket: ticket, isTrial: true)
    }
}
