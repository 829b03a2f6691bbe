import RollcallCore
import RollcallJSON
import RollcallWire

extension DashboardModel {
    mutating func openCopyMenu() {
        arrange()
        var items: [Menu.Item] = []
        func add(_ key: Character, _ what: String, _ text: String?) {
            guard let text, !text.isEmpty else { return }
            items.append(Menu.Item(key, "\(what): \(CellText.fitted(text, to: 40))", .copy(what: what, text: text)))
        }
        let instance = selectedInstance
        add("i", "id", instance?.id)
        add("a", "address", instance?.authority)
        add("s", "service", selectedService)
        add("j", "row as JSON", rowJSON)
        add("c", "command", command)
        overlay = .menu(Menu(title: "copy", items: items))
    }

    mutating func copy(_ what: String, _ text: String) -> [Command] {
        let way = options.sendsClipboard ? "sent to the terminal's clipboard" : "to mark; --osc52 copies it"
        overlay = .text(TextBox(title: "\(what), \(way)", lines: [text]))
        guard options.sendsClipboard else { return [] }
        say("sent OSC 52 (terminal may ignore it)")
        return [.copy(text)]
    }

    mutating func showRaw() {
        arrange()
        guard let view = selectedInstance else {
            say("no instance is selected")
            return
        }
        overlay = .text(TextBox(title: view.id, lines: PrettyJSON.lines(String(decoding: view.json, as: UTF8.self))))
    }

    private var rowJSON: String? {
        if screen == .events, let event = cursor.id.flatMap({ Int64($0) }).flatMap(events.event) {
            return String(decoding: event.json, as: UTF8.self)
        }
        if let instance = selectedInstance { return String(decoding: instance.json, as: UTF8.self) }
        return selectedService.flatMap { census.services[$0] }.map { String(decoding: $0.json, as: UTF8.self) }
    }

    /// The command line that tells what this screen tells.
    var command: String {
        let words: [String] =
            switch screen {
            case .overview: ["status"]
            case .services: ["services"]
            case .instances(let service): ["instances", service]
            case .instance(let id): ["show", id]
            case .events: ["events"]
            case .balancer: ["traffic"] + [balancer.service].compactMap { $0 }
            }
        let address = link.url.isEmpty ? [] : ["--addr", link.url]
        return (["rollcall"] + words + address).map(Self.quoted).joined(separator: " ")
    }

    /// For a POSIX shell.
    static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._:/@%+,".utf8.contains(byte)
            }
        }
        if isPlain && !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
