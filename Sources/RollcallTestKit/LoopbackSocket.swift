#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A bare TCP socket that is bound to a free port of loopback and does not listen: it refuses every connection, and
/// nobody else can take the port until it is released.
package struct LoopbackSocket {
    package struct Failure: Error {
        package let code: CInt

        package init(code: CInt) { self.code = code }
    }

    package let descriptor: CInt
    private var address = sockaddr_in()

    package init() throws {
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

    package var port: UInt16 { UInt16(bigEndian: address.sin_port) }

    package func release() { _ = close(descriptor) }

    /// Begins a connect to this socket's port and does not wait for it.
    ///
    /// - Returns: the connecting socket.
    package func knock() throws -> CInt {
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
