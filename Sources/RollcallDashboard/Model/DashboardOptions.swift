/// What the user asked of the dashboard when it was started.
package struct DashboardOptions: Sendable, Equatable {
    /// Whether changes of the registry may be asked for.
    package var isAdmin = false
    /// Whether copied text is also sent to the terminal's clipboard.
    package var sendsClipboard = false
    /// For screen readers: no frames, no flashing.
    package var isAccessible = false
    /// How a change is shown.
    package var highlight = Highlight.reverse
    package var theme = Theme.Name.standard
    package var screen = Screen.overview
    /// The service to begin with.
    package var service: String?
    /// The filter to begin with, as typed.
    package var filter = ""
    package var hasMouse = false
    package var keys = KeyMap.standard
    /// Frames a second.
    package var framesMax = framesMaxDefault

    package static let framesMaxDefault = 10
    package static let framesRange = 1...60

    package init() {}
}
