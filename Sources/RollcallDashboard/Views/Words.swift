package import RollcallCore
import RollcallWire

// The words on the screen: every state has one, so that no colour ever stands alone.

extension ServiceStatus {
    package func word(isNarrow: Bool) -> String {
        switch self {
        case .up: "UP"
        case .down: "DOWN"
        case .starting: isNarrow ? "STRT" : "STARTING"
        case .outOfService: isNarrow ? "OUT" : "OUT_OF_SERVICE"
        }
    }

    package var role: Role {
        switch self {
        case .up: .up
        case .down: .down
        case .starting: .starting
        case .outOfService: .out
        }
    }
}

extension ServiceState {
    package var word: String {
        switch self {
        case .up: "UP"
        case .partial: "PART"
        case .down: "DOWN"
        case .starting: "STRT"
        case .out: "OUT"
        case .empty: "EMPTY"
        }
    }

    package var role: Role {
        switch self {
        case .up: .up
        case .partial: .partial
        case .down: .down
        case .starting: .starting
        case .out: .out
        case .empty: .empty
        }
    }
}

extension LinkState {
    package var word: String {
        switch self {
        case .connecting: "CONNECTING"
        case .live: "LIVE"
        case .lag(let silence): "LAG \(Self.seconds(silence))"
        case .stale(let silence, _, _): "STALE \(Self.seconds(silence))"
        case .resync: "RESYNC"
        case .archive: "DATABASE"
        case .incompatible: "INCOMPATIBLE"
        case .unauthorized: "AUTH"
        }
    }

    package var role: Role {
        switch self {
        case .live: .live
        case .lag, .connecting, .resync: .warning
        case .stale, .incompatible, .unauthorized: .stale
        case .archive: .past
        }
    }

    /// What the message line says about it; nil when all is well.
    var explanation: String? {
        switch self {
        case .live, .connecting, .archive: return nil
        case .incompatible(let reason): return reason
        case .unauthorized(let reason): return "\(reason); :token reads its file again, and so does every minute"
        case .lag: return "no pulse from the daemon; what is shown may be old"
        case .resync: return "connected again; catching up"
        case .stale(_, let reason, let retryIn):
            let retry = retryIn.map { ", retry in \(Self.seconds($0))" } ?? ""
            return "shown is what was last known: \(reason ?? "the daemon is silent")\(retry)"
        }
    }

    /// Whole seconds: tenths would make the screen restless.
    static func seconds(_ duration: Duration) -> String {
        duration < .seconds(60) ? "\(duration.milliseconds / 1_000)s" : DurationText.brief(duration)
    }
}

extension EventView {
    var timeOfDay: String { WallTime(rfc3339: time)?.timeOfDay ?? time }

    var subject: String {
        guard let instance else { return service ?? "registry" }
        return service.map { "\($0)/\(instance)" } ?? instance
    }

    var kindWord: String { kind == "self_preservation" ? "preservation" : kind }

    /// What changed and why, in full.
    var change: String { change(because: cause) }

    /// The same for a table, where what was asked would leave no room for what was answered.
    var briefChange: String { change(because: cause.withoutQuestion) }

    private func change(because cause: String) -> String {
        if let from, let to { return "\(from.word(isNarrow: true))→\(to.word(isNarrow: true))  \(cause)" }
        if let breaker, let breakerFrom { return "\(breakerFrom)→\(breaker.state)  \(cause)" }
        if let fields, !fields.isEmpty { return "\(fields.joined(separator: ", "))  \(cause)" }
        if let active { return "\(active ? "on" : "off")  \(cause)" }
        return cause
    }

    var role: Role {
        if let to { return to.role }
        return switch EventKind(rawValue: kind) {
        case .evicted: .down
        case .breaker: breaker?.state == "open" ? .down : .warning
        case .selfPreservation, .started: .warning
        case .registered, .updated, .status, .deregistered, .policy, nil: .text
        }
    }
}
