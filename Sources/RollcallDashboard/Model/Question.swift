package import RollcallWire

/// What the dashboard has to ask the daemon for, because it does not follow it all the time.
package enum Question: Sendable, Hashable {
    /// What a service's instances were picked for.
    case traffic(service: String)
    case policy(service: String)
    /// What another policy would do with the service's recent keys.
    case trial(service: String, policy: String)
    /// A change that an operator confirmed.
    case act(AdminRequest)
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
}
