/// How long to wait before the next try: 0.25 s, doubling to 5 s, each 20 % longer or shorter by chance so that a
/// thousand clients of a daemon that comes back do not come back as one.
package struct Backoff: Sendable, Equatable {
    package static let first = Duration.milliseconds(250)
    package static let longest = Duration.seconds(5)
    package static let jitter = 0.2

    private var upcoming = Backoff.first

    package init() {}

    package mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        let wait = upcoming * Double.random(in: 1 - Self.jitter...1 + Self.jitter, using: &generator)
        upcoming = min(upcoming * 2, Self.longest)
        return wait
    }

    package mutating func reset() {
        upcoming = Self.first
    }
}
