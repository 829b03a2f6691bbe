/// How a process ended.
package enum ProcessEnding: Sendable, Hashable, CustomStringConvertible {
    case code(Int32)
    case signal(ProcessSignal)

    package var isSuccess: Bool { self == .code(0) }

    /// What a shell makes of it: the code itself, or 128 and the number of the signal.
    package var shellCode: Int32 {
        switch self {
        case .code(let code): code
        case .signal(let signal): 128 + signal.number
        }
    }

    package var description: String {
        switch self {
        case .code(let code): "exited with code \(code)"
        case .signal(let signal): "was ended by \(signal)"
        }
    }
}

/// Why a program could not be started at all.
package struct StartFailure: Error, Sendable, Hashable, CustomStringConvertible {
    package let program: String
    package let why: String
    /// What a shell exits with: 127 when there is no such program, 126 when it cannot be run.
    package let shellCode: Int32

    package init(program: String, why: String, shellCode: Int32) {
        self.program = program
        self.why = why
        self.shellCode = shellCode
    }

    package var description: String { "\(program) cannot be started: \(why)" }
}
