import RollcallCore

/// Why somebody should look at a service.
extension ServiceTally {
    var isFlapping: Bool { changesLastHour >= Self.flapsMin }
    var needsAttention: Bool { state != .up || breakers > 0 || isFlapping }

    /// The most telling reason first.
    var reasons: [String] {
        var reasons: [String] = []
        let wanted = counts.total - idle
        let isShort = pickable < wanted
        if counts.total == 0 { return ["no instances"] }
        if isShort { reasons.append("\(pickable)/\(wanted) pickable") }
        if state == .out { reasons.append("\(counts.outOfService + idle) out of service") }
        if breakers > 0 { reasons.append(breakers == 1 ? "breaker open" : "\(breakers) breakers open") }
        if isFlapping { reasons.append("flapping \(changesLastHour)/h") }
        // Where most can be picked, what keeps the few away says more than how many they are.
        if isShort, reasons.count > 1, pickable * 2 > wanted { reasons.append(reasons.removeFirst()) }
        return reasons
    }
}
