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
    package var isASCII: Bool

    package static let standard = Theme()

    package init(isASCII: Bool = false) {
        self.isASCII = isASCII
    }

    package func ink(_ role: Role, _ depth: ColourDepth) -> Ink {
        var ink = Ink()
        switch role {
        case .title, .header, .tabActive, .key: ink.isBold = true
        case .down, .stale: (ink.isBold, ink.isReverse) = (true, depth == .mono)
        case .starting, .warning: ink.isUnderlined = depth == .mono
        case .text, .dim, .tab, .up, .out, .partial, .empty, .live, .past, .border, .message: break
        }
        if role == .tabActive { ink.isReverse = true }
        switch depth {
        case .mono: break
        case .sixteen: ink.colour = Self.colour(role).sixteen
        case .full: ink.colour = Self.colour(role).full
        }
        return ink
    }

    /// No bright black among the sixteen: on many a terminal it cannot be told from the background.
    private static func colour(_ role: Role) -> (sixteen: Int, full: Int) {
        switch role {
        case .up, .live: (2, 71)
        case .down, .stale: (1, 203)
        case .starting, .partial, .warning, .message: (3, 178)
        case .out, .past: (6, 74)
        case .key: (6, 110)
        case .dim, .border, .empty: (-1, 245)
        case .text, .title, .tab, .tabActive, .header: (-1, -1)
        }
    }
}
