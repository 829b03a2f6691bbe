import Foundation
package import Logging
package import NIOCore
import NIOPosix
import RollcallCore
import Synchronization

/// Listens, and relays each connection to an instance that a `ConnectionPicker` chooses. It knows nothing of what is
/// spoken on the connections, and nothing of registries: an instance that drains is simply picked no more, and the
/// connections it has go on to their end.
package final class TCPProxy: Sendable {
    private let parts: ProxyParts
    private let group: any EventLoopGroup
    private let logger: Logger
    private let listener = Mutex<(any Channel)?>(nil)

    package init(
        _ settings: ProxySettings = ProxySettings(), picker: any ConnectionPicker,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger
    ) {
        parts = ProxyParts(settings, picker: picker, group: group, logger: logger)
        self.group = group
        self.logger = logger
    }

    package var gauges: ProxyGauges { parts.gauges }

    /// Listens and returns; connections are taken on from then on. Once.
    ///
    /// - Parameter port: 0 for a free one.
    /// - Returns: where it listens.
    package func listen(host: String, port: Int) async throws(ListenFailure) -> SocketAddress {
        let parts = parts
        // One loop accepts and deals the connections out in turn, so that none gets more than its share; several
        // listeners on one port would share them by chance.
        let bootstrap = ServerBootstrap(group: group.next(), childGroup: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Connections inherit it.
            .serverChannelOption(.socketOption(.so_keepalive), value: 1)
            .serverChannelOption(.backlog, value: Int32(clamping: parts.settings.backlog))
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(parts))
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try Self.begin(channel, parts) }
            }
        do {
            let channel = try await bootstrap.bind(host: host, port: port).get()
            listener.withLock { $0 = channel }
            guard let address = channel.localAddress else { throw ChannelError.unknownLocalAddress }
            return address
        } catch { throw ListenFailure(host: host, port: port, why: Self.words(error)) }
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case is SocketAddressError.UnknownHost: "no such host"
        default: "\(error)"
        }
    }

    private static func begin(_ channel: any Channel, _ parts: ProxyParts) throws {
        guard let loop = parts.state(of: channel.eventLoop) else { throw ChannelError.inappropriateOperationForState }
        let end = Relay(parts, on: loop).makeClientEnd()
        // First of all: from here on the slot is given back when the channel ends, however that comes.
        try channel.pipeline.syncOperations.addHandler(end)
        try Dialer.prepare(channel, parts.settings)
    }

    /// Returns when it listens no longer, whoever ended that: the system's errors of accepting end a listener too.
    package func closed() async {
        guard let channel = listener.withLock({ $0 }) else { return }
        let (end, isOver) = AsyncStream.makeStream(of: Never.self)
        channel.closeFuture.whenComplete { _ in isOver.finish() }
        for await _ in end {}
    }

    /// Stops listening and lets connections come to their end. Those that have not after `limit` are reset.
    ///
    /// - Returns: how many had to be.
    @discardableResult
    package func shutdown(within limit: Duration) async -> Int {
        let listener = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        // A listener that is closed already is what was asked for.
        try? await listener?.close().get()
        let loop = group.next()
        let ended = loop.makePromise(of: Void.self)
        let isOver = loop.makePromise(of: Bool.self)
        parts.slots.tellWhenEmpty(ended)
        ended.futureResult.whenSuccess { isOver.succeed(true) }
        let timer = loop.scheduleTask(in: .nanoseconds(limit.nanoseconds)) { isOver.succeed(false) }
        defer { timer.cancel() }
        // It cannot fail.
        guard (try? await isOver.futureResult.get()) != true else { return 0 }
        let count = parts.slots.takenCount
        logger.warning("Connections were cut at the end of the shutdown", metadata: ["connections": "\(count)"])
        for state in parts.states { state.loop.execute { state.cutAll() } }
        try? await ended.futureResult.get()
        return count
    }
}

/// The port cannot be listened on.
package struct ListenFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let host: String
    package let port: Int
    package let why: String

    package var description: String { "cannot listen on \(host):\(port): \(why)" }
}
