/// What the user asked of the screen.
package struct TerminalOptions: Sendable, Equatable {
    /// Nothing but ASCII, whatever the locale says.
    package var isASCII = false
    /// No colours, as with NO_COLOR (no-color.org).
    package var isMono = false
    /// Use no more colours than this, or take the terminal for having as many; nil believes what it says.
    package var coloursMax: Int?
    /// How often changes of the registry are shown; keys are answered at once.
    package var frameInterval = Duration.milliseconds(100)

    package init(isASCII: Bool = false, isMono: Bool = false) {
        self.isASCII = isASCII
        self.isMono = isMono
    }
}
