import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// One of the demo's services: an HTTP server on loopback that answers `/health` as it is told to.
final class DemoServer: Sendable {
    /// How it answers.
    enum Mood: Sendable { case healthy, failing, hanging }

    private let mood = Mutex(Mood.healthy)
    private let listener = Mutex<(any Channel)?>(nil)

    func behave(_ mood: Mood) {
        self.mood.withLock { $0 = mood }
    }

    /// Listens on a free port of 127.0.0.1, and says which.
    func listen() async throws -> Int {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(DemoHandler { self.mood.withLock { $0 } })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        listener.withLock { $0 = channel }
        return channel.localAddress?.port ?? 0
    }

    /// As a crash does it: from one moment to the next nobody listens.
    func vanish() async {
        let channel = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        // A listener that is closed already is what was asked for.
        try? await channel?.close().get()
    }
}

private final class DemoHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let mood: @Sendable () -> DemoServer.Mood

    init(mood: @escaping @Sendable () -> DemoServer.Mood) {
        self.mood = mood
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        switch mood() {
        case .healthy: answer(context, .ok, "fine\n")
        case .failing: answer(context, .serviceUnavailable, "not now\n")
        // Whoever waits gives up by itself and closes.
        case .hanging: break
        }
    }

    /// Closes after each answer, so that a service that vanishes leaves no connection that still answers.
    private func answer(_ context: ChannelHandlerContext, _ status: HTTPResponseStatus, _ text: String) {
        let headers: HTTPHeaders = ["content-length": "\(text.utf8.count)", "connection": "close"]
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
