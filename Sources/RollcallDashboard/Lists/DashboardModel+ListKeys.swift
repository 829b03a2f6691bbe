import RollcallCore
import RollcallWire

// What the keys do that find, sort and hold.

extension DashboardModel {
    static let unsortable = "events stand in the order in which they happened"

    mutating func changeColumns(_ change: (inout ColumnSet) -> Void) {
        guard let list = screen.list else { return say("there are no columns here") }
        change(&lists.columns[list, default: ColumnSet(list)])
        askForFreshOrder()
    }

    mutating func moveSort(by step: Int) {
        arrange()
        let drawn = screen.list.map(columnsDrawn) ?? []
        changeColumns { $0.moveSort(by: step, among: drawn) }
    }

    /// The user wants other rows, or another order: that is not rows moving by themselves.
    mutating func askForFreshOrder() {
        isArrangementDue = true
        lists.isOrderStale = true
        lists.flashes.forget()
    }

    mutating func toggleFreeze() {
        lists.isFrozen.toggle()
        if !lists.isFrozen { orderHeldUntil = nil }
        isArrangementDue = true
        say(
            lists.isFrozen
                ? "rows keep their order until \(keys.label(for: .freeze)) is pressed again" : "rows are sorted again")
    }

    mutating func toggleFollow() {
        arrange()
        guard screen.list != nil, let id = cursor.id else { return say("there is no row to follow") }
        lists.followed = lists.followed == id ? nil : id
        say(lists.followed == nil ? "\(id) is no longer followed" : "\(id) is followed and stays on its line")
        isArrangementDue = true
    }

    mutating func toggleVariant() {
        guard screen.list != nil else { return say("there is one way only to show this") }
        lists.isCompact.toggle()
        isArrangementDue = true
    }

    mutating func moveToAttention(by step: Int) {
        arrange()
        var place = cursor
        let count = shown.count
        // Round the list and back to where it began.
        let others = count == 0 ? [] : (1...count).map { (place.index + (count + step) * $0) % count }
        guard let found = others.first(where: { needsAttention(shown[$0]) }) else {
            return say("nothing here needs attention")
        }
        place.move(to: found, in: shown)
        cursors[screen] = place
        noteMove()
    }

    /// The cursor was moved: rows hold still, and nothing is followed that is no longer selected.
    mutating func noteMove() {
        orderHeldUntil = now.advanced(by: Self.orderHeldFor)
        lists.departed = nil
        if lists.followed != cursor.id { lists.followed = nil }
        settle(isReturning: false)
    }

    mutating func clearFilter() -> Bool {
        guard !filter.isEmpty else { return false }
        setFilter(.none)
        return true
    }

    mutating func setFilter(_ filter: Filter) {
        lists.filters[screen] = filter.isEmpty ? nil : filter
        askForFreshOrder()
    }

    /// What the message line says while a filter hides rows.
    var hiddenWords: String? {
        let hidden = lists.hidden
        guard let list = screen.list, !filter.isEmpty, hidden.count > 0 else { return nil }
        let noun = hidden.count == 1 ? "\(list)".dropLast() : "\(list)"[...]
        let clear = "(\(Key.escape.label) clears)"
        if list == .events || hidden.up == 0 { return "filter hides \(hidden.count) \(noun) \(clear)" }
        if hidden.up == hidden.count { return "filter hides \(hidden.count) UP \(noun) \(clear)" }
        return "filter hides \(hidden.count) \(noun), \(hidden.up) of them UP \(clear)"
    }
}
