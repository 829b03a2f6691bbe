import NIOCore
import RollcallCore

/// Stands before the listener's own handler: lets no more connections in than there are slots, and stops accepting while
/// there are none, or for a while after the system could not make one (no descriptor left). Clients wait in the
/// listener's queue meanwhile, as they do before HAProxy.
final class AcceptGate: ChannelInboundHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel

    private struct Obstacles: OptionSet {
        let rawValue: Int
        static let noSlot = Obstacles(rawValue: 1)
        static let failing = Obstacles(rawValue: 2)
    }

    private let proxy: ProxyParts
    /// Accepted in the same turn as the one that took the last slot.
    private var waiting: [NIOAny] = []
    private var obstacles: Obstacles = []

    init(_ proxy: ProxyParts) {
        self.proxy = proxy
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waiting.append(data)
        admit(context)
    }

    private func admit(_ context: ChannelHandlerContext) {
        let gate = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let whenFree: @Sendable () -> Void = {
            // Always later, also on the same loop: a slot is given back in the middle of another channel's end.
            gate.eventLoop.execute { gate.value.0.admit(gate.value.1) }
        }
        while !waiting.isEmpty {
            guard proxy.slots.take(orWait: whenFree) else { return update(context) { $0.insert(.noSlot) } }
            context.fireChannelRead(waiting.removeFirst())
        }
        update(context) { $0.remove(.noSlot) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        proxy.acceptFailed(error)
        guard !obstacles.contains(.failing) else { return }
        update(context) { $0.insert(.failing) }
        context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(proxy.settings.acceptPause.nanoseconds)) {
            self.update(context) { $0.remove(.failing) }
        }
    }

    private func update(_ context: ChannelHandlerContext, _ change: (inout Obstacles) -> Void) {
        let before = obstacles
        change(&obstacles)
        guard before.isEmpty != obstacles.isEmpty, context.channel.isActive else { return }
        // Without autoRead the listener leaves the selector: otherwise it would wake up for the same error again and
        // again. It fails only for a listener that is closed.
        try? context.channel.syncOptions?.setOption(.autoRead, value: obstacles.isEmpty)
    }

    func channelInactive(context: ChannelHandlerContext) {
        for data in waiting { unwrapInboundIn(data).close(promise: nil) }
        waiting = []
        context.fireChannelInactive()
    }
}
