/// A question at the bottom of the screen, and the line in which it is being answered.
package struct Input: Sendable, Equatable {
    package enum Purpose: Sendable, Hashable {
        case filter, palette
        /// Lines of the help.
        case help

        /// What stands before the line.
        var prompt: String {
            switch self {
            case .filter: "/"
            case .palette: ":"
            case .help: "search: "
            }
        }
    }

    package let purpose: Purpose
    package internal(set) var field: TextField
    /// What it was before, for Esc.
    let before: String
    /// What is wrong with the text, and which characters of it are meant.
    package internal(set) var error: FilterError?
    /// What Tab could make of it.
    var completions: [String] = []
    /// How far back in the history of answers; nil for what is being written.
    var recalled: Int?

    package init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        field = TextField(text)
        before = text
    }
}

/// What was answered before, newest last; kept in memory only.
struct Inputs: Sendable {
    private static let countMax = 50

    var helpSearch = ""
    private var answers: [Input.Purpose: [String]] = [:]

    mutating func note(_ answer: String, for purpose: Input.Purpose) {
        guard !answer.isEmpty else { return }
        answers[purpose, default: []].removeAll { $0 == answer }
        answers[purpose, default: []].append(answer)
        if answers[purpose, default: []].count > Self.countMax { answers[purpose]?.removeFirst() }
    }

    /// The answer that many before the newest; 0 is the newest.
    func answer(_ back: Int, for purpose: Input.Purpose) -> String? {
        let known = answers[purpose] ?? []
        return known.indices.contains(known.count - 1 - back) ? known[known.count - 1 - back] : nil
    }
}
