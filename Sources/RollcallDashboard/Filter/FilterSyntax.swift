/// Reads a filter term by term. Every error knows the characters of its term, so that a text field can underline them.
struct FilterSyntax {
    private let characters: [Character]

    init(_ text: String) {
        characters = Array(text)
    }

    func terms() throws(FilterError) -> [FilterTerm] {
        var terms: [FilterTerm] = []
        var position = 0
        while position < characters.count {
            guard characters[position] != " " else {
                position += 1
                continue
            }
            let start = position
            let isNegated = characters[start] == "-" && start + 1 < characters.count && characters[start + 1] != " "
            let body = isNegated ? start + 1 : start
            if characters[body] == "/" {
                let (pattern, end) = try pattern(from: body, start)
                position = end
                terms.append(FilterTerm(isNegated: isNegated, test: .pattern(pattern)))
            } else {
                let (token, end) = token(from: body)
                position = end
                terms.append(FilterTerm(isNegated: isNegated, test: try test(token, start..<end)))
            }
        }
        return terms
    }

    // MARK: Terms

    /// From one slash to the next that is not escaped and ends a term; one that is still being written reaches to the
    /// end.
    private func pattern(from slash: Int, _ start: Int) throws(FilterError) -> (Pattern, end: Int) {
        var position = slash + 1
        var text = ""
        while position < characters.count {
            if characters[position] == "/", position + 1 == characters.count || characters[position + 1] == " " {
                break
            }
            if characters[position] == "\\", position + 1 < characters.count {
                text.append(characters[position])
                position += 1
            }
            text.append(characters[position])
            position += 1
        }
        let end = min(position + 1, characters.count)
        do throws(PatternError) { return (try Pattern(text), end) } catch {
            throw FilterError(range: start..<end, reason: error.reason)
        }
    }

    private struct Token {
        var text = ""
        /// Where the key ends: the first `:`, `>` or `<` outside of quotes.
        var sign: Int?
        var isQuoted = false
    }

    /// Up to the next blank; quotes keep blanks together.
    private func token(from start: Int) -> (Token, end: Int) {
        var token = Token()
        var isInQuotes = false
        var position = start
        while position < characters.count {
            let character = characters[position]
            if character == " ", !isInQuotes { break }
            position += 1
            if character == "\"" {
                isInQuotes.toggle()
                token.isQuoted = true
                continue
            }
            if token.sign == nil, !isInQuotes, ":><".contains(character) { token.sign = token.text.count }
            token.text.append(character)
        }
        return (token, position)
    }

    private func test(_ token: Token, _ range: Range<Int>) throws(FilterError) -> FilterTerm.Test {
        func wrong(_ reason: String) -> FilterError { FilterError(range: range, reason: reason) }
        guard let sign = token.sign else { return .word(Needle(token.text)) }
        let name = String(token.text.prefix(sign))
        let mark = token.text[token.text.index(token.text.startIndex, offsetBy: sign)]
        guard let key = FilterKey(name) else {
            // Addresses have colons too; a word of letters before one is a key, and a wrong one.
            guard !name.isEmpty, !token.isQuoted, name.allSatisfy({ $0.isLetter }) else {
                return .word(Needle(token.text))
            }
            throw wrong("no key is called \(name); the help lists the keys")
        }
        let value = String(token.text.dropFirst(sign + 1))
        guard !value.isEmpty else { return .present(key) }
        if mark != ":" {
            switch key.kind {
            case .number, .count: break
            case .text:
                guard case .metadata = key else { throw wrong("\(name) is no number: use \(name):") }
                break
            case .words, .time: throw wrong("\(name) is no number: use \(name):")
            }
            guard let number = Double(value), number.isFinite else { throw wrong("\(value) is no number") }
            return .number(key, mark == ">" ? .more : .less, number)
        }
        return try equality(key, name, value, wrong)
    }

    private func equality(
        _ key: FilterKey, _ name: String, _ value: String, _ wrong: (String) -> FilterError
    ) throws(FilterError) -> FilterTerm.Test {
        let values = value.split(separator: ",").map(String.init)
        guard !values.isEmpty else { return .present(key) }
        switch key.kind {
        case .text: return .text(key, values.map(Needle.init))
        case .words(let known):
            let wanted = values.map { $0.lowercased() }
            for word in wanted where !known.contains(where: { $0.hasPrefix(word) }) {
                throw wrong("\(name) is one of \(known.joined(separator: " "))")
            }
            return .words(key, wanted)
        case .number:
            guard let number = Double(value), number.isFinite else { throw wrong("\(value) is no number") }
            return .number(key, .equal, number)
        case .count:
            if "yes".hasPrefix(value.lowercased()) { return .number(key, .more, 0) }
            if "no".hasPrefix(value.lowercased()) { return .number(key, .equal, 0) }
            guard let number = Double(value), number.isFinite else { throw wrong("\(name) is yes, no or a number") }
            return .number(key, .equal, number)
        case .time:
            guard let bound = TimeBound(value) else {
                throw wrong("\(value) is no time: 3h ago, 21:03, or 2026-11-22T21:03:11Z")
            }
            return .time(key, bound)
        }
    }
}
