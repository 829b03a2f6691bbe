extension ServicePolicy {
    /// What differs from `before`, for people: `policy maglev, slow start 30s`.
    package func words(since before: ServicePolicy) -> String {
        var changes: [String] = []
        if balancing != before.balancing { changes.append("policy \(balancing.rawValue)") }
        if prefersZone != before.prefersZone { changes.append("zone preference \(prefersZone ? "on" : "off")") }
        if slowStart != before.slowStart { changes.append("slow start \(DurationText.format(slowStart.window))") }
        if panicThreshold != before.panicThreshold { changes.append("panic threshold \(panicThreshold)") }
        if ejectionShare != before.ejectionShare { changes.append("ejection share \(ejectionShare)") }
        if breaker != before.breaker { changes.append("breaker settings") }
        return changes.isEmpty ? "set to what it was by default" : changes.joined(separator: ", ")
    }
}
