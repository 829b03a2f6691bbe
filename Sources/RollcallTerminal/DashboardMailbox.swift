import CTerminal
import RollcallCore
package import RollcallDashboard
import Synchronization

/// How the rest of the program reaches the dashboard's thread: anyone puts messages in, the thread takes them out.
package final class DashboardMailbox: Sendable {
    private let messages = Mutex<[(Message, Moment)]>([])
    /// What the thread sleeps on.
    let wake: Int32

    package init() {
        wake = ct_wake_open()
    }

    deinit { ct_wake_close(wake) }

    /// The message is dated as it is put in: what it says about a lease was true then.
    package func put(_ message: Message) {
        let isFirst = messages.withLock { messages in
            messages.append((message, .current))
            return messages.count == 1
        }
        if isFirst { ct_wake(wake) }
    }

    func takeAll() -> [(Message, Moment)] {
        messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
