/// What a piece of text is; the theme says what that looks like. A role never carries a meaning alone: mono has none.
package enum Role: UInt8, Sendable, CaseIterable {
    case text, dim, title, tab, tabActive, header, up, down, starting, out, partial, empty, live, past, stale, key
    case border, message, warning
    /// Under the cursor; just changed; moved for the better, for the worse; what a search found; what leads elsewhere.
    case selection, flash, good, bad, match, link
    /// The part of a text that cannot be read.
    case fault
}

/// A role, and whether it is drawn in reverse because it is selected.
package struct Style: Sendable, Hashable {
    package var role: Role
    package var isSelected: Bool

    package init(_ role: Role, isSelected: Bool = false) {
        self.role = role
        self.isSelected = isSelected
    }

    static let text = Style(.text)
}
