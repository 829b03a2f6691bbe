/// What can happen to an instance's status.
public enum StatusEvent: String, Sendable, CaseIterable, Codable {
    case healthCheckPass = "health_check_pass"
    case healthCheckFail = "health_check_fail"
    case ready
    case gracefulShutdown = "graceful_shutdown"
    case leaseExpired = "lease_expired"
    case resume
}
