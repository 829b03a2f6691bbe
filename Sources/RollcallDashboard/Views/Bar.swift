extension DashboardModel {
    /// A share as a bar, `[██████░░░░]`, or in words for who hears the screen.
    func bar(_ share: Double, columns: Int, _ role: Role = .text) -> [Span] {
        let share = share.isFinite ? min(max(share, 0), 1) : 0
        guard !options.isAccessible else { return [Span("\(Int((share * 100).rounded())) percent", role)] }
        let filled = Int((share * Double(columns)).rounded())
        return [
            Span("[", .border), Span(String(repeating: "█", count: filled), role),
            Span(String(repeating: "░", count: columns - filled), .dim), Span("]", .border),
        ]
    }
}
