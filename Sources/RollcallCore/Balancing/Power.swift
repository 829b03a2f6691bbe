/// Powers without a mathematics library, which the core does without.
package enum Power {
    /// base^exponent for a base in 0...1 and an exponent of at least 0.
    ///
    /// The whole part by squaring; each binary digit behind the point by one more square root.
    package static func of(_ base: Double, _ exponent: Double) -> Double {
        guard base > 0, base < 1 else { return base == 0 && exponent == 0 ? 1 : base }
        // Further on the result is 0 for any base that a Double can tell from 1 by more than a millionth.
        var whole = UInt64(min(exponent, 1e9))
        var fraction = min(exponent, 1e9) - Double(whole)
        var (result, square, root) = (1.0, base, base)
        while whole > 0 {
            if whole & 1 == 1 { result *= square }
            square *= square
            whole >>= 1
        }
        while fraction > 0 {
            root = root.squareRoot()
            fraction *= 2
            if fraction >= 1 {
                result *= root
                fraction -= 1
            }
        }
        return result
    }
}
