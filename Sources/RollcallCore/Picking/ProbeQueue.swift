internal import HeapModule

/// Which breakers want a probe: those that are due, first come first served, and those that will be.
///
/// An entry is not taken out when its breaker changes; whoever takes it looks whether it still holds.
struct ProbeQueue: Sendable {
    struct Waiting: Comparable, Sendable {
        let until: Moment
        let slot: Int
        static func < (left: Waiting, right: Waiting) -> Bool { (left.until, left.slot) < (right.until, right.slot) }
    }

    /// Slots.
    private(set) var due: [Int] = []
    private var waiting = Heap<Waiting>()

    /// When the next becomes due, at the earliest.
    var nextDue: Moment? { waiting.min?.until }

    mutating func wait(_ slot: Int, until: Moment) { waiting.insert(Waiting(until: until, slot: slot)) }

    mutating func addDue(_ slot: Int) {
        if !due.contains(slot) { due.append(slot) }
    }

    mutating func removeDue(at index: Int) -> Int { due.remove(at: index) }

    /// The next whose time has come, out of those that wait.
    mutating func takeWaiting(at now: Moment) -> Waiting? {
        guard let next = waiting.min, next.until <= now else { return nil }
        return waiting.removeMin()
    }
}
