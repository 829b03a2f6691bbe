/// What a service's policy and its breakers may be set to. Values outside are refused at the door; the OpenAPI document
/// states the same.
package enum TrafficLimits {
    package static let consecutiveFailures = 1...1_000
    /// Shares that trip a breaker; 0 would trip it on every call.
    package static let rates = 0.01...1.0
    package static let slowCallMilliseconds = Int64(1)...3_600_000
    /// One byte a call and instance.
    package static let windowSizes = 1...1_000
    package static let probeCounts = 1...100
    package static let successCounts = 1...100
    package static let probeTimeoutMilliseconds = Int64(1)...3_600_000
    package static let openMilliseconds = Int64(1)...86_400_000
    /// At a half, open times are spread over a factor of three; more than that is no back-off any longer.
    package static let jitters = 0.0...0.5
    package static let forgetAfterMilliseconds = Int64(0)...86_400_000
    package static let shares = 0.0...1.0
    package static let slowStartMilliseconds = Int64(0)...3_600_000
    package static let slowStartAggressions = 0.1...10.0
    /// What a call is about, as a pick is told.
    package static let pickKeyBytesMax = 256
    /// What a person may write as the reason for a trip.
    package static let reasonLengthMax = 256

    static func check<Bound>(_ value: Bound, in range: ClosedRange<Bound>, _ field: String) throws(InvalidField) {
        guard range.contains(value) else { throw InvalidField(field, "must be \(range.words)") }
    }
}
