import RollcallDashboard
import Testing

@Suite struct ChiSquareTests {
    /// From tables of the distribution: the statistic that is exceeded with the given probability.
    @Test(
        "probabilities are those of the tables",
        arguments: [
            (3.841459, 1, 0.05), (6.634897, 1, 0.01), (5.991465, 2, 0.05), (9.210340, 2, 0.01), (2.0, 2, 0.367879),
            (11.070498, 5, 0.05), (18.307038, 10, 0.05), (23.209251, 10, 0.01), (4.605170, 2, 0.1),
            (124.342113, 100, 0.05), (140.169489, 99, 0.004105), (1_074.679, 1_000, 0.05), (0, 3, 1),
        ])
    func tables(statistic: Double, degrees: Int, probability: Double) {
        #expect((ChiSquare.probability(statistic, degrees: degrees) - probability).magnitude < 2e-5)
    }

    @Test("Q(a, x) meets its closed form for a = 1, on both sides of where the method changes")
    func exponential() {
        for (x, expected) in [(0.5, 0.6065306597), (1.9, 0.1495686192), (2.1, 0.1224564283), (30, 9.357622969e-14)] {
            let found = ChiSquare.upperGamma(1, x)
            #expect((found / expected - 1).magnitude < 1e-9, "\(x): \(found)")
        }
        #expect(ChiSquare.upperGamma(0.5, 1e9) == 0 && ChiSquare.upperGamma(5_000, 1) == 1)
    }

    @Test("fair picks pass, unfair ones do not, few say nothing")
    func fairness() throws {
        let fair = try #require(Fairness([(0.5, 498), (0.25, 253), (0.25, 249)]))
        #expect(fair.degrees == 2 && (fair.deviationMax - 0.3).magnitude < 1e-9)
        #expect(try #require(fair.probability) > 0.9)
        let unfair = try #require(Fairness([(0.5, 600), (0.25, 150), (0.25, 250)]))
        #expect(try #require(unfair.probability) < 1e-6)
        #expect(try #require(Fairness([(0.5, 3), (0.5, 2)])).probability == nil)
        #expect(Fairness([(1, 10)]) == nil && Fairness([(0.5, 0), (0.5, 0)]) == nil)
    }
}
