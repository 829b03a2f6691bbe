/// What can be typed after `:`. A beginning that only one command has is enough.
package enum PaletteCommand: Sendable, Equatable {
    case show(Screen)
    case filter(String)
    case sort(String)
    case columns(String)
    case theme(String)
    case pause, token, help, quit

    /// Names, what follows them, and what they do.
    static let known: [(name: String, argument: String?)] = [
        ("overview", nil), ("services", nil), ("events", nil), ("balancer", nil), ("instances", "SERVICE"),
        ("instance", "ID"),
        ("filter", "EXPRESSION"), ("sort", "COLUMN"), ("columns", "+ADD,-DROP"), ("theme", "NAME"), ("pause", nil),
        ("token", nil), ("help", nil), ("quit", nil),
    ]

    package init(_ text: String) throws(FilterError) {
        let line = text.drop { $0 == " " || $0 == ":" }
        let start = text.count - line.count
        let word = line.prefix { $0 != " " }
        let argument = line.dropFirst(word.count).trimming()
        let range = start..<max(start + word.count, start + 1)
        let found = Self.known.filter { $0.name == word }
        let candidates = found.isEmpty ? Self.known.filter { $0.name.hasPrefix(word.lowercased()) } : found
        guard let command = candidates.first, !word.isEmpty else {
            throw FilterError(range: range, reason: "no command is called \(word); Tab lists them")
        }
        guard candidates.count == 1 else {
            let names = candidates.map(\.name).joined(separator: " or ")
            throw FilterError(range: range, reason: "\(word) could be \(names)")
        }
        if let wanted = command.argument, argument.isEmpty, command.name != "filter" {
            throw FilterError(range: range, reason: "\(command.name) wants \(wanted)")
        }
        switch command.name {
        case "overview": self = .show(.overview)
        case "services": self = .show(.services)
        case "events": self = .show(.events)
        case "balancer": self = .show(.balancer)
        case "instances": self = .show(.instances(service: argument))
        case "instance": self = .show(.instance(id: argument))
        case "filter": self = .filter(argument)
        case "sort": self = .sort(argument)
        case "columns": self = .columns(argument)
        case "theme": self = .theme(argument)
        case "pause": self = .pause
        case "token": self = .token
        case "help": self = .help
        default: self = .quit
        }
    }
}

extension Substring {
    fileprivate func trimming() -> String { String(drop { $0 == " " }).trimmingEnd() }
}
