import RollcallProxy
import Testing

@Suite(.timeLimit(.minutes(5))) struct RelayTests {
    @Test("bytes go both ways, and an end in order is reported as one")
    func bothWays() async throws {
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream)
            try await Bench.run(picker) { proxy, port in
                let client = try await Peer.connect(to: port)
                let server = try await a.accept()
                try await client.send("hello")
                #expect(try await server.receive(5) == "hello")
                try await server.send("good day")
                #expect(try await client.receive(8) == "good day")
                #expect(proxy.gauges.active == 1)
                try await client.close()
                try await server.inputEnd()
                try await server.close()
                #expect(await picker.next(2) == [.init("a", "connected"), .init("a", "closed")])
                let gauges = proxy.gauges
                #expect(gauges.accepted == 1)
                #expect(gauges.bytesFromClients == 5)
                #expect(gauges.bytesFromInstances == 8)
                #expect(gauges.failedOver == 0)
            }
        }
    }

    @Test("a server that speaks first is heard by a client that says nothing")
    func serverFirst() async throws {
        try await Instance.run("a") { a in
            try await Bench.run(ListPicker(a.upstream)) { _, port in
                let client = try await Peer.connect(to: port)
                try await a.accept().send("220 ready")
                #expect(try await client.receive(9) == "220 ready")
            }
        }
    }

    @Test("a client that has said everything still gets its answer")
    func clientEndsFirst() async throws {
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream)
            try await Bench.run(picker) { _, port in
                let client = try await Peer.connect(to: port)
                try await client.send("question")
                try await client.endOutput()
                let server = try await a.accept()
                #expect(try await server.receive(8) == "question")
                try await server.inputEnd()
                try await server.send("answer")
                #expect(try await client.receive(6) == "answer")
                try await server.close()
                #expect(try await client.ending() == .inOrder)
                #expect(await picker.next(2).last == .init("a", "closed"))
            }
        }
    }

    @Test("a server that has said everything still hears the client")
    func serverEndsFirst() async throws {
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream)
            try await Bench.run(picker) { _, port in
                let client = try await Peer.connect(to: port)
                let server = try await a.accept()
                try await server.send("bye")
                try await server.endOutput()
                #expect(try await client.receive(3) == "bye")
                try await client.inputEnd()
                try await client.send("one more thing")
                #expect(try await server.receive(14) == "one more thing")
                try await client.close()
                #expect(try await server.ending() == .inOrder)
                #expect(await picker.next(2).last == .init("a", "closed"))
            }
        }
    }

    @Test("an answer of a megabyte to a client that has ended its side arrives whole before the end does")
    func wholeAnswer() async throws {
        try await Instance.run("a") { a in
            try await Bench.run(ListPicker(a.upstream)) { _, port in
                let client = try await Peer.connect(to: port)
                try await client.send("q")
                try await client.endOutput()
                let server = try await a.accept()
                try await server.inputEnd()
                let answer = String(repeating: "0123456789abcdef", count: 65_536)
                try await server.send(answer)
                try await server.close()
                #expect(try await client.receive(answer.utf8.count) == answer)
                #expect(try await client.ending() == .inOrder)
            }
        }
    }

    @Test("a client that vanishes takes its connection to the instance with it, and the instance is not blamed")
    func clientVanishes() async throws {
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream)
            try await Bench.run(picker) { proxy, port in
                let client = try await Peer.connect(to: port)
                let server = try await a.accept()
                try await client.send("half a requ")
                _ = try await server.receive(11)
                try await client.reset()
                #expect(try await server.ending() == .byReset)
                #expect(await picker.next(2).last == .init("a", "closed"))
                #expect(proxy.gauges.resets == 0)
            }
        }
    }

    @Test("an instance that resets in the middle: what it said arrives, then the client is reset, not closed")
    func serverResets() async throws {
        try await Instance.run("a") { a in
            try await Instance.run("b") { b in
                let picker = ListPicker(a.upstream, b.upstream)
                try await Bench.run(picker) { proxy, port in
                    let client = try await Peer.connect(to: port)
                    let server = try await a.accept()
                    try await client.send("question")
                    _ = try await server.receive(8)
                    try await server.send("half an ans")
                    #expect(try await client.receive(11) == "half an ans")
                    try await server.reset()
                    #expect(try await client.ending() == .byReset)
                    #expect(await picker.next(2).last == .init("a", "reset"))
                    #expect(proxy.gauges.failedOver == 0)
                    #expect(proxy.gauges.resets == 1)
                }
            }
        }
    }
}
