import Foundation
import Hummingbird
import RollcallCore

/// Reads a request's query parameters and refuses those nobody asked for.
struct QueryReader {
    private let values: [(key: String, value: String)]

    /// - Parameters:
    ///   - known: The parameters this request may have; one that ends in a dot stands for all that begin so.
    ///   - repeatable: Those among them that may be given more than once.
    init(_ request: Request, known: Set<String>, repeatable: Set<String> = []) throws(RegistryError) {
        let prefixes = known.filter { $0.hasSuffix(".") }
        var values: [(key: String, value: String)] = []
        var seen: Set<String> = []
        for (rawKey, value) in request.uri.queryParameters {
            let key = rawKey.removingPercentEncoding ?? String(rawKey)
            let shown = SafeText.escaped(key, countMax: 64)
            let isKnown = known.contains(key) || prefixes.contains { key.hasPrefix($0) }
            guard isKnown, !prefixes.contains(key) else {
                throw .invalid(InvalidField(shown, "is not a parameter of this request"))
            }
            guard seen.insert(key).inserted || repeatable.contains(key) else {
                throw .invalid(InvalidField(shown, "is given twice"))
            }
            values.append((key, String(value)))
        }
        self.values = values
    }

    subscript(key: String) -> String? { values.first { $0.key == key }?.value }

    func all(_ key: String) -> [String] { values.filter { $0.key == key }.map(\.value) }

    /// Parameters of the form `prefix.rest`, by their rest.
    func all(withPrefix prefix: String) -> [String: String] {
        var found: [String: String] = [:]
        for (key, value) in values where key.hasPrefix(prefix) { found[String(key.dropFirst(prefix.count))] = value }
        return found
    }

    func revision(_ key: String) throws(RegistryError) -> Revision? {
        guard let text = self[key] else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw .invalid(InvalidField(key, "must be a revision: a whole number that is not negative"))
        }
        return Revision(number)
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(RegistryError) -> Int? {
        guard let text = self[key] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .invalid(InvalidField(key, "must be a whole number \(range.words)"))
        }
        return number
    }

    func duration(_ key: String, upTo max: Duration) throws(RegistryError) -> Duration? {
        guard let text = self[key] else { return nil }
        guard let duration = DurationText.parse(text), duration <= max else {
            throw .invalid(InvalidField(key, "must be a duration up to \(DurationText.format(max)), as in 30s"))
        }
        return duration
    }

    /// A time of day as RFC 3339, or a duration back from `now`.
    func time(_ key: String, now: WallTime) throws(RegistryError) -> WallTime? {
        guard let text = self[key] else { return nil }
        if let time = WallTime(rfc3339: text) { return time }
        guard let back = DurationText.parse(text) else {
            throw .invalid(
                InvalidField(key, "must be a time such as 2026-11-22T03:12:00Z, or a duration back from now such as 1h")
            )
        }
        return now.advanced(by: .zero - back)
    }

    func service(_ key: String) throws(RegistryError) -> ServiceName? {
        guard let text = self[key] else { return nil }
        do { return try ServiceName(text, field: key) } catch { throw .invalid(error) }
    }

    func instance(_ key: String) throws(RegistryError) -> InstanceID? {
        guard let text = self[key] else { return nil }
        do { return try InstanceID(text) } catch { throw .invalid(InvalidField(key, error.problem)) }
    }
}

extension BasicRequestContext {
    /// The instance that the path names.
    func instanceID() throws -> InstanceID {
        do { return try InstanceID(text("id")) } catch let error as InvalidField { throw RegistryError.invalid(error) }
    }

    /// The service that the path names.
    func serviceName() throws -> ServiceName {
        do { return try ServiceName(text("name")) } catch let error as InvalidField {
            throw RegistryError.invalid(error)
        }
    }

    func text(_ parameter: String) throws -> String {
        let raw = try parameters.require(parameter)
        return raw.removingPercentEncoding ?? raw
    }
}
