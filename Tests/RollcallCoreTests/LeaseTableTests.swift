import RollcallCore
import RollcallTestKit
import Testing

@Suite struct LeaseTableTests {
    /// All leases in a dictionary, searched from end to end.
    struct NaiveTable {
        struct Entry { var ttl, evictAfter, deadline: Int64, isExpired, hasLapsed: Bool }
        var entries: [String: Entry] = [:]

        mutating func grant(_ id: String, _ ttl: Int64, _ evictAfter: Int64, _ now: Int64) {
            entries[id] = Entry(
                ttl: ttl, evictAfter: evictAfter, deadline: now + ttl, isExpired: false, hasLapsed: false)
        }

        mutating func amend(_ id: String, _ ttl: Int64, _ evictAfter: Int64, _ now: Int64) {
            guard var entry = entries[id] else { return }
            (entry.ttl, entry.evictAfter) = (ttl, evictAfter)
            entry.deadline = now + (entry.isExpired ? evictAfter : ttl)
            entries[id] = entry
        }

        mutating func renew(_ id: String, _ now: Int64) -> String {
            guard let entry = entries[id] else { return "unknown" }
            guard !entry.hasLapsed, now < entry.deadline else { return "lapsed" }
            entries[id]?.deadline = now + entry.ttl
            return "renewed"
        }

        mutating func revive(_ id: String, _ now: Int64) {
            guard let entry = entries[id] else { return }
            grant(id, entry.ttl, entry.evictAfter, now)
        }

        mutating func extendAll(_ now: Int64) {
            for (id, entry) in entries where !entry.isExpired { entries[id]?.deadline = now + entry.ttl }
        }

        mutating func takeDue(_ now: Int64, _ retry: Int64) -> Set<String> {
            var due: Set<String> = []
            for (id, entry) in entries where entry.deadline <= now {
                due.insert("\(id) \(entry.isExpired ? "expired" : "held")")
                entries[id]?.isExpired = true
                entries[id]?.hasLapsed = true
                entries[id]?.deadline = now + (entry.isExpired ? retry : entry.evictAfter)
            }
            return due
        }
    }

    @Test("the heap finds due exactly what a search from end to end finds", arguments: UInt64(0)..<100)
    func naiveTwin(seed: UInt64) throws {
        var random = SeededRandom(seed)
        var (table, naive) = (LeaseTable(), NaiveTable())
        let ids = (0..<12).map { "i\($0)" }
        var now: Int64 = 0
        let time = WallTime(milliseconds: 0)
        func moment(_ milliseconds: Int64) -> Moment { Moment(nanoseconds: milliseconds * 1_000_000) }
        for step in 0..<400 {
            let (text, note) = (random.pick(ids), "replay: seed \(seed), step \(step)")
            let id = try InstanceID(text)
            let (ttl, evictAfter) = (Int64.random(in: 100...400, using: &random), random.pick([Int64(50), 300, 900]))
            let terms = try LeaseTerms(ttl: .milliseconds(ttl), evictAfter: .milliseconds(evictAfter))
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                table.grant(id, terms, at: moment(now), time)
                naive.grant(text, ttl, evictAfter, now)
            case 1:
                table.amend(id, terms, at: moment(now))
                naive.amend(text, ttl, evictAfter, now)
            case 2:
                table.revive(id, at: moment(now), time)
                naive.revive(text, now)
            case 3:
                table.revoke(id)
                naive.entries[text] = nil
            case 4 where step % 50 == 0:
                table.extendAll(at: moment(now))
                naive.extendAll(now)
            case 4...7:
                let answer =
                    switch table.renew(id, at: moment(now), time) {
                    case .renewed: "renewed"
                    case .lapsed: "lapsed"
                    case .unknown: "unknown"
                    }
                #expect(answer == naive.renew(text, now), "\(note)")
            default:
                let due = table.takeDue(at: moment(now), countMax: 100, retryAfter: .milliseconds(70))
                let words = due.map { "\($0.id.text) \($0.phase == .held ? "held" : "expired")" }
                #expect(Set(words) == naive.takeDue(now, 70), "\(note)")
                #expect(words.count == Set(words).count, "\(note)")
            }
            let soonest = naive.entries.values.map(\.deadline).min()
            if let soonest {
                // It may name a moment too early, but never one too late.
                #expect(table.nextDeadline.map { $0 <= moment(soonest) } ?? false, "\(note)")
            }
            #expect(table.count == naive.entries.count, "\(note)")
            let expired = naive.entries.values.count { $0.isExpired }
            #expect(table.counts() == (naive.entries.count - expired, expired), "\(note)")
            let gauges = table.gauges(at: moment(now))
            #expect((gauges.held, gauges.expired) == table.counts(), "\(note)")
            now += Int64.random(in: 0...60, using: &random)
        }
    }

    @Test("leases that run out soon are counted, and renewals")
    func gauges() throws {
        var table = LeaseTable()
        let evictAfter = Duration.seconds(60)
        for (number, seconds) in [1, 4, 5, 14, 15, 600].enumerated() {
            let terms = try LeaseTerms(ttl: .seconds(seconds), evictAfter: evictAfter)
            table.grant(try InstanceID("i\(number)"), terms, at: .zero, WallTime(milliseconds: 0))
        }
        var gauges = table.gauges(at: .zero)
        #expect((gauges.held, gauges.under5s, gauges.under15s) == (6, 2, 4))
        let second = Moment.zero.advanced(by: .seconds(1))
        #expect(table.takeDue(at: second, countMax: 10).count == 1)
        for _ in 0..<20 { _ = table.renew(try InstanceID("i5"), at: second, WallTime(milliseconds: 0)) }
        gauges = table.gauges(at: second.advanced(by: .seconds(1)))
        #expect((gauges.held, gauges.expired, gauges.under5s) == (5, 1, 2))
        #expect(gauges.renewalsPerSecond == 2)
    }
}
