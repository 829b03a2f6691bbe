import RollcallProxy
import Testing

@Suite(.timeLimit(.minutes(5))) struct LimitTests {
    @Test("a connection on which nothing moves is closed in order on both sides")
    func idle() async throws {
        var settings = ProxySettings()
        settings.idleTimeout = .milliseconds(50)
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream)
            try await Bench.run(picker, settings) { proxy, port in
                let client = try await Peer.connect(to: port)
                let server = try await a.accept()
                try await client.inputEnd()
                try await server.inputEnd()
                #expect(await picker.next(2).last == .init("a", "closed"))
                #expect(proxy.gauges.idleTimeouts == 1)
                try await client.close()
                try await server.close()
            }
        }
    }

    @Test("above the most connections, clients wait until one ends")
    func cap() async throws {
        var settings = ProxySettings()
        settings.connectionsMax = 2
        try await Instance.run("a") { a in
            try await Bench.run(ListPicker(a.upstream), settings) { proxy, port in
                let first = try await Peer.connect(to: port)
                let firstServer = try await a.accept()
                let second = try await Peer.connect(to: port)
                let secondServer = try await a.accept()
                // The system takes them on; the proxy does not yet.
                let third = try await Peer.connect(to: port)
                let fourth = try await Peer.connect(to: port)
                try await third.send("3")
                try await second.send("2")
                #expect(try await secondServer.receive(1) == "2")
                #expect(proxy.gauges.accepted == 2)
                #expect(proxy.gauges.active == 2)
                try await first.close()
                try await firstServer.close()
                let thirdServer = try await a.accept()
                #expect(try await thirdServer.receive(1) == "3")
                #expect(proxy.gauges.accepted == 3)
                try await third.close()
                try await thirdServer.close()
                try await fourth.send("4")
                #expect(try await a.accept().receive(1) == "4")
            }
        }
    }

    @Test("a shutdown takes no more clients and lets those that are there finish")
    func graceful() async throws {
        try await Instance.run("a") { a in
            try await Bench.run(ListPicker(a.upstream)) { proxy, port in
                let client = try await Peer.connect(to: port)
                let server = try await a.accept()
                async let cut = proxy.shutdown(within: .seconds(50))
                // The listener closes at some time soon; until then clients are taken, and then those that wait are reset.
                while let extra = try? await Peer.connect(to: port) { try? await extra.reset() }
                try await client.send("still here")
                #expect(try await server.receive(10) == "still here")
                try await client.close()
                try await server.close()
                #expect(await cut == 0)
                #expect(proxy.gauges.active == 0)
            }
        }
    }

    @Test("a shutdown out of time resets what is left")
    func cut() async throws {
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream)
            try await Bench.run(picker) { proxy, port in
                let client = try await Peer.connect(to: port)
                let server = try await a.accept()
                try await client.send("hello")
                _ = try await server.receive(5)
                #expect(await proxy.shutdown(within: .zero) == 1)
                #expect(try await client.ending() == .byReset)
                #expect(try await server.ending() == .byReset)
                #expect(await picker.next(2).last == .init("a", "closed"))
                #expect(proxy.gauges.active == 0)
            }
        }
    }

    @Test("a port that is taken is said to be")
    func taken() async throws {
        try await Instance.run("a") { a in
            let port = Int(a.upstream.port)
            await #expect {
                try await Bench.run(ListPicker(a.upstream)) { proxy, _ in
                    _ = try await proxy.listen(host: "127.0.0.1", port: port)
                }
            } throws: { error in
                (error as? ListenFailure)?.port == port
            }
        }
    }
}
