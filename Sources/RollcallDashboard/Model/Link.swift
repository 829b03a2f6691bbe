package import RollcallCore

/// How fresh what is shown is.
package enum LinkState: Sendable, Equatable {
    case connecting(attempt: Int, reason: String?, retryIn: Duration?)
    case live
    /// No pulse for this long.
    case lag(Duration)
    case stale(Duration, reason: String?, retryIn: Duration?)
    /// Connected again, and not yet sure of the present.
    case resync
    /// A daemon answers whose language is another one.
    case incompatible(reason: String)
    /// The daemon, or who guards it, wants another token.
    case unauthorized(reason: String)
    /// No daemon is asked: a file tells the history.
    case archive

    /// What is shown is what was last heard.
    var isStale: Bool { if case .stale = self { true } else { false } }
}

/// The connection to the daemon as the feed reports it and as its silence tells.
package struct Link: Sendable, Equatable {
    /// The daemon beats once a second; two missed beats are a hiccup, five are not.
    static let lagAfter = Duration.seconds(2)
    static let staleAfter = Duration.seconds(5)

    package private(set) var url = ""
    /// There is no daemon: what is shown comes from a file.
    package private(set) var isArchive = false
    private(set) var attempt = 1
    private var loss: Loss?
    private var isResyncing = false
    /// What stands between us and a daemon that answers.
    private var obstacle: LinkState?
    /// When the daemon was last heard of.
    private var heard: Moment?

    private struct Loss: Equatable {
        let at: Moment
        let reason: String
        let retry: Moment?
    }

    package init(url: String = "") {
        self.url = CellText.sanitized(url, maxCells: 200)
    }

    package init(archive path: String) {
        url = CellText.sanitized(path, maxCells: 200)
        isArchive = true
    }

    mutating func note(_ report: LinkReport, at now: Moment) {
        switch report {
        case .connecting(let url): self.url = CellText.sanitized(url, maxCells: 200)
        case .connected:
            isResyncing = loss != nil
            loss = nil
            obstacle = nil
            attempt = 1
            heard = heard.map { _ in now }
        case .incompatible(let reason):
            obstacle = .incompatible(reason: CellText.sanitized(reason, maxCells: 200))
        case .unauthorized(let reason):
            obstacle = .unauthorized(reason: CellText.sanitized(reason, maxCells: 200))
        case .lost(let reason, let retry):
            attempt += 1
            obstacle = nil
            isResyncing = false
            loss = Loss(
                at: loss?.at ?? now, reason: CellText.sanitized(reason, maxCells: 200),
                retry: retry.map { now.advanced(by: $0) })
        }
    }

    mutating func hear(at now: Moment) {
        heard = now
        isResyncing = false
        loss = nil
        obstacle = nil
        attempt = 1
    }

    package func state(at now: Moment) -> LinkState {
        let retryIn = loss?.retry.map { max(.zero, now.duration(to: $0)) }
        if isArchive, heard != nil { return .archive }
        if let obstacle { return obstacle }
        guard let heard else { return .connecting(attempt: attempt, reason: loss?.reason, retryIn: retryIn) }
        let silence = max(.zero, heard.duration(to: now))
        if let loss { return .stale(silence, reason: loss.reason, retryIn: retryIn) }
        if silence >= Self.staleAfter { return .stale(silence, reason: nil, retryIn: nil) }
        if isResyncing { return .resync }
        return silence >= Self.lagAfter ? .lag(silence) : .live
    }
}

extension LinkState {
    /// Leases may have been renewed without our knowing.
    package var knowsLeases: Bool {
        switch self {
        case .live, .lag: true
        case .connecting, .stale, .resync, .archive, .incompatible, .unauthorized: false
        }
    }
}
