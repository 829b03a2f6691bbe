import Foundation

/// Standard output and standard error, without a buffer in between: a line that was written can be seen.
enum Console {
    /// Writes all of `text`, or throws; a reader that went away (`rollcall events | head`) ends the program quietly.
    static func write(_ text: String) throws(Failure) {
        guard let error = put(text, STDOUT_FILENO) else { return }
        guard error != EPIPE else { exit(0) }
        throw Failure("Standard output cannot be written: \(String(cString: strerror(error)))", .inputOutput)
    }

    static func print(_ lines: [String]) throws(Failure) {
        guard !lines.isEmpty else { return }
        try write(lines.joined(separator: "\n") + "\n")
    }

    /// A line on standard error. There is nobody left to tell when that fails.
    static func complain(_ line: String) {
        _ = put(line + "\n", STDERR_FILENO)
    }

    /// Whether the locale's characters are UTF-8, by the variables that name it.
    static var isUTF8: Bool {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let name = locale.lowercased()
        return name.contains("utf-8") || name.contains("utf8")
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of the terminal, or nil when standard output is none and lines may be as long as they are.
    static var width: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// The errno of the write that failed, if one did.
    private static func put(_ text: String, _ descriptor: Int32) -> Int32? {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count < 0 else {
                rest = rest.dropFirst(count)
                continue
            }
            guard errno == EINTR || errno == EAGAIN else { return errno }
        }
        return nil
    }
}
