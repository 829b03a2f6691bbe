import RollcallCore
import RollcallJSON

/// A service's policy as it is stored: a JSON object of every setting, so that a new default changes no stored policy.
enum PolicyText {
    static func encode(_ policy: ServicePolicy) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("policy", policy.balancing.rawValue)
            writer.field("zone_preference", policy.prefersZone)
            writer.field("slow_start_ms", policy.slowStart.window.milliseconds)
            writer.field("slow_start_aggression", policy.slowStart.aggression)
            writer.field("slow_start_minimum_percent", policy.slowStart.minimumWeightPercent)
            writer.field("panic_threshold", policy.panicThreshold)
            writer.field("ejection_share", policy.ejectionShare)
            writer.key("breaker")
            writer.object { encode(policy.breaker, &$0) }
        }
        return writer.text
    }

    private static func encode(_ breaker: BreakerSettings, _ writer: inout JSONWriter) {
        writer.field("enabled", breaker.isEnabled)
        writer.field("consecutive_failures", breaker.consecutiveFailures)
        writer.field("failure_rate", breaker.failureRate)
        writer.field("slow_call_rate", breaker.slowCallRate)
        writer.field("slow_call_ms", breaker.slowCall.milliseconds)
        writer.field("window_size", breaker.windowSize)
        writer.field("minimum_calls", breaker.minimumCalls)
        writer.field("probe_count_max", breaker.probeCountMax)
        writer.field("successes_to_close", breaker.successesToClose)
        writer.field("probe_timeout_ms", breaker.probeTimeout.milliseconds)
        writer.field("open_base_ms", breaker.openBase.milliseconds)
        writer.field("open_max_ms", breaker.openMax.milliseconds)
        writer.field("jitter", breaker.jitter)
        writer.field("forget_after_ms", breaker.forgetAfter.milliseconds)
    }

    static func decode(_ text: String) throws -> ServicePolicy {
        var reader = JSONReader(text)
        var name: String?
        var numbers: [String: Double] = [:]
        var prefersZone: Bool?
        var breaker = BreakerSettings.standard
        try reader.object { field, reader in
            switch field {
            case "policy": name = try reader.string()
            case "zone_preference": prefersZone = try reader.bool()
            case "breaker": breaker = try decodeBreaker(&reader)
            default: numbers[field] = try reader.number()
            }
        }
        try reader.end()
        guard let policy = name.flatMap(BalancingPolicy.init(rawValue:)) else {
            throw Malformed(reason: "\(name ?? "nothing") is no balancing policy")
        }
        let slowStart = SlowStart(
            window: .milliseconds(Int64(numbers["slow_start_ms"] ?? 0)),
            aggression: numbers["slow_start_aggression"] ?? 1,
            minimumWeightPercent: Int(numbers["slow_start_minimum_percent"] ?? 10))
        do {
            return try ServicePolicy(
                balancing: policy, prefersZone: prefersZone, slowStart: slowStart,
                panicThreshold: numbers["panic_threshold"], ejectionShare: numbers["ejection_share"],
                breaker: breaker)
        } catch { throw Malformed(reason: "policy: \(error)") }
    }

    private static func decodeBreaker(_ reader: inout JSONReader) throws -> BreakerSettings {
        var isEnabled: Bool?
        var numbers: [String: Double] = [:]
        try reader.object { field, reader in
            if field == "enabled" { isEnabled = try reader.bool() } else { numbers[field] = try reader.number() }
        }
        func count(_ name: String) -> Int? { numbers[name].flatMap { Int(exactly: $0) } }
        func span(_ name: String) -> Duration? {
            numbers[name].flatMap { Int64(exactly: $0) }.map { .milliseconds($0) }
        }
        do {
            return try BreakerSettings(
                isEnabled: isEnabled, consecutiveFailures: count("consecutive_failures"),
                failureRate: numbers["failure_rate"], slowCallRate: numbers["slow_call_rate"],
                slowCall: span("slow_call_ms"), windowSize: count("window_size"),
                minimumCalls: count("minimum_calls"), probeCountMax: count("probe_count_max"),
                successesToClose: count("successes_to_close"), probeTimeout: span("probe_timeout_ms"),
                openBase: span("open_base_ms"), openMax: span("open_max_ms"), jitter: numbers["jitter"],
                forgetAfter: span("forget_after_ms"))
        } catch { throw Malformed(reason: "breaker: \(error)") }
    }
}
