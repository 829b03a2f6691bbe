import ArgumentParser
import RollcallCore
import RollcallDashboard

struct States: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print δ: which event moves an instance from which status to which.")

    @OptionGroup var output: OutputOptions

    struct Move: Encodable, Equatable {
        let from: ServiceStatus
        let on: StatusEvent
        let to: ServiceStatus
    }

    /// The rows of δ: every pair of status and event that changes something.
    static let moves: [Move] = ServiceStatus.allCases.flatMap { from in
        StatusEvent.allCases.compactMap { event in
            let to = from.next(on: event)
            return to == from ? nil : Move(from: from, on: event, to: to)
        }
    }

    func run() throws {
        try output.print(Self.moves) { Self.lines($0, $1) }
    }

    static func lines(_ width: Int?, _ paint: Paint) -> [String] {
        var rows = Listing([.init("FROM"), .init("EVENT"), .init("TO")])
        for move in moves {
            rows.add([
                .init(move.from.rawValue, move.from.colour), .init(move.on.rawValue),
                .init(move.to.rawValue, move.to.colour),
            ])
        }
        var matrix = Listing([.init("")] + StatusEvent.allCases.map { .init($0.rawValue, widthMin: 8) })
        for from in ServiceStatus.allCases {
            matrix.add(
                [.init(from.rawValue, from.colour)]
                    + StatusEvent.allCases.map { event in
                        let to = from.next(on: event)
                        return to == from ? .init("·", .faint) : .init(to.rawValue, to.colour)
                    })
        }
        let caption = CellText.fitted("The whole of it; · changes nothing and makes no event.", to: width ?? .max)
        return rows.lines(width: width, paint) + ["", caption] + matrix.lines(width: width, paint)
    }
}
