import RollcallDashboard
import Testing

@Suite struct PatternTests {
    private static func matches(_ pattern: String, _ text: String) throws -> Bool {
        var matcher = PatternMatcher(try Pattern(pattern))
        return matcher.matches(text)
    }

    @Test(
        "a pattern is found anywhere in a text, whatever its capitals",
        arguments: [
            ("pay", "checkout-PAY-api", true), ("^pay", "checkout-pay", false), ("api$", "checkout-api", true),
            ("i-[0-9a-f]+$", "i-7F3A", true), ("i-[^0-9]", "i-7f3a", false), ("a.c", "abc", true), ("a.c", "ac", false),
            ("^(eu|us)-\\d[ab]?$", "eu-1a", true), ("^(eu|us)-\\d[ab]?$", "ap-1a", false), ("", "anything", true),
            ("^$", "", true), ("$^", "", true), ("^$", "x", false), ("a*", "", true), ("(a*)*b", "aaab", true),
            ("(?:ab)+c", "xababc", true), ("\\.", "10.0", true), ("\\.", "10", false), ("[a\\-z]", "-", true),
            ("[]x]", "]", true), ("\\w\\W\\s", "a! ", true), ("[\\D]", "7", false), ("ÄRGER", "ärger", true),
            ("東.", "x東京", true), ("(?-i)Pay", "pay", false), ("(?-i)Pay", "Pay", true), ("a|", "b", true),
            ("{", "a{b", true), ("x^a|b", "b", true), ("[^\\d]", "12x", true),
        ])
    func found(pattern: String, text: String, expected: Bool) throws {
        #expect(try Self.matches(pattern, text) == expected)
    }

    @Test(
        "what is wrong with a pattern is told, and where",
        arguments: [
            ("a(b", 1), ("a)b", 1), ("*a", 0), ("[ab", 0), ("a\\", 2), ("\\1", 1), ("(?=a)", 0), ("[z-a]", 3),
            ("a{2}", 1),
            ("\\q", 1), (String(repeating: "a", count: 201), 0),
        ])
    func wrong(pattern: String, offset: Int) {
        do {
            _ = try Pattern(pattern)
            Issue.record("\(pattern) was taken for a pattern")
        } catch {
            #expect(error.offset == offset && !error.reason.isEmpty)
        }
    }

    @Test("patterns match as a naive twin has it", arguments: 1...60 as ClosedRange<UInt64>)
    func twin(seed: UInt64) throws {
        var random = SeededGenerator(seed)
        for _ in 0..<30 {
            let naive = NaivePattern(depth: 3, &random)
            guard naive.text.unicodeScalars.count <= Pattern.lengthMax else { continue }
            var matcher = PatternMatcher(try Pattern(naive.text))
            for _ in 0..<20 {
                let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                    "abcAB1-é ".randomElement(using: &random) ?? "a"
                }
                let isFound = matcher.matches(String(text))
                #expect(isFound == naive.isFound(in: text), "/\(naive.text)/ on \(String(text)), seed \(seed)")
            }
        }
    }

    @Test("a pattern made to explode takes its time in the length of the text and no more")
    func linear() throws {
        let hostile = try Pattern(
            "(a*)*(a|aa)*" + String(repeating: "a?", count: 40) + "[ab]*a[ab][ab][ab][ab][ab][ab]c")
        var matcher = PatternMatcher(hostile)
        let text = String(repeating: "ab", count: 500)
        var isFound = true
        let spent = ContinuousClock().measure { isFound = matcher.matches(text) }
        #expect(!isFound && spent < .seconds(20))
    }
}

/// A pattern, and where it leads from each place of a text, worked out the long way.
private indirect enum NaivePattern {
    case accept(String, (Character) -> Bool)
    case start, end
    case sequence([NaivePattern])
    case choice(NaivePattern, NaivePattern)
    case repeated(NaivePattern, String)

    init(depth: Int, _ random: inout SeededGenerator) {
        self = .sequence(
            (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let atom: NaivePattern
                switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &random) {
                case 0, 1:
                    let letter = "abcé1".randomElement(using: &random) ?? "a"
                    atom = .accept(String(letter)) { $0.lowercased() == String(letter) }
                case 2: atom = .accept("[a-b1]") { "abAB1".contains($0) }
                case 3: atom = .accept("[^aé]") { !"aAéÉ".contains($0) }
                case 4: atom = .accept(".") { _ in true }
                case 5: atom = .accept("\\w") { $0.isASCII && ($0.isLetter || $0.isNumber) }
                case 6: return Bool.random(using: &random) ? .start : .end
                case 7: atom = NaivePattern(depth: depth - 1, &random)
                default:
                    atom = .choice(NaivePattern(depth: depth - 1, &random), NaivePattern(depth: depth - 1, &random))
                }
                let sign = ["", "", "*", "+", "?"].randomElement(using: &random) ?? ""
                return sign.isEmpty ? atom : .repeated(atom, sign)
            })
    }

    var text: String {
        switch self {
        case .accept(let text, _): text
        case .start: "^"
        case .end: "$"
        case .sequence(let parts): "(" + parts.map(\.text).joined() + ")"
        case .choice(let left, let right): "(\(left.text)|\(right.text))"
        case .repeated(let part, let sign): part.text + sign
        }
    }

    func isFound(in text: [Character]) -> Bool { (0...text.count).contains { !ends(from: $0, in: text).isEmpty } }

    private func ends(from place: Int, in text: [Character]) -> Set<Int> {
        switch self {
        case .accept(_, let accepts): return place < text.count && accepts(text[place]) ? [place + 1] : []
        case .start: return place == 0 ? [place] : []
        case .end: return place == text.count ? [place] : []
        case .sequence(let parts):
            return parts.reduce([place]) { places, part in Set(places.flatMap { part.ends(from: $0, in: text) }) }
        case .choice(let left, let right):
            return left.ends(from: place, in: text).union(right.ends(from: place, in: text))
        case .repeated(let part, let sign):
            var all = part.ends(from: place, in: text)
            var newest = all
            while sign != "?", !newest.isEmpty {
                newest = Set(newest.flatMap { part.ends(from: $0, in: text) }).subtracting(all)
                all.formUnion(newest)
            }
            return sign == "+" ? all : all.union([place])
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
