extension Layout {
    /// Room for three panes beside one another.
    var isVeryWide: Bool { size.columns >= 160 }
    /// Room for more than the least in each pane.
    var isTall: Bool { size.rows >= 30 }
    var isVeryTall: Bool { size.rows >= 50 }

    /// The panes of the overview; what there is no room for is empty. Each but the first has its rule in its first row.
    struct Overview {
        var totals: Area
        var changes: Area
        var attention: Area
        var latest: Area
        var zones = Area(row: 0, column: 0, rows: 0, columns: 0)
        var store = Area(row: 0, column: 0, rows: 0, columns: 0)
    }

    /// A rule, and a line for each noun.
    static let totalRows = 6
    /// What the totals take without being cut, and sixty minutes with their figures.
    private static let totalColumns = 76
    private static let changeColumns = 40
    private static let storeRows = 8
    /// Rules included: two rows for each of four kinds of changes, or of six.
    private static let changeRows = (tall: 9, veryTall: 13)

    var overview: Overview { isVeryWide ? threeColumns : isWide ? twoColumns : oneColumn }

    private var oneColumn: Overview {
        let (totals, below) = body.split(rows: Self.totalRows)
        let (middle, latest) = below.split(rows: max(2, min(below.rows, max(3, below.rows * 2 / 5))))
        let (changes, attention) =
            size.columns >= 72 ? middle.split(columns: Self.changeColumns, gap: 1) : middle.split(columns: 0)
        return Overview(totals: totals, changes: changes, attention: attention, latest: latest)
    }

    private var twoColumns: Overview {
        let (left, right) = body.split(columns: body.columns * 19 / 30, gap: 1)
        let (totals, below) = left.split(rows: Self.totalRows)
        let (changes, latest) = below.split(rows: isTall ? Self.changeRows.tall : 5)
        let (attention, zones) = right.split(rows: isTall ? right.rows * 8 / 15 : right.rows * 3 / 4)
        return Overview(totals: totals, changes: changes, attention: attention, latest: latest, zones: zones)
    }

    private var threeColumns: Overview {
        let (left, others) = body.split(columns: max(Self.totalColumns, body.columns * 19 / 50), gap: 1)
        let (attention, latest) = others.split(columns: (others.columns - 1) / 2, gap: 1)
        let (totals, below) = left.split(rows: Self.totalRows)
        let rows = isVeryTall ? Self.changeRows.veryTall : isTall ? Self.changeRows.tall : 5
        let (changes, rest) = below.split(rows: rows)
        let (zones, store) = rest.split(rows: isTall ? rest.rows - Self.storeRows : rest.rows)
        return Overview(
            totals: totals, changes: changes, attention: attention, latest: latest, zones: zones, store: store)
    }
}
