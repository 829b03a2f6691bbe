import RollcallCore
import Testing

@testable import RollcallHealth

@Suite struct DialPolicyTests {
    @Test(
        "some addresses are dialled for nobody, however they are spelled",
        arguments: [
            ("169.254.169.254", "a link-local address"), ("169.254.0.1", "a link-local address"),
            ("::ffff:169.254.169.254", "a link-local address"), ("0xa9fea9fe", "a link-local address"),
            ("2852039166", "a link-local address"), ("0251.0376.0251.0376", "a link-local address"),
            ("64:ff9b::a9fe:a9fe", "a link-local address"), ("2002:a9fe:a9fe::1", "a link-local address"),
            ("fe80::1", "a link-local address"), ("febf::1", "a link-local address"),
            ("fd00:ec2::254", "the metadata service of a cloud"),
            ("fd00:0ec2:0:0::254", "the metadata service of a cloud"),
            ("224.0.0.1", "a multicast address"), ("239.255.255.250", "a multicast address"),
            ("ff02::1", "a multicast address"), ("255.255.255.255", "the broadcast address"),
            ("0.0.0.0", "not a destination"), ("0.1.2.3", "not a destination"), ("0", "not a destination"),
            ("::", "not a destination"), ("::ffff:0.0.0.0", "not a destination"),
        ])
    func refused(_ address: String, _ kind: String) throws {
        let refusal = DialPolicy().refusal(for: try Address(address), port: 80)
        #expect(refusal?.hasSuffix(" is \(kind)") == true, "\(refusal ?? "allowed")")
    }

    @Test(
        "other addresses are dialled, and names are judged later",
        arguments: [
            "10.0.0.7", "192.168.1.1", "8.8.8.8", "127.0.0.1", "::1", "2001:db8::1", "fd00::1", "fec0::1",
            "example.com",
            "localhost", "169.253.255.255", "169.255.0.0", "223.255.255.255",
        ])
    func allowed(_ address: String) throws {
        #expect(DialPolicy().refusal(for: try Address(address), port: 80) == nil)
    }

    @Test(
        "loopback is refused where it is not allowed",
        arguments: ["127.0.0.1", "127.9.9.9", "::1", "0x7f.1", "2130706433", "::ffff:127.0.0.1"])
    func loopback(_ address: String) throws {
        let policy = DialPolicy(allowsLoopback: false)
        #expect(policy.refusal(for: try Address(address), port: 80)?.hasSuffix("is a loopback address") == true)
    }

    @Test("the daemon's own listeners are refused at their port only")
    func listeners() throws {
        let local = try #require(IPAddress("127.0.0.1"))
        let any = try #require(IPAddress("0.0.0.0"))
        let own = try #require(IPAddress("10.0.0.1"))
        let policy = DialPolicy(
            listeners: [.init(local, port: 7946), .init(any, port: 7947)], ownAddresses: [own])
        func isRefused(_ address: String, _ port: UInt16) throws -> Bool {
            policy.refusal(for: try Address(address), port: port) != nil
        }
        #expect(try isRefused("127.0.0.1", 7946))
        #expect(try isRefused("::ffff:127.0.0.1", 7946))
        #expect(try !isRefused("127.0.0.1", 7948))
        #expect(try !isRefused("10.0.0.1", 7946))
        #expect(try isRefused("127.0.0.1", 7947))
        #expect(try isRefused("::1", 7947))
        #expect(try isRefused("10.0.0.1", 7947))
        #expect(try !isRefused("10.0.0.2", 7947))
    }

    @Test("the machine knows its own addresses")
    func machine() throws {
        #expect(try DialPolicy.machineAddresses().contains { $0.isLoopback })
    }
}
