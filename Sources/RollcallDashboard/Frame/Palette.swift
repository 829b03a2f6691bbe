/// The colours of a theme: few, each for one kind of meaning.
///
/// No bright black among the sixteen, which on many a terminal cannot be told from the background.
package struct Palette: Sendable {
    typealias Shade = (sixteen: Int, full: Int)

    let well: Shade
    let ill: Shade
    let undecided: Shade
    let aside: Shade
    let key: Shade
    let faint: Shade
    let plain: Shade

    /// What a colour is for, by the names that options use.
    package enum Meaning: String, Sendable, Hashable, CaseIterable {
        case good, bad, warning, aside, key, faint, text

        init(_ role: Role) {
            self =
                switch role {
                case .up, .live, .good: .good
                case .down, .stale, .bad, .fault: .bad
                case .starting, .partial, .warning, .message, .flash, .match: .warning
                case .out, .past: .aside
                case .key, .link: .key
                case .dim, .border, .empty: .faint
                case .text, .title, .tab, .tabActive, .header, .selection: .text
                }
        }
    }

    func shade(_ meaning: Meaning) -> Shade {
        switch meaning {
        case .good: well
        case .bad: ill
        case .warning: undecided
        case .aside: aside
        case .key: key
        case .faint: faint
        case .text: plain
        }
    }

    static let standard = Palette(
        well: (2, 71), ill: (1, 203), undecided: (3, 178), aside: (6, 74), key: (6, 110), faint: (-1, 245),
        plain: (-1, -1))
    /// Dark enough for a white background, where yellow cannot be read.
    static let light = Palette(
        well: (2, 22), ill: (1, 124), undecided: (5, 94), aside: (4, 25), key: (4, 24), faint: (-1, 240), plain: (0, 16)
    )
    static let dark = Palette(
        well: (2, 114), ill: (1, 210), undecided: (3, 221), aside: (6, 117), key: (6, 153), faint: (7, 250),
        plain: (7, 255))
    static let cvd = Palette(
        well: (4, 33), ill: (3, 208), undecided: (5, 175), aside: (6, 80), key: (6, 110), faint: (-1, 245),
        plain: (-1, -1))
}
