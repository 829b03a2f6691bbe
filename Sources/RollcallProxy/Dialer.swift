import NIOCore
import NIOPosix
import RollcallCore

/// Makes channels to instances, and gives channels the properties that a relay counts on.
enum Dialer {
    /// Connects on `loop`.
    ///
    /// - Parameter started: is called on the loop for each channel that is tried; a name may lead to several addresses.
    static func dial(
        _ upstream: Upstream, within limit: Duration, _ settings: ProxySettings, on loop: any EventLoop,
        started: @escaping (any Channel) -> Void
    ) -> EventLoopFuture<any Channel> {
        let started = NIOLoopBound(started, eventLoop: loop)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.nanoseconds(limit.nanoseconds))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    started.value(channel)
                    try prepare(channel, settings)
                    try channel.syncOptions?.setOption(.socketOption(.so_keepalive), value: 1)
                }
            }
        // Not an address is an answer here, not an error: it is a name then.
        if let address = try? SocketAddress(ipAddress: upstream.address.text, port: Int(upstream.port)) {
            return bootstrap.connect(to: address)
        }
        return bootstrap.connect(host: upstream.address.text, port: Int(upstream.port))
    }

    /// On the channel's loop, before anything is read. TCP_NODELAY is NIO's default.
    static func prepare(_ channel: any Channel, _ settings: ProxySettings) throws {
        guard let options = channel.syncOptions else { return }
        let high = settings.bufferByteCountMax
        try options.setOption(.autoRead, value: false)
        try options.setOption(.allowRemoteHalfClosure, value: true)
        // Each read is written at once, and whether to read on is decided after each.
        try options.setOption(.maxMessagesPerRead, value: 1)
        try options.setOption(.writeBufferWaterMark, value: .init(low: high / 2, high: high))
        try options.setOption(.recvAllocator, value: Self.buffers)
    }

    /// Begins with what a request or an answer usually fits into, and grows with a transfer.
    private static let buffers = AdaptiveRecvByteBufferAllocator(minimum: 4_096, initial: 16_384, maximum: 131_072)
}
