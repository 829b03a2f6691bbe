package import RollcallCore

/// Who decides where a connection goes, and learns how it went.
///
/// Both are called on an event loop in the path of a new connection: answer from memory and never wait. They are called
/// from several loops at once.
package protocol ConnectionPicker: Sendable {
    /// Every upstream that is returned here is reported on with exactly one final event.
    ///
    /// - Parameter tried: the instances that this connection could not be brought to.
    func pick(excluding tried: Set<InstanceID>) throws(NoUpstream) -> Upstream
    func report(_ event: ConnectionEvent, of upstream: Upstream)
}

/// Nothing can be picked. The connection is reset.
package struct NoUpstream: Error, Sendable, Equatable {
    /// For the log: the picker's own words.
    package let why: String

    package init(_ why: String) {
        self.why = why
    }
}
