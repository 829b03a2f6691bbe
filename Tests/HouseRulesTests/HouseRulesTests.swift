import Foundation
import Testing

/// The rules of the house that a compiler does not know.
@Suite struct HouseRulesTests {
    /// What each target may import: the layers below it, and the libraries its line in Package.swift names.
    static let allowed: [String: Set<String>] = [
        "Migrations": [],
        "Assets": [],
        "RollcallCore": ["HashTreeCollections", "HeapModule"],
        "RollcallJSON": [],
        "RollcallWire": ["RollcallCore", "RollcallJSON"],
        "RollcallStore": ["RollcallCore", "RollcallJSON", "Migrations", "GRDB", "GRDBSQLite"],
        "RollcallRegistry": ["RollcallCore", "Logging", "ServiceLifecycle"],
        "RollcallTraffic": ["RollcallCore", "RollcallRegistry", "Logging"],
        "RollcallHealth": [
            "RollcallCore", "RollcallRegistry", "AsyncHTTPClient", "DequeModule", "HeapModule", "Logging", "NIOCore",
            "NIOHTTP1", "NIOPosix", "NIOSSL",
        ],
        "RollcallHTTP": [
            "RollcallCore", "RollcallJSON", "RollcallRegistry", "RollcallTraffic", "RollcallWire", "AsyncAlgorithms",
            "HTTPTypes", "Hummingbird", "Logging", "NIOCore", "ServiceLifecycle",
        ],
        "RollcallClient": [
            "RollcallCore", "RollcallJSON", "RollcallWire", "AsyncHTTPClient", "Logging", "NIOCore", "NIOHTTP1",
            "NIOPosix", "ServiceLifecycle",
        ],
        "RollcallProxy": ["RollcallCore", "Logging", "NIOCore", "NIOPosix"],
        "RollcallRun": ["CProcess", "RollcallCore"],
        "RollcallDashboard": ["RollcallCore", "RollcallJSON", "RollcallWire"],
        "RollcallTerminal": ["RollcallCore", "RollcallDashboard", "CTerminal"],
        "RollcallDaemon": [
            "Assets", "RollcallCore", "RollcallHTTP", "RollcallHealth", "RollcallRegistry", "RollcallStore",
            "RollcallTraffic", "RollcallWire", "Configuration", "Hummingbird", "HummingbirdCore", "Logging", "NIOCore",
            "ServiceLifecycle", "SystemPackage", "UnixSignals", "Yams",
        ],
        "rollcall": [
            "RollcallClient", "RollcallCore", "RollcallDaemon", "RollcallDashboard", "RollcallProxy", "RollcallRun",
            "RollcallStore", "RollcallTerminal", "RollcallWire", "ArgumentParser", "AsyncHTTPClient", "Hummingbird",
            "Logging",
            "NIOCore", "NIOHTTP1", "NIOPosix", "ServiceLifecycle", "UnixSignals",
        ],
        "RollcallExample": [
            "RollcallClient", "RollcallCore", "AsyncHTTPClient", "Hummingbird", "Logging", "NIOHTTP1",
            "ServiceLifecycle",
        ],
        "RollcallTestKit": ["RollcallCore", "RollcallRegistry", "Logging"],
    ]

    /// What comes with Swift is open to every shell target; the pure ones do without.
    static let system: Set<String> = ["Darwin", "Foundation", "Glibc", "Synchronization"]
    static let pure: Set<String> = ["RollcallCore", "RollcallJSON", "RollcallWire", "RollcallDashboard"]

    static func folder(_ target: String) -> String {
        ["Migrations": "migrations", "Assets": "assets"][target] ?? "Sources/\(target)"
    }

    static func sources() throws -> [SourceFile] {
        try ["Sources", "migrations", "assets"].flatMap { try SourceTree.files(in: $0) }
    }

    static func allSwift() throws -> [SourceFile] { try sources() + SourceTree.files(in: "Tests") }

    // MARK: Layers

    @Test("a target imports what stands below it, and only that", arguments: allowed.keys.sorted())
    func imports(_ target: String) throws {
        let open = Self.pure.contains(target) ? [] : Self.system
        for file in try SourceTree.files(in: Self.folder(target)) {
            let foreign = file.imports.subtracting(Self.allowed[target] ?? []).subtracting(open)
            #expect(foreign.isEmpty, "\(file.path) may not import \(foreign.sorted().joined(separator: ", "))")
        }
    }

    @Test("every target has its line in the table of imports")
    func targets() throws {
        let known = Set(Self.allowed.keys).union(["CProcess", "CTerminal"])
        #expect(try Set(SourceTree.names(in: "Sources")).isSubset(of: known))
    }

    // MARK: The core

    @Test("the core reads no clock, rolls no dice, starts no task and prints nothing", arguments: try core())
    func corePurity(_ file: SourceFile) {
        let banned = [
            "Date(", "UUID()", "Task {", "Task.", "print(", "ContinuousClock", "SuspendingClock", "SystemRandom",
            "async ",
            "await ", ".shuffled()", ".randomElement()",
        ]
        for (number, line) in file.code.enumerated() {
            for call in banned where line.contains(call) && !file.path.contains("/Ports/") {
                Issue.record("\(file.path):\(number + 1): \(call) belongs in the shell; take its result as a parameter")
            }
            if line.contains(".random("), !line.contains("using:") {
                Issue.record("\(file.path):\(number + 1): chance comes from a generator that the caller passes")
            }
        }
    }

    static func core() throws -> [SourceFile] { try SourceTree.files(in: "Sources/RollcallCore") }

    // MARK: Size

    @Test("files stay readable")
    func size() throws {
        for file in try Self.allSwift() {
            let max = file.path.hasPrefix("Sources/RollcallCore/") ? 400 : 500
            #expect(file.lineCount <= max, "\(file.path) has \(file.lineCount) lines; split it by concept")
        }
    }

    // MARK: Calls

    @Test("nothing is forced")
    func forced() throws {
        for file in try Self.allSwift() {
            for (number, line) in file.code.enumerated() where line.contains("try" + "!") {
                Issue.record("\(file.path):\(number + 1): forces a result")
            }
        }
    }

    @Test("what switches a check of the compiler off, or ends the process, says why")
    func explained() throws {
        for file in try Self.allSwift() {
            let (lines, code) = (file.lines, file.code)
            for (number, line) in code.enumerated() {
                for call in ["@unchecked Sendable", "nonisolated(unsafe)", "fatalError("] where line.contains(call) {
                    let before = number > 0 ? lines[number - 1] : ""
                    let isExplained = lines[number].contains("//") || before.contains("//")
                    #expect(isExplained, "\(file.path):\(number + 1): \(call) without a reason")
                }
            }
        }
    }

    @Test("nothing is left for later without an issue")
    func leftovers() throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
        let files = try Self.allSwift() + SourceTree.files(in: "Tests/EndToEnd", suffix: ".py")
        for file in files {
            for (number, line) in file.lines.enumerated() {
                for mark in marks where line.contains(mark) {
                    Issue.record("\(file.path):\(number + 1): \(mark)")
                }
            }
        }
    }

    @Test("what waits is not awaited with a pause: tests do not sleep")
    func noSleep() throws {
        for file in try SourceTree.files(in: "Tests") {
            for (number, line) in file.code.enumerated() where line.contains("Task.sl" + "eep") {
                Issue.record("\(file.path):\(number + 1): wait for what is awaited, or inject the time")
            }
        }
    }

    // MARK: Files

    @Test("every migration is embedded, and in the list of migrations in its order")
    func migrations() throws {
        let files = try SourceTree.names(in: "migrations").filter { $0.hasSuffix(".sql") }
        let (manifest, list) = (
            try SourceTree.file("Package.swift").text, try SourceTree.file("migrations/Migrations.swift").text
        )
        #expect(!files.isEmpty)
        for (index, name) in files.enumerated() {
            let stem = name.dropLast(4)
            #expect(manifest.contains(".embedInCode(\"\(name)\")"), "\(name) is not embedded in Package.swift")
            #expect(
                list.contains("Migration(number: \(index + 1), name: \"\(stem)\""), "\(name) is not number \(index + 1)"
            )
            #expect(name.wholeMatch(of: /V\d{4}_[a-z0-9_]+\.sql/) != nil, "\(name) is not named V0001_what_it_does.sql")
        }
    }

    @Test("the top level holds what a newcomer expects and no more")
    func topLevel() throws {
        let expected: Set<String> = [
            "Package.swift", "Package.resolved", "README.md", "Sources", "Tests", "assets", "migrations",
        ]
        let found = try SourceTree.names().filter { !$0.hasPrefix(".") }
        #expect(Set(found).isSubset(of: expected), "\(found)")
    }
}
