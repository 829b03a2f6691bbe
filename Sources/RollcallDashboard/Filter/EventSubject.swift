package import RollcallCore
package import RollcallWire

/// An event as a filter sees it.
package struct EventSubject: FilterSubject {
    let event: EventView

    package init(_ event: EventView) {
        self.event = event
    }

    package func hasText(where passes: (String) -> Bool) -> Bool {
        passes(event.service ?? "") || passes(event.instance ?? "") || passes(event.cause) || passes(event.kind)
    }

    package func hasText(of key: FilterKey, where passes: (String) -> Bool) -> Bool {
        switch key {
        case .service: event.service.map(passes) ?? false
        case .instance: event.instance.map(passes) ?? false
        case .actor: passes(event.actor) || passes(event.cause)
        case .address: event.after.map { passes($0.authority) } ?? false
        case .zone: event.after.map { passes($0.zone) } ?? false
        case .metadata(let name): event.after?.metadata[name].map(passes) ?? false
        default: false
        }
    }

    package func words(of key: FilterKey) -> [String] {
        switch key {
        case .type: event.typeWords
        case .from: event.from?.filterWords ?? event.breakerFrom.map { [$0] } ?? []
        case .to, .state: event.to?.filterWords ?? event.breakerWords
        case .breaker: event.breakerWords
        default: []
        }
    }

    package func hasNumber(of key: FilterKey, where passes: (Double) -> Bool) -> Bool {
        key == .revision && passes(Double(event.revision))
    }

    package var time: WallTime? { WallTime(rfc3339: event.time) }
}

extension EventView {
    /// Its kind, and what a change of status is called after what brought it.
    fileprivate var typeWords: [String] {
        switch on {
        case .healthCheckPass, .healthCheckFail: [kind, "health"]
        case .leaseExpired: [kind, "lease"]
        case .gracefulShutdown: [kind, "drain"]
        case .resume: [kind, "resume"]
        case .ready: [kind, "ready"]
        case nil: kind == EventKind.evicted.rawValue ? [kind, "expired"] : [kind]
        }
    }

    fileprivate var breakerWords: [String] {
        guard let breaker else { return [] }
        return breaker.forced ? [breaker.state, "forced_open"] : [breaker.state]
    }

    /// Who brought it about.
    var actor: String {
        switch on {
        case .healthCheckPass, .healthCheckFail: return "check"
        case .leaseExpired: return "lease"
        case .gracefulShutdown, .resume, .ready: return "request"
        case nil: break
        }
        return switch EventKind(rawValue: kind) {
        case .registered, .updated, .deregistered, .policy: "request"
        case .breaker: breaker?.forced == true ? "request" : "traffic"
        case .evicted, .selfPreservation, .started, .status, nil: "daemon"
        }
    }
}
