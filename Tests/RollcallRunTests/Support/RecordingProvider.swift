import RollcallRun
import Synchronization

/// A registry that agrees to everything and keeps what it was asked.
final class RecordingProvider: ProviderControl {
    enum Call: Sendable, Equatable {
        case register(port: UInt16?)
        case drain(why: String)
        case deregister(why: String)
    }

    private let made = Mutex<[Call]>([])
    private let stream: AsyncStream<Call>
    private let arrivals: AsyncStream<Call>.Continuation

    init() {
        (stream, arrivals) = AsyncStream.makeStream(of: Call.self)
    }

    var calls: [Call] { made.withLock { $0 } }

    /// The next call. For one waiter.
    func next() async -> Call? {
        for await call in stream { return call }
        return nil
    }

    private func keep(_ call: Call) {
        made.withLock { $0.append(call) }
        arrivals.yield(call)
    }

    func register(port: UInt16?) async { keep(.register(port: port)) }
    func drain(why: String) async { keep(.drain(why: why)) }
    func deregister(why: String) async { keep(.deregister(why: why)) }
}
