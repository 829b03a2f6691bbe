import CTerminal
package import RollcallDashboard

/// Why there can be no screen, in words.
package struct TerminalError: Error, Sendable, Equatable {
    package let reason: String
    /// The screen was up already; otherwise the same can be told as text.
    package var hasStarted = false
}

/// The screen, from `init` to the end of its life: it cannot be copied, so there is one, and every way out of a scope
/// gives the terminal back as it was. Belongs to the thread that made it.
package struct Terminal: ~Copyable {
    package private(set) var theme: Theme
    private let depth: ColourDepth
    private var shown = Frame(size: .zero)

    package init(_ options: TerminalOptions) throws(TerminalError) {
        let wanted = ct_options(
            has_colours: options.colours != .none, has_mouse: options.hasMouse, keeps_screen: options.keepsScreen,
            shows_cursor: options.showsCursor)
        if let reason = ct_open(wanted) { throw TerminalError(reason: String(cString: reason)) }
        theme = Theme(isASCII: options.isASCII || !ct_is_utf8(), inks: options.inks)
        depth = Self.depth(colours: Int(ct_colours()), options.colours)
        defineRoles()
    }

    /// Changes how roles look; nothing happens when it is the same.
    package mutating func use(_ name: Theme.Name) {
        guard name != theme.name else { return }
        theme.name = name
        defineRoles()
        redraw()
    }

    private func defineRoles() {
        for role in Role.allCases {
            let ink = theme.ink(role, depth)
            ct_define_role(Int32(role.rawValue), Int32(ink.colour), ink.attributes)
        }
    }

    deinit { ct_close() }

    /// The sixteen of a theme are among the first eight, so that eight are enough for them.
    static func depth(colours: Int, _ wanted: TerminalOptions.Colours) -> ColourDepth {
        switch (colours, wanted) {
        case (..<8, _), (_, .none): .mono
        case (..<256, _), (_, .eight), (_, .sixteen): .sixteen
        case (_, .all): .full
        }
    }

    package mutating func size() -> Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        ct_size(&columns, &rows)
        return Size(columns: Int(columns), rows: Int(rows))
    }

    /// Whether the terminal has taken everything that was sent.
    package var isDrained: Bool { ct_is_drained() }

    /// Sends what differs from the frame before, without waiting for the terminal. False when earlier frames still wait:
    /// then nothing was sent.
    package mutating func show(_ frame: Frame) -> Bool {
        guard frame != shown else { return true }
        for row in 0..<frame.size.rows where shown.size != frame.size || frame.row(row) != shown.row(row) {
            put(frame.row(row), at: row)
        }
        shown = frame
        ct_move(Int32(frame.cursorRow), 0)
        guard ct_present() else {
            // What curses holds is newer than what was sent; with nothing remembered the next frame is sent in any case.
            shown = Frame(size: .zero)
            return false
        }
        return true
    }

    package mutating func redraw() {
        ct_redraw()
        shown = Frame(size: .zero)
    }

    package mutating func suspend() {
        ct_suspend()
        shown = Frame(size: .zero)
    }

    /// After the process was stopped and goes on: nobody knows what the terminal shows and which mode it is in.
    package mutating func goOn() {
        ct_continue()
        shown = Frame(size: .zero)
    }

    package func setMouse(_ isOn: Bool) { ct_set_mouse(isOn) }

    /// Offers text to the terminal's clipboard. False when there is too much of it.
    package func copy(_ text: String) -> Bool { ct_copy(text) }

    /// Cells of one style go together; the C library's idea of a width decides where the next one stands.
    private func put(_ cells: ArraySlice<Frame.Cell>, at row: Int) {
        var index = cells.startIndex
        while index < cells.endIndex {
            let start = index
            let style = cells[start].style
            var text = ""
            while index < cells.endIndex, cells[index].style == style {
                let isWide = index + 1 < cells.endIndex && cells[index + 1].text.isEmpty
                text += drawable(cells[index].text, width: isWide ? 2 : 1)
                index += isWide ? 2 : 1
            }
            ct_put(
                Int32(row), Int32(start - cells.startIndex), text, Int32(style.role.rawValue), style.isSelected)
        }
    }

    /// A cell the C library draws in another width would shift the rest of its row.
    private func drawable(_ text: String, width: Int) -> String {
        guard let first = text.unicodeScalars.first, !first.isASCII || text.utf8.count > 1 else { return text }
        var cells: Int32 = 0
        for scalar in text.unicodeScalars {
            let width = ct_width(scalar.value)
            guard width >= 0 else {
                cells = -1
                break
            }
            cells += width
        }
        return cells == Int32(width) ? text : String(repeating: "\u{FFFD}", count: width)
    }
}

extension Ink {
    fileprivate var attributes: Int32 {
        var bits: UInt32 = 0
        if isBold { bits |= CT_BOLD.rawValue }
        if isUnderlined { bits |= CT_UNDERLINE.rawValue }
        if isReverse { bits |= CT_REVERSE.rawValue }
        return Int32(bits)
    }
}
