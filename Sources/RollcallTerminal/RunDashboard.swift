import Foundation
package import RollcallCore
package import RollcallDashboard

/// Shows the dashboard until it is left. Messages put into `mailbox` reach it from any thread; what it asks for besides
/// the screen's own business goes to `perform`, on the dashboard's thread.
package func runDashboard(
    model: DashboardModel, mailbox: DashboardMailbox, options: TerminalOptions,
    record: (@Sendable (Message, Moment) -> Void)? = nil, perform: @escaping @Sendable (Command) -> Void
) async throws(TerminalError) -> ExitReason {
    let result = await withTaskCancellationHandler {
        await withCheckedContinuation { (ended: CheckedContinuation<Result<ExitReason, TerminalError>, Never>) in
            // A thread of its own: it sleeps in poll, which the cooperative pool must never do.
            let thread = Thread {
                ended.resume(returning: runLoop(model, mailbox, options, record, perform))
            }
            thread.name = "dashboard"
            thread.stackSize = 1 << 20
            thread.start()
        }
    } onCancel: {
        mailbox.put(.stop)
    }
    return try result.get()
}

private func runLoop(
    _ model: DashboardModel, _ mailbox: DashboardMailbox, _ options: TerminalOptions,
    _ record: (@Sendable (Message, Moment) -> Void)?, _ perform: @escaping @Sendable (Command) -> Void
) -> Result<ExitReason, TerminalError> {
    do throws(TerminalError) {
        var loop = try TerminalLoop(model, mailbox, options, record, perform)
        let reason = loop.run()
        guard reason != .failed else {
            throw TerminalError(reason: "ROLLCALL_TUI_CRASH is set", hasStarted: true)
        }
        return .success(reason)
    } catch {
        return .failure(error)
    }
}
