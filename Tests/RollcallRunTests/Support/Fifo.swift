import Foundation

/// A named pipe by which a program tells a test that it is ready, and with what.
final class Fifo: Sendable {
    struct Failure: Error { let code: Int32 }

    let path: String
    private let descriptor: Int32

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID()).fifo").path()
        guard mkfifo(path, 0o600) == 0 else { throw Failure(code: errno) }
        // Open for writing as well: the program's closing it is not its end.
        descriptor = open(path, O_RDWR)
        guard descriptor >= 0 else { throw Failure(code: errno) }
    }

    deinit {
        close(descriptor)
        unlink(path)
        // What programs wait for among themselves.
        unlink("\(path).go")
    }

    /// Waits for the next line.
    func line() async -> String {
        await Blocking.run { self.readLine() }
    }

    /// The same, for who may block.
    func readLine() -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What blocks, on a thread of its own.
enum Blocking {
    static func run<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) async -> Answer {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }
}
