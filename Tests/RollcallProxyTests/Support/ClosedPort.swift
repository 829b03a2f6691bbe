#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import RollcallProxy

/// A port of loopback that is bound and not listened on: it refuses every connection, and nobody else can take it.
final class ClosedPort: Sendable {
    let upstream: Upstream
    private let descriptor: CInt

    init(_ name: String) throws {
        let socket = try LoopbackSocket()
        upstream = socket.upstream(name)
        descriptor = socket.descriptor
    }

    deinit {
        _ = close(descriptor)
    }
}
