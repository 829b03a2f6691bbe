/// The columns of a list as the user wants them, and the one its rows are sorted by.
package struct ColumnSet: Sendable, Equatable {
    package let list: ListKind
    package private(set) var shown: [Column]
    package private(set) var sort: Column
    /// Sorted the other way round.
    package private(set) var isInverted = false

    package init(_ list: ListKind) {
        self.list = list
        shown = list.usualColumns
        sort = list.usualSort
    }

    /// The largest, or what comes last in the alphabet, stands first.
    var isDescending: Bool { sort.isDescending != isInverted }

    /// Sorts by `column`; the one it is sorted by already, the other way round.
    mutating func sort(by column: Column) {
        isInverted = column == sort ? !isInverted : false
        sort = column
    }

    mutating func invert() { isInverted.toggle() }

    /// Sorts by the next of the columns in sight to the right, or to the left, and round the edges.
    mutating func moveSort(by step: Int, among drawn: Set<Column>) {
        let choice = shown.filter(drawn.contains)
        guard !choice.isEmpty else { return }
        let place = choice.firstIndex(of: sort) ?? (step > 0 ? -1 : 0)
        sort = choice[(place + step + choice.count) % choice.count]
        isInverted = false
    }

    mutating func toggle(_ column: Column) {
        if let place = shown.firstIndex(of: column) {
            // The last one stays: a list without columns says nothing.
            if shown.count > 1 { shown.remove(at: place) }
        } else {
            // Where it usually stands: before the first of those that usually come after it.
            let order = list.columns
            let rank = order.firstIndex(of: column) ?? order.count
            let place = shown.firstIndex { (order.firstIndex(of: $0) ?? order.count) > rank }
            shown.insert(column, at: place ?? shown.count)
        }
    }

    mutating func move(_ column: Column, by step: Int) {
        guard let place = shown.firstIndex(of: column), shown.indices.contains(place + step) else { return }
        shown.swapAt(place, place + step)
    }

    /// Adds and takes away: `+meta.version,-weight`.
    package mutating func apply(_ changes: String) throws(ColumnError) {
        for change in changes.split(separator: ",") {
            let name = String(change.drop { $0 == "+" || $0 == "-" || $0 == " " })
            guard let column = Column(name, of: list) else { throw ColumnError(name: name, list: list) }
            if shown.contains(column) == (change.first == "-") { toggle(column) }
        }
    }
}

/// A name no column has.
package struct ColumnError: Error, Sendable, Equatable {
    package let name: String
    package let list: ListKind

    package var reason: String {
        let known = list.columns.map(\.name) + (list == .instances ? ["meta.NAME"] : [])
        return "no column is called \(name); there are \(known.joined(separator: " "))"
    }
}
