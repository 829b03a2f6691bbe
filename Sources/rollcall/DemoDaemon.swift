import Foundation
import RollcallClient
import RollcallCore
import RollcallDaemon
import RollcallWire

/// The demo's daemon: this very binary as a process of its own, so that it can be watched, killed and started again.
final class DemoDaemon {
    let url: DaemonURL
    let databasePath: String
    private let listen: String
    private let process = Process()
    /// Made for this run and removed with it; nil when the database is the caller's.
    private let temporaryFolder: URL?
    private let log: URL

    private static let startMax = Duration.seconds(10)
    private static let stopMax = Duration.seconds(6)
    private static let poll = Duration.milliseconds(50)

    init(listen: String?, database: String?) throws {
        self.listen = try listen ?? "127.0.0.1:\(FreePort.find())"
        url = try DaemonURL(self.listen)
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("rollcall-demo-\(ProcessInfo.processInfo.processIdentifier)")
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw Failure("\(folder.path) cannot be made: \(SystemError.words(error))", .inputOutput)
        }
        temporaryFolder = folder
        databasePath = database ?? folder.appendingPathComponent("registry.db").path
        log = folder.appendingPathComponent("daemon.log")
    }

    /// Starts it and returns when it answers.
    func start(_ registry: RemoteRegistry) async throws {
        guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
            throw Failure("\(log.path) cannot be written", .inputOutput)
        }
        let output = try FileHandle(forWritingTo: log)
        process.executableURL = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
        process.arguments = ["serve", "--listen", listen, "--database", databasePath]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        do { try process.run() } catch {
            throw Failure("The daemon cannot be started: \(SystemError.words(error))", .inputOutput)
        }
        let deadline = ContinuousClock.now + Self.startMax
        while process.isRunning, ContinuousClock.now < deadline {
            do {
                _ = try await registry.status()
                return
            } catch ClientError.unreachable {
                try await Task.sleep(for: Self.poll)
            }
        }
        throw Failure("The daemon did not start", hint: lastWords, .unreachable)
    }

    /// Asks it to end, waits as long as it promises to take, and removes what was temporary.
    func stop() async {
        if process.isRunning {
            process.terminate()
            let deadline = ContinuousClock.now + Self.stopMax
            while process.isRunning, ContinuousClock.now < deadline {
                // Cancelled or not, the daemon must not be left behind; the deadline bounds a loop without rest.
                do { try await Task.sleep(for: Self.poll) } catch { await Task.yield() }
            }
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        guard let temporaryFolder else { return }
        // What stays behind in the temporary folder is the system's to clear.
        try? FileManager.default.removeItem(at: temporaryFolder)
    }

    /// What became of it when it is no longer there, as after a `kill -9`; nil while it runs.
    var fate: String? {
        guard !process.isRunning else { return nil }
        let how = process.terminationReason == .uncaughtSignal ? "signal" : "exit code"
        return "The daemon ended meanwhile, with \(how) \(process.terminationStatus). \(lastWords)"
    }

    /// The last line of its log says why it did not start.
    private var lastWords: String {
        // Without a log there is nothing to add.
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        return SafeText.escaped(text.split(separator: "\n").last ?? "It said nothing.", countMax: 400)
    }
}

/// A port that nobody listens on. Somebody else may take it before it is used; the demo then says so.
enum FreePort {
    static func find() throws(Failure) -> UInt16 {
        let descriptor = socket(AF_INET, streamType, 0)
        guard descriptor >= 0 else { throw Failure("No socket can be opened", .inputOutput) }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Failure("No port is free on 127.0.0.1", .inputOutput) }
        return UInt16(bigEndian: address.sin_port)
    }

    #if canImport(Glibc)
        private static let streamType = Int32(SOCK_STREAM.rawValue)
    #else
        private static let streamType = SOCK_STREAM
    #endif
}
