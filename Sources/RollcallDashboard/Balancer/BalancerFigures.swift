import RollcallCore

// Figures as the balancer's tables show them, without Foundation's formats.

/// `49.8` for 0.498.
func percent(_ share: Double) -> String { tenths(share * 100) }

func tenths(_ value: Double) -> String { fixed(value, 1) }
func hundredths(_ value: Double) -> String { fixed(value, 2) }

/// With its sign, for a difference.
func signed(_ value: Double) -> String {
    let text = tenths(value)
    return text.hasPrefix("-") || text == "0.0" ? text : "+" + text
}

private func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = digits == 1 ? 10.0 : 100.0
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 1e15 else { return "many" }
    let number = Int(scaled.magnitude)
    let unit = Int(scale)
    let rest = String(number % unit)
    let sign = scaled < 0 ? "-" : ""
    return "\(sign)\(number / unit)." + String(repeating: "0", count: digits - rest.count) + rest
}

/// `41,902`
func grouped(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return text
}

func latency(_ milliseconds: Double?) -> String {
    guard let milliseconds, milliseconds.isFinite, milliseconds.magnitude < 1e9 else { return "-" }
    // Most calls take a few milliseconds, where a whole one more or less is half of it.
    return milliseconds < 100
        ? tenths(milliseconds) + "ms" : DurationText.brief(.milliseconds(Int64(milliseconds.rounded())))
}

func deviationRole(_ deviation: Double?) -> Role {
    guard let deviation else { return .text }
    return deviation.magnitude < 2 ? .good : deviation.magnitude >= 5 ? .bad : .text
}

/// The right end of the bars' axis: the next round share.
func barScale(_ most: Double) -> Double {
    [0.05, 0.1, 0.25, 0.5].first { most <= $0 + 0.02 } ?? 1
}

/// `0%      25%      50%`, as wide as the bars.
func axis(_ scale: Double, _ width: Int) -> String {
    let (half, whole) = (tick(scale / 2), tick(scale))
    let room = width - 2 - half.count - whole.count
    guard room >= 4 else { return "0%" }
    let left = max(1, width / 2 - 2 - half.count / 2)
    return "0%" + String(repeating: " ", count: left) + half + String(repeating: " ", count: room - left) + whole
}

private func tick(_ share: Double) -> String {
    let text = percent(share)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
}

/// What it got as a bar, and what it should have got as a mark on it.
func bars(_ row: BalancerReport.Row, _ scale: Double, _ width: Int) -> String {
    guard width > 0, let actual = row.actual, row.expected != nil || actual > 0 else { return "" }
    func place(_ share: Double) -> Int { min(width, max(0, Int((share / scale * Double(width)).rounded()))) }
    var cells = Array(repeating: "░", count: width)
    for index in 0..<place(actual) { cells[index] = "█" }
    if let expected = row.expected { cells[min(width - 1, max(0, place(expected) - 1))] = "│" }
    return cells.joined()
}

/// A cell a bucket; the highest bucket is a full cell, and only an empty one is at the bottom.
func sparkline(_ buckets: [Int]) -> String {
    let most = buckets.max() ?? 0
    let steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return buckets.map { count in
        guard most > 0, count > 0 else { return "▁" }
        return steps[min(7, 1 + count * 6 / most)]
    }.joined()
}
