import RollcallCore
import RollcallWire

/// What each policy would have done with the keys of the latest calls.
func drawTrials(_ model: DashboardModel, on frame: inout Frame, in area: Area) {
    guard area.rows > 2, let view = model.balancer.traffic else { return }
    let state = model.balancer
    let sample = state.ownTrial ?? state.trials.values.first
    let keys = sample.map { "\(grouped($0.keys)) \($0.real ? "recent keys" : "made-up keys")" } ?? "recent keys"
    let title = area.columns < 70 ? "policies on \(keys)" : "what each policy would do with \(keys)"
    frame.rule(title, area.row, area.column, area.columns)
    // The table has no cursor: its own policy is marked by a star, the compared one by an arrow.
    let ids = (sample?.shares ?? []).map(\.id)
    let fixed = 3 + 28 + 8 + 9
    let idCount = min(ids.count, max(0, (area.columns - fixed) / 10))
    let columns =
        [TableColumn("POLICY", priority: 9, min: 12, ideal: 29)]
        + ids.prefix(idCount).map { TableColumn($0, .right, priority: 2, min: 7, ideal: 9) } + [
            TableColumn("MAXDEV", .right, priority: 5, min: 7), TableColumn("MOVED", .right, priority: 6, min: 8),
        ]
    let rows = state.policyOrder.prefix(area.rows - 2).map { policy -> Table.Row in
        let isOwn = policy.rawValue == view.policy
        let mark = isOwn ? "* " : policy == state.comparedPolicy ? "> " : "  "
        let name = Span(mark + policy.rawValue, isOwn ? .header : policy == state.comparedPolicy ? .link : .text)
        guard let trial = state.trials[policy.rawValue] else {
            return Table.Row(cells: [name] + Array(repeating: Span("…", .dim), count: idCount) + [Span(""), Span("")])
        }
        let shares = Dictionary(trial.shares.map { ($0.id, $0.share) }, uniquingKeysWith: { $1 })
        let deviation = trial.deviation(policy, view)
        let moved = trial.moved.map { percent(Double($0) / Double(max(1, trial.keys))) + "%" }
        return Table.Row(
            cells: [name] + ids.prefix(idCount).map { Span(shares[$0].map(percent) ?? "-") } + [
                Span(deviation.map(tenths) ?? "-", deviation == nil ? .dim : .text),
                Span(moved ?? "-", moved == nil ? .dim : .text),
            ])
    }
    Table(columns: columns, rows: Array(rows)).draw(on: &frame, in: area.split(rows: 1).1)
}

/// How keys lie on the ring and on Maglev's table, and when they moved.
func drawKeys(_ model: DashboardModel, on frame: inout Frame, in area: Area) {
    guard area.rows > 2, area.columns > 20 else { return }
    var row = area.row
    let end = area.row + area.rows
    for policy in [BalancingPolicy.ringHash, .maglev] {
        guard row < end else { return }
        frame.rule("\(policy.rawValue): share of keys", row, area.column, area.columns)
        row += 1
        let shares = model.balancer.trials[policy.rawValue]?.shares ?? []
        let room = max(1, (area.rows - 6) / 3)
        let most = shares.map(\.share).max() ?? 0
        let width = max(1, area.columns - 24)
        for share in shares.sorted(by: { ($1.share, $0.id) < ($0.share, $1.id) }).prefix(room) where row < end {
            frame.put(share.id, row, area.column + 1, widthMax: 12)
            frame.put(
                CellText.padded(percent(share.share) + "%", to: 7, isRight: true), row, area.column + 14, widthMax: 7)
            let filled = most > 0 ? Int((share.share / most * Double(width)).rounded()) : 0
            frame.put(String(repeating: "█", count: max(0, min(width, filled))), row, area.column + 22, Style(.live))
            row += 1
        }
        if shares.count > room, row < end {
            frame.put("and \(shares.count - room) more", row, area.column + 1, Style(.dim))
            row += 1
        }
    }
    guard row < end else { return }
    frame.rule("keys moved, as seen here", row, area.column, area.columns)
    row += 1
    if model.balancer.moves.isEmpty, row < end {
        frame.put("no change of members yet", row, area.column + 1, Style(.dim), widthMax: area.columns - 1)
    }
    for move in model.balancer.moves.reversed().prefix(max(0, end - row)) {
        let share = percent(Double(move.moved) / Double(max(1, move.keys)))
        frame.put(
            [Span("\(move.time?.timeOfDay ?? "-") ", .dim), Span("\(move.policy)  "), Span("\(share)% of keys")], row,
            area.column + 1, until: area.column + area.columns)
        row += 1
    }
}

extension BalancerState {
    /// The service's own policy, the compared one, then the others.
    fileprivate var policyOrder: [BalancingPolicy] {
        let first = [traffic.flatMap { BalancingPolicy(rawValue: $0.policy) }, comparedPolicy].compactMap { $0 }
        return first + BalancingPolicy.allCases.filter { !first.contains($0) }
    }
}

extension WhatIfView {
    /// From what the weights ask for, or from equal shares where the policy passes over them.
    fileprivate func deviation(_ policy: BalancingPolicy, _ view: TrafficView) -> Double? {
        let weights = Dictionary(view.instances.map { ($0.id, Double($0.weight)) }, uniquingKeysWith: { $1 })
        let wanted: [Double]
        switch policy {
        case .leastOutstanding, .peakEWMA: return nil
        case .roundRobin, .random: wanted = shares.map { _ in 1 }
        default: wanted = shares.map { weights[$0.id] ?? 0 }
        }
        let total = wanted.reduce(0, +)
        guard total > 0 else { return nil }
        return zip(shares, wanted).map { (($0.share - $1 / total) * 100).magnitude }.max()
    }
}
