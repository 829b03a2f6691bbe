import NIOCore

/// An IPv4 or IPv6 address as a number, so that it is judged by what it is and not by how it is spelled.
package struct IPAddress: Sendable, Hashable {
    enum Family: Sendable, Hashable { case v4, v6 }

    let family: Family
    /// In network order: 4 or 16.
    let bytes: [UInt8]

    private init(family: Family, bytes: [UInt8]) {
        self.family = family
        self.bytes = bytes
    }

    /// IPv4-mapped IPv6 (`::ffff:a.b.c.d`) is the IPv4 address it stands for.
    init(bytes: [UInt8]) {
        switch bytes.count {
        case 4: self.init(family: .v4, bytes: bytes)
        case 16 where bytes.starts(with: Self.mappedPrefix): self.init(family: .v4, bytes: Array(bytes[12...]))
        default: self.init(family: .v6, bytes: bytes)
        }
    }

    /// Nil for a Unix domain socket.
    init?(_ address: SocketAddress) {
        // Where the address lies in sockaddr_in and sockaddr_in6, on Linux as on Darwin.
        let range: Range<Int>
        switch address {
        case .v4: range = 4..<8
        case .v6: range = 8..<24
        case .unixDomainSocket: return nil
        }
        self.init(
            bytes: address.withSockAddr { raw, size in Array(UnsafeRawBufferPointer(start: raw, count: size)[range]) })
    }

    /// Reads a plain literal such as `10.0.0.7` or `fe80::1`.
    package init?(_ literal: String) {
        // Not an address is an answer here, not an error.
        guard let address = try? SocketAddress(ipAddress: literal, port: 0) else { return nil }
        self.init(address)
    }

    /// The IPv4 address that a NAT64 (`64:ff9b::/96`), 6to4 (`2002::/16`) or IPv4-compatible (`::/96`) address leads to.
    var embedded: IPAddress? {
        guard family == .v6 else { return nil }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return IPAddress(bytes: Array(bytes[12...]))
        }
        if bytes.starts(with: [0x20, 0x02]) { return IPAddress(bytes: Array(bytes[2..<6])) }
        let isCompatible =
            bytes[..<12].allSatisfy { $0 == 0 } && bytes[12...] != [0, 0, 0, 0] && bytes[12...] != [0, 0, 0, 1]
        return isCompatible ? IPAddress(bytes: Array(bytes[12...])) : nil
    }

    package var isLoopback: Bool {
        switch family {
        case .v4: bytes[0] == 127
        case .v6: bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
        }
    }

    /// `0.0.0.0` or `::`, which a listener binds to mean every address of the machine.
    var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
}
