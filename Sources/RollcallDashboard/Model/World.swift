package import RollcallWire
import RollcallCore

/// What is known of the registry: as it is, as it was when the screen was paused, or as it was at a moment in the past.
package struct World: Sendable {
    package internal(set) var epoch = ""
    package internal(set) var revision: Int64 = 0
    package internal(set) var census = Census()
    package internal(set) var events = RecentEvents()
    /// What the screen of events shows: more than the newest, when one goes back in it.
    package internal(set) var journal = Journal()
    /// Breakers are known up to here; older events about them are passed over.
    var breakersRevision: Int64 = 0
    var minutes = RecentMinutes()
    package internal(set) var pulse: PulseView?
    /// When the pulse came, on our clock.
    var pulseRead = Moment.zero
    /// Set from the first change that did not fit until the next snapshot.
    var isDamaged = false
}
