#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is run: a program with its arguments, as in a shell's line.
package struct Program: Sendable, Equatable {
    /// Where it listens.
    package enum Port: Sendable, Equatable {
        /// It knows by itself; this one is registered.
        case fixed(UInt16)
        /// A free one is found before each start and handed over as PORT in the environment.
        case automatic
        case none
    }

    /// The program's name, with or without a path, and its arguments.
    package let words: [String]
    package let environment: [String: String]
    package let port: Port

    package init(_ words: [String], environment: [String: String], port: Port) {
        self.words = words
        self.environment = environment
        self.port = port
    }

    /// Ready to be started.
    struct Plan: Sendable, Equatable {
        let path: String
        let words: [String]
        /// As `NAME=value`.
        let environment: [String]
        let port: UInt16?
    }

    func plan() throws(StartFailure) -> Plan {
        var environment = environment
        let port: UInt16?
        switch self.port {
        case .fixed(let fixed): port = fixed
        case .none: port = nil
        case .automatic:
            let free = try freePort()
            environment["PORT"] = "\(free)"
            port = free
        }
        let variables = environment.map { "\($0)=\($1)" }.sorted()
        return Plan(path: try findProgram(), words: words, environment: variables, port: port)
    }

    private func freePort() throws(StartFailure) -> UInt16 {
        guard let port = FreePort.find() else {
            throw StartFailure(program: words.first ?? "", why: "no port of this machine is free", shellCode: 126)
        }
        return port
    }

    /// Looks the name up in PATH as a shell does. It is done here and not by exec: what stands between fork and exec may
    /// do next to nothing.
    private func findProgram() throws(StartFailure) -> String {
        guard let name = words.first, !name.isEmpty else {
            throw StartFailure(program: "", why: "it has no name", shellCode: 127)
        }
        guard !name.contains("/") else { return name }
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(
            separator: ":", omittingEmptySubsequences: false)
        // An empty entry stands for the working directory.
        let candidates = folders.map { $0.isEmpty ? "./\(name)" : "\($0)/\(name)" }
        if let found = candidates.first(where: { access($0, X_OK) == 0 && !Self.isFolder($0) }) { return found }
        throw StartFailure(program: name, why: "it is not in PATH", shellCode: 127)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
