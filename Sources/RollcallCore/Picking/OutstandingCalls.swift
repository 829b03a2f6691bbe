/// The calls under way, so that each is taken off its instance's load once: by its outcome, or, where none comes, after
/// `expiry`. Tokens only grow, so the calls lie in order and the oldest is always in front.
struct OutstandingCalls: Sendable {
    private struct Call: Sendable {
        let token: PickToken
        let slot: Int
        let tenant: Int
        var isOver = false
    }

    /// Nil where every caller is sure to report, however long its call takes.
    let expiry: Duration?
    private var calls: [Call] = []
    private var front = 0
    /// Among those not dropped.
    private var overCount = 0
    /// By slot: whom its calls belong to, counted up whenever the slot goes to another.
    private var tenants: [Int] = []
    /// By slot: calls that ended without saying which they were. The next to expire were those.
    private var anonymous: [Int] = []

    /// More are never kept: the oldest count as over.
    static let countMax = 100_000

    init(expiry: Duration?) {
        self.expiry = expiry
    }

    mutating func begin(_ token: PickToken, _ slot: Int, in loads: inout LoadTable) {
        if calls.count - front >= Self.countMax { makeRoom(at: token.began, in: &loads) }
        grow(to: slot)
        calls.append(Call(token: token, slot: slot, tenant: tenants[slot]))
        loads.started(slot)
    }

    mutating func end(
        _ token: PickToken?, _ slot: Int, _ outcome: CallOutcome, at now: Moment, in loads: inout LoadTable
    ) {
        func finish() {
            if outcome.result.isFailure {
                loads.failed(slot, latency: outcome.tellingLatency, at: now)
            } else {
                loads.finished(slot, latency: outcome.tellingLatency, at: now)
            }
        }
        grow(to: slot)
        if let token {
            if let index = index(of: token), calls[index].slot == slot, !calls[index].isOver {
                calls[index].isOver = true
                overCount += 1
                if isTenant(calls[index]) {
                    if loads[slot].outstanding == 0 { anonymous[slot] -= 1 }
                    return finish()
                }
            }
        } else if loads[slot].outstanding > 0 {
            anonymous[slot] += 1
            return finish()
        }
        // Not among those that count: only its latency is news.
        loads.started(slot)
        finish()
    }

    mutating func expire(at now: Moment, in loads: inout LoadTable) {
        while front < calls.count {
            let hasExpired = expiry.map { calls[front].token.began.advanced(by: $0) <= now } ?? false
            guard calls[front].isOver || hasExpired else { break }
            dropFront(at: now, in: &loads)
        }
    }

    /// The slot goes to another instance, or its instance to another process.
    mutating func clear(_ slot: Int, in loads: inout LoadTable) {
        grow(to: slot)
        tenants[slot] += 1
        anonymous[slot] = 0
        loads.reset(slot)
    }

    /// Those that are over go first, all at once when they are a good part; only then the oldest that lives.
    private mutating func makeRoom(at now: Moment, in loads: inout LoadTable) {
        if overCount * 16 >= Self.countMax {
            calls.removeFirst(front)
            front = 0
            calls.removeAll(where: \.isOver)
            overCount = 0
        } else {
            dropFront(at: now, in: &loads)
        }
    }

    private mutating func dropFront(at now: Moment, in loads: inout LoadTable) {
        let call = calls[front]
        front += 1
        if call.isOver {
            overCount -= 1
        } else if isTenant(call) {
            if anonymous[call.slot] > 0 {
                anonymous[call.slot] -= 1
            } else {
                loads.finished(call.slot, latency: nil, at: now)
            }
        }
        guard front >= 64, front * 2 >= calls.count else { return }
        calls.removeFirst(front)
        front = 0
    }

    private func isTenant(_ call: Call) -> Bool { call.tenant == tenants[call.slot] }

    private func index(of token: PickToken) -> Int? {
        var (low, high) = (front, calls.count)
        while low < high {
            let middle = low + (high - low) / 2
            if calls[middle].token < token { low = middle + 1 } else { high = middle }
        }
        return low < calls.count && calls[low].token == token ? low : nil
    }

    private mutating func grow(to slot: Int) {
        guard slot >= tenants.count else { return }
        let missing = slot + 1 - tenants.count
        tenants.append(contentsOf: repeatElement(0, count: missing))
        anonymous.append(contentsOf: repeatElement(0, count: missing))
    }
}
