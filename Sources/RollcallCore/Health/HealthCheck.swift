/// One check of an instance: what is done, how often, and how many results in a row it takes to believe them.
public struct HealthCheck: Sendable, Equatable {
    /// What is done.
    public enum Kind: Sendable, Equatable {
        case http(HTTPCheck)
        case tcp
        /// The service reports by itself; a report that does not come within `ttl` counts as a failure.
        case ttl(Duration)
    }

    /// Unique within the instance; 1 to 64 of `[A-Za-z0-9._:-]`.
    public let name: String
    /// What is done.
    public let kind: Kind
    /// From one probe to the next.
    public let interval: Duration
    /// How long a probe may take.
    public let timeout: Duration
    /// Passes in a row before the check counts as passing. Honoured from the first result on.
    public let rise: Int
    /// Failures in a row before the check counts as failing. Honoured from the first result on.
    public let fall: Int
    /// How long after registration the first probe waits.
    public let initialDelay: Duration

    /// 10 s.
    public static let intervalDefault = Duration.seconds(10)
    /// 2 s.
    public static let timeoutDefault = Duration.seconds(2)
    /// One pass is believed.
    public static let riseDefault = 1
    /// It takes three failures in a row.
    public static let fallDefault = 3
    /// It takes three failures in a row.
    public static let fallDefaultTTL = 1

    /// Takes values that keep to the limits.
    public init(
        name: String, kind: Kind, interval: Duration = intervalDefault, timeout: Duration = timeoutDefault,
        rise: Int = riseDefault, fall: Int = fallDefault, initialDelay: Duration = .zero
    ) throws(InvalidField) {
        do { _ = try InstanceID(name) } catch { throw InvalidField("name", error.problem) }
        try Self.check(interval, in: InstanceLimits.checkIntervalMilliseconds, field: "interval")
        try Self.check(timeout, in: InstanceLimits.checkTimeoutMilliseconds, field: "timeout")
        try Self.check(initialDelay, in: InstanceLimits.checkInitialDelayMilliseconds, field: "initial_delay")
        if case .ttl(let ttl) = kind { try Self.check(ttl, in: InstanceLimits.ttlMilliseconds, field: "ttl") }
        let thresholds = InstanceLimits.checkThresholds
        guard thresholds.contains(rise) else { throw InvalidField("rise", "must be \(thresholds.words)") }
        guard thresholds.contains(fall) else { throw InvalidField("fall", "must be \(thresholds.words)") }
        self.name = name
        self.kind = kind
        self.interval = interval
        self.timeout = timeout
        self.rise = rise
        self.fall = fall
        self.initialDelay = initialDelay
    }

    static func check(_ duration: Duration, in range: ClosedRange<Int64>, field: String) throws(InvalidField) {
        guard range.contains(duration.milliseconds) else {
            let low = DurationText.format(.milliseconds(range.lowerBound))
            let high = DurationText.format(.milliseconds(range.upperBound))
            throw InvalidField(field, "must be from \(low) to \(high)")
        }
    }
}

extension ClosedRange {
    /// `from 1 to 100`
    package var words: String { "from \(lowerBound) to \(upperBound)" }
}
