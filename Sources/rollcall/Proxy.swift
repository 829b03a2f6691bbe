import ArgumentParser
import Foundation
import Logging
import NIOCore
import RollcallClient
import RollcallCore
import RollcallDaemon
import RollcallProxy

struct Proxy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Relay TCP connections to the instances of a service.",
        discussion: """
            rollcall proxy --listen 127.0.0.1:9000 --service orders

            Each connection goes to an instance that the service's policy picks. Connects that fail and resets feed the \
            breakers; a connection fails over to another instance before the first byte. What is relayed is not read: \
            a connection that an instance closes in order was a success, whatever was said; a health check knows more. \
            Instances that drain keep the connections they have. Works on while the daemon is away; what is relayed \
            then is not counted. SIGTERM or SIGINT stops accepting and lets connections end.

            \(Failure.help)
            """)

    // Lists, because of an option given twice only the last would be heard of.
    @Option(name: .customLong("listen"), help: ArgumentHelp("Where to listen.", valueName: "address:port"))
    var listeners: [String]
    @Option(
        name: .customLong("service"), help: "The service.",
        completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var services: [String]
    @Option(help: "Another policy than the service's own.") var policy: BalancingPolicy?
    @Option(help: "The zone this proxy stands in; instances there come first.") var zone: String?
    @Option(help: "How long one connect may take.") var connectTimeout = "5s"
    @Option(help: "Close a connection on which nothing moves for so long; 0s for never.") var idleTimeout = "50s"
    @Option(help: "Connections at once; further ones wait.") var connections = 10_000
    @Option(help: "How long connections may go on after the proxy was told to stop.") var shutdownTime = "30s"
    @Flag(
        help: """
            Send what a client sent, up to 64 KiB, again to another instance when one resets or closes without an \
            answer. Requests may be made twice.
            """) var replay = false
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        _ = try address()
        _ = try service()
        guard connections > 0 else { throw ValidationError("--connections must be above 0.") }
        _ = try settings()
        _ = try time(shutdownTime, "shutdown-time")
    }

    private func address() throws -> ListenAddress {
        guard let address = ListenAddress(try only(listeners, "listen")) else {
            throw ValidationError("--listen takes an address and a port, as in 127.0.0.1:9000.")
        }
        return address
    }

    private func service() throws -> ServiceName {
        let text = try only(services, "service")
        do { return try ServiceName(text) } catch { throw ValidationError("--service \(error.problem).") }
    }

    private func only(_ values: [String], _ option: String) throws -> String {
        guard let value = values.first, values.count == 1 else {
            throw ValidationError("--\(option) is given \(values.count) times; a proxy serves one. Start one for each.")
        }
        return value
    }

    private func settings() throws -> ProxySettings {
        var settings = ProxySettings()
        settings.connectTimeout = try time(connectTimeout, "connect-timeout")
        guard settings.connectTimeout > .zero else { throw ValidationError("--connect-timeout must be above 0s.") }
        let idle = try time(idleTimeout, "idle-timeout")
        settings.idleTimeout = idle == .zero ? nil : idle
        settings.connectionsMax = connections
        settings.replay = replay ? .unanswered : .unsent
        return settings
    }

    private func time(_ text: String, _ option: String) throws -> Duration {
        guard let time = DurationText.parse(text) else {
            throw ValidationError("--\(option) takes a duration, as in 5s, not \(text).")
        }
        return time
    }

    func run() async throws {
        let (address, name, settings) = (try address(), try service(), try settings())
        let limit = try time(shutdownTime, "shutdown-time")
        let logger = Logger(label: "rollcall.proxy") { StreamLogHandler.standardError(label: $0) }
        try await connection.withRegistry { registry in
            let picks = ServicePicks(name, at: registry)
            let picker = ProxyPicker(picks: picks, policy: policy, zone: zone)
            let proxy = TCPProxy(settings, picker: picker, logger: logger)
            do {
                let bound = try await proxy.listen(host: address.host, port: address.port)
                let place = ListenAddress(host: bound.ipAddress ?? address.host, port: bound.port ?? address.port)
                logger.info("Listening", metadata: ["address": "\(place)", "service": "\(name)"])
                try await Interruption.run {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { await ProxyWatch.run(name, registry, logger) }
                        group.addTask {
                            await picks.run { found in
                                let counts: Logger.Metadata = [
                                    "up": "\(found.instances.count)", "all": "\(found.all.count)",
                                ]
                                logger.info("Instances", metadata: counts)
                            }
                        }
                        group.addTask {
                            await proxy.closed()
                            try Task.checkCancellation()
                            throw Failure("Nothing listens on \(place) any more: the system closed it", .inputOutput)
                        }
                        defer { group.cancelAll() }
                        try await group.next()
                    }
                }
            } catch let failure as ListenFailure {
                await picks.close()
                throw Failure("\(failure)", hint: "Name another address with --listen.", .inputOutput)
            }
            let cut = await proxy.shutdown(within: limit)
            logger.info("Stopped", metadata: ["relayed": "\(proxy.gauges.accepted)", "cut": "\(cut)"])
            await picks.close()
        }
    }
}

/// What the proxy asks, answered from what is known of the service.
struct ProxyPicker: ConnectionPicker {
    let picks: ServicePicks
    let policy: BalancingPolicy?
    let zone: String?

    func pick(excluding tried: Set<InstanceID>) throws(NoUpstream) -> Upstream {
        let pick: RollcallCore.Pick?
        do { pick = try picks.pick(PickRequest(policy: policy, zone: zone, excluded: tried.sorted())) } catch {
            throw NoUpstream("\(error)")
        }
        guard let pick else { throw NoUpstream("nothing is known of the service yet") }
        return Upstream(
            instance: pick.id, address: pick.instance.registration.address, port: pick.instance.registration.port,
            ticket: UInt64(bitPattern: pick.token.began.nanoseconds), isTrial: pick.isProbe)
    }

    func report(_ event: ConnectionEvent, of upstream: Upstream) {
        let token = PickToken(began: Moment(nanoseconds: Int64(bitPattern: upstream.ticket)))
        if let outcome = event.outcome { picks.report(outcome, of: upstream.instance, token) }
        if case .holds = event { picks.established(upstream.instance, token) }
    }
}

extension ConnectionEvent {
    /// How a connection counts for the breaker of its instance; nil while it stands. How long it stood says nothing.
    fileprivate var outcome: CallOutcome? {
        switch self {
        case .connected, .holds: nil
        case .connectFailed(let failure, _): CallOutcome(failure == .timedOut ? .timeout : .connectFailed)
        case .reset: CallOutcome(.reset)
        case .closed: CallOutcome(.success)
        case .abandoned: CallOutcome(.cancelled)
        }
    }
}
