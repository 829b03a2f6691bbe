import NIOCore
import NIOPosix

/// A client that sends a known text of any length to an echo and checks that it comes back byte for byte.
final class Flood: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct Wrong: Error, Equatable { let atByte: Int }

    /// The text repeats after this many bytes, a prime, so that no shifted or swapped piece looks right.
    private static let period = 65_521
    private static let chunk = 65_536
    private static let text = ByteBuffer(
        bytes: (0..<period + chunk).map { UInt8(truncatingIfNeeded: ($0 % period) &* 2_654_435_761 >> 7) })

    private let byteCount: Int
    private let isSlow: Bool
    private let seen: @Sendable (Int) -> Void
    private let done: EventLoopPromise<Int>
    private var sentCount = 0
    private var receivedCount = 0

    private init(_ byteCount: Int, isSlow: Bool, _ done: EventLoopPromise<Int>, seen: @escaping @Sendable (Int) -> Void)
    {
        self.byteCount = byteCount
        self.isSlow = isSlow
        self.done = done
        self.seen = seen
    }

    /// - Parameters:
    ///   - isSlow: reads little at a time, and only when nothing else waits on the event loop.
    ///   - seen: is called with how many bytes came back so far.
    /// - Returns: how many bytes came back in all.
    static func run(
        _ byteCount: Int, through port: Int, isSlow: Bool, seen: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> Int {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let done = loop.makePromise(of: Int.self)
        _ = try await ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: !isSlow)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(.socketOption(.so_rcvbuf), value: 65_536)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: isSlow ? 4_096 : 65_536))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Flood(byteCount, isSlow: isSlow, done, seen: seen))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return try await done.futureResult.get()
    }

    func channelActive(context: ChannelHandlerContext) {
        fill(context)
        if isSlow { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        fill(context)
    }

    private func fill(_ context: ChannelHandlerContext) {
        while context.channel.isWritable, sentCount < byteCount {
            let count = min(Self.chunk, byteCount - sentCount)
            guard let piece = Self.text.getSlice(at: sentCount % Self.period, length: count) else { return }
            sentCount += count
            context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        let expected = Self.text.getSlice(at: receivedCount % Self.period, length: buffer.readableBytes)
        guard buffer == expected else {
            done.fail(Wrong(atByte: receivedCount))
            return context.close(promise: nil)
        }
        receivedCount += buffer.readableBytes
        seen(receivedCount)
        // Not sooner: when the other side ends, all that the system has of it is read at once, and nobody is slow.
        if receivedCount == byteCount { context.close(mode: .output, promise: nil) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard isSlow else { return }
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.execute { loopBound.value.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done.fail(error)
        context.close(promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        done.succeed(receivedCount)
    }
}
