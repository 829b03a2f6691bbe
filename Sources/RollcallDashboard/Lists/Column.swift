/// What a column of a list tells.
package enum Column: Sendable, Hashable {
    case state, service, up, starting, down, out, all, pick, breaker, changes, lastChange, zones, leaseLow, checkHigh
    case tags, id, address, weight, lease, check, share, cause, zone, since, revision
    case time, kind, subject, change, actor
    case metadata(String)

    /// What it is called where columns are chosen by name.
    package var name: String {
        switch self {
        case .metadata(let key): "meta.\(key)"
        case .lastChange: "changed"
        case .leaseLow: "lease.p5"
        case .checkHigh: "check.p95"
        case .revision: "rev"
        default: "\(self)"
        }
    }

    package var title: String {
        switch self {
        case .starting: "STRT"
        case .changes: "CHG/h"
        case .lastChange: "LAST CHANGE"
        case .leaseLow: "LEASE p5"
        case .checkHigh: "CHK p95"
        case .weight: "W"
        case .share: "PICK%"
        case .revision: "REV"
        case .metadata(let key): key
        default: "\(self)".uppercased()
        }
    }

    /// The column called `name`.
    package init?(_ name: String, of list: ListKind) {
        if list == .instances, name.hasPrefix("meta."), name.count > "meta.".count {
            self = .metadata(String(name.dropFirst("meta.".count)))
            return
        }
        guard let column = list.columns.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = column
    }

    /// Larger numbers first, unless small ones are what wants to be seen.
    var isDescending: Bool {
        switch self {
        case .up, .starting, .down, .out, .all, .breaker, .changes, .weight, .share, .checkHigh, .revision, .time: true
        default: false
        }
    }

    /// A change of it is worth a glance; the others move all the time.
    var flashes: Bool {
        switch self {
        case .state, .up, .starting, .down, .out, .all, .pick, .breaker, .address, .weight, .zone, .metadata: true
        default: false
        }
    }

    /// How it is laid out. `isKnown` is false for one that nobody has anything to tell for: it goes first.
    func shape(in list: ListKind, content: Int, isKnown: Bool) -> TableColumn {
        let shape = list == .events ? eventShape : shape
        let title = CellText.width(self.title)
        // Room for the content, as long as it does not take it from the others.
        let ideal = min(max(content, title), shape.max)
        return TableColumn(
            self.title, shape.isRight ? .right : .left, priority: isKnown ? shape.priority : 0,
            min: max(shape.min, min(title, 11)), ideal: ideal, flex: shape.flex)
    }

    private struct Shape {
        var priority: Int
        var min: Int
        var max: Int
        var isRight = false
        var flex = 0
    }

    private var shape: Shape {
        switch self {
        case .state: Shape(priority: 20, min: 5, max: 14)
        case .service: Shape(priority: 19, min: 20, max: 40, flex: 1)
        case .up, .pick: Shape(priority: 10, min: 5, max: 9, isRight: true)
        case .down: Shape(priority: 9, min: 5, max: 7, isRight: true)
        case .lastChange: Shape(priority: 8, min: 8, max: 11, isRight: true)
        case .starting: Shape(priority: 7, min: 4, max: 7, isRight: true)
        case .out: Shape(priority: 6, min: 4, max: 7, isRight: true)
        case .changes: Shape(priority: 4, min: 5, max: 7, isRight: true)
        case .all: Shape(priority: 5, min: 4, max: 7, isRight: true)
        case .leaseLow, .checkHigh: Shape(priority: 2, min: 7, max: 8, isRight: true)
        case .zones, .tags: Shape(priority: 3, min: 6, max: 24)
        case .id: Shape(priority: 19, min: 8, max: 36)
        case .address: Shape(priority: 12, min: 14, max: 30)
        case .lease: Shape(priority: 11, min: 6, max: 8, isRight: true)
        case .check: Shape(priority: 10, min: 12, max: 24)
        case .breaker: Shape(priority: 6, min: 4, max: 11)
        case .weight: Shape(priority: 5, min: 4, max: 6, isRight: true)
        case .share: Shape(priority: 5, min: 5, max: 6, isRight: true)
        case .cause: Shape(priority: 4, min: 20, max: 20, flex: 1)
        case .zone: Shape(priority: 3, min: 5, max: 12)
        case .since: Shape(priority: 3, min: 7, max: 8, isRight: true)
        case .metadata: Shape(priority: 3, min: 5, max: 24)
        case .revision: Shape(priority: 2, min: 7, max: 10, isRight: true)
        case .time, .kind, .subject, .change, .actor: eventShape
        }
    }

    private var eventShape: Shape {
        switch self {
        case .time: Shape(priority: 8, min: 8, max: 8)
        case .revision: Shape(priority: 3, min: 7, max: 10, isRight: true)
        case .kind: Shape(priority: 4, min: 12, max: 12)
        case .subject: Shape(priority: 6, min: 20, max: 36)
        case .change: Shape(priority: 5, min: 12, max: 12, flex: 1)
        default: Shape(priority: 2, min: 7, max: 8)
        }
    }
}
