/// A key as the terminal tells it.
package enum Key: Sendable, Hashable {
    case character(Character)
    /// With the control key held: `c` for Ctrl-C.
    case control(Character)
    case enter, escape, tab, backTab, backspace
    case up, down, left, right, pageUp, pageDown, home, end
    case insert, delete
    /// F1 is 1.
    case function(Int)
    /// A line of text that was pasted: for text fields, and never commands.
    case paste(String)
    /// The mouse, when it is on: the left button in a cell, and the wheel.
    case click(row: Int, column: Int)
    case wheelUp, wheelDown

    /// What is printed on it.
    package var label: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let character): "Ctrl-\(character.uppercased())"
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .home: "Home"
        case .end: "End"
        case .insert: "Insert"
        case .delete: "Delete"
        case .function(let number): "F\(number)"
        case .paste: "Paste"
        case .click: "Click"
        case .wheelUp: "WheelUp"
        case .wheelDown: "WheelDown"
        }
    }
}
