import RollcallCore
import RollcallWire

extension DashboardModel {
    mutating func take(_ answer: Answer) -> [Command] {
        switch answer {
        case .past(let past, let page, let point): return take(past, point, page.bound)
        case .events(let events, let before, let floor):
            isReadingBack = false
            self.floor = floor
            guard live.journal.first == before else { return [] }
            live.journal.prepend(events, hasEarlier: events.first.map { $0.revision > floor + 1 } ?? false)
            isArrangementDue = true
            arrange()
            return readBackIfNeeded()
        case .floor(let floor): self.floor = floor
        case .none(let question, let reason): return giveUp(question, CellText.sanitized(reason, maxCells: 200))
        case .traffic, .policy, .trial, .failed, .acted, .refused, .exported, .notExported:
            return takeBalancer(answer.harmless())
        }
        return []
    }

    private mutating func take(_ past: Past, _ point: PastPoint, _ bound: PastPage.Bound?) -> [Command] {
        guard let isWanted = travel?.isAnswered() else { return [] }
        if isWanted {
            travel?.past = past
            travel?.past?.note(live.journal.gaps)
            travel?.time = nil
            if bound == nil, case .time(let time) = point { travel?.time = time }
            arrive(bound, isElsewhere: true)
        }
        guard let wish = travel?.wish else { return [] }
        travel?.wish = nil
        return go(to: wish)
    }

    private mutating func giveUp(_ question: Question, _ reason: String) -> [Command] {
        say(reason)
        switch question {
        case .events: isReadingBack = false
        case .past:
            guard travel?.isAnswered() != nil else { return [] }
            if let wish = travel?.wish {
                travel?.wish = nil
                return go(to: wish)
            }
            if travel?.past == nil, !isArchive { travel = nil }
        case .traffic, .policy, .trial, .act: break
        }
        return []
    }
}
