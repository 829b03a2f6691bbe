#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Logging
import NIOCore
import NIOPosix
import Testing

@testable import RollcallProxy

@Suite(.timeLimit(.minutes(5))) struct AcceptGateTests {
    @Test("a listener that found no descriptor free pauses, and then accepts again")
    func exhausted() async throws {
        var settings = ProxySettings()
        settings.acceptPause = .milliseconds(20)
        let group = MultiThreadedEventLoopGroup.singleton
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let parts = ProxyParts(settings, picker: ListPicker(), group: group, logger: logger)
        let (accepted, arrivals) = AsyncStream.makeStream(of: Peer.self)
        let listener = try await ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(parts))
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { arrivals.yield(try Peer(channel)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let isPaused = try await listener.eventLoop.submit {
            listener.pipeline.fireErrorCaught(IOError(errnoCode: EMFILE, reason: "accept"))
            return try listener.syncOptions?.getOption(.autoRead)
        }.get()
        #expect(isPaused == false)
        #expect(parts.gauges.acceptFailures == 1)
        let client = try await Peer.connect(to: listener.localAddress?.port ?? 0)
        for await peer in accepted {
            try await peer.send("in")
            break
        }
        #expect(try await client.receive(2) == "in")
        try await client.close()
        try await listener.close()
    }
}
