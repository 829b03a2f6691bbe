/// δ: Status × Event → Status.
///
/// | from           | health_check_pass | health_check_fail | ready | graceful_shutdown | lease_expired | resume   |
/// |----------------|-------------------|-------------------|-------|-------------------|---------------|----------|
/// | UP             |                   | DOWN              |       | OUT_OF_SERVICE    | DOWN          |          |
/// | DOWN           | UP                |                   |       | OUT_OF_SERVICE    |               |          |
/// | STARTING       |                   |                   | UP    | OUT_OF_SERVICE    | DOWN          |          |
/// | OUT_OF_SERVICE |                   |                   |       |                   |               | STARTING |
///
/// An empty place leaves the status as it is and makes no event. The first pass of a STARTING instance is its `ready`.
extension ServiceStatus {
    package func next(on event: StatusEvent) -> ServiceStatus {
        switch (self, event) {
        case (.up, .healthCheckFail): .down
        case (.up, .gracefulShutdown): .outOfService
        case (.up, .leaseExpired): .down
        case (.up, .healthCheckPass), (.up, .ready), (.up, .resume): .up

        case (.down, .healthCheckPass): .up
        case (.down, .gracefulShutdown): .outOfService
        case (.down, .healthCheckFail), (.down, .ready), (.down, .leaseExpired), (.down, .resume): .down

        case (.starting, .ready): .up
        case (.starting, .gracefulShutdown): .outOfService
        case (.starting, .leaseExpired): .down
        case (.starting, .healthCheckPass), (.starting, .healthCheckFail), (.starting, .resume): .starting

        // An operator's word stands until an operator takes it back: no check and no lease moves it.
        case (.outOfService, .resume): .starting
        case (.outOfService, .healthCheckPass), (.outOfService, .healthCheckFail), (.outOfService, .ready),
            (.outOfService, .gracefulShutdown), (.outOfService, .leaseExpired):
            .outOfService
        }
    }
}
