#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import RollcallCore
import RollcallProxy

/// A bare TCP socket that is bound to a free port of loopback. Nobody closes it by itself.
struct LoopbackSocket {
    struct Failure: Error { let code: CInt }

    let descriptor: CInt
    private var address = sockaddr_in()

    init() throws {
        descriptor = Self.open()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let (descriptor, size) = (descriptor, socklen_t(MemoryLayout<sockaddr_in>.size))
        let result = Self.withRaw(&address) { raw in
            var length = size
            return bind(descriptor, raw, size) | getsockname(descriptor, raw, &length)
        }
        guard result == 0 else { throw Failure(code: errno) }
    }

    func upstream(_ name: String) -> Upstream {
        Upstream(
            instance: InstanceID(trusted: name), address: Address(trusted: "127.0.0.1"),
            port: UInt16(bigEndian: address.sin_port))
    }

    /// Begins a connect to this socket's port and does not wait for it.
    ///
    /// - Returns: the connecting socket.
    func knock() throws -> CInt {
        let knocker = Self.open()
        guard fcntl(knocker, F_SETFL, O_NONBLOCK) == 0 else { throw Failure(code: errno) }
        var address = address
        _ = Self.withRaw(&address) { connect(knocker, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        return knocker
    }

    private static func open() -> CInt {
        #if canImport(Glibc)
            socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        #else
            socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    private static func withRaw<Answer>(
        _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Answer
    ) -> Answer {
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }
}
