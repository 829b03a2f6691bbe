import RollcallCore
import RollcallWire

extension DashboardModel {
    mutating func press(_ key: Key) -> [Command] {
        let before = path
        let commands = respond(to: key)
        if path != before { lastPath = before }
        return commands
    }

    private mutating func respond(to key: Key) -> [Command] {
        if let commands = pressOverlay(key) { return commands }
        if let commands = pressEvents(key) { return commands }
        if let step = step(of: key) {
            notice = nil
            move(by: step)
            return []
        }
        if let commands = pressMouse(key) { return commands }
        guard let action = keys.action(for: key) else { return [] }
        notice = nil
        if let commands = pressBalancer(action, key) { return commands }
        if let commands = travel(on: action) { return commands }
        switch action {
        case .quit: return [.quit]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .help: overlay = .help(top: 0)
        case .leave where path.count == 1 && (travel == nil || isArchive): return [.quit]
        case .back: if key != .escape || !clearFilter() { return goBack() }
        case .leave: return goBack()
        case .lastScreen: goToLastScreen()
        case .showOverview: show(tab: .overview)
        case .showServices: show(tab: .services)
        case .showEvents: show(tab: .events)
        case .showBalancer: show(tab: .balancer)
        case .nextTab: show(tabAfter: 1)
        case .previousTab: show(tabAfter: -1)
        case .nextSubject: if !showNeighbour(1) { show(tabAfter: 1) }
        case .previousSubject: if !showNeighbour(-1) { show(tabAfter: -1) }
        case .balancer: openBalancer()
        case .window: break
        case .filter: openFilter()
        case .palette: overlay = .input(Input(.palette))
        case .sortLeft: moveSort(by: -1)
        case .sortRight: moveSort(by: 1)
        case .invert: changeColumns { $0.invert() }
        case .sort: openColumns(isSorting: true)
        case .columns: openColumns(isSorting: false)
        case .freeze: toggleFreeze()
        case .follow: toggleFollow()
        case .pause: togglePause()
        case .nextAttention: moveToAttention(by: 1)
        case .previousAttention: moveToAttention(by: -1)
        case .hints: hasHints.toggle()
        case .variant: toggleVariant()
        case .copy: openCopyMenu()
        case .export: openExportMenu()
        case .raw: showRaw()
        case .admin: openAdminMenu()
        case .theme: turnTheme()
        case .mouse: return toggleMouse()
        case .faster: return changeFrames(by: 2)
        case .slower: return changeFrames(by: -2)
        case .open: return linkState.isWaiting ? [.retry] : open()
        case .travel, .live, .goToTime, .earlierEvent, .laterEvent, .earlierMinute, .laterMinute: break
        case .earlierChange, .laterChange: break
        case .up, .down, .pageUp, .pageDown, .first, .last, .scrollUp, .scrollDown: break
        }
        return []
    }

    private mutating func goToLastScreen() {
        guard let lastPath else { return say("there was no other screen yet") }
        path = lastPath
        turn()
    }

    private mutating func goBack() -> [Command] {
        guard path.count > 1 else {
            if travel != nil, !isArchive { return goLive() }
            say("\(keys.label(for: .leave)) quits")
            return []
        }
        path.removeLast()
        turn()
        return []
    }

    mutating func show(tab: Screen) {
        overlay = nil
        if tab == .balancer, screen != .balancer { turnToBalancer(selectedService) }
        path = [tab]
        turn()
    }

    private mutating func show(tabAfter step: Int) {
        let tabs = Screen.tabs
        let present = tabs.firstIndex(of: path.first ?? .overview) ?? 0
        show(tab: tabs[(present + step + tabs.count) % tabs.count])
    }

    mutating func open() -> [Command] {
        arrange()
        if let departed = lists.departed, departed.screen == screen {
            path.append(.instance(id: departed.id))
            turn()
            return []
        }
        guard let id = cursor.id else { return [] }
        switch screen {
        case .overview, .services: path.append(.instances(service: id))
        case .instances: path.append(.instance(id: id))
        case .events: return openEvent(id)
        case .instance, .balancer: return []
        }
        turn()
        return []
    }

    mutating func turn() {
        isArrangementDue = true
        lists.departed = nil
        lists.followed = nil
        lists.shares = [:]
        orderHeldUntil = nil
        nextRefresh = now
    }

    mutating func move(by count: Int) {
        arrange()
        var cursor = self.cursor
        if case .instance = screen {
            cursor.top = max(0, cursor.top + count)
        } else {
            cursor.move(to: cursor.index + count, in: shown)
        }
        cursors[screen] = cursor
        noteMove()
        switch screen {
        case .instances, .services: nextRefresh = min(nextRefresh, now.advanced(by: Self.scrollPause))
        case .overview, .events, .instance, .balancer: break
        }
    }

    /// Rows that scrolled into view are asked for soon, but not while a key is held down.
    private static let scrollPause = Duration.milliseconds(200)

    static let orderHeldFor = Duration.seconds(3)

    mutating func say(_ text: String) {
        notice = Notice(text: text, until: now.advanced(by: Notice.shownFor))
    }
}
