import RollcallWire

extension Answer {
    /// The boundary, as for everything else from the network.
    func harmless() -> Answer {
        switch self {
        case .traffic(let view): .traffic(view.harmless())
        case .trial(var view):
            {
                view.service = CellText.sanitized(view.service)
                view.policy = CellText.sanitized(view.policy)
                for index in view.shares.indices { view.shares[index].id = CellText.sanitized(view.shares[index].id) }
                return .trial(view)
            }()
        case .policy(var answer):
            {
                answer.service = CellText.sanitized(answer.service)
                answer.policy.policy = answer.policy.policy.map { CellText.sanitized($0) }
                answer.policy.slowStart = answer.policy.slowStart.map { CellText.sanitized($0) }
                return .policy(answer)
            }()
        case .failed(let question, let reason): .failed(question, reason: CellText.sanitized(reason))
        case .acted(let request, let outcome): .acted(request, CellText.sanitized(outcome))
        case .refused(let request, let reason): .refused(request, reason: CellText.sanitized(reason))
        case .exported(let name): .exported(name: CellText.sanitized(name))
        case .notExported(let reason): .notExported(reason: CellText.sanitized(reason))
        // These are made harmless where they are folded.
        case .past, .events, .floor, .none: self
        }
    }
}

extension TrafficView {
    /// No daemon counts as far as this; sums of what is counted must not overflow.
    private static let countMax = 1_000_000_000

    fileprivate func harmless() -> TrafficView {
        var view = self
        view.service = CellText.sanitized(service)
        view.policy = CellText.sanitized(policy)
        view.total = total.bounded(Self.countMax)
        view.instances = instances.map { item in
            var item = item
            item.id = CellText.sanitized(item.id)
            item.notPickable = item.notPickable.map { CellText.sanitized($0) }
            item.weight = min(max(0, item.weight), Self.countMax)
            item.traffic = item.traffic.bounded(Self.countMax)
            return item
        }
        return view
    }
}

extension TrafficCountsView {
    fileprivate func bounded(_ countMax: Int) -> TrafficCountsView {
        var view = self
        view.perSecond = perSecond.prefix(60).map { min(max(0, $0), countMax) }
        view.perMinute = perMinute.prefix(60).map { min(max(0, $0), countMax) }
        return view
    }
}
