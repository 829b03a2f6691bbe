import RollcallCore
import RollcallWire

func drawBalancer(_ model: DashboardModel, on frame: inout Frame) {
    let panes = model.layout.balancer
    guard !model.isTravelling, let report = model.balancerReport, let view = model.balancer.traffic else {
        let body = model.layout.body
        frame.put(model.balancerSilence, body.row + 1, body.column + 1, Style(.dim), widthMax: body.columns - 2)
        return
    }
    drawSummary(model, report, on: &frame, in: panes.summary)
    drawShares(model, report, on: &frame, in: panes.table)
    drawFairness(model, report, view, on: &frame, in: panes.fairness)
    drawTrials(model, on: &frame, in: panes.policies)
    drawKeys(model, on: &frame, in: panes.keys)
    drawRate(model, view, on: &frame, in: panes.rate)
}

extension DashboardModel {
    /// Why there is nothing to see.
    fileprivate var balancerSilence: String {
        guard !isTravelling else { return "traffic is not kept for the past; events tell what breakers did" }
        if let service = balancer.service, census.services[service]?.ids.isEmpty == true {
            return "\(service) has no instances that calls could go to"
        }
        if let failure = balancer.failure { return failure }
        return balancer.service.map { "asking for the traffic of \($0)" } ?? "no service is registered"
    }

    /// What the message line says when nothing else wants it: why the row under the cursor is as it is.
    var balancerHint: String? {
        guard screen == .balancer, let row = balancerReport?.rows.first(where: { $0.item.id == cursor.id }) else {
            return nil
        }
        return "\(row.item.id): \(row.standing.why)"
    }

    /// The instance in one line, for the smallest screens.
    func balancerNanoRow(_ id: String) -> (Span, Span)? {
        guard let row = balancerReport?.rows.first(where: { $0.item.id == id }) else { return nil }
        let share = row.actual.map { percent($0) + "%" } ?? "-"
        let word = row.standing.word.split(separator: " ").first.map(String.init) ?? ""
        let rest = row.deviation.map(signed) ?? row.standing.word
        return (Span(String(word.prefix(5)), row.standing.role), Span("\(id) \(share) \(rest)"))
    }
}

private func drawSummary(
    _ model: DashboardModel, _ report: BalancerReport, on frame: inout Frame, in area: Area
) {
    guard area.rows > 0, let view = model.balancer.traffic else { return }
    var spans = [
        Span(" "), Span(view.service, .title), Span("  "), Span(view.policy, .header), Span("  pickable "),
        Span(
            "\(report.pickableCount)/\(report.rows.count)",
            report.pickableCount == 0 ? .down : report.pickableCount < report.rows.count ? .partial : .up),
    ]
    if let other = model.balancer.comparedPolicy { spans += [Span("  vs ", .dim), Span(other.rawValue)] }
    frame.put(spans, area.row, area.column, until: area.column + area.columns)
}

private func drawShares(
    _ model: DashboardModel, _ report: BalancerReport, on frame: inout Frame, in area: Area
) {
    guard area.rows > 0 else { return }
    let hidden = report.rows.count - model.shown.count
    let title =
        "\(grouped(report.picks)) picks in \(model.balancer.window.rawValue)"
        + (report.settled.map { ", shares of the last \(LinkState.seconds($0))" } ?? "")
        + (hidden > 0 ? ", +\(hidden) not pickable (v shows)" : "")
    frame.rule(title, area.row, area.column, area.columns)
    let isWide = area.columns >= 100
    let byID = Dictionary(report.rows.map { ($0.item.id, $0) }, uniquingKeysWith: { $1 })
    let rows = model.visible.compactMap { byID[$0] }
    let id = rows.map { CellText.width($0.item.id) }.max() ?? 0
    var columns = [
        TableColumn("INSTANCE", priority: 9, min: 8, ideal: min(max(8, id), isWide ? 36 : 22)),
        TableColumn("W", .right, priority: 3, min: 3, ideal: 5),
        TableColumn("PICKABLE", priority: 8, min: 10, ideal: 11),
        TableColumn("EXPECT", .right, priority: 6, min: 6), TableColumn("ACTUAL", .right, priority: 7, min: 6),
        TableColumn("DEV", .right, priority: 5, min: 6),
    ]
    if isWide {
        columns += [
            TableColumn("PICKS", .right, priority: 4, min: 7), TableColumn("FAILED", .right, priority: 2, min: 6),
            TableColumn("OPEN", .right, priority: 1, min: 5), TableColumn("P50", .right, priority: 2, min: 7),
            TableColumn("P99", .right, priority: 2, min: 7),
        ]
    }
    let bar = TableColumn("", priority: 0, min: 10, flex: 1)
    let width = TableColumn.widths(of: columns + [bar], in: area.columns - Table.markColumns).last ?? 0
    let scale = barScale(report.rows.compactMap { max($0.actual ?? 0, $0.expected ?? 0) }.max() ?? 0)
    columns.append(TableColumn(axis(scale, width), priority: 0, min: 10, flex: 1))
    let cells = rows.map { row in
        Table.Row(
            cells: shareCells(row, isWide: isWide) + [Span(bars(row, scale, width), row.standing.role)],
            isSelected: row.item.id == model.cursor.id)
    }
    Table(columns: columns, rows: cells).draw(on: &frame, in: area.split(rows: 1).1)
}

private func shareCells(_ row: BalancerReport.Row, isWide: Bool) -> [Span] {
    var cells = [
        Span(row.item.id), Span(String(row.item.weight)), Span(row.standing.word, row.standing.role),
        Span(row.expected.map { percent($0) + "%" } ?? "-", row.expected == nil ? .dim : .text),
        Span(row.actual.map { percent($0) + "%" } ?? "-", row.actual == nil ? .dim : .text),
        Span(row.deviation.map(signed) ?? "", deviationRole(row.deviation)),
    ]
    guard isWide else { return cells }
    let traffic = row.item.traffic
    cells += [
        Span(grouped(row.picks)), Span(String(traffic.failures), traffic.failures > 0 ? .warning : .dim),
        Span(String(row.item.outstanding), .dim), Span(latency(traffic.p50Milliseconds), .dim),
        Span(latency(traffic.p99Milliseconds), .dim),
    ]
    return cells
}

private func drawFairness(
    _ model: DashboardModel, _ report: BalancerReport, _ view: TrafficView, on frame: inout Frame, in area: Area
) {
    guard area.rows > 1 else { return }
    frame.rule("fairness", area.row, area.column, area.columns)
    var spans: [Span] = [Span(" ")]
    let strays = view.odd.strays
    if strays > 0 { spans.append(Span("picks to a non-pickable: \(strays)!   ", .bad)) }
    if let fairness = report.fairness {
        spans += [
            Span("max deviation "), Span("\(tenths(fairness.deviationMax)) pp", deviationRole(fairness.deviationMax)),
            Span("   chi2 \(tenths(fairness.chiSquare)) (df \(fairness.degrees), "),
        ]
        if let probability = fairness.probability {
            spans += [Span("p=\(hundredths(probability))", probability < 0.01 ? .bad : .good), Span(")")]
        } else {
            spans.append(Span("too few picks)", .dim))
        }
    } else if report.rows.allSatisfy({ $0.picks == 0 }) {
        spans.append(Span(report.picks == 0 ? "no picks in the window" : "no picks since the change", .dim))
    } else {
        spans.append(Span(report.pickableCount < 2 ? "nothing to compare" : "\(view.policy) promises no shares", .dim))
    }
    if strays == 0 { spans += [Span("   no pick to a non-pickable: "), Span("yes", .good)] }
    if view.total.panics > 0 { spans.append(Span("   health ignored for \(view.total.panics)", .warning)) }
    let zones = Set(
        report.rows.filter { $0.standing == .pickable }.map { model.census.instances[$0.item.id]?.view.zone })
    if zones.count > 1, model.balancer.policy?.zonePreference == true {
        spans.append(Span("   callers' zones shift shares", .dim))
    }
    frame.put(spans, area.row + 1, area.column, until: area.column + area.columns)
}

private func drawRate(_ model: DashboardModel, _ view: TrafficView, on frame: inout Frame, in area: Area) {
    guard area.rows > 2 else { return }
    let window = model.balancer.window
    let buckets = window.buckets(of: view.total)
    let unit = window == .minute ? "s" : "min"
    let last = buckets.dropLast().last ?? 0
    frame.rule(
        "picks/\(unit), last 60 \(unit): now \(last), most \(buckets.max() ?? 0)", area.row, area.column, area.columns)
    frame.put(" " + sparkline(buckets), area.row + 1, area.column, Style(.live), widthMax: area.columns)
    let odd = view.odd.refused
    let shed = odd.values.reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
    let causes = [
        ("none_healthy", "none pickable"), ("none_in_service", "none in service"), ("all_tried", "all tried"),
    ]
    .compactMap { cause, words in odd[cause].map { "\(words) \($0)" } }.joined(separator: ", ")
    var spans = [
        Span(" shed \(shed)", shed > 0 ? .warning : .text), Span(causes.isEmpty ? "" : " (\(causes))", .dim),
        Span("   retries \(view.odd.retries)"),
        Span("   errors \(view.total.failures)", view.total.failures > 0 ? .warning : .text),
        Span("   p50 \(latency(view.total.p50Milliseconds))  p99 \(latency(view.total.p99Milliseconds))"),
    ]
    if view.total.probes > 0 { spans.append(Span("   trial calls \(view.total.probes)", .dim)) }
    frame.put(spans, area.row + 2, area.column, until: area.column + area.columns)
}
