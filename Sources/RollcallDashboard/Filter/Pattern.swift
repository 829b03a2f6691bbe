/// A regular expression in the subset that can be matched in time linear in the text: literals, `.`, classes,
/// `* + ?`, `|`, groups, `^ $`, and `\d \w \s` with their opposites. Capitals do not matter unless it begins with `(?-i)`.
package struct Pattern: Sendable, Equatable {
    package static let lengthMax = 200

    package let text: String
    let program: [Instruction]

    /// A step of a machine that is in many places at once.
    enum Instruction: Sendable, Equatable {
        case accept(ScalarSet)
        case split(Int, Int)
        case jump(Int)
        case start, end
        case match
    }

    package init(_ text: String) throws(PatternError) {
        var syntax = PatternSyntax(text)
        self.text = text
        program = Self.compiled(try syntax.parse()) + [.match]
    }

    private static func compiled(_ node: PatternNode, at origin: Int = 0) -> [Instruction] {
        switch node {
        case .set(let set): return [.accept(set)]
        case .start: return [.start]
        case .end: return [.end]
        case .sequence(let parts):
            return parts.reduce(into: []) { $0 += compiled($1, at: origin + $0.count) }
        case .choice(let first, let second):
            let left = compiled(first, at: origin + 1)
            let right = compiled(second, at: origin + left.count + 2)
            let end = origin + left.count + 2 + right.count
            return [.split(origin + 1, origin + left.count + 2)] + left + [.jump(end)] + right
        case .optional(let body):
            let inner = compiled(body, at: origin + 1)
            return [.split(origin + 1, origin + 1 + inner.count)] + inner
        case .some(let body):
            let inner = compiled(body, at: origin)
            return inner + [.split(origin, origin + inner.count + 1)]
        }
    }
}

/// What is wrong with a pattern, and where: characters from its beginning.
package struct PatternError: Error, Sendable, Equatable {
    package let offset: Int
    package let reason: String
}

/// A pattern as it is written.
indirect enum PatternNode: Sendable, Equatable {
    case set(ScalarSet)
    case start, end
    case sequence([PatternNode])
    case choice(PatternNode, PatternNode)
    /// None or one.
    case optional(PatternNode)
    /// One or more.
    case some(PatternNode)
}
