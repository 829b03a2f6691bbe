package import RollcallCore

extension OutcomesBody {
    package static let latencyMillisecondsMax = 86_400_000.0
    package static let pickBytesMax = 64
    /// Instead of a pick: the caller picked for itself.
    package static let ownPick = "own"

    /// The outcomes in order. A `pick` that is none of this daemon's counts as none: it may be from before a restart.
    package func validated() throws(InvalidField) -> [ReportedOutcome] {
        guard (1...Self.countMax).contains(outcomes.count) else {
            throw InvalidField("outcomes", "must have 1 to \(Self.countMax) entries")
        }
        var reported: [ReportedOutcome] = []
        for (index, item) in outcomes.enumerated() {
            do { reported.append(try item.validated()) } catch {
                throw InvalidField("outcomes[\(index)].\(error.field)", error.problem)
            }
        }
        return reported
    }
}

extension OutcomesBody.Item {
    fileprivate func validated() throws(InvalidField) -> ReportedOutcome {
        guard let result = CallOutcome.Result(rawValue: result) else {
            let names = CallOutcome.Result.allCases.map(\.rawValue).joined(separator: ", ")
            throw InvalidField("result", "must be one of \(names)")
        }
        let range = 0...OutcomesBody.latencyMillisecondsMax
        if let latencyMilliseconds, !range.contains(latencyMilliseconds) {
            throw InvalidField("latency_ms", "must be from 0 to a day")
        }
        if let pick, pick.utf8.count > OutcomesBody.pickBytesMax {
            throw InvalidField("pick", "must be at most \(OutcomesBody.pickBytesMax) bytes long")
        }
        let id: InstanceID
        do { id = try InstanceID(instance) } catch { throw InvalidField("instance", error.problem) }
        let latency = latencyMilliseconds.map { Duration.nanoseconds(Int64($0 * 1_000_000)) }
        return ReportedOutcome(
            instance: id, outcome: CallOutcome(result, latency: latency), token: pick.flatMap { PickToken($0) },
            isOwnPick: pick == OutcomesBody.ownPick)
    }
}

extension TripBody {
    package func time() throws(InvalidField) -> Duration? {
        guard let time = try DurationText.field("for", `for`) else { return nil }
        let range = TrafficLimits.openMilliseconds
        guard range.contains(time.milliseconds) else {
            throw InvalidField(
                "for", "must be from \(range.lowerBound)ms to \(DurationText.format(.milliseconds(range.upperBound)))")
        }
        return time
    }
}
