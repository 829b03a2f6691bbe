#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import NIOCore
import NIOPosix

/// One end of a connection as a test sees it: it says what it is told to and tells what it sees.
struct Peer: Sendable {
    enum Ending: Sendable, Equatable { case inOrder, byReset }

    let channel: any Channel
    private let recorder: NIOLoopBound<Recorder>
    private var isSlow = false

    /// On the channel's loop, before it is active.
    init(_ channel: any Channel) throws {
        let recorder = Recorder(channel.eventLoop)
        self.channel = channel
        self.recorder = NIOLoopBound(recorder, eventLoop: channel.eventLoop)
        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
        try channel.pipeline.syncOperations.addHandler(recorder)
    }

    static func connect(to port: Int) async throws -> Peer {
        let peer = NIOLoopBoundBox<Peer?>.makeEmptyBox(
            valueType: Peer.self, eventLoop: MultiThreadedEventLoopGroup.singleton.any())
        let channel = try await ClientBootstrap(group: peer.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { peer.value = try Peer(channel) }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return try await channel.eventLoop.submit { () throws -> Peer in
            guard let made = peer.value else { throw ChannelError.inappropriateOperationForState }
            return made
        }.get()
    }

    /// From now on it reads only when `receive` waits, and little then.
    mutating func slowDown() async throws {
        isSlow = true
        try await channel.setOption(.autoRead, value: false).get()
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text)).get()
    }

    func endOutput() async throws {
        try await channel.close(mode: .output).get()
    }

    func reset() async throws {
        try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try await channel.close().get()
    }

    func close() async throws {
        try await channel.close().get()
    }

    /// Waits for the next `count` bytes.
    func receive(_ count: Int) async throws -> String {
        try await channel.eventLoop.flatSubmit {
            if isSlow { channel.read() }
            return recorder.value.receive(count)
        }.get()
    }

    /// Waits until the other side said that it has nothing more to say.
    func inputEnd() async throws {
        try await channel.eventLoop.flatSubmit { recorder.value.inputEnded.futureResult }.get()
    }

    func ending() async throws -> Ending {
        try await channel.eventLoop.flatSubmit { recorder.value.ended.futureResult }.get()
    }
}

/// Keeps what a channel sees, for those who wait for it.
private final class Recorder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    let inputEnded: EventLoopPromise<Void>
    let ended: EventLoopPromise<Peer.Ending>
    private var bytes = ByteBuffer()
    private var waiter: (count: Int, promise: EventLoopPromise<String>)?
    private var ending = Peer.Ending.inOrder

    init(_ loop: any EventLoop) {
        inputEnded = loop.makePromise()
        ended = loop.makePromise()
    }

    func receive(_ count: Int) -> EventLoopFuture<String> {
        let promise = inputEnded.futureResult.eventLoop.makePromise(of: String.self)
        waiter = (count, promise)
        serve()
        return promise.futureResult
    }

    private func serve() {
        guard let waiter, let text = bytes.readString(length: waiter.count) else { return }
        self.waiter = nil
        waiter.promise.succeed(text)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.writeImmutableBuffer(unwrapInboundIn(data))
        serve()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { inputEnded.succeed() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        ending = .byReset
        context.close(promise: nil)
    }

    /// Also for a channel that never became active.
    func handlerRemoved(context: ChannelHandlerContext) {
        inputEnded.succeed()
        ended.succeed(ending)
        waiter?.promise.fail(ChannelError.eof)
        waiter = nil
    }
}
