package import RollcallCore

/// Which fields a JSON document may have, for refusing unknown and repeated ones at the door: a decoder that skips what it
/// does not know turns a typing error into a silent default.
package indirect enum JSONShape: Sendable {
    /// A number, string, boolean or null.
    case scalar
    case integer
    case object([String: JSONShape])
    case array(JSONShape)
    /// An object with keys of the sender's choosing.
    case map

    /// Deeper documents are refused before they can exhaust a stack.
    package static let depthMax = 32
}

extension JSONShape {
    private static let check = object([
        "name": .scalar, "type": .scalar, "scheme": .scalar, "method": .scalar, "path": .scalar, "headers": .map,
        "expect_status": .array(.scalar), "expect_body": .scalar, "tls_verify": .scalar, "ttl": .scalar,
        "interval": .scalar, "timeout": .scalar, "rise": .integer, "fall": .integer, "initial_delay": .scalar,
    ])

    private static let shared: [String: JSONShape] = [
        "address": .scalar, "port": .integer, "metadata": .map, "tags": .array(.scalar), "zone": .scalar,
        "weight": .integer, "priority": .integer, "lease": object(["ttl": .scalar, "evict_after": .scalar]),
        "checks": .array(check),
    ]

    package static let instance = object(shared.merging(["name": .scalar, "status": .scalar]) { $1 })
    package static let patch = object(shared.merging(["expected_revision": .integer]) { $1 })
    package static let heartbeats = object(["ids": .array(.scalar)])
    package static let checkReport = object(["status": .scalar, "output": .scalar])
    package static let outcomes = object([
        "outcomes": .array(
            object(["instance": .scalar, "result": .scalar, "latency_ms": .scalar, "pick": .scalar]))
    ])
    package static let trip = object([
        "reason": .scalar, "for": .scalar, "expected_revision": .integer,
    ])
    package static let policy = object([
        "policy": .scalar, "zone_preference": .scalar, "slow_start": .scalar, "panic_threshold": .scalar,
        "ejection_share": .scalar,
        "breaker": object([
            "enabled": .scalar, "consecutive_failures": .integer, "failure_rate": .scalar, "slow_call_rate": .scalar,
            "slow_call": .scalar, "window_size": .integer, "minimum_calls": .integer, "probe_count_max": .integer,
            "successes_to_close": .integer, "probe_timeout": .scalar, "open_base": .scalar, "open_max": .scalar,
            "jitter": .scalar, "forget_after": .scalar,
        ]),
    ])
    package static let move = object(["reason": .scalar, "expected_revision": .integer])
}

/// Why a body was refused before it was decoded.
package enum JSONRefusal: Error, Equatable, Sendable {
    /// Not JSON at all; the offset is in bytes.
    case malformed(at: Int, String)
    case field(InvalidField)
}

extension JSONShape {
    /// Checks that `bytes` are one JSON document of this shape, without unknown or repeated fields.
    package func check(_ bytes: [UInt8]) throws(JSONRefusal) {
        var scanner = JSONScanner(bytes)
        try scanner.value(self, path: "", depth: 0)
        try scanner.end()
    }
}
