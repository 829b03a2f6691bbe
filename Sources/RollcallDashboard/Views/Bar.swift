/// A share as a bar: `[██████░░░░]`.
enum Bar {
    static func spans(_ share: Double, columns: Int, _ role: Role = .text) -> [Span] {
        let share = share.isFinite ? min(max(share, 0), 1) : 0
        let filled = Int((share * Double(columns)).rounded())
        return [
            Span("[", .border), Span(String(repeating: "█", count: filled), role),
            Span(String(repeating: "░", count: columns - filled), .dim), Span("]", .border),
        ]
    }
}
