/// How a call to an instance ended, as its caller saw it.
public struct CallOutcome: Sendable, Hashable {
    /// The raw values are what the API and the command line say.
    public enum Result: String, Sendable, Hashable, CaseIterable {
        case success
        case connectFailed = "connect_failed"
        case timeout
        case reset
        /// An answer that says the instance is at fault: a 5xx, or what the application counts as one.
        case error
        /// The caller lost interest: it says nothing about the instance and does not count.
        case cancelled

        /// The instance let its caller down.
        public var isFailure: Bool {
            switch self {
            case .connectFailed, .timeout, .reset, .error: true
            case .success, .cancelled: false
            }
        }
    }

    /// How it ended.
    public let result: Result
    /// Nil where the caller did not measure it.
    public let latency: Duration?

    /// The end of a call, and how long it took.
    public init(_ result: Result, latency: Duration? = nil) {
        self.result = result
        self.latency = latency.map { max($0, .zero) }
    }

    /// The latency as far as it tells how busy the instance is. A refused connection is fast, and believing it would
    /// draw the calls to the broken instance (Finagle's users call it the black hole).
    public var tellingLatency: Duration? {
        switch result {
        case .success, .timeout: latency
        case .connectFailed, .reset, .error, .cancelled: nil
        }
    }

    /// `timed out after 2.0s`
    public var words: String {
        switch result {
        case .success: latency.map { "answered in \(DurationText.brief($0))" } ?? "answered"
        case .connectFailed: "connect failed"
        case .timeout: latency.map { "timed out after \(DurationText.brief($0))" } ?? "timed out"
        case .reset: "connection reset"
        case .error: "answered with an error"
        case .cancelled: "cancelled"
        }
    }
}
