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
    /// A test asked for an error.
    case failed
}

/// The dashboard's thread: keys and messages in, frames and commands out.
struct TerminalLoop: ~Copyable {
    private var terminal: Terminal
    private var model: DashboardModel
    private let mailbox: DashboardMailbox
    private var options: TerminalOptions
    private let perform: @Sendable (Command) -> Void
    private let record: (@Sendable (Message, Moment) -> Void)?
    private var hooks = TestHooks()
    private var pace: FramePace

    private var lastTick = Moment.zero
    private var nextTick = Moment.zero
    private var lastShown = Moment.zero
    /// Something came in that the screen does not show yet.
    private var isDue = true
    /// A key was pressed: nobody waits for the frame rate.
    private var isUrgent = true
    /// A frame was sent that the terminal may not have taken whole.
    private var isUnmarked = false
    /// When the new size of the window is looked at.
    private var resizeDue: Moment?

    private static let tickInterval = Duration.seconds(1)
    /// How far from a message a tick may be moved to it.
    private static let tickSlack = Duration.milliseconds(300)
    /// Windows are drawn larger and smaller in steps, of which the last one counts.
    private static let resizePause = Duration.milliseconds(30)

    init(
        _ model: DashboardModel, _ mailbox: DashboardMailbox, _ options: TerminalOptions,
        _ record: (@Sendable (Message, Moment) -> Void)?, _ perform: @escaping @Sendable (Command) -> Void
    ) throws(TerminalError) {
        self.record = record
        terminal = try Terminal(options)
        self.model = model
        self.mailbox = mailbox
        self.options = options
        pace = FramePace(options.frameInterval)
        self.perform = perform
    }

    mutating func run() -> ExitReason {
        if let reason = send(.resize(terminal.size()), at: .current) { return reason }
        while true {
            if let reason = tickIfDue() { return reason }
            if let reason = resizeIfDue() { return reason }
            if let reason = showIfDue() { return reason }
            if let reason = handle(wait()) { return reason }
        }
    }

    private mutating func tickIfDue() -> ExitReason? {
        let now = Moment.current
        return now >= nextTick ? tick(now) : nil
    }

    private mutating func tick(_ now: Moment) -> ExitReason? {
        lastTick = now
        nextTick = now.advanced(by: Self.tickInterval)
        isDue = true
        // A signal about the window may get lost; what was missed is made good here.
        if resizeDue == nil, terminal.size() != model.size { resizeDue = now }
        return send(.tick(.current), at: now)
    }

    private mutating func resizeIfDue() -> ExitReason? {
        guard let due = resizeDue, due <= .current else { return nil }
        resizeDue = nil
        return resize()
    }

    private mutating func showIfDue() -> ExitReason? {
        let now = Moment.current
        guard isDue, isUrgent || lastShown.duration(to: now) >= pace.interval, terminal.isDrained else {
            return nil
        }
        model.arrange()
        terminal.use(model.theme)
        isDue = !terminal.show(render(model, size: model.size, theme: terminal.theme))
        // What a key asked for is as large as it is; what comes by itself tells whether the line keeps up.
        if !isUrgent { pace.note(wentOutAtOnce: terminal.isDrained) }
        isUrgent = false
        lastShown = now
        isUnmarked = true
        return markIfDrained()
    }

    private mutating func markIfDrained() -> ExitReason? {
        guard isUnmarked, terminal.isDrained else { return nil }
        isUnmarked = false
        hooks.mark(revision: model.revision)
        switch hooks.crash {
        case nil: return nil
        case .error: return .failed
        case .trap:
            // A test wants to see what a crash leaves behind.
            fatalError("ROLLCALL_TUI_CRASH is set")
        }
    }

    /// While a frame waits for its time or for the terminal, so do messages: keys alone cut the wait short.
    private func wait() -> Int32 {
        let now = Moment.current
        var end = nextTick
        if let resizeDue { end = min(end, resizeDue) }
        if isDue, terminal.isDrained { end = min(end, lastShown.advanced(by: pace.interval)) }
        let milliseconds = max(0, now.duration(to: end).milliseconds + 1)
        return ct_wait(isDue ? -1 : mailbox.wake, Int32(clamping: milliseconds))
    }

    private mutating func handle(_ events: Int32) -> ExitReason? {
        func has(_ event: ct_event) -> Bool { UInt32(bitPattern: events) & event.rawValue != 0 }
        if has(CT_EVENT_HANGUP) { return .hungUp }
        if has(CT_EVENT_TERMINATE) { return .terminated }
        if has(CT_EVENT_RESIZE), resizeDue == nil { resizeDue = .current.advanced(by: Self.resizePause) }
        if has(CT_EVENT_CONTINUE), let reason = goOn({ $0.goOn() }) { return reason }
        if has(CT_EVENT_DRAINED), let reason = markIfDrained() { return reason }
        if has(CT_EVENT_INTERRUPT), let reason = press(.control("c")) { return reason }
        if has(CT_EVENT_SUSPEND), let reason = press(.control("z")) { return reason }
        if has(CT_EVENT_KEYS) {
            while case let code = ct_read_key(), code != CT_KEY_NONE.rawValue {
                if let key = Key(code: code), let reason = press(key) { return reason }
            }
        }
        return takeMessages()
    }

    private mutating func takeMessages() -> ExitReason? {
        let contents = mailbox.takeAll()
        if contents.isIncomplete { perform(.resubscribe) }
        for (message, moment) in contents.messages {
            if let reason = send(message, at: moment) { return reason }
            isDue = true
        }
        return contents.messages.isEmpty ? nil : alignTick()
    }

    /// The daemon's pulse comes once a second as well: both are to wake the thread together.
    private mutating func alignTick() -> ExitReason? {
        let now = Moment.current
        let isNext = now.duration(to: nextTick) < Self.tickSlack
        guard isNext || lastTick.duration(to: now) < Self.tickSlack else { return nil }
        if isNext, let reason = tick(now) { return reason }
        // A little later than the next pulse is expected, which then brings it forward.
        nextTick = now.advanced(by: Self.tickInterval + Self.tickSlack / 3)
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

    /// After a stop the terminal shows something else, and the registry has moved on.
    private mutating func goOn(_ body: (inout Terminal) -> Void) -> ExitReason? {
        body(&terminal)
        perform(.resubscribe)
        return resize()
    }

    private mutating func send(_ message: Message, at moment: Moment) -> ExitReason? {
        record?(message, moment)
        for command in model.update(message, at: moment) {
            switch command {
            case .quit: return .quit
            case .redraw: terminal.redraw()
            case .suspend:
                if let reason = goOn({ $0.suspend() }) { return reason }
            case .mouse(let isOn): terminal.setMouse(isOn)
            case .copy(let text):
                if options.canCopy { _ = terminal.copy(text) }
            case .framesMax(let count):
                options.framesPerSecond = count
                pace.shortest = options.frameInterval
            case .refresh, .inspect, .recount, .ask, .retry, .replay, .resubscribe, .export: perform(command)
            }
        }
        return nil
    }
}
