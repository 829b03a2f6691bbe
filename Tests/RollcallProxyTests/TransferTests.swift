import NIOCore
import RollcallProxy
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct TransferTests {
    private static let megabyte = 1 << 20

    @Test("fifty megabytes go there and back byte for byte, and a slow reader makes nobody hold them for it")
    func slowReader() async throws {
        let backlogMax = Mutex(0)
        try await Instance.run("a", .echoes) { a in
            let picker = ListPicker(a.upstream)
            try await Bench.run(picker) { proxy, port in
                let count = try await Flood.run(50 * Self.megabyte, through: port, isSlow: true) { received in
                    let backlog = Int(proxy.gauges.bytesFromInstances) - received
                    backlogMax.withLock { $0 = max($0, backlog) }
                }
                #expect(count == 50 * Self.megabyte)
                #expect(await picker.next(2).last == .init("a", "closed"))
            }
        }
        // The system keeps up to 4 MiB that are to be sent, the proxy itself a few hundred KiB.
        #expect(backlogMax.withLock { $0 } < 6 * Self.megabyte)
    }

    @Test("several transfers at once do not mix")
    func together() async throws {
        try await Instance.run("a", .echoes) { a in
            try await Bench.run(ListPicker(a.upstream)) { proxy, port in
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for index in 1...8 {
                        group.addTask { try await Flood.run(index * 700_001, through: port, isSlow: false) }
                    }
                    var total = 0
                    for try await count in group { total += count }
                    #expect(total == 36 * 700_001)
                    let gauges = proxy.gauges
                    #expect(gauges.bytesFromClients == UInt64(total))
                    #expect(gauges.bytesFromInstances == UInt64(total))
                }
            }
        }
    }

    @Test("a client that vanishes in the middle of an answer leaves nothing behind")
    func vanishes() async throws {
        try await Instance.run("a") { a in
            let picker = ListPicker(a.upstream)
            try await Bench.run(picker) { proxy, port in
                var client = try await Peer.connect(to: port)
                try await client.slowDown()
                let server = try await a.accept()
                // More than all buffers on the way hold together: the instance is still writing.
                let answer: EventLoopFuture<Void> = server.channel.writeAndFlush(
                    ByteBuffer(repeating: 1, count: 32 * Self.megabyte))
                _ = try await client.receive(1)
                try await client.reset()
                await #expect(throws: (any Error).self) { try await answer.get() }
                #expect(await picker.next(2).last == .init("a", "closed"))
                #expect(await proxy.shutdown(within: .seconds(50)) == 0)
            }
        }
    }
}
