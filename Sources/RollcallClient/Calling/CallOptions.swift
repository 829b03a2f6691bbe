public import RollcallCore

/// How one call is made.
public struct CallOptions: Sendable {
    /// When a failed call may be made again, at another instance.
    public enum Retry: Sendable {
        /// Whatever went wrong. For calls that do no harm when they are made twice.
        case anyFailure
        /// Only when no connection came about, so that the instance cannot have seen the call.
        case connectFailure
        /// Never.
        case never
    }

    /// Until the call is over, all its tries taken together.
    public var timeout = Duration.seconds(10)
    /// How long one try may take; nil is half of `timeout`, so that there is time left for another.
    public var tryTimeout: Duration?
    /// When to fail over.
    public var retry = Retry.anyFailure
    /// The most tries of one call.
    public var tryCountMax = 3
    /// What `ring_hash` and `maglev` keep together, such as the name of a session.
    public var key: String?
    /// The caller's zone: instances there come first.
    public var zone: String?
    /// Another policy than the service's own.
    public var policy: BalancingPolicy?

    /// The defaults.
    public init() {}

    /// - Returns: Whether a call that ended so may be tried elsewhere.
    func mayRetry(_ result: CallOutcome.Result) -> Bool {
        switch retry {
        case .anyFailure: result.isFailure
        case .connectFailure: result == .connectFailed
        case .never: false
        }
    }
}

/// Why a call could not be made, or did not end in time.
public enum CallError: Error, Equatable, Sendable {
    /// Nothing can be picked.
    case noInstance(ServiceName, why: String)
    /// The instance did not answer in time, and no other could be asked.
    case timedOut(ServiceName, InstanceID, after: Duration)

    /// What is wrong, naming the thing.
    public var problem: String {
        switch self {
        case .noInstance(let service, let why): "No instance of \(service) can be called: \(why)."
        case .timedOut(let service, let id, let after):
            "Instance \(id) of \(service) did not answer within \(DurationText.format(after))."
        }
    }

    /// What to do about it, in the imperative.
    public var hint: String {
        switch self {
        case .noInstance: "List the service's instances to see why none is UP."
        case .timedOut: "Look at the instance, or give the call more time."
        }
    }
}

/// Thrown by the body of a call to say how it failed, where the error alone does not.
public struct CallFailure: Error, Sendable {
    /// How the call ended, as the breaker counts it.
    public let result: CallOutcome.Result
    /// In words.
    public let reason: String

    /// A failure that counts as `result`.
    public init(_ result: CallOutcome.Result, _ reason: String) {
        self.result = result
        self.reason = reason
    }
}
