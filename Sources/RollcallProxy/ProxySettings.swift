/// The bounds and times of a proxy.
package struct ProxySettings: Sendable, Equatable {
    /// When bytes of the client may be sent again to another instance.
    package enum Replay: String, Sendable, Equatable, CaseIterable {
        /// Only when the first instance cannot have had them: the connect failed, it reset before anything was sent, or
        /// the very first write was refused. HAProxy in TCP mode goes no further than the first of these, and for the
        /// same reason: what was sent may have been acted upon.
        case unsent
        /// Also when an instance reset or closed having answered nothing of what it was sent, which is a failure of its
        /// own then. For services that answer, and whose requests may be made twice.
        case unanswered
    }

    /// For one connect; what Debian's HAProxy is delivered with.
    package var connectTimeout = Duration.seconds(5)
    /// Instances tried for one connection, HAProxy's first attempt and three retries.
    package var attemptsMax = 4
    /// After this nothing more is tried for a connection.
    package var failoverTimeMax = Duration.seconds(15)
    package var replay = Replay.unsent
    /// Bytes of one connection that are kept for another instance. With more, what was sent stays sent.
    package var replayByteCountMax = 64 * 1_024
    /// A trial connection that stood for so long holds, whether the instance has said anything or not.
    package var trialTime = Duration.seconds(2)
    /// A connection on which nothing moves either way for this long is closed; nil lets it be. What Debian's HAProxy is
    /// delivered with for clients and servers.
    package var idleTimeout: Duration? = .seconds(50)
    /// Above this, accepting stops until one ends: clients wait in the listener's queue. Each takes two descriptors.
    package var connectionsMax = 10_000
    /// Clients that the system lets wait until they are accepted.
    package var backlog = 1_024
    /// How long to leave accepting when the machine has no descriptor or memory for a connection.
    package var acceptPause = Duration.milliseconds(100)
    /// Per direction: reading stops when this much waits to be written, and goes on at half of it.
    package var bufferByteCountMax = 64 * 1_024

    package init() {}
}
