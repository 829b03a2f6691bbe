import Synchronization

/// Random numbers for many tasks at once (SplitMix64). A seed gives the same numbers again.
package final class Chance: Sendable {
    package struct Generator: RandomNumberGenerator, Sendable {
        fileprivate var state: UInt64

        package mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private let generator: Mutex<Generator>

    package init(seed: UInt64 = .random(in: .min ... .max)) {
        generator = Mutex(Generator(state: seed))
    }

    package func use<Result: Sendable>(_ body: (inout Generator) -> sending Result) -> Result {
        generator.withLock { body(&$0) }
    }
}
