import Configuration
import Foundation
import Logging
import RollcallCore
import SystemPackage
import Yams

/// Reads settings from flags, the environment and a file, the first that names one winning.
package struct SettingsReader: Sendable {
    /// Every setting there is. A name in the file that is not among them is refused: a typing error must not become a
    /// silent default.
    package static let names: Set<String> = [
        "listen", "database", "http.open", "http.host_names", "log.level", "log.format", "limits.instances",
        "retention.events", "retention.age", "self_preservation.share", "self_preservation.window",
        "self_preservation.minimum", "self_preservation.hold", "health.in_flight", "health.in_flight_per_target",
        "health.loopback", "traffic.keys",
    ]

    private let reader: ConfigReader
    private let environment: [String: String]

    /// - Parameters:
    ///   - flags: What the command line sets, by the names of settings.
    ///   - environment: The variables of the process.
    ///   - file: The path of a YAML file, or nil.
    package init(flags: [String: String], environment: [String: String], file: String?) async throws(SettingsError) {
        let flagValues = Dictionary(
            uniqueKeysWithValues: flags.map { name, value in
                (
                    AbsoluteConfigKey(name.split(separator: ".").map(String.init)),
                    ConfigValue(.string(value), isSecret: false)
                )
            })
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: flagValues),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "rollcall"),
        ]
        if let file {
            // A file of comments says nothing, which is not the same as wrong; the provider would refuse it.
            if try Self.saysSomething(in: file) {
                do { providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file))) } catch {
                    throw SettingsError(file, "cannot be read: \(error)")
                }
            }
        }
        self.environment = environment
        reader = ConfigReader(providers: providers)
    }

    /// The settings, or the first that is wrong.
    package func settings() throws(SettingsError) -> Settings {
        let listen = try read("listen", .standard, "must be an address and a port, as in 127.0.0.1:7420") {
            ListenAddress($0)
        }
        let isOpen = try read("http.open", false, "must be true or false") { Bool($0) }
        let logLevel = try read(
            "log.level", Logger.Level.info, "must be trace, debug, info, notice, warning, error or critical"
        ) { Logger.Level(rawValue: $0) }
        let logFormat = try read("log.format", Settings.LogFormat.text, "must be text or json") {
            Settings.LogFormat(rawValue: $0)
        }
        let retention = Retention(
            eventCountMax: try integer("retention.events", 10_000_000, in: 1_000...1_000_000_000),
            ageMax: try duration("retention.age", .seconds(30 * 86_400)))
        let share = try read("self_preservation.share", 0.3, "must be from 0 to 1") { text in
            Double(text).flatMap { (0...1).contains($0) ? $0 : nil }
        }
        let selfPreservation = Settings.SelfPreservationSettings(
            share: share, window: try duration("self_preservation.window", .seconds(60)),
            expiryCountMin: try integer("self_preservation.minimum", 5, in: 1...1_000_000),
            hold: try duration("self_preservation.hold", .seconds(1_800)))
        let loopback = try read("health.loopback", true, "must be true or false") { Bool($0) }
        let databasePath: String
        if let path = text("database") {
            databasePath = try Self.absolute(path)
        } else {
            databasePath = try defaultDatabasePath()
        }
        let settings = Settings(
            listen: listen, databasePath: databasePath, isOpen: isOpen,
            hostNames: Set((text("http.host_names") ?? "").lowercased().split(separator: ",").map { $0.trimmed }),
            logLevel: logLevel, logFormat: logFormat,
            instanceCountMax: try integer("limits.instances", 1_000_000, in: 1...10_000_000), retention: retention,
            selfPreservation: selfPreservation, checksInFlightMax: try integer("health.in_flight", 512, in: 1...10_000),
            checksPerTargetMax: try integer("health.in_flight_per_target", 2, in: 1...100),
            checksMayDialLoopback: loopback,
            pickKeyCountMax: try integer("traffic.keys", 50_000, in: 0...50_000))
        guard settings.listen.isLoopback || settings.isOpen else {
            throw SettingsError(
                "listen",
                "\(settings.listen) is open to others and there are no tokens yet; listen on loopback, or set http.open "
                    + "to true if everybody who reaches this port may register and deregister")
        }
        return settings
    }

    private func text(_ name: String) -> String? {
        reader.string(forKey: ConfigKey(name))
    }

    private func read<Value>(
        _ name: String, _ standard: Value, _ problem: String, _ parse: (String) -> Value?
    ) throws(SettingsError) -> Value {
        guard let text = text(name) else { return standard }
        guard let value = parse(text.trimmed) else { throw SettingsError(name, "\(problem), not \"\(text)\"") }
        return value
    }

    private func integer(_ name: String, _ standard: Int, in range: ClosedRange<Int>) throws(SettingsError) -> Int {
        try read(name, standard, "must be a whole number \(range.words)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    private func duration(_ name: String, _ standard: Duration) throws(SettingsError) -> Duration {
        try read(name, standard, "must be a duration above zero, as in 60s or 30d") { text in
            DurationText.parse(text).flatMap { $0 > .zero ? $0 : nil }
        }
    }

    /// Who looks at `rollcall status` stands in another folder.
    private static func absolute(_ path: String) throws(SettingsError) -> String {
        guard !path.isEmpty else { throw SettingsError("database", "must not be empty") }
        return URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// In the user's state folder, as the XDG base directory specification names it.
    private func defaultDatabasePath() throws(SettingsError) -> String {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return "\(state)/rollcall/rollcall.sqlite"
        }
        guard let home = environment["HOME"], !home.isEmpty else {
            throw SettingsError("database", "must be set: there is no home folder to put it in")
        }
        return "\(home)/.local/state/rollcall/rollcall.sqlite"
    }

    /// Whether there is a setting in `file`; refuses names that are none.
    private static func saysSomething(in file: String) throws(SettingsError) -> Bool {
        let text: String
        do { text = try String(contentsOfFile: file, encoding: .utf8) } catch {
            throw SettingsError(file, "cannot be read: \(SystemError.words(error))")
        }
        let document: Any?
        do { document = try Yams.load(yaml: text) } catch { throw SettingsError(file, "is not YAML: \(error)") }
        guard let document else { return false }
        guard let mapping = document as? [String: Any] else {
            throw SettingsError(file, "must be a mapping of settings to values")
        }
        for name in flattened(mapping, prefix: "").sorted() where !names.contains(name) {
            throw SettingsError(name, "is not a setting (in \(file))")
        }
        return true
    }

    private static func flattened(_ mapping: [String: Any], prefix: String) -> [String] {
        mapping.flatMap { key, value in
            (value as? [String: Any]).map { flattened($0, prefix: prefix + key + ".") } ?? [prefix + key]
        }
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
