/// `HISTORY ├──────●────┤ LIVE`: where in the kept history the revision lies.
func historySlider(at revision: Int64, floor: Int64, newest: Int64, columns: Int, role: Role) -> [Span] {
    let (left, right) = (" HISTORY ├", "┤ LIVE")
    let room = columns - CellText.width(left) - CellText.width(right) - 1
    guard room > 2 else { return [] }
    let length = max(1, newest - floor - 1)
    let place = Int(Double(min(max(0, revision - floor - 1), length)) / Double(length) * Double(room - 1))
    return [
        Span(" HISTORY ", .header), Span("├" + String(repeating: "─", count: place), .border), Span("●", role),
        Span(String(repeating: "─", count: room - 1 - place) + "┤", .border),
        Span(" LIVE", revision >= newest ? .live : .dim),
    ]
}
