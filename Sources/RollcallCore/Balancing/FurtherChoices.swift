/// What one pick was given already, so that a further attempt gives something else.
///
/// The first few attempts ask the policy again, so that they follow its shares; later ones walk on from the last
/// given, each target once. So as many attempts as there are targets give all of them, in constant time each.
struct FurtherChoices: Sendable {
    static let askedCount = 4
    /// How often the policy may repeat itself before an attempt is given the next target instead.
    static let repeatCountMax = 8

    private var given = SIMD4<Int32>(repeating: -1)
    private var walk = 0
    /// How many attempts were answered since the last `begin`.
    private(set) var count = 0
    /// The steps that a hashing policy went beyond its key.
    var reach = 0

    mutating func begin(with first: Int) {
        given = SIMD4(Int32(truncatingIfNeeded: first), -1, -1, -1)
        (walk, count, reach) = (first, 1, 0)
    }

    func contains(_ index: Int) -> Bool {
        any(given .== SIMD4(repeating: Int32(truncatingIfNeeded: index)))
    }

    mutating func add(_ index: Int) {
        if count < Self.askedCount { given[count] = Int32(truncatingIfNeeded: index) }
        walk = index
        count += 1
    }

    /// The next target behind the last given that is none of the first few.
    func next(among targetCount: Int) -> Int {
        var index = walk
        for _ in 0...Self.askedCount {
            index = index + 1 == targetCount ? 0 : index + 1
            if !contains(index) { break }
        }
        return index
    }
}
