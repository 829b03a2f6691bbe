package import RollcallCore
package import RollcallWire

/// What the balancer screen knows and how it is looked at. It is about one service at a time; nothing of it is followed,
/// everything is asked for while the screen is shown.
package struct BalancerState: Sendable {
    package enum Order: String, Sendable, CaseIterable {
        case standing, picks, deviation, weight, id
    }

    /// Keys that went elsewhere when the members of the service changed.
    package struct Move: Sendable, Equatable {
        package let time: WallTime?
        package let policy: String
        package let moved: Int
        package let keys: Int
    }

    package internal(set) var service: String?
    package internal(set) var traffic: TrafficView?
    package internal(set) var policy: PolicyBody?
    /// What each policy would do with the service's recent keys.
    package internal(set) var trials: [String: WhatIfView] = [:]
    package internal(set) var moves: [Move] = []
    /// Why the last question has no answer.
    package internal(set) var failure: String?

    package internal(set) var window = BalancerWindow.minute
    package internal(set) var order = Order.standing
    package internal(set) var showsAll = false
    /// Which other policy the service's own is compared with.
    package internal(set) var compared = 0

    var asked: (question: Question, at: Moment)?
    var trafficRead: Moment?
    /// When the members or the policy were last seen to change.
    var changed: Moment?
    var policyRead: Moment?
    var trialsRead: [String: Moment] = [:]

    private static let trafficInterval = Duration.seconds(1)
    private static let policyInterval = Duration.seconds(30)
    private static let trialInterval = Duration.seconds(20)
    /// After this long an answer is no longer waited for.
    private static let patience = Duration.seconds(10)
    static let movesMax = 50

    init() {}

    /// The policies that are compared with the service's own.
    package var others: [BalancingPolicy] { BalancingPolicy.allCases.filter { $0.rawValue != traffic?.policy } }
    package var comparedPolicy: BalancingPolicy? { others.isEmpty ? nil : others[compared % others.count] }

    package var ownTrial: WhatIfView? { traffic.flatMap { trials[$0.policy] } }

    /// Turns to another service; what was known of the one before is dropped.
    mutating func turn(to service: String?) {
        guard service != self.service else { return }
        self.service = service
        traffic = nil
        policy = nil
        trials = [:]
        moves = []
        failure = nil
        (asked, trafficRead, policyRead, trialsRead, changed) = (nil, nil, nil, [:], nil)
    }

    /// The members or the policy changed: the trials are of yesterday.
    mutating func outdate() {
        policyRead = nil
        trialsRead = [:]
    }

    /// What to ask now, if anything: one question at a time, the counts before what is computed from them.
    mutating func question(at now: Moment) -> Question? {
        guard let service else { return nil }
        if let asked, asked.at.duration(to: now) < Self.patience { return nil }
        func isDue(_ read: Moment?, _ interval: Duration) -> Bool {
            read.map { $0.duration(to: now) >= interval } ?? true
        }
        var question: Question?
        if isDue(trafficRead, Self.trafficInterval) {
            question = .traffic(service: service)
        } else if isDue(policyRead, Self.policyInterval) {
            question = .policy(service: service)
        } else if let policy = trialOrder.first(where: { isDue(trialsRead[$0.rawValue], Self.trialInterval) }) {
            question = .trial(service: service, policy: policy.rawValue)
        }
        asked = question.map { ($0, now) }
        return question
    }

    /// The service's own policy first, then the one it is compared with.
    private var trialOrder: [BalancingPolicy] {
        let first = [traffic.flatMap { BalancingPolicy(rawValue: $0.policy) }, comparedPolicy].compactMap { $0 }
        return first + BalancingPolicy.allCases.filter { !first.contains($0) }
    }

    mutating func take(_ view: TrafficView, at now: Moment) {
        guard view.service == service else { return }
        (asked, failure, trafficRead) = (nil, nil, now)
        if let traffic, traffic.policy != view.policy || traffic.targets != view.targets {
            outdate()
            changed = now
        }
        traffic = view
    }

    mutating func take(_ answer: PolicyAnswer, at now: Moment) {
        guard answer.service == service else { return }
        (asked, policyRead) = (nil, now)
        policy = answer.policy
    }

    mutating func take(_ trial: WhatIfView, at now: Moment, _ time: WallTime?) {
        guard trial.service == service else { return }
        asked = nil
        trialsRead[trial.policy] = now
        if let moved = trial.moved, moved != trials[trial.policy]?.moved {
            moves.append(Move(time: time, policy: trial.policy, moved: moved, keys: trial.keys))
            moves.removeFirst(max(0, moves.count - Self.movesMax))
        }
        trials[trial.policy] = trial
    }

    mutating func fail(_ question: Question, _ reason: String, at now: Moment) {
        guard question == asked?.question else { return }
        asked = nil
        failure = reason
        switch question {
        case .traffic: trafficRead = now
        case .policy: policyRead = now
        case .trial(_, let policy): trialsRead[policy] = now
        default: break
        }
    }
}

extension TrafficView {
    /// Who takes part, and with what weight.
    fileprivate var targets: [String] { instances.filter { $0.notPickable == nil }.map { "\($0.id) \($0.weight)" } }
}
