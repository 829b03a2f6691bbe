import CTerminal
import RollcallCore
import RollcallDashboard

/// Why the dashboard ended.
package enum ExitReason: Sendable, Equatable {
    /// The user wanted it.
    case quit
    /// A signal asked for it.
    case terminated
    /// The terminal went away.
    case hungUp
}

/// The dashboard's thread: keys and messages in, frames and commands out.
struct TerminalLoop: ~Copyable {
    private var terminal: Terminal
    private var model: DashboardModel
    private let mailbox: DashboardMailbox
    private var options: TerminalOptions
    private let perform: @Sendable (Command) -> Void

    private var nextTick = Moment.zero
    private var lastShown = Moment.zero
    /// Something came in that the screen does not show yet.
    private var isDue = true
    /// A key was pressed: nobody waits for the frame rate.
    private var isUrgent = true

    private static let tickInterval = Duration.seconds(1)
    /// How long a terminal that takes nothing is left alone.
    private static let blockedPause = Duration.milliseconds(200)

    init(
        _ model: DashboardModel, _ mailbox: DashboardMailbox, _ options: TerminalOptions,
        _ perform: @escaping @Sendable (Command) -> Void
    ) throws(TerminalError) {
        terminal = try Terminal(options)
        self.model = model
        self.mailbox = mailbox
        self.options = options
        self.perform = perform
    }

    mutating func run() -> ExitReason {
        if let reason = send(.resize(terminal.size()), at: .current) { return reason }
        while true {
            let now = Moment.current
            if now >= nextTick {
                if let reason = send(.tick(.current), at: now) { return reason }
                nextTick = now.advanced(by: Self.tickInterval)
                isDue = true
            }
            showIfDue()
            if let reason = handle(wait()) { return reason }
        }
    }

    private mutating func showIfDue() {
        let now = Moment.current
        guard isDue, isUrgent || lastShown.duration(to: now) >= options.frameInterval else { return }
        model.arrange()
        isUrgent = false
        terminal.use(model.theme)
        isDue = !terminal.show(render(model, size: model.size, theme: terminal.theme))
        lastShown = isDue ? now.advanced(by: Self.blockedPause - options.frameInterval) : now
    }

    /// While a frame waits for its time, so do messages: keys alone cut the wait short.
    private func wait() -> Int32 {
        let now = Moment.current
        var end = nextTick
        if isDue { end = min(end, lastShown.advanced(by: options.frameInterval)) }
        let milliseconds = max(0, now.duration(to: end).milliseconds + 1)
        return ct_wait(isDue ? -1 : mailbox.wake, Int32(clamping: milliseconds))
    }

    private mutating func handle(_ events: Int32) -> ExitReason? {
        func has(_ event: ct_event) -> Bool { UInt32(bitPattern: events) & event.rawValue != 0 }
        if has(CT_EVENT_HANGUP) { return .hungUp }
        if has(CT_EVENT_TERMINATE) { return .terminated }
        if has(CT_EVENT_RESIZE), let reason = resize() { return reason }
        if has(CT_EVENT_INTERRUPT), let reason = press(.control("c")) { return reason }
        if has(CT_EVENT_SUSPEND), let reason = press(.control("z")) { return reason }
        if has(CT_EVENT_KEYS) {
            while case let code = ct_read_key(), code != CT_KEY_NONE.rawValue {
                if let key = Key(code: code), let reason = press(key) { return reason }
            }
        }
        for (message, moment) in mailbox.takeAll() {
            if let reason = send(message, at: moment) { return reason }
            isDue = true
        }
        return nil
    }

    private mutating func press(_ key: Key) -> ExitReason? {
        (isDue, isUrgent) = (true, true)
        return send(.key(key), at: .current)
    }

    private mutating func resize() -> ExitReason? {
        (isDue, isUrgent) = (true, true)
        return send(.resize(terminal.size()), at: .current)
    }

    private mutating func send(_ message: Message, at moment: Moment) -> ExitReason? {
        for command in model.update(message, at: moment) {
            switch command {
            case .quit: return .quit
            case .redraw: terminal.redraw()
            case .suspend:
                terminal.suspend()
                if let reason = resize() { return reason }
            case .framesMax(let count): options.frameInterval = .milliseconds(1_000 / max(1, count))
            case .copy, .mouse: break
            case .refresh, .ask, .resubscribe, .export: perform(command)
            }
        }
        return nil
    }
}
