import CTerminal
import RollcallCore
import RollcallDashboard
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
        let taken = mailbox.takeAll()
        let sizes = taken.compactMap { message, _ in
            if case .resize(let size) = message { size } else { nil }
        }
        #expect(sizes.count == 400)
        for task in 1...4 { #expect(sizes.filter { $0.columns == task }.map(\.rows) == Array(1...100)) }
        #expect(taken.allSatisfy { before <= $0.1 && $0.1 <= .current })
        #expect(mailbox.takeAll().isEmpty)
    }
}
