/// What the dashboard has to ask the daemon for, because it does not follow it all the time.
package enum Question: Sendable, Hashable {}

/// What came back, or why nothing did.
package enum Answer: Sendable {}
