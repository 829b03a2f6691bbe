package import RollcallCore
import RollcallWire

extension DashboardModel {
    /// Takes in what happened at `now` and says what is to be done about it.
    package mutating func update(_ message: Message, at now: Moment) -> [Command] {
        replay == nil ? take(message, at: now) : play(message)
    }

    mutating func take(_ message: Message, at now: Moment) -> [Command] {
        self.now = max(self.now, now)
        var commands: [Command] = []
        switch message {
        case .answer(let answer): commands = take(answer)
        case .snapshot(let list, let services, let events): commands = take(list, services, events)
        case .events(let events): commands = fold(events)
        case .pulse(let pulse): take(pulse)
        case .breakers(let view): take(view)
        case .minutes(let view): take(view)
        case .services(let view): take(view)
        case .inspected(let report): take(report)
        case .refreshed(let views):
            for view in views { live.census.refresh(view, at: now) }
            isArrangementDue = true
        case .link(let report):
            noteOutage(report)
            link.note(report, at: now)
        case .key(let key): commands = press(key)
        case .resize(let size):
            self.size = size
            isArrangementDue = true
        case .tick(let wallTime): tick(wallTime)
        case .stop: commands = [.quit]
        case .replayed, .replayEnded: break
        }
        return commands + dueRefresh() + dueRecount() + dueQuestion() + dueReadBack()
    }

    private mutating func take(
        _ list: InstanceListView, _ services: [ServiceView], _ history: [EventView]
    ) -> [Command] {
        live.census = Census(list.instances, services: services, at: now)
        live.events = RecentEvents()
        (live.minutes, live.breakersRevision) = (RecentMinutes(), 0)
        for event in history {
            live.events.append(event)
            live.minutes.count(event)
        }
        inspection?.history = nil
        nextRecount = now.advanced(by: Self.recountInterval)
        live.journal = Journal(history, gaps: live.journal.gaps)
        endOutage(at: list.revision, isContinuous: list.epoch == live.epoch)
        live.epoch = CellText.sanitized(list.epoch)
        live.revision = list.revision
        live.isDamaged = false
        link.hear(at: now)
        isArrangementDue = true
        return beginTravel()
    }

    private mutating func fold(_ changes: [EventView]) -> [Command] {
        link.hear(at: now)
        let wasDamaged = live.isDamaged
        for event in changes where event.revision > live.revision {
            // The breakers may have been read after events that come only now.
            let isOld = EventKind(rawValue: event.kind) == .breaker && event.revision <= live.breakersRevision
            if !isOld, !live.census.fold(event, at: now) { live.isDamaged = true }
            live.minutes.count(event)
            if event.kind == EventKind.policy.rawValue, event.service == balancer.service { balancer.outdate() }
            live.events.append(event)
            live.journal.append(event)
            travel?.past?.join(event)
            live.revision = event.revision
            if options.isAccessible, event.to != nil { say(PlainLine.text(event, isASCII: false)) }
            paused?.missed += 1
        }
        isArrangementDue = true
        return live.isDamaged && !wasDamaged ? [.resubscribe] : []
    }

    private mutating func take(_ pulse: PulseView) {
        live.pulse = pulse
        live.pulseRead = now
        if pulse.epoch == live.epoch { endOutage(at: pulse.revision, isContinuous: true) }
        link.hear(at: now)
    }

    private mutating func tick(_ wallTime: WallTime) {
        self.wallTime = wallTime
        if let notice, notice.until <= now { self.notice = nil }
        if let orderHeldUntil, orderHeldUntil <= now {
            self.orderHeldUntil = nil
            isArrangementDue = true
        }
    }

    /// Leases and checks move without an event: whoever shows them has to ask.
    private mutating func dueRefresh() -> [Command] {
        guard nextRefresh <= now, travel == nil, paused == nil, linkState.knowsLeases else { return [] }
        switch screen {
        case .instance(let id):
            nextRefresh = now.advanced(by: .seconds(1))
            return inspect(id)
        case .instances(let service):
            arrange()
            nextRefresh = now.advanced(by: .seconds(2))
            guard !visible.isEmpty else { return [] }
            let inspected = panes.preview == nil ? [] : cursor.id.map(inspect) ?? []
            return [.refresh(Array(visible))] + inspected + (wantsShares ? [.ask(.traffic(service: service))] : [])
        case .services:
            arrange()
            nextRefresh = now.advanced(by: .seconds(2))
            return previewed.isEmpty ? [] : [.refresh(previewed)]
        case .overview, .events, .balancer: return []
        }
    }

    private func inspect(_ id: String) -> [Command] {
        guard census.instances[id] != nil else { return [] }
        let isKnown = inspection?.id == id && inspection?.history != nil
        return [.inspect(id, withHistory: !isKnown)]
    }

    private static let recountInterval = Duration.seconds(60)

    private mutating func dueRecount() -> [Command] {
        guard revision > 0, nextRecount <= now, linkState.knowsLeases else { return [] }
        nextRecount = now.advanced(by: Self.recountInterval)
        return [.recount]
    }
}
