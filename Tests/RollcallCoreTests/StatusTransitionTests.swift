import RollcallCore
import Testing

@Suite struct StatusTransitionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let from: ServiceStatus
        let on: StatusEvent
        let to: ServiceStatus
        var testDescription: String { "\(from.rawValue) on \(on.rawValue) → \(to.rawValue)" }
    }

    static let moves: [Row] = [
        Row(from: .up, on: .healthCheckFail, to: .down),
        Row(from: .down, on: .healthCheckPass, to: .up),
        Row(from: .starting, on: .ready, to: .up),
        Row(from: .up, on: .gracefulShutdown, to: .outOfService),
        Row(from: .starting, on: .leaseExpired, to: .down),
        Row(from: .up, on: .leaseExpired, to: .down),
        Row(from: .starting, on: .gracefulShutdown, to: .outOfService),
        Row(from: .down, on: .gracefulShutdown, to: .outOfService),
        Row(from: .outOfService, on: .resume, to: .starting),
    ]

    static let matrix: [Row] = ServiceStatus.allCases.flatMap { from in
        StatusEvent.allCases.map { on in
            moves.first { $0.from == from && $0.on == on } ?? Row(from: from, on: on, to: from)
        }
    }

    @Test("δ moves as the table says and stays everywhere else", arguments: matrix)
    func delta(_ row: Row) {
        #expect(row.from.next(on: row.on) == row.to)
    }

    @Test("the matrix has every pair")
    func total() {
        #expect(Self.matrix.count == ServiceStatus.allCases.count * StatusEvent.allCases.count)
    }
}
