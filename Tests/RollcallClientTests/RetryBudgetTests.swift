import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallClient

@Suite("The retry budget")
struct RetryBudgetTests {
    private static func at(_ seconds: Double) -> Moment { Moment.zero.advanced(by: .seconds(seconds)) }

    @Test("of many calls at once, a fifth may be retried, and a few besides")
    func share() {
        var budget = RetryBudget(share: 0.2, floorPerSecond: 3, at: .zero)
        var retries = 0
        for _ in 0..<1_000 {
            budget.deposit()
            if budget.withdraw(at: .zero) { retries += 1 }
        }
        #expect((200...203).contains(retries))
    }

    @Test("a caller with few calls may retry a few times a second")
    func floor() {
        var budget = RetryBudget(share: 0, floorPerSecond: 3, at: .zero)
        let retries = (0..<100).map { step in budget.withdraw(at: Self.at(Double(step) / 10)) }
        #expect((30...33).contains(retries.filter(\.self).count))
    }

    @Test("a floor of less than one a second comes to a retry now and then")
    func smallFloor() {
        var budget = RetryBudget(share: 0, floorPerSecond: 0.5, at: .zero)
        let retries = (0..<100).map { step in budget.withdraw(at: Self.at(Double(step) / 10)) }
        #expect((4...5).contains(retries.filter(\.self).count))
    }

    @Test("what good times saved up is bounded")
    func bounded() {
        var budget = RetryBudget(share: 0.2, floorPerSecond: 0, at: .zero)
        for _ in 0..<1_000_000 { budget.deposit() }
        var retries = 0
        while budget.withdraw(at: Self.at(10)) { retries += 1 }
        #expect(retries == 100)
    }
}
