import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire

/// What the demo's watch saw: each row of δ, and what else there is to count.
actor DemoTally {
    private var rows = [Int](repeating: 0, count: States.moves.count)
    private var kinds: [String: Int] = [:]

    /// Counts until it is cancelled; a registry that begins anew is counted on from there.
    func run(_ registry: RemoteRegistry, after position: WatchPosition) async throws {
        var position: WatchPosition? = position
        while true {
            for try await item in registry.follow(.all, after: position) {
                if case .change(let event) = item { count(event) }
            }
            try Task.checkCancellation()
            position = nil
        }
    }

    func count(_ event: EventView) {
        kinds[event.kind, default: 0] += 1
        guard let from = event.from, let to = event.to, let on = event.on,
            let row = States.moves.firstIndex(of: States.Move(from: from, on: on, to: to))
        else { return }
        rows[row] += 1
    }

    /// The rows that were not seen.
    var missing: [States.Move] {
        zip(States.moves, rows).filter { $0.1 == 0 }.map { $0.0 }
    }

    func lines(_ width: Int?, _ paint: Paint) -> [String] {
        var listing = Listing([.init("FROM"), .init("EVENT"), .init("TO"), .init("SEEN", .right)])
        for (move, count) in zip(States.moves, rows) {
            listing.add([
                .init(move.from.rawValue, move.from.colour), .init(move.on.rawValue),
                .init(move.to.rawValue, move.to.colour), .count(count, nil),
            ])
        }
        let expiries = zip(States.moves, rows).filter { $0.0.on == .leaseExpired }.reduce(0) { $0 + $1.1 }
        func kind(_ kind: EventKind) -> Int { kinds[kind.rawValue] ?? 0 }
        let counts =
            "\(kind(.registered)) registrations, \(kind(.updated)) updates, \(kind(.deregistered)) deregistrations, "
            + "\(expiries) lease expiries, \(kind(.evicted)) evictions"
        let verdict =
            missing.isEmpty
            ? "Every row of δ was seen."
            : "Not seen: " + missing.map { "\($0.from.rawValue) + \($0.on.rawValue)" }.joined(separator: ", ") + "."
        return listing.lines(width: width, paint) + ["", counts, verdict]
    }
}
