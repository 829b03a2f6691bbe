import CTerminal
import RollcallCore
package import RollcallDashboard
import Synchronization

/// How the rest of the program reaches the dashboard's thread: anyone puts messages in, the thread takes them out.
///
/// What the daemon tells is bounded: when nobody takes it out it is let go of, and the thread learns that it has to ask
/// anew. What a user or the program itself wants is never lost.
package final class DashboardMailbox: Sendable {
    fileprivate struct State {
        var messages: [(Message, Moment)] = []
        /// What is told in them.
        var weight = 0
        var isOverflown = false
    }

    struct Contents {
        let messages: [(Message, Moment)]
        /// Something was let go of: only a snapshot tells how the registry is.
        let isIncomplete: Bool
    }

    static let weightMax = 10_000

    private let state = Mutex(State())
    /// What the thread sleeps on.
    let wake: Int32

    package init() {
        wake = ct_wake_open()
    }

    deinit { ct_wake_close(wake) }

    /// The message is dated as it is put in: what it says about a lease was true then.
    package func put(_ message: Message) {
        let isFirst = state.withLock { state in
            let wasEmpty = state.messages.isEmpty
            state.put(message)
            return wasEmpty && !state.messages.isEmpty
        }
        if isFirst { ct_wake(wake) }
    }

    func takeAll() -> Contents {
        state.withLock { state in
            defer { state = State() }
            return Contents(messages: state.messages, isIncomplete: state.isOverflown)
        }
    }

    var isEmpty: Bool { state.withLock { $0.messages.isEmpty } }
}

extension DashboardMailbox.State {
    fileprivate mutating func put(_ message: Message) {
        if case .snapshot = message {
            // It holds all that was told before.
            drop()
            isOverflown = false
        }
        if let told = message.weight {
            weight += told
            if weight > DashboardMailbox.weightMax, !isOverflown {
                drop()
                isOverflown = true
            }
            if isOverflown { return }
        }
        messages.append((message, .current))
    }

    private mutating func drop() {
        messages.removeAll { $0.0.weight != nil || $0.0.isSnapshot }
        weight = 0
    }
}

extension Message {
    /// How much of the bounded room it takes; nil when it must not be lost.
    fileprivate var weight: Int? {
        switch self {
        case .events(let events): events.count
        case .refreshed(let views): views.count
        case .pulse: 1
        default: nil
        }
    }

    fileprivate var isSnapshot: Bool {
        if case .snapshot = self { true } else { false }
    }
}
