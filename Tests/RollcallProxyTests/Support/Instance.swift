#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import NIOCore
import NIOPosix
import RollcallCore
import RollcallProxy

/// A server that the proxy may bring connections to; the test speaks for it.
struct Instance: Sendable {
    enum Manner: Sendable {
        /// The test has each connection from `accept`.
        case manual
        /// Resets every connection as soon as it stands.
        case resets
        /// Sends back what it gets, and ends when the other side does.
        case echoes
    }

    let upstream: Upstream
    private let listener: any Channel
    private let peers: AsyncStream<Peer>

    /// The next connection that was accepted. For one waiter.
    func accept() async throws -> Peer {
        for await peer in peers { return peer }
        throw ChannelError.eof
    }

    static func run<Answer>(
        _ name: String, _ manner: Manner = .manual, _ body: (Instance) async throws -> Answer
    ) async throws -> Answer {
        let (peers, accepted) = AsyncStream.makeStream(of: Peer.self)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    switch manner {
                    case .manual: accepted.yield(try Peer(channel))
                    case .resets: try channel.pipeline.syncOperations.addHandler(Resetter())
                    case .echoes:
                        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
                        try channel.pipeline.syncOperations.addHandler(Echo())
                    }
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let instance = Instance(
            upstream: Upstream(
                instance: InstanceID(trusted: name), address: Address(trusted: "127.0.0.1"),
                port: UInt16(listener.localAddress?.port ?? 0)),
            listener: listener, peers: peers)
        do {
            let answer = try await body(instance)
            try await listener.close().get()
            return answer
        } catch {
            // What went wrong in the body counts.
            try? await listener.close().get()
            throw error
        }
    }
}

private final class Resetter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelActive(context: ChannelHandlerContext) {
        (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in
        }
        context.close(promise: nil)
    }
}

/// Writes what it reads and holds back reading while that does not go out.
private final class Echo: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var isReadWanted = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(data, promise: nil)
    }

    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable { context.read() } else { isReadWanted = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, isReadWanted else { return }
        isReadWanted = false
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else { return }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in channel.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
