/// What stands over a screen and takes the keys before it: at most one at a time.
package enum Overlay: Sendable, Equatable {
    /// The keys and what they do; `top` is the first line that is shown.
    case help(top: Int)
    case menu(Menu)
    case dialog(Dialog)
    case text(TextBox)
    /// The line in which one writes where in the history to go.
    case goToTime(text: String)
    case input(Input)
    case columns(ColumnChooser)

    var isHelp: Bool { if case .help = self { true } else { false } }
}

extension DashboardModel {
    package var isHelpShown: Bool { overlay?.isHelp ?? false }

    /// The overlay's share of a key. Nil when the key is none of its business and goes to the screen.
    mutating func pressOverlay(_ key: Key) -> [Command]? {
        switch overlay {
        case nil: nil
        case .help(let top): pressHelp(key, top)
        case .menu(let menu): pressMenu(key, menu)
        case .dialog(let dialog): pressDialog(key, dialog)
        case .text(let box): pressText(key, box)
        case .goToTime(let text): pressGoToTime(key, text)
        case .input(let input): pressInput(key, input)
        case .columns(let chooser): pressColumns(key, chooser)
        }
    }

    private mutating func pressHelp(_ key: Key, _ top: Int) -> [Command]? {
        guard let step = step(of: key) else {
            switch keys.action(for: key) {
            case .help, .back, .leave:
                overlay = nil
                inputs.helpSearch = ""
            case .filter: overlay = .input(Input(.help, text: inputs.helpSearch))
            case .open: break
            default: return nil
            }
            return []
        }
        let room = TextBox.room(size)
        let last = max(0, helpLines.count - room)
        let isPage = [.pageUp, .pageDown].contains(keys.action(for: key))
        overlay = .help(top: min(max(0, top + (isPage ? step.signum() * max(1, room - 1) : step)), last))
        return []
    }

    /// How far a key moves through a list or a text; nil when it moves nothing.
    func step(of key: Key) -> Int? {
        let page = max(1, listRows - 1)
        return switch keys.action(for: key) {
        case .scrollUp: -3
        case .scrollDown: 3
        case .up: -1
        case .down: 1
        case .pageUp: -page
        case .pageDown: page
        case .first: -Self.farAway
        case .last: Self.farAway
        default: nil
        }
    }

    /// Farther than any list is long, and far from overflowing when added to.
    static let farAway = 1 << 40
}
