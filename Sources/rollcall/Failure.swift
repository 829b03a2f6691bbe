import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

/// What ends a command other than success: one line for a person, one number for a script.
struct Failure: Error, Equatable {
    /// The exit codes, as every command's help lists them. ArgumentParser itself gives 64 for wrong usage.
    enum Code: Int32 {
        case refused = 1
        case unreachable = 3
        case notFound = 4
        case usage = 64
        case inputOutput = 74
        case unauthorized = 77
    }

    let message: String
    let hint: String
    let code: Code

    init(_ message: String, hint: String = "", _ code: Code) {
        self.message = message
        self.hint = hint
        self.code = code
    }

    init(_ error: ClientError) {
        let code: Code =
            switch error {
            case .problem(let problem):
                switch problem.status {
                case 404: .notFound
                // A value on the command line that the registry does not take.
                case 400, 422: .usage
                default: .refused
                }
            case .unreachable, .notRollcall, .timedOut: .unreachable
            case .unauthorized: .unauthorized
            case .invalidURL, .unusableToken: .usage
            }
        self.init(error.message, hint: error.hint, code)
    }

    init(_ error: RegistryError) {
        self.init(ClientError.problem(ProblemView(error)))
    }

    init(_ error: StoreError) {
        let code: Code =
            switch error {
            case .outcomeUnknown, .unreadable, .corrupt: .inputOutput
            case .notARollcallDatabase, .newerSchema, .lockedByAnother, .compacted, .futureRevision: .refused
            }
        self.init(SafeText.escaped(error.problem), hint: error.hint, code)
    }

    /// `rollcall: what was wrong. What to do.`
    var line: String {
        let sentence = message.hasSuffix(".") ? message : message + "."
        return "rollcall: " + ([sentence, hint].filter { !$0.isEmpty }).joined(separator: " ")
    }

    static let help = """
        Exit codes: 0 done, 1 refused by the registry, 3 the daemon does not answer, 4 no such instance or service, \
        64 wrong usage, 74 a file or the disk failed, 77 a token is asked for or refused.
        """
}
