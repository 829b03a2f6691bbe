/// Where the parts of a screen go, from its size alone.
package struct Layout: Sendable, Equatable {
    /// How much there is room for; the widths and heights are those at which a table still says something.
    package enum Class: Sendable {
        /// Only the worst state in a word.
        case word
        /// One line of totals and a list, worst first.
        case nano
        case full
    }

    /// How generous one side of the screen is; width and height are independent of each other.
    package enum Extent: Int, Sendable, Comparable {
        case small, medium, large

        package static func < (left: Extent, right: Extent) -> Bool { left.rawValue < right.rawValue }
    }

    package let size: Size
    package let sizeClass: Class
    /// From 100 and from 160 columns on there is room for a second and a third pane.
    package var width: Extent { size.columns >= 160 ? .large : size.columns >= 100 ? .medium : .small }
    /// From 30 and from 50 rows on.
    package var height: Extent { size.rows >= 50 ? .large : size.rows >= 30 ? .medium : .small }
    /// Between the tab row and the message line.
    let body: Area
    var messageRow: Int { size.rows - 2 }
    var hintRow: Int { size.rows - 1 }
    /// Room for a second pane beside the first.
    var isWide: Bool { width > .small }

    package init(_ size: Size) {
        self.size = size
        if size.columns < 20 || size.rows < 3 {
            sizeClass = .word
            body = Area(row: 0, column: 0, rows: size.rows, columns: size.columns)
        } else if size.columns < 60 || size.rows < 16 {
            sizeClass = .nano
            body = Area(row: 1, column: 0, rows: size.rows - 1, columns: size.columns)
        } else {
            sizeClass = .full
            body = Area(row: 2, column: 0, rows: size.rows - 4, columns: size.columns)
        }
    }

    /// How many rows of its list a screen shows.
    func listRows(on screen: Screen) -> Int {
        guard sizeClass == .full else { return sizeClass == .nano ? body.rows : 0 }
        switch screen {
        case .overview: return overview.attention.rows - 1
        case .services, .instances: return panes(for: screen).list.rows - 1
        case .events: return eventList.rows - 1
        case .instance: return detailRows
        case .balancer: return balancer.listRows
        }
    }
}
