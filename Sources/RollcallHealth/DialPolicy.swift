import NIOCore
package import RollcallCore

/// Which addresses a check may dial. A registration names them, so whoever may register could otherwise have the
/// daemon knock at doors that only the daemon can reach.
package struct DialPolicy: Sendable {
    /// A socket the daemon itself listens on.
    package struct Listener: Sendable, Hashable {
        let address: IPAddress
        let port: UInt16

        package init(_ address: IPAddress, port: UInt16) {
            self.address = address
            self.port = port
        }
    }

    private let allowsLoopback: Bool
    private let listeners: [Listener]
    /// What a listener on every address listens on, beside loopback.
    private let ownAddresses: Set<IPAddress>

    package init(allowsLoopback: Bool = true, listeners: [Listener] = [], ownAddresses: Set<IPAddress> = []) {
        self.allowsLoopback = allowsLoopback
        self.listeners = listeners
        self.ownAddresses = ownAddresses
    }

    /// The addresses of this machine's interfaces.
    package static func machineAddresses() throws -> Set<IPAddress> {
        Set(try System.enumerateDevices().compactMap { $0.address.flatMap { IPAddress($0) } })
    }

    /// Why `address` must not be dialled, or nil. For the door: a host name passes, its addresses are judged when it is
    /// resolved. Odd spellings such as `0x7f.1` are read as the resolver will read them.
    package func refusal(for address: Address, port: UInt16) -> String? {
        guard let literal = NameLookup.literal(address.text, port: port) else { return nil }
        return refusal(for: literal)
    }

    /// Why `address` must not be dialled, or nil.
    func refusal(for address: SocketAddress) -> String? {
        guard let ip = IPAddress(address), let port = address.port.flatMap(UInt16.init(exactly:)) else {
            return "it is not an IP address"
        }
        return refusal(for: ip, port: port).map { "\(address.ipAddress ?? "it") is \($0)" }
    }

    /// What `ip` is that forbids to dial it, or nil.
    func refusal(for ip: IPAddress, port: UInt16) -> String? {
        if let embedded = ip.embedded, let refusal = refusal(for: embedded, port: port) { return refusal }
        if let kind = Self.kindRefused(ip) { return kind }
        if ip.isLoopback, !allowsLoopback { return "a loopback address" }
        return listeners.contains { covers($0, ip, port) } ? "an address that this daemon listens on" : nil
    }

    private func covers(_ listener: Listener, _ ip: IPAddress, _ port: UInt16) -> Bool {
        guard listener.port == port else { return false }
        guard listener.address.isUnspecified else { return listener.address == ip }
        return ip.isLoopback || ownAddresses.contains(ip)
    }

    private static func kindRefused(_ ip: IPAddress) -> String? {
        let bytes = ip.bytes
        switch ip.family {
        case .v4:
            // 169.254.169.254 answers with a cloud machine's credentials.
            if bytes[0] == 169, bytes[1] == 254 { return "a link-local address" }
            if bytes[0] == 0 { return "not a destination" }
            if (224...239).contains(bytes[0]) { return "a multicast address" }
            return bytes == [255, 255, 255, 255] ? "the broadcast address" : nil
        case .v6:
            if ip.isUnspecified { return "not a destination" }
            if bytes[0] == 0xFE, bytes[1] & 0xC0 == 0x80 { return "a link-local address" }
            if bytes[0] == 0xFF { return "a multicast address" }
            return ip == metadataV6 ? "the metadata service of a cloud" : nil
        }
    }

    /// `fd00:ec2::254`, the IPv6 sibling of 169.254.169.254.
    private static let metadataV6 = IPAddress(bytes: [0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54])
}
