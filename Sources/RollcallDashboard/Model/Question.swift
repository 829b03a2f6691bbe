package import RollcallWire

/// What the dashboard has to ask the daemon for, because it does not follow it all the time.
package enum Question: Codable, Sendable, Hashable {
    /// What a service's instances were picked for.
    case traffic(service: String)
    case policy(service: String)
    /// What another policy would do with the service's recent keys.
    case trial(service: String, policy: String)
    /// A change that an operator confirmed.
    case act(AdminRequest)
    /// The registry as it was, answered by `.past`.
    case past(PastPoint)
    /// The events before a revision, answered by `.events`.
    case events(before: Int64)

    /// Answered from the history, which a database has too.
    package var isAboutPast: Bool {
        switch self {
        case .past, .events: true
        case .traffic, .policy, .trial, .act: false
        }
    }
}

/// What came back, or why nothing did.
package enum Answer: Sendable {
    case traffic(TrafficView)
    case policy(PolicyAnswer)
    case trial(WhatIfView)
    case failed(Question, reason: String)
    /// Done, and what is now, in words.
    case acted(AdminRequest, String)
    /// Nothing was changed, and why not, in words.
    case refused(AdminRequest, reason: String)
    /// A file was written, or could not be.
    case exported(name: String)
    case notExported(reason: String)
    /// `page` is what it was made from.
    case past(Past, page: PastPage, for: PastPoint)
    /// Oldest first; where the kept history begins.
    case events([EventView], before: Int64, floor: Int64)
    /// Where the kept history begins; told without being asked.
    case floor(Int64)
    case none(Question, reason: String)
}
