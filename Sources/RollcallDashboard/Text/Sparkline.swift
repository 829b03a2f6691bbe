/// Counts as a line of small bars, or of digits where only ASCII can be shown.
enum Sparkline {
    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// - Returns: from top to bottom, `height` rows with a cell for each count. All bars are to the scale of the largest;
    ///   a count that is not zero never looks like one that is.
    static func rows(_ counts: [Int], height: Int = 1, isASCII: Bool) -> [String] {
        let largest = max(1, counts.max() ?? 0)
        if isASCII {
            let digits = counts.map { String(level($0, largest, count: 9)) }.joined()
            return Array(repeating: String(repeating: " ", count: counts.count), count: max(0, height - 1)) + [digits]
        }
        // The lowest bar of all stands for zero.
        let levels = counts.map { level($0, largest, count: bars.count * height - 1) }
        return (0..<height).reversed().map { row in
            String(
                levels.map { level in
                    let rest = level - row * bars.count
                    return rest < 0 || (rest == 0 && row > 0) ? " " : bars[min(rest, bars.count - 1)]
                })
        }
    }

    private static func level(_ count: Int, _ largest: Int, count levels: Int) -> Int {
        count <= 0 ? 0 : max(1, (count * levels + largest / 2) / largest)
    }
}
