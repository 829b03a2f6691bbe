/// What a key can ask for.
package enum Action: String, Sendable, Hashable, CaseIterable {
    case showOverview, showServices, showEvents, showBalancer, nextTab, previousTab, nextSubject, previousSubject
    case open, back, leave, lastScreen, quit
    case up, down, pageUp, pageDown, first, last, scrollUp, scrollDown
    case filter, palette, sortLeft, sortRight, invert, sort, columns, freeze, follow, pause
    case nextAttention, previousAttention, hints, variant
    case balancer, window
    case copy, export, raw, admin
    case theme, mouse, faster, slower
    case travel, live, goToTime, earlierEvent, laterEvent, earlierMinute, laterMinute, earlierChange, laterChange
    case help, redraw, suspend
}

/// An action, the keys that ask for it, and the words for it.
package struct Binding: Sendable, Equatable {
    package let action: Action
    package internal(set) var keys: [Key]
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
        Binding(action: .showBalancer, keys: [.character("4")], hint: nil, help: "balancer"),
        Binding(action: .nextTab, keys: [.tab], hint: "next", help: "next screen; in the balancer the next policy"),
        Binding(action: .previousTab, keys: [.backTab], hint: nil, help: "previous screen, or policy"),
        Binding(
            action: .nextSubject, keys: [.right, .character("l")], hint: nil,
            help: "next instance, next service in the balancer, else next screen"),
        Binding(
            action: .previousSubject, keys: [.left, .character("h")], hint: nil,
            help: "the instance or service before, else previous screen"),
        Binding(action: .open, keys: [.enter], hint: "open", help: "open what is selected"),
        Binding(action: .up, keys: [.up, .character("k")], hint: nil, help: "up"),
        Binding(action: .down, keys: [.down, .character("j")], hint: nil, help: "down"),
        Binding(action: .pageUp, keys: [.pageUp, .control("u")], hint: nil, help: "a page up"),
        Binding(action: .pageDown, keys: [.pageDown, .control("d")], hint: nil, help: "a page down"),
        Binding(action: .first, keys: [.character("g"), .home], hint: nil, help: "to the first"),
        Binding(action: .last, keys: [.character("G"), .end], hint: nil, help: "to the last"),
        Binding(action: .scrollUp, keys: [.wheelUp], hint: nil, help: "three rows up; a click selects, another opens"),
        Binding(action: .scrollDown, keys: [.wheelDown], hint: nil, help: "three rows down"),
        Binding(
            action: .nextAttention, keys: [.character("n")], hint: nil, help: "to the next that needs attention"),
        Binding(
            action: .previousAttention, keys: [.character("N")], hint: nil, help: "to the one before that does"),
        Binding(action: .filter, keys: [.character("/")], hint: "filter", help: "filter the list; Esc clears it"),
        Binding(action: .sort, keys: [.character("s")], hint: "sort", help: "choose what to sort by"),
        Binding(action: .sortLeft, keys: [.character("<")], hint: nil, help: "sort by the column to the left"),
        Binding(action: .sortRight, keys: [.character(">")], hint: nil, help: "sort by the column to the right"),
        Binding(action: .invert, keys: [.character("I")], hint: nil, help: "sort the other way round"),
        Binding(action: .columns, keys: [.character("c")], hint: "columns", help: "choose and order columns"),
        Binding(action: .freeze, keys: [.character("f")], hint: "hold order", help: "hold the order, or sort again"),
        Binding(action: .follow, keys: [.character("F")], hint: nil, help: "follow the selected row"),
        Binding(action: .pause, keys: [.character("p")], hint: nil, help: "pause the screen, and go on"),
        Binding(
            action: .variant, keys: [.character("v")], hint: nil,
            help: "the list alone, or all there is; in the balancer all instances or those picked"),
        Binding(action: .balancer, keys: [.character("b")], hint: "balancer", help: "balancer of this service"),
        Binding(action: .window, keys: [.character("w")], hint: "window", help: "balancer: 60 seconds or 60 minutes"),
        Binding(
            action: .copy, keys: [.character("y")], hint: "copy", help: "copy an id, an address, a row, the command"),
        Binding(action: .export, keys: [.character("e")], hint: nil, help: "export the frame or the list into a file"),
        Binding(action: .raw, keys: [.character("i")], hint: nil, help: "the instance as JSON"),
        Binding(action: .admin, keys: [.character("x")], hint: nil, help: "change the registry (needs --admin)"),
        Binding(action: .palette, keys: [.character(":")], hint: nil, help: "type a command"),
        Binding(action: .theme, keys: [.character("T")], hint: nil, help: "next theme"),
        Binding(action: .hints, keys: [.character("H")], hint: nil, help: "hints at the bottom on or off"),
        Binding(action: .mouse, keys: [.character("m")], hint: nil, help: "mouse on or off"),
        Binding(action: .faster, keys: [.character("+")], hint: nil, help: "more frames a second"),
        Binding(action: .slower, keys: [.character("_")], hint: nil, help: "fewer frames a second"),
        Binding(
            action: .travel, keys: [.character("t")], hint: "past",
            help: "time travel, from the selected event or from now"),
        Binding(action: .earlierEvent, keys: [.character("[")], hint: nil, help: "an event earlier"),
        Binding(action: .laterEvent, keys: [.character("]")], hint: nil, help: "an event later"),
        Binding(action: .earlierMinute, keys: [.character("{")], hint: nil, help: "a minute earlier"),
        Binding(action: .laterMinute, keys: [.character("}")], hint: nil, help: "a minute later"),
        Binding(
            action: .earlierChange, keys: [.character("(")], hint: nil, help: "to the last change of what is selected"),
        Binding(action: .laterChange, keys: [.character(")")], hint: nil, help: "to its next change"),
        Binding(action: .goToTime, keys: [.character("@")], hint: nil, help: "go to a time or a revision"),
        Binding(action: .live, keys: [.character("L")], hint: nil, help: "back from the past"),
        Binding(action: .help, keys: [.character("?")], hint: "help", help: "this help"),
        Binding(action: .redraw, keys: [.control("l")], hint: nil, help: "draw everything again"),
        Binding(action: .suspend, keys: [.control("z")], hint: nil, help: "suspend"),
        Binding(
            action: .leave, keys: [.character("q")], hint: "back", help: "back; on a tab's own screen it quits"),
        Binding(action: .back, keys: [.escape, .backspace], hint: nil, help: "back; never quits"),
        Binding(action: .lastScreen, keys: [.character("-")], hint: nil, help: "to the screen before this one"),
        Binding(action: .quit, keys: [.character("Q"), .control("c")], hint: "quit", help: "quit from anywhere"),
    ])
}
