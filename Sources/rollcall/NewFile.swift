import Foundation
import RollcallDashboard

/// A file that was not there before, for its owner's eyes.
enum NewFile {
    private static let triesMax = 100

    /// Writes `contents` into the working directory, under `name` or, where that is taken, under one with a number.
    static func write(_ contents: String, as name: String) -> Answer {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let stem = parts.dropLast().joined(separator: "."), ending = parts.last ?? ""
        for number in 1...triesMax {
            let path = number == 1 ? name : "\(stem)-\(number).\(ending)"
            // O_EXCL: neither a file nor a link that somebody put there is written through.
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor < 0, errno == EEXIST { continue }
            guard descriptor >= 0 else { return .notExported(reason: failure(path)) }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            do { try handle.write(contentsOf: Data(contents.utf8)) } catch {
                return .notExported(reason: failure(path))
            }
            return .exported(name: path)
        }
        return .notExported(reason: "\(name) and \(triesMax - 1) more names are taken; remove some")
    }

    private static func failure(_ path: String) -> String {
        "\(path) cannot be written: \(String(cString: strerror(errno)))"
    }
}
