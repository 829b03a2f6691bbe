/// Tells the time and waits for it. The system's own at work, a manual one in tests.
package protocol Timekeeper: Sendable {
    func moment() -> Moment
    func wallTime() -> WallTime
    /// Returns at `moment` or shortly after; at once when it is past. Throws when the task is cancelled.
    func sleep(until moment: Moment) async throws
}
