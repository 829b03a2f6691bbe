/// The instance that was picked for one call, and why.
package struct PickView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var service: String
    /// The policy that chose.
    package var policy: String
    package var instance: InstanceView
    /// `same`, `other` or `none` (the caller named no zone, or the service does not prefer them).
    package var zone: String
    /// How far down the ladder: `none`, `other_zone`, `lower_priority` or `panic`.
    package var step: String
    /// A trial call to an instance whose breaker is half-open.
    package var probe: Bool
    /// So few are well that health was ignored.
    package var panic: Bool
    package var why: String
    /// To be sent along with the outcome of the call.
    package var pick: String
    /// Why each other one was not picked; when asked to explain.
    package var others: [Other]?

    package struct Other: Codable, Sendable, Equatable {
        package var id: String
        package var why: String

        package init(id: String, why: String) {
            self.id = id
            self.why = why
        }
    }

    package init(
        epoch: String, revision: Int64, service: String, policy: String, instance: InstanceView, zone: String,
        step: String, probe: Bool, panic: Bool, why: String, pick: String, others: [Other]? = nil
    ) {
        self.epoch = epoch
        self.revision = revision
        self.service = service
        self.policy = policy
        self.instance = instance
        self.zone = zone
        self.step = step
        self.probe = probe
        self.panic = panic
        self.why = why
        self.pick = pick
        self.others = others
    }
}
