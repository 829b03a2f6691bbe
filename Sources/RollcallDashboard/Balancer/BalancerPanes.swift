/// Where the balancer's parts go. What there is no room for is left out, the least telling first.
struct BalancerPanes: Equatable {
    /// The service, its policy, the window.
    let summary: Area
    /// A rule, a header and the instances.
    let table: Area
    let fairness: Area
    /// A rule, a header and a row for each policy.
    let policies: Area
    /// How keys lie on ring and table, and when they moved.
    let keys: Area
    let rate: Area

    static let fairnessRows = 2
    static let rateRows = 3
    private static let policyCount = 8
    /// On a low screen instances are worth more than policies.
    private static let policyCountLow = 4
    private static let tableRowsMin = 4

    var listRows: Int { max(0, table.rows - 2) }

    init(_ layout: Layout) {
        let body = layout.body
        let none = Area(row: body.row, column: 0, rows: 0, columns: 0)
        guard layout.sizeClass == .full else {
            (summary, table, fairness, policies, keys, rate) = (none, body, none, none, none, none)
            return
        }
        var rest: Area
        (summary, rest) = body.split(rows: 1)
        if layout.width == .large && layout.height > .small {
            // Three panes above; what is of all instances below, over the whole width.
            let tail = Self.fairnessRows + Self.rateRows
            let (panes, below) = rest.split(rows: rest.rows - tail)
            (fairness, rate) = below.split(rows: Self.fairnessRows)
            let (left, right) = panes.split(columns: panes.columns * 11 / 20, gap: 1)
            let (middle, last) = right.split(columns: right.columns * 11 / 20, gap: 1)
            (table, policies, keys) = (left, middle, last)
            return
        }
        keys = none
        let isRateShown = rest.rows >= Self.tableRowsMin + Self.rateRows
        (rest, rate) = isRateShown ? rest.split(rows: rest.rows - Self.rateRows) : (rest, none)
        let policyCount = layout.height == .small ? Self.policyCountLow : Self.policyCount
        let policyRows = min(policyCount + 2, rest.rows - Self.fairnessRows - Self.tableRowsMin - 2)
        let hasPolicies = policyRows >= 4
        (rest, policies) = hasPolicies ? rest.split(rows: rest.rows - policyRows) : (rest, none)
        let isFairnessShown = rest.rows >= Self.tableRowsMin + Self.fairnessRows
        (table, fairness) = isFairnessShown ? rest.split(rows: rest.rows - Self.fairnessRows) : (rest, none)
    }
}

extension Layout {
    var balancer: BalancerPanes { BalancerPanes(self) }
}
