#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A signal by its number, with its name for people.
package struct ProcessSignal: Sendable, Hashable, CustomStringConvertible {
    package let number: Int32

    package init(_ number: Int32) {
        self.number = number
    }

    package static let terminate = ProcessSignal(SIGTERM)
    package static let interrupt = ProcessSignal(SIGINT)
    package static let kill = ProcessSignal(SIGKILL)
    package static let resume = ProcessSignal(SIGCONT)
    /// Ctrl-Z.
    package static let suspend = ProcessSignal(SIGTSTP)
    /// A program in the background wants to read from the terminal, or to set it.
    package static let terminalInput = ProcessSignal(SIGTTIN)
    package static let terminalOutput = ProcessSignal(SIGTTOU)

    package var description: String {
        switch number {
        case SIGTERM: "SIGTERM"
        case SIGINT: "SIGINT"
        case SIGKILL: "SIGKILL"
        case SIGHUP: "SIGHUP"
        case SIGQUIT: "SIGQUIT"
        case SIGABRT: "SIGABRT"
        case SIGSEGV: "SIGSEGV"
        case SIGBUS: "SIGBUS"
        case SIGILL: "SIGILL"
        case SIGFPE: "SIGFPE"
        case SIGTRAP: "SIGTRAP"
        case SIGPIPE: "SIGPIPE"
        case SIGALRM: "SIGALRM"
        case SIGUSR1: "SIGUSR1"
        case SIGUSR2: "SIGUSR2"
        default: "signal \(number)"
        }
    }
}
