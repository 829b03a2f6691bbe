import RollcallCore

/// The world as it stood when the screen was paused. What happens meanwhile goes into the live one and is only counted:
/// however long the pause, nothing piles up.
package struct Paused: Sendable {
    let world: World
    let at: Moment
    package internal(set) var missed = 0
}

extension DashboardModel {
    /// The moment that is shown: now, or when the screen was paused.
    var shownNow: Moment { paused?.at ?? now }

    mutating func togglePause() {
        guard travel == nil else { return say("the past does not move; L goes back to the present") }
        if paused == nil {
            paused = Paused(world: live, at: now)
        } else {
            paused = nil
            nextRefresh = now
        }
        lists.flashes.forget()
        isArrangementDue = true
    }
}
