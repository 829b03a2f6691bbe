#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import RollcallCore
import RollcallProxy
import RollcallTestKit

/// A port of loopback whose queue is full: the system answers no further connect, neither yes nor no.
final class HangingPort: Sendable {
    let upstream: Upstream
    private let descriptors: [CInt]

    init(_ name: String) throws {
        let listener = try LoopbackSocket()
        guard listen(listener.descriptor, 0) == 0 else { throw LoopbackSocket.Failure(code: errno) }
        upstream = listener.upstream(name)
        // One more than the queue takes would do.
        descriptors = [listener.descriptor] + (try (0..<4).map { _ in try listener.knock() })
    }

    deinit {
        for descriptor in descriptors { _ = close(descriptor) }
    }
}
