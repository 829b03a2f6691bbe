import RollcallCore
package import RollcallWire

/// Why a daemon did not do what it was asked, as its caller sees it.
package enum ClientError: Error, Sendable, Equatable {
    /// The daemon understood and refused.
    case problem(ProblemView)
    case unreachable(url: String, reason: String)
    /// Something answered, but not as a Rollcall daemon does.
    case notRollcall(url: String, reason: String)
    case timedOut(url: String, after: Duration)
    /// Whoever guards the daemon wants a token: another one than ours, or one at all.
    case unauthorized(url: String, hasToken: Bool)
    case unusableToken(path: String, reason: String)
    case invalidURL(String)

    /// What is wrong, in one sentence that names the thing. Safe to print: the words of strangers are escaped.
    package var message: String {
        switch self {
        case .problem(let problem): SafeText.escaped(problem.detail, countMax: 1_000)
        case .unreachable(let url, let reason):
            "No daemon answers at \(SafeText.escaped(url)): \(SafeText.escaped(reason, countMax: 300))"
        case .notRollcall(let url, let reason):
            "What answers at \(SafeText.escaped(url)) is not a Rollcall daemon: \(SafeText.escaped(reason, countMax: 300))"
        case .timedOut(let url, let after):
            "The daemon at \(SafeText.escaped(url)) took longer than \(DurationText.format(after))"
        case .unauthorized(let url, let hasToken):
            "\(SafeText.escaped(url)) \(hasToken ? "refuses the token" : "asks for a token")"
        case .unusableToken(let path, let reason): "The token file \(SafeText.escaped(path)) is of no use: \(reason)"
        case .invalidURL(let text): "\(SafeText.escaped(text, countMax: 200)) is not the address of a daemon"
        }
    }

    /// What to do about it, in the imperative.
    package var hint: String {
        switch self {
        case .problem(let problem): problem.hint.map { SafeText.escaped($0, countMax: 1_000) } ?? ""
        case .unreachable: "Start it with `rollcall serve`, or name another with --addr or ROLLCALL_ADDR."
        case .notRollcall: "Check --addr and ROLLCALL_ADDR."
        case .timedOut: "Try again; what was to be changed may have been changed, and repeating it does no harm."
        case .unauthorized(_, let hasToken):
            hasToken
                ? "Put another into the file, which is read again when it is refused."
                : "Name the file that holds it with --token-file or ROLLCALL_TOKEN_FILE."
        case .unusableToken: "Write the token on its only line."
        case .invalidURL: "Write it as http://127.0.0.1:7420."
        }
    }
}
