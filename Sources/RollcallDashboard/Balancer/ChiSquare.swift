/// Whether counts are what shares said they would be.
package enum ChiSquare {
    /// How often counts as far off as `statistic`, or farther, come about by chance alone.
    package static func probability(_ statistic: Double, degrees: Int) -> Double {
        guard degrees > 0 else { return 1 }
        return upperGamma(Double(degrees) / 2, max(0, statistic) / 2)
    }

    /// Q(a, x), the regularised upper incomplete gamma function: by the series where x is small, else by the continued
    /// fraction, each where it converges fast.
    package static func upperGamma(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 1 }
        let scale = Elementary.exp(a * Elementary.log(x) - x - Elementary.logGamma(a))
        guard x >= a + 1 else { return min(1, max(0, 1 - scale * series(a, x))) }
        return min(1, max(0, scale * fraction(a, x)))
    }

    /// Terms and steps needed grow with √a; enough for thousands of instances.
    private static let stepsMax = 10_000
    private static let precision = 1e-14

    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1 / a
        var sum = term
        for step in 1...stepsMax {
            term *= x / (a + Double(step))
            sum += term
            if term < sum * precision { break }
        }
        return sum
    }

    /// After Lentz, who never divides by nothing.
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var result = d
        for step in 1...stepsMax {
            let factor = -Double(step) * (Double(step) - a)
            b += 2
            d = factor * d + b
            if d.magnitude < tiny { d = tiny }
            c = b + factor / c
            if c.magnitude < tiny { c = tiny }
            d = 1 / d
            let change = d * c
            result *= change
            if (change - 1).magnitude < precision { break }
        }
        return result
    }
}
