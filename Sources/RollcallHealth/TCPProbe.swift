import NIOCore
import NIOPosix
import RollcallCore

/// Connects and hangs up.
struct TCPProbe: Sendable {
    let group: any EventLoopGroup

    /// - Throws: what NIO threw at the last of `addresses`, or `ProbeFailure.timedOut`.
    func connect(to addresses: [SocketAddress], by deadline: NIODeadline) async throws {
        var failure: any Error = ProbeFailure.timedOut
        for address in addresses {
            let left = deadline - .now()
            guard left > .zero else { throw ProbeFailure.timedOut }
            do {
                let channel = try await ClientBootstrap(group: group).connectTimeout(left).connect(to: address).get()
                // It is closed whichever way; a peer that has gone first is no failure of the connect.
                channel.close(promise: nil)
                return
            } catch { failure = error }
        }
        throw failure
    }
}
