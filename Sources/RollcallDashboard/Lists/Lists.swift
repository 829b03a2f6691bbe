import RollcallCore

/// How the lists are to be shown: what the user chose, and what follows from it.
struct Lists: Sendable {
    var filters: [Screen: Filter] = [:]
    var columns: [ListKind: ColumnSet] = [:]
    /// Rows keep their order until told otherwise.
    var isFrozen = false
    /// The row that is kept on its line, and in the list whatever the filter says.
    var followed: String?
    /// Nothing but the list, and of that what matters most.
    var isCompact = false

    /// What the filter leaves out.
    var hidden = Hidden()
    /// Where the rows begin that came while the order was held.
    var newRows: Int?
    /// The order is made afresh although it is held: the user asked for other rows.
    var isOrderStale = false
    /// The selected row that left, until the cursor moves.
    var departed: Departed?
    var flashes = Flashes()
    /// The percentage of its service's picks that went to an instance, of the service that is shown; empty until told.
    var shares: [String: Double] = [:]

    struct Hidden: Equatable {
        var count = 0
        var up = 0
    }

    struct Departed: Equatable {
        let id: String
        let screen: Screen
    }

    func columns(of list: ListKind) -> ColumnSet { columns[list] ?? ColumnSet(list) }
}

/// How a change is shown.
package enum Highlight: Sendable, Equatable {
    case none
    /// The cell in reverse.
    case reverse
    /// A `*` before it, where reverse means something else.
    case mark
}

/// Cells that changed a moment ago.
struct Flashes: Sendable {
    static let shownFor = Duration.seconds(2)

    private struct Cell: Hashable {
        let row: String
        let column: Column
    }

    /// The cells in sight as they were last drawn.
    private var known: [String: [Column: String]] = [:]
    private var ends: [Cell: Moment] = [:]

    /// Takes in the cells in sight. What was not in sight before has not changed.
    mutating func note(_ rows: [String: [Column: String]], at now: Moment) {
        ends = ends.filter { $0.value > now }
        for (row, cells) in rows {
            guard let before = known[row] else { continue }
            for (column, text) in cells where before[column].map({ $0 != text }) ?? false {
                ends[Cell(row: row, column: column)] = now.advanced(by: Self.shownFor)
            }
        }
        known = rows
    }

    mutating func forget() {
        known = [:]
        ends = [:]
    }

    func isLit(_ row: String, _ column: Column, at now: Moment) -> Bool {
        ends[Cell(row: row, column: column)].map { $0 > now } ?? false
    }
}
