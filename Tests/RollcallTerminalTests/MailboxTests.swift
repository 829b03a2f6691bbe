import CTerminal
import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@testable import RollcallTerminal

@Suite struct MailboxTests {
    @Test("messages from many tasks all arrive, those of each in order, dated when they were put in")
    func order() async {
        let mailbox = DashboardMailbox()
        let before = Moment.current
        await withTaskGroup(of: Void.self) { group in
            for task in 1...4 {
                group.addTask {
                    for number in 1...100 { mailbox.put(.resize(Size(columns: task, rows: number))) }
                }
            }
        }
        let taken = mailbox.takeAll().messages
        let sizes = taken.compactMap { message, _ in
            if case .resize(let size) = message { size } else { nil }
        }
        #expect(sizes.count == 400)
        for task in 1...4 { #expect(sizes.filter { $0.columns == task }.map(\.rows) == Array(1...100)) }
        #expect(taken.allSatisfy { before <= $0.1 && $0.1 <= .current })
        #expect(mailbox.isEmpty)
    }

    @Test("what nobody takes out is bounded: then changes are let go of, and a new snapshot is asked for")
    func bounded() {
        let mailbox = DashboardMailbox()
        mailbox.put(.key(.enter))
        for revision in 1...DashboardMailbox.weightMax { mailbox.put(.events([event(Int64(revision))])) }
        mailbox.put(.link(.connected))
        mailbox.put(.events([event(1)]))
        for revision in 1...100 { mailbox.put(.events([event(Int64(revision))])) }
        let contents = mailbox.takeAll()
        #expect(contents.isIncomplete)
        #expect(contents.messages.map { kind($0.0) } == ["key", "link"])

        mailbox.put(.events([event(7)]))
        let next = mailbox.takeAll()
        #expect(!next.isIncomplete)
        #expect(next.messages.map { kind($0.0) } == ["events"])
    }

    @Test("room is counted in changes, not in messages")
    func weight() {
        let mailbox = DashboardMailbox()
        let many = (1...Int64(DashboardMailbox.weightMax)).map { event($0) }
        mailbox.put(.events(many))
        mailbox.put(.tick(WallTime(milliseconds: 0)))
        #expect(!mailbox.takeAll().isIncomplete)
        mailbox.put(.events(many))
        mailbox.put(.events([event(1)]))
        #expect(mailbox.takeAll().isIncomplete)
    }

    @Test("a snapshot takes the place of all that was told before it, and makes good what was lost")
    func snapshot() {
        let mailbox = DashboardMailbox()
        let many = (1...Int64(DashboardMailbox.weightMax) + 1).map { event($0) }
        mailbox.put(emptySnapshot(1))
        mailbox.put(.events(many))
        mailbox.put(.resize(Size(columns: 80, rows: 24)))
        mailbox.put(emptySnapshot(2))
        mailbox.put(.events([event(3)]))
        let contents = mailbox.takeAll()
        #expect(!contents.isIncomplete)
        #expect(contents.messages.map { kind($0.0) } == ["resize", "snapshot", "events"])
    }

    private func event(_ revision: Int64) -> EventView {
        EventView(
            RegistryEvent(
                revision: Revision(revision), time: WallTime(milliseconds: 0), kind: .deregistered, cause: "gone"))
    }

    private func emptySnapshot(_ revision: Int64) -> Message {
        .snapshot(
            InstanceListView(epoch: "e", revision: revision, instances: []), services: [], events: [])
    }

    private func kind(_ message: Message) -> String {
        String("\(message)".prefix { $0 != "(" })
    }
}
