package import RollcallDashboard

/// What the user asked of the screen.
package struct TerminalOptions: Sendable, Equatable {
    /// How many colours are used; more than the terminal has are never.
    package enum Colours: Sendable, Equatable, CaseIterable {
        /// As many as the terminal has.
        case all
        case sixteen, eight
        /// As with NO_COLOR (no-color.org).
        case none
    }

    /// Nothing but ASCII, whatever the locale says.
    package var isASCII = false
    package var colours = Colours.all
    /// The user's own colours.
    package var inks: [Palette.Meaning: Int] = [:]
    /// The mouse selects and scrolls, instead of marking text as the terminal does.
    package var hasMouse = false
    /// Draws on the screen as it is, instead of on one that vanishes at the end.
    package var keepsScreen = false
    /// For screen readers and input methods, which follow the cursor.
    package var showsCursor = false
    /// What is copied goes to the terminal's clipboard as well.
    package var canCopy = false
    /// How often a second changes of the registry are shown; keys are answered at once.
    package var framesPerSecond: Int {
        didSet { framesPerSecond = Self.bounded(framesPerSecond) }
    }

    package static let framesPerSecondRange = 1...60
    private static let framesPerSecondLocal = 10
    /// A remote terminal is behind a network that others need too.
    private static let framesPerSecondRemote = 4

    package init(
        isASCII: Bool = false, colours: Colours = .all, hasMouse: Bool = false, framesPerSecond: Int? = nil,
        isRemote: Bool = false
    ) {
        self.isASCII = isASCII
        self.colours = colours
        self.hasMouse = hasMouse
        let standard = isRemote ? Self.framesPerSecondRemote : Self.framesPerSecondLocal
        self.framesPerSecond = Self.bounded(framesPerSecond ?? standard)
    }

    var frameInterval: Duration { .seconds(1) / framesPerSecond }

    private static func bounded(_ count: Int) -> Int {
        min(max(framesPerSecondRange.lowerBound, count), framesPerSecondRange.upperBound)
    }
}
