import RollcallCore
import RollcallWire

// What every screen has: who and how fresh on top, tabs, a message line, and the keys at the bottom.

func drawChrome(_ model: DashboardModel, on frame: inout Frame) {
    drawHeader(model, on: &frame)
    drawTabs(model, on: &frame)
    drawMessage(model, on: &frame)
    drawHints(model, on: &frame)
}

private func drawHeader(_ model: DashboardModel, on frame: inout Frame) {
    guard !model.isTravelling else { return drawPastHeader(model, on: &frame) }
    let state = model.linkState
    let clock = model.clock
    let clockColumn = frame.size.columns - clock.count - 1
    var left = [
        Span(" rollcall ", .title), Span(model.host, .text), Span("  "),
    ]
    if let replay = model.replay { left.append(Span("\(replay.word)  ", .past)) }
    left.append(Span(state.word, state.role))
    if let paused = model.paused { left.append(Span("  PAUSED +\(paused.missed)", .warning)) }
    if model.revision > 0 { left.append(Span("  rev \(model.revision)", .dim)) }
    if model.options.isAdmin { left.append(Span("  ADMIN", .warning)) }
    if model.pulse?.selfPreservation == true { left.append(Span("  EVICTIONS PAUSED", .warning)) }
    // The clock is the first thing that can be spared, then the revision: how fresh it is never is.
    let isClockShown = Span.width(left) + 2 <= clockColumn
    frame.put(left, 0, 0)
    if isClockShown { frame.put(clock, 0, clockColumn, Style(.dim)) }
}

private func drawTabs(_ model: DashboardModel, on frame: inout Frame) {
    var spans: [Span] = [Span(" ")]
    // What was opened needs the room of the tabs it was not opened from.
    for tab in Screen.tabs where model.path.count == 1 || model.path.first == tab {
        let isActive = model.path.first == tab
        let title = "\(tab.tabAction.map(model.keys.label) ?? "") \(tab.tabTitle ?? "")"
        spans.append(Span(isActive ? "[\(title)]" : " \(title) ", isActive ? .tabActive : .tab))
    }
    for screen in model.path.dropFirst() { spans += [Span(" › ", .border), Span(screen.crumb, .title)] }
    spans += model.crumbNote
    let help = "\(model.keys.label(for: .help)) help"
    let helpColumn = frame.size.columns - CellText.width(help) - 1
    frame.put(spans, 1, 0, until: helpColumn - 1)
    frame.put(help, 1, helpColumn, Style(.dim))
}

private func drawMessage(_ model: DashboardModel, on frame: inout Frame) {
    let row = model.layout.messageRow
    if let notice = model.notice {
        frame.put(" \(notice.text)", row, 0, Style(.message))
    } else if let explanation = model.linkState.explanation {
        frame.put(" \(explanation)", row, 0, Style(model.linkState.role))
    } else if model.isTravelling {
        frame.put(" what is shown is past; nothing can be changed in it", row, 0, Style(.past))
    } else if let words = model.hiddenWords {
        frame.put(" \(words)", row, 0, Style(.message))
    } else if let hint = model.balancerHint {
        frame.put(" \(hint)", row, 0, Style(.dim))
    }
}

private func drawHints(_ model: DashboardModel, on frame: inout Frame) {
    guard model.hasHints else { return }
    func width(_ hint: (key: String, words: String)) -> Int {
        CellText.width(hint.key) + CellText.width(hint.words) + 3
    }
    // The last ones say how to get help and how to get away: those in the middle make room for them.
    var hints = model.hints
    while hints.count > 3, hints.reduce(0, { $0 + width($1) }) > frame.size.columns {
        hints.remove(at: hints.count - 4)
    }
    var column = 1
    for hint in hints {
        guard column + width(hint) - 2 <= frame.size.columns else { return }
        column = frame.put(hint.key, model.layout.hintRow, column, Style(.key))
        column = frame.put(" \(hint.words)", model.layout.hintRow, column, Style(.dim)) + 2
    }
}

extension DashboardModel {
    /// The keys worth telling on this screen.
    package var hints: [(key: String, words: String)] {
        if replay != nil { return replayHints }
        if case .goToTime = overlay { return [(Key.enter.label, "go"), (Key.escape.label, "stay")] }
        let tabs = Screen.tabs.compactMap(\.tabAction).map(keys.label)
        var hints = [(key: "\(tabs.first ?? "")-\(tabs.last ?? "")", words: "screens")]
        if isTravelling, overlay == nil { hints += travelHints }
        for binding in keys.bindings {
            guard let words = binding.hint, let key = binding.keys.first, applies(binding.action) else { continue }
            let isLeaving = binding.action == .leave && path.count == 1 && !isHelpShown
            // On a root screen going back and quitting are the same key.
            if binding.action == .quit && path.count == 1 && !isHelpShown { continue }
            hints.append((key: key.label, words: isLeaving ? "quit" : words))
        }
        return hints
    }

    private func applies(_ action: Action) -> Bool {
        if [.travel, .nextTab, .down].contains(action) { return !isTravelling }
        switch action {
        case .open:
            if case .instance = screen { return false }
            return !isHelpShown
        case .window: return screen == .balancer
        case .balancer: return screen != .balancer
        case .filter, .columns, .freeze: return screen.list != nil && !isHelpShown
        case .sort: return (screen == .balancer || screen.list?.canSort ?? false) && !isHelpShown
        default: return true
        }
    }

    /// The daemon's address, without what every address begins with.
    var host: String {
        if isArchive { return "DATABASE \(link.url.split(separator: "/").last.map(String.init) ?? link.url)" }
        return link.url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init)
            ?? link.url
    }

    /// `2026-11-22 23:14:37Z`
    var clock: String {
        let text = wallTime.description
        return text.prefix(10) + " " + wallTime.timeOfDay + "Z"
    }
}

extension Screen {
    var crumb: String {
        switch self {
        case .overview, .services, .events, .balancer: tabTitle ?? ""
        case .instances(let service): service
        case .instance(let id): id
        }
    }
}

extension KeyMap {
    func label(for action: Action) -> String {
        bindings.first { $0.action == action }?.keys.first?.label ?? ""
    }
}
