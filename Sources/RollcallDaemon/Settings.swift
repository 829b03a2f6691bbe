package import Logging
package import RollcallCore
import RollcallHealth
import RollcallRegistry

/// Everything that can be set, checked and with its defaults filled in. `assets/rollcall.yaml` explains each.
package struct Settings: Sendable, Equatable {
    package enum LogFormat: String, Sendable, CaseIterable { case text, json }

    package var listen: ListenAddress
    package var databasePath: String
    package var isOpen: Bool
    package var hostNames: Set<String>
    package var logLevel: Logger.Level
    package var logFormat: LogFormat
    package var instanceCountMax: Int
    package var retention: Retention
    package var selfPreservation: SelfPreservationSettings
    package var checksInFlightMax: Int
    package var checksPerTargetMax: Int
    package var checksMayDialLoopback: Bool
    package var pickKeyCountMax: Int

    package struct SelfPreservationSettings: Sendable, Equatable {
        package var share: Double
        package var window: Duration
        package var expiryCountMin: Int
        package var hold: Duration
    }
}

/// An address and a port to listen on, as in `127.0.0.1:7420` or `[::1]:7420`.
package struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package static let standard = ListenAddress(host: "127.0.0.1", port: 7420)

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, host.contains(":") == text.hasPrefix("[") else { return nil }
        self.init(host: String(host), port: port)
    }

    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.split(separator: ".").count == 4)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A setting that cannot be taken: which one, where it was found, and what would be right.
package struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    package let setting: String
    package let problem: String

    package init(_ setting: String, _ problem: String) {
        self.setting = setting
        self.problem = problem
    }

    package var description: String { "\(setting): \(problem)" }
}
