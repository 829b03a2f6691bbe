#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import NIOCore
import NIOPosix
import NIOSSL

/// A server on loopback that behaves as told, well or badly.
struct LoopbackServer: Sendable {
    enum Manner: Sendable {
        /// These bytes for each request, then the end.
        case answers(String)
        /// These bytes, then nothing.
        case answersAndHangs(String)
        /// The request is heard and nothing said.
        case hangs
        case resets
        case closes
        /// What came, as the body of a 200.
        case echoes
    }

    let channel: any Channel
    var port: UInt16 { UInt16(channel.localAddress?.port ?? 0) }

    static func run<Answer: Sendable>(
        _ manner: Manner, tls: NIOSSLContext? = nil, _ body: (LoopbackServer) async throws -> Answer
    ) async throws -> Answer {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    if let tls { try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try child.pipeline.syncOperations.addHandler(MannerHandler(manner))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let answer = try await body(LoopbackServer(channel: channel))
            try await channel.close()
            return answer
        } catch {
            // The test's own error says more.
            try? await channel.close()
            throw error
        }
    }
}

private final class MannerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let manner: LoopbackServer.Manner
    private var isEnding = false

    init(_ manner: LoopbackServer.Manner) {
        self.manner = manner
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isEnding else { return }
        switch manner {
        case .hangs: break
        case .answers(let text): end(context, text)
        case .answersAndHangs(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .echoes:
            let request = String(buffer: unwrapInboundIn(data))
            end(context, "HTTP/1.1 200 OK\r\nContent-Length: \(request.utf8.count)\r\n\r\n\(request)")
        case .closes: context.close(promise: nil)
        case .resets:
            isEnding = true
            // Closing with lingering at zero sends a reset instead of a goodbye.
            guard let socket = context.channel as? any SocketOptionProvider else { return }
            socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).assumeIsolated().whenComplete { _ in
                context.close(promise: nil)
            }
        }
    }

    private func end(_ context: ChannelHandlerContext, _ text: String) {
        isEnding = true
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
