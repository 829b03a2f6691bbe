import Foundation
import Migrations
import RollcallCore

/// The first 100 bytes of a SQLite file, read without SQLite: looking at a stranger's file must not touch it.
/// https://www.sqlite.org/fileformat2.html#the_database_header
struct DatabaseHeader: Sendable, Equatable {
    /// "Roll"
    static let applicationID: UInt32 = 0x526F_6C6C
    private static let length = 100

    let applicationID: UInt32
    let userVersion: UInt32

    /// What stands in the file at `path`; nil when it is missing or empty.
    ///
    /// - Throws: `.unreadable`, or `.notARollcallDatabase` when it is no SQLite file at all.
    static func read(_ path: String) throws(StoreError) -> DatabaseHeader? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreadable(path: path, reason: SystemError.last)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, reason: SystemError.last) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .notARollcallDatabase(path: path, reason: "it is not a regular file")
        }
        guard status.st_size > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: length)
        let count = pread(descriptor, &bytes, length, 0)
        guard count >= 0 else { throw .unreadable(path: path, reason: SystemError.last) }
        guard count == length, bytes.starts(with: Array("SQLite format 3".utf8) + [0]) else {
            throw .notARollcallDatabase(path: path, reason: "it is not a SQLite file")
        }
        return DatabaseHeader(applicationID: number(bytes[68..<72]), userVersion: number(bytes[60..<64]))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Refuses a file of another application and one that a newer rollcall wrote.
    func check(_ path: String) throws(StoreError) {
        guard applicationID == Self.applicationID else {
            let found = String(applicationID, radix: 16)
            throw .notARollcallDatabase(path: path, reason: "it belongs to another application (id 0x\(found))")
        }
        guard userVersion <= UInt32(Migrations.newest) else {
            throw .newerSchema(path: path, found: Int(userVersion), known: Migrations.newest)
        }
    }
}

/// `errno` in words.
enum SystemError {
    static var last: String { String(cString: strerror(errno)) }
}
