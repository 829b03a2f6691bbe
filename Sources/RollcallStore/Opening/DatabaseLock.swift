import Foundation
import RollcallCore

/// The `flock` on `<database>.lock`. The owner of the file holds it exclusively for as long as it lives; who reads the
/// file of a daemon that is not running shares it for as long as it reads.
///
/// The lock file stays: unlinking it would let two processes lock two files of the same name.
final class DatabaseLock: Sendable {
    private let descriptor: Int32

    /// How long an owner waits for readers to let go, in steps.
    private static let attemptCountMax = 20
    private static let pause = Duration.milliseconds(100)

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        // To close is not enough: a child that was just forked holds a copy until it becomes another program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    static func path(_ database: String) -> String { database + ".lock" }

    /// - Throws: `.lockedByAnother` when another rollcall has the file.
    static func own(_ database: String) async throws(StoreError) -> DatabaseLock {
        let path = path(database)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: SystemError.last) }
        let lock = DatabaseLock(descriptor)
        var attempts = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK else { throw .unreadable(path: path, reason: SystemError.last) }
            let pid = owner(descriptor)
            attempts += 1
            // The pid of a process that is gone means that only a reader is in the way, and it is soon done.
            guard attempts < attemptCountMax, let pid, kill(pid, 0) != 0, errno == ESRCH else {
                throw .lockedByAnother(path: database, pid: pid)
            }
            // Cancelled, it only tries again sooner.
            try? await Task.sleep(for: pause)
        }
        let pid = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, pid, pid.count, 0) == pid.count else {
            throw .unreadable(path: path, reason: SystemError.last)
        }
        return lock
    }

    /// What a reader finds.
    enum Shared {
        case shared(DatabaseLock)
        case owned
        /// There is no lock file, or it may not be read: nobody to ask.
        case none
    }

    static func share(_ database: String) -> Shared {
        let descriptor = open(path(database), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return .none }
        let lock = DatabaseLock(descriptor)
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0 ? .shared(lock) : .owned
    }

    private static func owner(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").first ?? "")
    }
}
