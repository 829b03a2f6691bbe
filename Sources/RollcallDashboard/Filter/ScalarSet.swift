/// Characters that a place in a pattern accepts.
struct ScalarSet: Sendable, Equatable {
    var ranges: [ClosedRange<UInt32>]
    var isNegated = false
    /// Whether `a` stands for `A` too.
    var ignoresCase = false

    init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    static let any = ScalarSet([0...0x10FFFF])
    static let digits = ScalarSet([0x30...0x39])
    static let wordParts = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let blanks = ScalarSet([0x09...0x0D, 0x20...0x20])

    static func one(_ scalar: Unicode.Scalar) -> ScalarSet { ScalarSet([scalar.value...scalar.value]) }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isIn =
            holds(scalar.value) || ignoresCase && (holds(scalar.lowercased.value) || holds(scalar.uppercased.value))
        return isIn != isNegated
    }

    private func holds(_ value: UInt32) -> Bool { ranges.contains { $0.contains(value) } }

    /// The ranges of everything else, for a negated class within a class.
    var inverted: [ClosedRange<UInt32>] {
        var rest: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { rest.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        return next <= 0x10FFFF ? rest + [next...0x10FFFF] : rest
    }
}

extension Unicode.Scalar {
    /// The small letter, where one scalar has one.
    fileprivate var lowercased: Unicode.Scalar {
        if isASCII { return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value) | 0x20) : self }
        let mapped = properties.lowercaseMapping.unicodeScalars
        return mapped.count == 1 ? mapped.first ?? self : self
    }

    fileprivate var uppercased: Unicode.Scalar {
        if isASCII { return (0x61...0x7A).contains(value) ? Unicode.Scalar(UInt8(value) & ~0x20) : self }
        let mapped = properties.uppercaseMapping.unicodeScalars
        return mapped.count == 1 ? mapped.first ?? self : self
    }
}
