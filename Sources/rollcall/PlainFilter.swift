/// Which lines of a plain watch are wanted: all words have to be found, one with a minus before it must not be.
struct PlainFilter: Sendable {
    private let words: [String]
    private let unwanted: [String]

    init(_ text: String) {
        let all = text.lowercased().split(separator: " ").map(String.init)
        words = all.filter { !$0.hasPrefix("-") }
        unwanted = all.filter { $0.hasPrefix("-") && $0.count > 1 }.map { String($0.dropFirst()) }
    }

    func accepts(_ line: String) -> Bool {
        let line = line.lowercased()
        return words.allSatisfy { line.contains($0) } && !unwanted.contains { line.contains($0) }
    }
}
