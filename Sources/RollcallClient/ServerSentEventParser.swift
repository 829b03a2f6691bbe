/// The bytes of an event stream (WHATWG HTML, "Server-sent events") as events, wherever the network cuts them.
package struct ServerSentEventParser: Sendable {
    package struct Event: Sendable, Equatable {
        /// The last id the stream named, on this event or before it.
        package var id: String
        package var name: String
        package var data: String

        package init(id: String, name: String, data: String) {
            self.id = id
            self.name = name
            self.data = data
        }
    }

    /// An event or line larger than any a daemon sends: what arrives is no event stream of ours.
    package struct TooLarge: Error, Equatable {}

    /// Largest event taken, with all its lines: an instance at every limit of its parts is well below.
    package static let eventBytesMax = 1 << 20

    private var line: [UInt8] = []
    private var data = ""
    private var hasData = false
    private var name = ""
    private var id = ""
    /// The last byte was a CR: an LF that follows belongs to it.
    private var isAfterReturn = false
    private var isFirstLine = true

    package init() {}

    /// Takes in `bytes` and returns the events they complete.
    package mutating func feed(_ bytes: some Sequence<UInt8>) throws(TooLarge) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            let followsReturn = isAfterReturn
            isAfterReturn = byte == UInt8(ascii: "\r")
            switch byte {
            case UInt8(ascii: "\n") where followsReturn: continue
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): if let event = endLine() { events.append(event) }
            default:
                guard line.count + data.utf8.count < Self.eventBytesMax else { throw TooLarge() }
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> Event? {
        var text = Substring(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
        if isFirstLine, text.unicodeScalars.first == "\u{FEFF}" { text = Substring(text.unicodeScalars.dropFirst()) }
        isFirstLine = false
        guard !text.isEmpty else { return dispatch() }
        let field = text.prefix { $0 != ":" }
        var value = text.dropFirst(field.count + 1)
        if value.first == " " { value = value.dropFirst() }
        take(field, value)
        return nil
    }

    /// Unknown fields, comments (an empty field name) and `retry` are passed over.
    private mutating func take(_ field: Substring, _ value: Substring) {
        switch field {
        case "data":
            if hasData { data += "\n" }
            data += value
            hasData = true
        case "event": name = String(value)
        case "id": if !value.unicodeScalars.contains("\0") { id = String(value) }
        default: break
        }
    }

    private mutating func dispatch() -> Event? {
        defer {
            data = ""
            hasData = false
            name = ""
        }
        return hasData ? Event(id: id, name: name.isEmpty ? "message" : name, data: data) : nil
    }
}
