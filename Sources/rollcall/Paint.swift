import Foundation
import RollcallCore

/// Colour, on a terminal only and never with NO_COLOR (no-color.org).
struct Paint: Sendable {
    enum Colour: String, Sendable {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case faint = "2"
        case bold = "1"
    }

    let isOn: Bool

    static let plain = Paint(isOn: false)

    static var standard: Paint { Paint(isOn: Console.isTerminal && !isRefused) }

    static var isRefused: Bool {
        let environment = ProcessInfo.processInfo.environment
        return environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
    }

    func callAsFunction(_ text: String, _ colour: Colour?) -> String {
        guard isOn, let colour else { return text }
        return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }
}

extension ServiceStatus {
    var colour: Paint.Colour {
        switch self {
        case .up: .green
        case .down: .red
        case .starting: .yellow
        case .outOfService: .blue
        }
    }
}
