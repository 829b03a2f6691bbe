/// How a call to an instance ended, as its caller reports it.
package struct ReportedOutcome: Sendable, Equatable {
    package let instance: InstanceID
    package let outcome: CallOutcome
    /// Of the pick that the registry made; nil where the caller picked for itself.
    package let token: PickToken?

    package init(instance: InstanceID, outcome: CallOutcome, token: PickToken? = nil) {
        self.instance = instance
        self.outcome = outcome
        self.token = token
    }
}
