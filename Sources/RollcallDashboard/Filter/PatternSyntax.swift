/// Reads a pattern, from left to right.
struct PatternSyntax {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var ignoresCase = true

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func parse() throws(PatternError) -> PatternNode {
        guard scalars.count <= Pattern.lengthMax else {
            throw PatternError(offset: 0, reason: "a pattern has at most \(Pattern.lengthMax) characters")
        }
        if skip("(?-i)") { ignoresCase = false } else { _ = skip("(?i)") }
        let node = try choice()
        // Only a closing parenthesis ends a choice early.
        guard position == scalars.count else { throw wrong("this ) closes nothing") }
        return node
    }

    private mutating func choice() throws(PatternError) -> PatternNode {
        var node = try sequence()
        while next == "|" {
            position += 1
            node = .choice(node, try sequence())
        }
        return node
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" { parts.append(try repeated()) }
        return .sequence(parts)
    }

    private mutating func repeated() throws(PatternError) -> PatternNode {
        var node = try atom()
        while let scalar = next {
            switch scalar {
            case "*": node = .optional(.some(node))
            case "+": node = .some(node)
            case "?": node = .optional(node)
            case "{" where position + 1 < scalars.count && scalars[position + 1].isDigit:
                throw wrong("counts such as {2} are not known; write it out, or \\{ for the brace")
            default: return node
            }
            position += 1
        }
        return node
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        guard let scalar = next else { throw wrong("something is missing here") }
        switch scalar {
        case "(":
            if skip("(?:") {
                // A group that is not remembered; none is.
            } else if position + 1 < scalars.count, scalars[position + 1] == "?" {
                throw wrong("of the groups with ? only (?: is known")
            } else {
                position += 1
            }
            let opening = position
            let node = try choice()
            guard next == ")" else { throw PatternError(offset: opening - 1, reason: "this ( is never closed") }
            position += 1
            return node
        case "*", "+", "?": throw wrong("\(scalar) repeats what stands before it, and nothing does")
        case "[": return .set(folded(try bracket()))
        case ".": return take(.any)
        case "^":
            position += 1
            return .start
        case "$":
            position += 1
            return .end
        case "\\": return .set(folded(try escape()))
        default: return take(.one(scalar))
        }
    }

    /// Behind a backslash: a class, or a character that would mean something else without it.
    private mutating func escape() throws(PatternError) -> ScalarSet {
        position += 1
        guard let scalar = next else { throw wrong("a \\ stands before something") }
        let set: ScalarSet
        switch scalar {
        case "d": set = .digits
        case "w": set = .wordParts
        case "s": set = .blanks
        case "D": set = ScalarSet(ScalarSet.digits.ranges, isNegated: true)
        case "W": set = ScalarSet(ScalarSet.wordParts.ranges, isNegated: true)
        case "S": set = ScalarSet(ScalarSet.blanks.ranges, isNegated: true)
        case "1"..."9": throw wrong("what a group matched cannot be referred to")
        case _ where scalar.isASCII && !scalar.isLetter && !scalar.isDigit: set = .one(scalar)
        default: throw wrong("\\\(scalar) is not known")
        }
        position += 1
        return set
    }

    private mutating func bracket() throws(PatternError) -> ScalarSet {
        let opening = position
        position += 1
        var set = ScalarSet([], isNegated: next == "^")
        if set.isNegated { position += 1 }
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            let low = try member()
            guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]",
                let from = low.single
            else {
                set.ranges += low.isNegated ? low.inverted : low.ranges
                continue
            }
            position += 1
            let at = position
            guard let to = try member().single, from <= to else {
                throw PatternError(offset: at, reason: "this range ends before it begins")
            }
            set.ranges.append(from...to)
        }
        guard next == "]" else { throw PatternError(offset: opening, reason: "this [ is never closed") }
        position += 1
        return set
    }

    private mutating func member() throws(PatternError) -> ScalarSet {
        guard let scalar = next else { throw wrong("this [ is never closed") }
        if scalar == "\\" { return try escape() }
        position += 1
        return .one(scalar)
    }

    // MARK: Reading

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func take(_ set: ScalarSet) -> PatternNode {
        position += 1
        return .set(folded(set))
    }

    private func folded(_ set: ScalarSet) -> ScalarSet {
        var set = set
        set.ignoresCase = ignoresCase
        return set
    }

    private mutating func skip(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    private func wrong(_ reason: String) -> PatternError { PatternError(offset: position, reason: reason) }
}

extension ScalarSet {
    /// The one character in it.
    fileprivate var single: UInt32? {
        guard !isNegated, ranges.count == 1, let range = ranges.first, range.count == 1 else { return nil }
        return range.lowerBound
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
