import RollcallCore
import RollcallWire

/// The list of events: it goes back page by page, and in the past its cursor is the place in the history.
extension DashboardModel {
    static let gapPrefix = "gap "

    /// What the filter of the events lets through; nil while there is none.
    var eventMatch: ((EventView) -> Bool)? {
        guard let filter = lists.filters[.events], !filter.isEmpty else { return nil }
        var matcher = FilterMatcher(filter, at: daemonTime)
        return { matcher.matches(EventSubject($0)) }
    }

    /// Newest first; a gap in the link stands above the event it came after.
    var eventIdentities: [String] {
        let journal = world.journal
        let matches = eventMatch ?? { _ in true }
        var ids: [String] = []
        ids.reserveCapacity(journal.events.count)
        var gaps = journal.gaps.keys.sorted(by: >)[...]
        for event in journal.events.reversed() {
            while let gap = gaps.first, gap >= event.revision {
                ids.append("\(Self.gapPrefix)\(gap)")
                gaps.removeFirst()
            }
            if matches(event) { ids.append(String(event.revision)) }
        }
        return ids
    }

    /// The event under the cursor; nil on a gap.
    var selectedRevision: Int64? { (cursors[.events] ?? Cursor()).id.flatMap { Int64($0) } }

    /// The cursor keys on the list of events; nil when they are none.
    mutating func pressEvents(_ key: Key) -> [Command]? {
        guard screen == .events, let step = step(of: key) else { return nil }
        notice = nil
        if let past = travel?.past {
            switch keys.action(for: key) {
            case .first: return go(to: .revision(newestRevision))
            case .last: return go(to: .revision(past.floor))
            default: break
            }
        }
        let before = cursor.id
        move(by: step)
        guard isTravelling else { return readBackIfNeeded() }
        guard let selectedRevision, cursor.id != before else {
            return travel(on: step < 0 ? .laterEvent : .earlierEvent) ?? []
        }
        return go(to: .revision(selectedRevision))
    }

    /// Asks for an older page when the end of the list comes into sight.
    mutating func readBackIfNeeded() -> [Command] {
        let page = layout.listRows(on: .events)
        guard screen == .events, travel == nil, !isReadingBack, live.journal.hasEarlier, page > 0,
            cursor.index + page >= shown.count, cursor.index > 0 || !filter.isEmpty, let first = live.journal.first,
            first > 1
        else { return [] }
        isReadingBack = true
        return [.ask(.events(before: first))]
    }

    /// A filter is about the history, not about what of it was read: until a screen is full of what it lets through,
    /// or the journal is full, older events are read.
    mutating func dueReadBack() -> [Command] {
        guard screen == .events, !filter.isEmpty, linkState.knowsLeases, input == nil else { return [] }
        arrange()
        return shown.count < layout.listRows(on: .events) ? readBackIfNeeded() : []
    }

    /// Opens the registry as it was after an event, where the event took place.
    mutating func openEvent(_ id: String) -> [Command] {
        guard let revision = Int64(id), let event = world.journal.event(revision) else { return [] }
        if let service = event.service {
            path.append(.instances(service: service))
            if let instance = event.instance { cursors[screen] = Cursor(id: instance) }
        } else {
            path.append(.services)
        }
        turn()
        if travel == nil { travel = Travel() }
        return go(to: .revision(revision))
    }
}
