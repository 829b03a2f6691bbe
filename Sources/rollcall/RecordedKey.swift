import RollcallDashboard

/// A key, as a recording has it.
enum RecordedKey: Codable, Equatable {
    case character(String)
    case control(String)
    /// By the name that is printed on it.
    case named(String)
    case function(Int)
    case paste(String)
    case click(row: Int, column: Int)

    private static let named: [Key] = [
        .enter, .escape, .tab, .backTab, .backspace, .up, .down, .left, .right, .pageUp, .pageDown, .home, .end,
        .insert, .delete, .wheelUp, .wheelDown,
    ]

    init(_ key: Key) {
        switch key {
        case .character(let character): self = .character(String(character))
        case .control(let character): self = .control(String(character))
        case .function(let number): self = .function(number)
        case .paste(let text): self = .paste(text)
        case .click(let row, let column): self = .click(row: row, column: column)
        case .enter, .escape, .tab, .backTab, .backspace, .up, .down, .left, .right, .pageUp, .pageDown, .home, .end,
            .insert, .delete, .wheelUp, .wheelDown:
            self = .named(key.label)
        }
    }

    /// A name that nobody knows is the key that does nothing.
    var key: Key {
        switch self {
        case .character(let text): .character(text.first ?? " ")
        case .control(let text): .control(text.first ?? " ")
        case .named(let label): Self.named.first { $0.label == label } ?? .function(0)
        case .function(let number): .function(number)
        case .paste(let text): .paste(text)
        case .click(let row, let column): .click(row: row, column: column)
        }
    }
}
