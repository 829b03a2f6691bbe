/// `HISTORY ├──────●────┤ LIVE`: where in the kept history the revision lies. One that `isOver` has an end.
func historySlider(at revision: Int64, floor: Int64, newest: Int64, isOver: Bool, columns: Int, role: Role) -> [Span] {
    let end = isOver ? " END" : " LIVE"
    let (left, right) = (" HISTORY ├", "┤\(end)")
    let room = columns - CellText.width(left) - CellText.width(right) - 1
    guard room > 2 else { return [] }
    let length = max(1, newest - floor - 1)
    let place = Int(Double(min(max(0, revision - floor - 1), length)) / Double(length) * Double(room - 1))
    return [
        Span(" HISTORY ", .header), Span("├" + String(repeating: "─", count: place), .border), Span("●", role),
        Span(String(repeating: "─", count: room - 1 - place) + "┤", .border),
        Span(end, revision >= newest ? .live : .dim),
    ]
}
