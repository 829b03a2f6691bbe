import RollcallCore
import RollcallTestKit
import Testing

/// A service with instances in a line each, and a picker that runs by seconds.
final class PickerRig {
    var picker: ServicePicker
    var random = SeededRandom(1)
    var instances: [ServiceInstance] = []

    static func at(_ second: Double) -> Moment { Moment(nanoseconds: Int64(second * 1_000_000_000)) }
    static func wall(_ second: Double) -> WallTime { WallTime(milliseconds: 1_000_000_000 + Int64(second * 1_000)) }

    /// Opens after two failures, for ten seconds.
    static func settings(_ probeCountMax: Int = 1) throws -> BreakerSettings {
        try BreakerSettings(
            consecutiveFailures: 2, probeCountMax: probeCountMax, successesToClose: 2, probeTimeout: .seconds(3),
            openBase: .seconds(10), openMax: .seconds(40), jitter: 0)
    }

    /// `lines`: `a UP zone=x priority=1 weight=3`; what is left out has its default.
    init(_ lines: String, _ policy: ServicePolicy? = nil, expiry: Duration? = .seconds(60)) throws {
        picker = ServicePicker(try policy ?? ServicePolicy(breaker: Self.settings()), outstandingExpiry: expiry)
        try update(lines, at: 0)
    }

    @discardableResult
    func update(_ lines: String, at second: Double) throws -> [BreakerChange] {
        instances = try lines.split(separator: "\n").map(Self.instance)
        return picker.update(members: instances, at: Self.at(second), Self.wall(second))
    }

    static func instance(_ line: some StringProtocol) throws -> ServiceInstance {
        let words = line.split { $0 == " " }.map { String($0) }
        var values: [String: String] = [:]
        for word in words.dropFirst(2) {
            let pair = word.split { $0 == "=" }.map { String($0) }
            values[pair[0]] = pair[1]
        }
        let registration = try Registration(
            id: InstanceID(words[0]), service: ServiceName("orders"), address: Address("127.0.0.1"),
            port: Int(values["port"] ?? "") ?? 8080, zone: values["zone"] ?? "",
            weight: Int(values["weight"] ?? "") ?? 1, priority: Int(values["priority"] ?? "") ?? 0)
        let since = wall(Double(values["since"] ?? "") ?? -86_400)
        return ServiceInstance(
            registration, status: ServiceStatus(rawValue: words[1]) ?? .up,
            lastChange: StatusChange(trigger: nil, cause: "as told", at: since), created: since, updated: since,
            revision: .zero)
    }

    func pick(_ request: PickRequest = PickRequest(), at second: Double = 1) throws -> Pick {
        try picker.pick(request, at: Self.at(second), using: &random)
    }

    /// `a none same`: id, step, zone; then `probe` where it is one.
    func shown(_ request: PickRequest = PickRequest(), at second: Double = 1) -> String {
        do {
            let pick = try pick(request, at: second)
            return "\(pick.id) \(pick.step.rawValue) \(pick.zone.rawValue)" + (pick.isProbe ? " probe" : "")
        } catch {
            return (error as? PickRefusal)?.cause.rawValue ?? "\(error)"
        }
    }

    @discardableResult
    func report(
        _ id: String, _ result: CallOutcome.Result, _ token: PickToken? = nil, latency: Duration? = nil,
        at second: Double = 1
    ) -> BreakerChange? {
        picker.report(
            CallOutcome(result, latency: latency), for: InstanceID(trusted: id), token, at: Self.at(second),
            using: &random)
    }

    /// Opens the breaker of `id` by two failures.
    @discardableResult
    func breakDown(_ id: String, at second: Double = 1) -> BreakerChange? {
        report(id, .reset, at: second)
        return report(id, .reset, at: second)
    }

    func state(_ id: String) -> BreakerState? { picker.breaker(of: InstanceID(trusted: id))?.name }
}
