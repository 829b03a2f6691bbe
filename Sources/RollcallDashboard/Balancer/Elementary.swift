/// The few functions that statistics need, without a mathematics library: this target does without.
enum Elementary {
    static func exp(_ x: Double) -> Double {
        guard x > -700 else { return 0 }
        guard x < 700 else { return .infinity }
        let power = (x / Self.ln2).rounded()
        // What is left is at most half of ln 2, where the series is short.
        let rest = x - power * Self.ln2
        var (sum, term) = (1.0, 1.0)
        for index in 1...18 {
            term *= rest / Double(index)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
    }

    static func log(_ x: Double) -> Double {
        guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x }
        var exponent = Double(x.exponent)
        var mantissa = x.significand
        // Around 1, where the series is short.
        if mantissa > 1.5 {
            mantissa /= 2
            exponent += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        var (sum, term) = (0.0, ratio)
        for index in 0..<20 {
            sum += term / Double(2 * index + 1)
            term *= square
        }
        return 2 * sum + exponent * ln2
    }

    /// ln Γ(x) for x > 0, after Lanczos.
    static func logGamma(_ x: Double) -> Double {
        let shifted = x + 6.5
        var sum = Self.lanczos[0]
        for (index, coefficient) in Self.lanczos.enumerated().dropFirst() {
            sum += coefficient / (x - 1 + Double(index))
        }
        return (x - 0.5) * log(shifted) - shifted + log(sum * Self.rootOfTwoPi)
    }

    private static let ln2 = 0.693147180559945309417
    private static let rootOfTwoPi = 2.506628274631000502416
    private static let lanczos = [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ]
}
