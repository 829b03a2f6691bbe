/// How a call to an instance ended, as its caller reports it.
package struct ReportedOutcome: Sendable, Equatable {
    package let instance: InstanceID
    package let outcome: CallOutcome
    /// Of the pick that the registry made; nil where the caller picked for itself.
    package let token: PickToken?
    /// The caller says that it picked for itself: then this is all that the registry hears of the pick. Without a token
    /// alone it may be that a pick of the registry's was not handed back.
    package let isOwnPick: Bool

    package init(instance: InstanceID, outcome: CallOutcome, token: PickToken? = nil, isOwnPick: Bool = false) {
        self.instance = instance
        self.outcome = outcome
        self.token = token
        self.isOwnPick = isOwnPick
    }

    /// The same, said by a caller with a picker of its own.
    package var asOwnPick: ReportedOutcome { ReportedOutcome(instance: instance, outcome: outcome, isOwnPick: true) }
}
