/// Looks for a pattern in texts. Every character is read once: the places the pattern's machine can be in are one
/// state, and where a character leads from it is worked out the first time it is met.
package struct PatternMatcher: Sendable {
    private struct State {
        /// Characters the machine waits for.
        let accepting: [Int]
        let isMatch: Bool
        /// Matches if the text is over.
        let isMatchAtEnd: Bool
    }

    /// A pattern can have exponentially many states; beyond these they are forgotten and found again.
    private static let statesMax = 256
    private static let unknown: Int32 = -1

    private let program: [Pattern.Instruction]
    /// Where the machine is, without reading anything, from each place on; within a text, not at its start.
    private let reach: [PlaceSet]
    private let start: PlaceSet
    private var states: [State] = []
    private var numbers: [PlaceSet: Int32] = [:]
    /// By state and ASCII character.
    private var steps: [Int32] = []
    /// By state and any other character.
    private var widerSteps: [UInt64: Int32] = [:]

    package init(_ pattern: Pattern) {
        let program = pattern.program
        self.program = program
        reach = program.indices.map { Self.reach(from: [$0], in: program, isAtStart: false) }
        start = Self.reach(from: [0], in: program, isAtStart: true)
        begin()
    }

    /// Whether the pattern is anywhere in `text`.
    package mutating func matches(_ text: String) -> Bool {
        var state = 0
        for scalar in text.unicodeScalars {
            if states[state].isMatch { return true }
            state = step(from: state, scalar)
        }
        return states[state].isMatch || states[state].isMatchAtEnd
    }

    private mutating func begin() {
        states = []
        numbers = [:]
        steps = []
        widerSteps = [:]
        // Not among `numbers`: the same places further on are not at the start.
        add(start, isAtStart: true)
    }

    private mutating func step(from state: Int, _ scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII {
            let known = steps[state * 128 + Int(scalar.value)]
            if known != Self.unknown { return Int(known) }
        } else if let known = widerSteps[UInt64(state) << 32 | UInt64(scalar.value)] {
            return Int(known)
        }
        // A match may begin at every character.
        var places = reach[0]
        for place in states[state].accepting {
            if case .accept(let set) = program[place], set.contains(scalar) { places.formUnion(reach[place + 1]) }
        }
        if let known = numbers[places] {
            note(known, from: state, scalar)
            return Int(known)
        }
        guard states.count < Self.statesMax else {
            begin()
            return add(places, isAtStart: false)
        }
        let number = add(places, isAtStart: false)
        note(Int32(number), from: state, scalar)
        return number
    }

    private mutating func note(_ next: Int32, from state: Int, _ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            steps[state * 128 + Int(scalar.value)] = next
        } else {
            widerSteps[UInt64(state) << 32 | UInt64(scalar.value)] = next
        }
    }

    @discardableResult
    private mutating func add(_ places: PlaceSet, isAtStart: Bool) -> Int {
        var accepting: [Int] = []
        var ends: [Int] = []
        for place in places.places {
            switch program[place] {
            case .accept: accepting.append(place)
            case .end: ends.append(place + 1)
            case .match, .split, .jump, .start: break
            }
        }
        let atEnd = Self.reach(from: ends, in: program, isAtStart: isAtStart, isAtEnd: true)
        // The last instruction is the match.
        let match = program.count - 1
        states.append(
            State(accepting: accepting, isMatch: places.contains(match), isMatchAtEnd: atEnd.contains(match)))
        steps += repeatElement(Self.unknown, count: 128)
        if !isAtStart { numbers[places] = Int32(states.count - 1) }
        return states.count - 1
    }

    private static func reach(
        from places: [Int], in program: [Pattern.Instruction], isAtStart: Bool, isAtEnd: Bool = false
    ) -> PlaceSet {
        var reached = PlaceSet(count: program.count)
        var waiting = places
        while let place = waiting.popLast() {
            guard reached.insert(place) else { continue }
            switch program[place] {
            case .accept, .match: break
            case .split(let first, let second): waiting += [first, second]
            case .jump(let target): waiting.append(target)
            case .start: if isAtStart { waiting.append(place + 1) }
            case .end: if isAtEnd { waiting.append(place + 1) }
            }
        }
        return reached
    }
}

/// Places in a program, a bit each.
private struct PlaceSet: Sendable, Hashable {
    private var words: [UInt64]

    init(count: Int) {
        words = Array(repeating: 0, count: (count + 63) / 64)
    }

    func contains(_ place: Int) -> Bool { words[place / 64] & (1 << UInt64(place % 64)) != 0 }

    /// False when it was there.
    mutating func insert(_ place: Int) -> Bool {
        guard !contains(place) else { return false }
        words[place / 64] |= 1 << UInt64(place % 64)
        return true
    }

    mutating func formUnion(_ other: PlaceSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    var places: [Int] {
        var places: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                places.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return places
    }
}
