import ArgumentParser
import RollcallWire

/// A health check in the short form of the command line: `http:/health`, `https:/health`, `tcp` or `ttl:10s`.
struct CheckArgument: ExpressibleByArgument, Equatable, Sendable {
    let body: CheckBody

    init?(argument: String) {
        let type = argument.prefix { $0 != ":" }
        let rest = argument.dropFirst(type.count + 1)
        switch type {
        case "http", "https":
            var check = CheckBody(name: String(type), type: "http")
            if type == "https" { check.scheme = "https" }
            guard rest.isEmpty || rest.hasPrefix("/") else { return nil }
            check.path = rest.isEmpty ? "/" : String(rest)
            body = check
        case "tcp":
            guard rest.isEmpty else { return nil }
            body = CheckBody(name: "tcp", type: "tcp")
        case "ttl":
            guard !rest.isEmpty else { return nil }
            var check = CheckBody(name: "ttl", type: "ttl")
            check.ttl = String(rest)
            body = check
        default: return nil
        }
    }

    static let allValueStrings = ["http:/health", "https:/health", "tcp", "ttl:10s"]
}

/// The checks of a registration and what they have in common.
struct CheckOptions: ParsableArguments {
    @Option(
        name: .customLong("check"),
        help: ArgumentHelp(
            "A health check: http:/health, https:/health, tcp, or ttl:10s for one the service reports. Repeatable.",
            valueName: "check"), completion: .list(CheckArgument.allValueStrings))
    var checks: [CheckArgument] = []
    @Option(help: "How often the daemon checks, as in 5s.") var interval: String?
    @Option(help: "How long a check may take, as in 1s.") var timeout: String?
    @Option(help: "Passes in a row that bring the instance up.") var rise: Int?
    @Option(help: "Failures in a row that bring it down.") var fall: Int?

    func validate() throws {
        guard checks.isEmpty, interval != nil || timeout != nil || rise != nil || fall != nil else { return }
        throw ValidationError("--interval, --timeout, --rise and --fall belong to a check: name one with --check.")
    }

    /// The checks, each with a name of its own; nil when none was asked for.
    var bodies: [CheckBody]? {
        guard !checks.isEmpty else { return nil }
        var counts: [String: Int] = [:]
        return checks.map { argument in
            var check = argument.body
            let count = counts[check.name, default: 0] + 1
            counts[check.name] = count
            if count > 1 { check.name += "-\(count)" }
            if check.type != "ttl" {
                check.interval = interval
                check.timeout = timeout
            }
            check.rise = rise
            check.fall = fall
            return check
        }
    }
}
