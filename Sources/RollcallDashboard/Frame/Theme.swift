/// How many colours a terminal has.
package enum ColourDepth: Sendable {
    case mono, sixteen, full
}

/// How a role looks on a terminal.
package struct Ink: Sendable, Equatable {
    /// A palette index, or -1 for the terminal's own colour.
    package var colour = -1
    package var isBold = false
    package var isUnderlined = false
    package var isReverse = false
}

/// How roles look. ASCII is part of it: a frame drawn in it holds nothing else.
package struct Theme: Sendable, Equatable {
    package enum Name: String, Sendable, CaseIterable {
        /// The terminal's own colours in the middle of the scale, which are read on light and on dark.
        case standard = "default"
        case light, dark, mono
        /// Blue and orange, which nobody confuses.
        case cvd
    }

    package var isASCII: Bool
    package var name: Name

    package static let standard = Theme()

    /// The user's own colours, of the 256; -1 is the terminal's own. On a terminal of fewer those above 15 do not count.
    package var inks: [Palette.Meaning: Int]

    package init(isASCII: Bool = false, name: Name = .standard, inks: [Palette.Meaning: Int] = [:]) {
        self.isASCII = isASCII
        self.name = name
        self.inks = inks
    }

    package func ink(_ role: Role, _ depth: ColourDepth) -> Ink {
        let depth = name == .mono ? .mono : depth
        var ink = Ink()
        switch role {
        case .title, .header, .tabActive, .key, .good: ink.isBold = true
        case .down, .stale, .bad: (ink.isBold, ink.isReverse) = (true, depth == .mono)
        case .fault: ink.isUnderlined = true
        case .starting, .warning, .match, .link: ink.isUnderlined = depth == .mono || role == .link
        case .text, .dim, .tab, .up, .out, .partial, .empty, .live, .past, .border, .message, .selection, .flash: break
        }
        if [.tabActive, .selection, .flash].contains(role) { ink.isReverse = true }
        switch depth {
        case .mono: break
        case .sixteen: ink.colour = palette(role).sixteen
        case .full: ink.colour = palette(role).full
        }
        return ink
    }

    private func palette(_ role: Role) -> Palette.Shade {
        let palette: Palette =
            switch name {
            case .standard, .mono: .standard
            case .light: .light
            case .dark: .dark
            case .cvd: .cvd
            }
        let meaning = Palette.Meaning(role)
        let shade = palette.shade(meaning)
        guard let own = inks[meaning] else { return shade }
        return (own < 16 ? own : shade.sixteen, own)
    }
}
