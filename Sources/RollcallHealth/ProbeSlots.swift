import DequeModule

/// Who may probe: at most `inFlightMax` at once, and `perTargetMax` at one address and port. The others wait in order.
///
/// Checks that were slow the last time get at most half of the slots and come after the others, so that no number of
/// hanging targets keeps a healthy one from its turn.
struct ProbeSlots: Sendable {
    private struct Load: Sendable {
        /// Let through to the queues or in flight.
        var admittedCount = 0
        var waiting: Deque<ProbeTurn> = []
    }

    private let inFlightMax: Int
    private let perTargetMax: Int
    private var loads: [ProbeTarget: Load] = [:]
    private var ready: Deque<ProbeTurn> = []
    private var readySlow: Deque<ProbeTurn> = []
    private(set) var inFlightCount = 0
    private var slowInFlightCount = 0

    init(inFlightMax: Int, perTargetMax: Int) {
        self.inFlightMax = inFlightMax
        self.perTargetMax = perTargetMax
    }

    /// Whether `take` would give one.
    var isWanted: Bool {
        inFlightCount < inFlightMax && (!ready.isEmpty || !readySlow.isEmpty && slowInFlightCount < slowInFlightMax)
    }

    private var slowInFlightMax: Int { max(1, inFlightMax / 2) }

    mutating func ask(_ turn: ProbeTurn) {
        guard loads[turn.target, default: Load()].admittedCount < perTargetMax else {
            loads[turn.target]?.waiting.append(turn)
            return
        }
        loads[turn.target, default: Load()].admittedCount += 1
        admit(turn)
    }

    /// Takes the next turn that has a slot. What is taken must be released.
    mutating func take() -> ProbeTurn? {
        guard inFlightCount < inFlightMax else { return nil }
        if let turn = ready.popFirst() {
            inFlightCount += 1
            return turn
        }
        guard slowInFlightCount < slowInFlightMax, let turn = readySlow.popFirst() else { return nil }
        inFlightCount += 1
        slowInFlightCount += 1
        return turn
    }

    mutating func release(_ turn: ProbeTurn) {
        inFlightCount -= 1
        if turn.isSlow { slowInFlightCount -= 1 }
        if let next = loads[turn.target]?.waiting.popFirst() {
            admit(next)
        } else {
            loads[turn.target]?.admittedCount -= 1
            if loads[turn.target]?.admittedCount == 0 { loads[turn.target] = nil }
        }
    }

    private mutating func admit(_ turn: ProbeTurn) {
        if turn.isSlow { readySlow.append(turn) } else { ready.append(turn) }
    }
}
