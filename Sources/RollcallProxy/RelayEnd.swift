#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import NIOCore

/// One of the two channels of a relay, the client's or the instance's. Everything happens on the event loop that both
/// share, so that bytes go from one to the other without a lock, a task or a copy.
///
/// A side reads only when it is told to, and goes on by itself as long as what it read before fits into the other side.
final class RelayEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Side { case client, upstream }

    let side: Side
    private let loop: LoopState
    private var relay: Relay?
    private var context: ChannelHandlerContext?
    private var peer: RelayEnd?
    /// Whether bytes go straight to the peer; the relay has to see the first ones.
    var isDirect = false
    private var isPaused = false
    /// False from the moment that the channel is closed.
    private(set) var isOpen = true
    private(set) var hasInputEnded = false
    private var hasOutputEnded = false
    private var isClosedByUs = false
    private var hasFailed = false

    init(_ side: Side, of relay: Relay, on loop: LoopState) {
        self.side = side
        self.relay = relay
        self.loop = loop
    }

    /// Both directions were ended in order, and nothing that was written is lost.
    var isDone: Bool { hasInputEnded && hasOutputEnded }
    /// The other machine broke it off.
    var isBroken: Bool { !isOpen && !isClosedByUs && !hasInputEnded }

    func join(_ peer: RelayEnd) {
        self.peer = peer
        isPaused = false
        context?.read()
    }

    func part() {
        peer = nil
        isDirect = false
    }

    // MARK: Inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        relay?.note()
        switch side {
        case .client: loop.bytesFromClients.add(buffer.readableBytes)
        case .upstream: loop.bytesFromInstances.add(buffer.readableBytes)
        }
        if isDirect, let outlet = peer?.context {
            outlet.writeAndFlush(data, promise: nil)
        } else {
            relay?.take(buffer, from: side)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard let outlet = peer?.context else { return }
        if outlet.channel.isWritable { context.read() } else { isPaused = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, let peer, peer.isPaused else { return }
        peer.isPaused = false
        peer.context?.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { endInput() }
    }

    private func endInput() {
        guard !hasInputEnded else { return }
        if side == .upstream, relay?.mustAnswer == true {
            hasFailed = true
            context?.close(promise: nil)
            return
        }
        hasInputEnded = true
        peer?.finishOutput()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        hasFailed = true
        context.close(promise: nil)
    }

    func channelActive(context: ChannelHandlerContext) {
        if side == .client { relay?.begin() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        // A channel that was closed before it became active tells it in this way only.
        end()
        self.context = nil
        relay = nil
        part()
    }

    private func end() {
        guard isOpen else { return }
        isOpen = false
        // An input that ends when the output has ended closes the channel without a word of its own.
        if hasOutputEnded, !hasFailed, !isClosedByUs { endInput() }
        relay?.ended(self)
    }

    // MARK: Outbound

    func write(_ buffer: ByteBuffer, promise: EventLoopPromise<Void>? = nil) {
        guard let context else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
    }

    /// Bytes that wait to be written.
    var pendingByteCount: Int {
        guard isOpen, let options = context?.channel.syncOptions else { return 0 }
        // A channel that was just closed has none.
        return (try? options.getOption(.bufferedWritableBytes)) ?? 0
    }

    /// Ends this direction once all that was written before has gone. NIO's own half-closure would drop it when the
    /// other direction is closed already.
    func finishOutput() {
        afterDrain { end in
            end.hasOutputEnded = true
            end.context?.close(mode: .output, promise: nil)
        }
    }

    /// Lets what was written go out, then closes.
    func finish() {
        afterDrain { end in end.close() }
    }

    /// Lets what was written go out, then resets, so that what is cut short does not look complete.
    func finishAndReset() {
        afterDrain { end in end.reset() }
    }

    private func afterDrain(_ action: @escaping (RelayEnd) -> Void) {
        guard let context else { return }
        let drained = context.eventLoop.makePromise(of: Void.self)
        drained.futureResult.assumeIsolated().whenSuccess { action(self) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: drained)
    }

    /// At once. What waits to be written is lost, and the other machine is told so by a reset.
    func hangUp() {
        if pendingByteCount > 0 { reset() } else { close() }
    }

    /// At once, with a reset.
    func reset() {
        guard isOpen, let channel = context?.channel else { return }
        let atOnce = linger(l_onoff: 1, l_linger: 0)
        // The future is a formality on the channel's own loop; a socket that is broken already needs no option.
        (channel as? any SocketOptionProvider)?.setSoLinger(atOnce).whenFailure { _ in }
        close()
    }

    private func close() {
        isClosedByUs = true
        context?.close(promise: nil)
    }
}
