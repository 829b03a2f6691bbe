/// How many breakers are not closed. One that was opened by hand is counted as forced, and not as open.
package struct BreakerCounts: Sendable, Equatable {
    package private(set) var open = 0
    package private(set) var halfOpen = 0
    package private(set) var forced = 0

    package init() {}

    package mutating func add(_ state: BreakerState, isForced: Bool, _ count: Int = 1) {
        switch state {
        case .closed: break
        case .open: if isForced { forced += count } else { open += count }
        case .halfOpen: halfOpen += count
        }
    }
}
