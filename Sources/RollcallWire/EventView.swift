package import RollcallCore

/// An event as the API shows it.
package struct EventView: Codable, Sendable, Equatable {
    package var revision: Int64
    package var time: String
    /// One of `EventKind`.
    package var kind: String
    package var service: String?
    package var instance: String?
    package var from: ServiceStatus?
    package var to: ServiceStatus?
    /// The row of δ that was taken.
    package var on: StatusEvent?
    /// What an update changed.
    package var fields: [String]?
    /// For `self_preservation`: whether evictions pause.
    package var active: Bool?
    /// The breaker afterwards, and what it was before.
    package var breaker: BreakerView?
    package var breakerFrom: String?
    /// The policy afterwards.
    package var policy: PolicyBody?
    package var cause: String
    /// The instance after a registration or an update.
    package var after: InstanceView?

    enum CodingKeys: String, CodingKey {
        case revision, time, kind, service, instance, from, to, on, fields, active, breaker, policy, cause, after
        case breakerFrom = "breaker_from"
    }

    package init(_ event: RegistryEvent) {
        revision = event.revision.number
        time = event.time.description
        kind = event.kind.name.rawValue
        service = event.service?.text
        instance = event.instance?.text
        cause = event.cause
        switch event.kind {
        case .registered(let instance): after = InstanceView(instance)
        case .updated(let instance, let fields):
            after = InstanceView(instance)
            self.fields = fields
        case .status(let from, let to, let on):
            self.from = from
            self.to = to
            self.on = on
        case .selfPreservation(let isActive): active = isActive
        case .breaker(let from, let record):
            breakerFrom = from.rawValue
            breaker = BreakerView(record, of: event.instance?.text ?? "", in: event.service?.text ?? "")
        case .policy(let policy): self.policy = PolicyBody(policy)
        case .deregistered, .evicted, .started: break
        }
    }
}

/// A page of the history.
package struct EventPageView: Codable, Sendable, Equatable {
    package var epoch: String
    /// The registry's revision when the page was read.
    package var revision: Int64
    /// The newest revision whose event is no longer kept.
    package var floor: Int64
    package var events: [EventView]
    /// Pass it back as `cursor` for the next page; absent on the last one.
    package var next: String?

    package init(epoch: String, revision: Int64, floor: Int64, events: [EventView], next: String? = nil) {
        self.epoch = epoch
        self.revision = revision
        self.floor = floor
        self.events = events
        self.next = next
    }
}

/// What a blocking read brought.
package struct ChangesView: Codable, Sendable, Equatable {
    package var epoch: String
    /// Pass it back as `after`.
    package var revision: Int64
    /// Empty when the wait ran out.
    package var events: [EventView]

    package init(epoch: String, revision: Int64, events: [EventView]) {
        self.epoch = epoch
        self.revision = revision
        self.events = events
    }
}

/// The registry as it was.
package struct PastView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var time: String?
    package var instances: [InstanceView]

    package init(epoch: String, revision: Int64, time: String?, instances: [InstanceView]) {
        self.epoch = epoch
        self.revision = revision
        self.time = time
        self.instances = instances
    }
}
