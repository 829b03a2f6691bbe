import NIOCore
import NIOPosix
import RollcallCore
import Synchronization

/// Turns the address of an instance into socket addresses that may be dialled.
///
/// Names are looked up on threads of their own, one lookup a name at a time: who asks again meanwhile waits for the same
/// answer, so that a name server that hangs holds no more threads than it has names.
final class Resolver: Sendable {
    private let policy: DialPolicy
    private let group: any EventLoopGroup
    private let threads: NIOThreadPool
    private let waiting = Mutex<[String: [EventLoopPromise<[SocketAddress]>]]>([:])

    /// Names that may be in question at once; threads serve them in turn.
    private static let nameCountMax = 1_024
    private static let threadCount = 16

    init(_ policy: DialPolicy, group: any EventLoopGroup) {
        self.policy = policy
        self.group = group
        threads = NIOThreadPool(numberOfThreads: Self.threadCount)
        threads.start()
    }

    func shutdown() async throws {
        try await threads.shutdownGracefully()
    }

    /// All addresses of `target`, every one of them judged: a name with one bad answer is refused whole.
    ///
    /// - Throws: `ProbeFailure`.
    func addresses(of target: ProbeTarget, by deadline: NIODeadline) async throws -> [SocketAddress] {
        let text = target.address.text
        let found: [SocketAddress]
        if let literal = NameLookup.literal(text, port: target.port) {
            found = [literal]
        } else {
            found = try await lookUp(text, by: deadline).map { address in
                var address = address
                address.port = Int(target.port)
                return address
            }
        }
        for address in found {
            if let refusal = policy.refusal(for: address) { throw ProbeFailure.refused(refusal) }
        }
        return found
    }

    private func lookUp(_ name: String, by deadline: NIODeadline) async throws -> [SocketAddress] {
        let loop = group.any()
        let promise = loop.makePromise(of: [SocketAddress].self)
        // Whichever completes the promise first counts, NIO ignores the other.
        let timer = loop.scheduleTask(deadline: deadline) { promise.fail(ProbeFailure.unresolved("no answer in time")) }
        defer { timer.cancel() }
        enum Role { case asks, waits, isRefused }
        let role = waiting.withLock { waiting -> Role in
            guard waiting[name] == nil else {
                waiting[name]?.append(promise)
                return .waits
            }
            guard waiting.count < Self.nameCountMax else { return .isRefused }
            waiting[name] = [promise]
            return .asks
        }
        switch role {
        case .waits: break
        case .isRefused: promise.fail(ProbeFailure.unresolved("too many names wait to be resolved"))
        case .asks:
            threads.submit { [weak self] state in
                let result = Result {
                    guard case .active = state else { throw ProbeFailure.unresolved("the daemon stops") }
                    return try NameLookup.addresses(of: name, port: 0)
                }
                let promises = self?.waiting.withLock { $0.removeValue(forKey: name) } ?? [promise]
                for promise in promises { promise.completeWith(result) }
            }
        }
        return try await promise.futureResult.get()
    }
}
