import RollcallDashboard
import RollcallWire

/// An answer, as a recording has it: the past as the page it was made from.
enum RecordedAnswer: Codable {
    case traffic(TrafficView)
    case policy(PolicyAnswer)
    case trial(WhatIfView)
    case failed(Question, reason: String)
    case acted(AdminRequest, String)
    case refused(AdminRequest, reason: String)
    case exported(name: String)
    case notExported(reason: String)
    case past(PastPage, for: PastPoint)
    case events([EventView], before: Int64, floor: Int64)
    case floor(Int64)
    case none(Question, reason: String)

    init(_ answer: Answer) {
        switch answer {
        case .traffic(let view): self = .traffic(view)
        case .policy(let answer): self = .policy(answer)
        case .trial(let view): self = .trial(view)
        case .failed(let question, let reason): self = .failed(question, reason: reason)
        case .acted(let request, let words): self = .acted(request, words)
        case .refused(let request, let reason): self = .refused(request, reason: reason)
        case .exported(let name): self = .exported(name: name)
        case .notExported(let reason): self = .notExported(reason: reason)
        case .past(_, let page, let point): self = .past(page, for: point)
        case .events(let events, let before, let floor): self = .events(events, before: before, floor: floor)
        case .floor(let floor): self = .floor(floor)
        case .none(let question, let reason): self = .none(question, reason: reason)
        }
    }

    var answer: Answer {
        switch self {
        case .traffic(let view): .traffic(view)
        case .policy(let answer): .policy(answer)
        case .trial(let view): .trial(view)
        case .failed(let question, let reason): .failed(question, reason: reason)
        case .acted(let request, let words): .acted(request, words)
        case .refused(let request, let reason): .refused(request, reason: reason)
        case .exported(let name): .exported(name: name)
        case .notExported(let reason): .notExported(reason: reason)
        case .past(let page, let point): .past(Past(page), page: page, for: point)
        case .events(let events, let before, let floor): .events(events, before: before, floor: floor)
        case .floor(let floor): .floor(floor)
        case .none(let question, let reason): .none(question, reason: reason)
        }
    }
}
