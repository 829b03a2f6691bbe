/// What became of a connection to an instance.
///
/// A connection that stands is `connected` first, and a trial then `holds`; every pick ends with one of the others.
package enum ConnectionEvent: Sendable, Equatable {
    /// The handshake took `after`.
    case connected(after: Duration)
    /// A trial connection holds: the instance has answered, or has not broken it off for `ProxySettings.trialTime`. It
    /// may stand for days, and who waits for the trial need not.
    case holds(after: Duration)
    /// No connection came about, and that was the instance's doing or the network's.
    case connectFailed(ConnectFailure, after: Duration)
    /// The instance reset the connection, having answered nothing or something of what it would have.
    case reset(beforeFirstByte: Bool, after: Duration)
    /// It ended as connections do: both were done, the client left, or nothing was said for too long.
    case closed(after: Duration)
    /// Nothing was learnt of the instance: this machine had no socket left, or the proxy stopped.
    case abandoned

    /// Whether nothing more is reported of this pick.
    package var isFinal: Bool {
        switch self {
        case .connected, .holds: false
        case .connectFailed, .reset, .closed, .abandoned: true
        }
    }
}
