#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import NIOCore

/// Calls to `getaddrinfo`, which reads every spelling of an address that any program would read.
enum NameLookup {
    /// The address that `text` spells without asking anybody, or nil when it is a name. Never blocks.
    static func literal(_ text: String, port: UInt16) -> SocketAddress? {
        // A name is an answer here, not an error.
        try? addresses(of: text, port: port, flags: AI_NUMERICHOST).first
    }

    /// All addresses of `name`. Blocks for as long as the system's resolver takes.
    static func addresses(of name: String, port: UInt16, flags: CInt = 0) throws -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_flags = flags
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &list)
        guard code == 0 else {
            throw ProbeFailure.unresolved(code == EAI_AGAIN ? "the name server does not answer" : nil)
        }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = list
        while let entry = next {
            if let address = address(entry.pointee, port: port), !found.contains(address) { found.append(address) }
            next = entry.pointee.ai_next
        }
        guard !found.isEmpty else { throw ProbeFailure.unresolved(nil) }
        return found
    }

    private static func address(_ entry: addrinfo, port: UInt16) -> SocketAddress? {
        guard let raw = UnsafeRawPointer(entry.ai_addr) else { return nil }
        var address: SocketAddress
        switch entry.ai_family {
        case AF_INET: address = SocketAddress(raw.loadUnaligned(as: sockaddr_in.self))
        case AF_INET6: address = SocketAddress(raw.loadUnaligned(as: sockaddr_in6.self))
        default: return nil
        }
        address.port = Int(port)
        return address
    }
}
