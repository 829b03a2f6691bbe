/// What a key can ask for.
package enum Action: Sendable, Hashable, CaseIterable {
    case showOverview, showServices, showEvents, nextTab, previousTab
    case open, back, quit
    case up, down, pageUp, pageDown, first, last
    case help, redraw, suspend
}

/// An action, the keys that ask for it, and the words for it.
package struct Binding: Sendable, Equatable {
    package let action: Action
    package let keys: [Key]
    /// In the hint line; nil for what goes without saying.
    package let hint: String?
    package let help: String
}

/// The one list of keys: the update looks keys up in it, hints and help are generated from it.
package struct KeyMap: Sendable, Equatable {
    package let bindings: [Binding]
    private let actions: [Key: Action]

    package init(_ bindings: [Binding]) {
        self.bindings = bindings
        var actions: [Key: Action] = [:]
        for binding in bindings {
            for key in binding.keys { actions[key] = binding.action }
        }
        self.actions = actions
    }

    package func action(for key: Key) -> Action? { actions[key] }

    package static let standard = KeyMap([
        Binding(action: .showOverview, keys: [.character("1")], hint: nil, help: "overview"),
        Binding(action: .showServices, keys: [.character("2")], hint: nil, help: "services"),
        Binding(action: .showEvents, keys: [.character("3")], hint: nil, help: "events"),
        Binding(action: .nextTab, keys: [.tab, .right, .character("l")], hint: "next", help: "next screen"),
        Binding(action: .previousTab, keys: [.backTab, .left, .character("h")], hint: nil, help: "previous screen"),
        Binding(action: .open, keys: [.enter], hint: "open", help: "open what is selected"),
        Binding(action: .up, keys: [.up, .character("k")], hint: nil, help: "up"),
        Binding(action: .down, keys: [.down, .character("j")], hint: "move", help: "down"),
        Binding(action: .pageUp, keys: [.pageUp, .control("u")], hint: nil, help: "a page up"),
        Binding(action: .pageDown, keys: [.pageDown, .control("d")], hint: nil, help: "a page down"),
        Binding(action: .first, keys: [.character("g"), .home], hint: nil, help: "to the first"),
        Binding(action: .last, keys: [.character("G"), .end], hint: nil, help: "to the last"),
        Binding(action: .help, keys: [.character("?")], hint: "help", help: "this help"),
        Binding(action: .redraw, keys: [.control("l")], hint: nil, help: "draw everything again"),
        Binding(action: .suspend, keys: [.control("z")], hint: nil, help: "suspend"),
        Binding(
            action: .back, keys: [.character("q"), .escape, .backspace], hint: "back",
            help: "back; q on a tab's own screen quits"),
        Binding(action: .quit, keys: [.character("Q"), .control("c")], hint: "quit", help: "quit from anywhere"),
    ])
}
