import RollcallCore
import Testing

@testable import RollcallProxy

@Suite struct AttemptsTests {
    private let a = InstanceID(trusted: "a")
    private let b = InstanceID(trusted: "b")

    private func at(_ seconds: Int) -> Moment { Moment.zero.advanced(by: .seconds(seconds)) }

    @Test("an attempt may take the connect time, or what is left of the whole")
    func allowance() {
        let attempts = Attempts(from: .zero, countMax: 4, timeMax: .seconds(15))
        #expect(attempts.allowance(at: at(0), connectTimeout: .seconds(5)) == .seconds(5))
        #expect(attempts.allowance(at: at(12), connectTimeout: .seconds(5)) == .seconds(3))
        #expect(attempts.allowance(at: at(15), connectTimeout: .seconds(5)) == nil)
    }

    @Test("after the last attempt there is none")
    func count() {
        var attempts = Attempts(from: .zero, countMax: 2, timeMax: .seconds(15))
        attempts.begin(a)
        #expect(attempts.allowance(at: at(1), connectTimeout: .seconds(5)) != nil)
        attempts.begin(b)
        #expect(attempts.allowance(at: at(1), connectTimeout: .seconds(5)) == nil)
        #expect(attempts.tried == [a, b])
    }
}
