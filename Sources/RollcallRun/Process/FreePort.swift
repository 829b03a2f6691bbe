#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A port that nobody listens on.
///
/// Between being found and being listened on it could be taken; the system deals these ports out in turn, so that it
/// takes a busy machine to do so. A program that then fails to start gets another port at its restart.
enum FreePort {
    /// Nil when there is none.
    static func find() -> UInt16? {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { return nil }
        defer { _ = close(descriptor) }
        // Of all addresses: the program may listen on any.
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isFound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                var length = size
                return bind(descriptor, raw, size) == 0 && getsockname(descriptor, raw, &length) == 0
            }
        }
        return isFound ? UInt16(bigEndian: address.sin_port) : nil
    }
}
