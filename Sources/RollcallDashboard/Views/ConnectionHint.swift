/// What to do about a connection that does not come about, by the system's words for why.
package func connectionHint(_ reason: String) -> String? {
    let hints = [
        ("refused", "nobody listens there: `rollcall serve` starts it, --addr names another"),
        ("reset", "what listens there hung up: is it the daemon's port, and not one for TLS?"),
        ("no route", "the network does not lead there: check the address and this machine's network"),
        ("unreachable", "the network does not lead there: check the address and this machine's network"),
        ("not a rollcall daemon", "something else listens there: check --addr and ROLLCALL_ADDR"),
        ("no answer", "it takes no calls: the daemon may be stopped, or a firewall swallows them"),
        ("timed out", "it takes no calls: the daemon may be stopped, or a firewall swallows them"),
        ("not known", "the name cannot be looked up: check its spelling in --addr"),
        ("resolve", "the name cannot be looked up: check its spelling in --addr"),
        ("denied", "this machine does not let rollcall connect there"),
        ("too many open files", "rollcall may open no more files: raise `ulimit -n`"),
    ]
    let reason = reason.lowercased()
    return hints.first { reason.contains($0.0) }?.1
}

extension LinkState {
    /// Somebody could want to try again at once.
    var isWaiting: Bool {
        switch self {
        case .connecting(_, let reason, _): reason != nil
        case .incompatible: true
        case .live, .lag, .stale, .resync, .archive, .unauthorized: false
        }
    }
}
