import Foundation
import RollcallCore
import RollcallDaemon
import RollcallWire

/// A JSON file with registrations: one object, an array of them, or `{"instances": […]}`; each is what the API takes,
/// and its `id`.
struct RegistrationFile: Sendable, Equatable {
    struct Item: Sendable, Equatable {
        let id: String
        let body: InstanceBody
    }

    let items: [Item]

    static let bytesMax = 64 << 20

    init(path: String) throws(Failure) {
        let bytes: [UInt8]
        do { bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)) } catch {
            throw Failure(
                "\(SafeText.escaped(path)) cannot be read: \(SystemError.words(error))", .inputOutput)
        }
        do throws(Fault) { try self.init(bytes) } catch {
            throw Failure("\(SafeText.escaped(path)): \(error.reason)", hint: "Correct the file.", .refused)
        }
    }

    struct Fault: Error, Equatable {
        let reason: String
    }

    init(_ bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= Self.bytesMax else { throw Fault(reason: "it is larger than 64 MB") }
        let first = bytes.first { !" \n\r\t".utf8.contains($0) }
        let shape: JSONShape
        if first == UInt8(ascii: "[") { shape = .array(Self.item) } else { shape = Self.envelopeOrItem(bytes) }
        do throws(JSONRefusal) { try shape.check(bytes) } catch { throw Fault(reason: Self.words(error)) }
        do {
            let data = Data(bytes)
            let decoder = JSONDecoder()
            if first == UInt8(ascii: "[") {
                items = try decoder.decode([Decoded].self, from: data).map(\.item)
            } else if shape.isEnvelope {
                items = try decoder.decode(Envelope.self, from: data).instances.map(\.item)
            } else {
                items = [try decoder.decode(Decoded.self, from: data).item]
            }
        } catch {
            throw Fault(reason: Self.words(error))
        }
        try validate()
    }

    /// Every limit of the registry, before anything is sent.
    private func validate() throws(Fault) {
        var seen: Set<String> = []
        for (index, item) in items.enumerated() {
            let place = items.count == 1 ? "" : "instances[\(index)]."
            do throws(InvalidField) { _ = try item.body.validated(InstanceID(item.id)) } catch {
                throw Fault(reason: "\(place)\(error.field) \(error.problem)")
            }
            guard seen.insert(item.id).inserted else { throw Fault(reason: "\(place)id is used twice") }
        }
    }

    private struct Decoded: Decodable {
        let item: Item

        enum CodingKeys: String, CodingKey { case id }

        init(from decoder: any Decoder) throws {
            let id = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .id)
            item = Item(id: id, body: try InstanceBody(from: decoder))
        }
    }

    private struct Envelope: Decodable {
        let instances: [Decoded]
    }

    private static let item: JSONShape = {
        guard case .object(var fields) = JSONShape.instance else { return .instance }
        fields["id"] = .scalar
        return .object(fields)
    }()

    /// An object with `instances` is the envelope; its other fields are then refused by name.
    private static func envelopeOrItem(_ bytes: [UInt8]) -> JSONShape {
        struct Probe: Decodable { let instances: [Skipped] }
        struct Skipped: Decodable { init(from decoder: any Decoder) {} }
        do {
            _ = try JSONDecoder().decode(Probe.self, from: Data(bytes))
            return .object(["instances": .array(item)])
        } catch {
            // Not an envelope, or no JSON at all: the shape of an item says which.
            return item
        }
    }

    private static func words(_ refusal: JSONRefusal) -> String {
        switch refusal {
        case .malformed(let offset, let reason): "not JSON at byte \(offset): \(reason)"
        case .field(let field): "\(field.field) \(field.problem)"
        }
    }

    private static func words(_ error: any Error) -> String {
        func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            (context.codingPath + [key].compactMap { $0 }).reduce("") { text, key in
                key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)")
            }
        }
        return switch error {
        case DecodingError.keyNotFound(let key, let context): "\(path(context, key)) is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(SafeText.escaped(path(context), countMax: 200)) has the wrong type"
        default: "it cannot be understood"
        }
    }
}

extension JSONShape {
    fileprivate var isEnvelope: Bool {
        guard case .object(let fields) = self else { return false }
        return Set(fields.keys) == ["instances"]
    }
}
