package import RollcallCore

/// Picks that were not the plain case, since the daemon first heard of the service.
package struct PickOddities: Sendable, Equatable {
    /// Calls that were told that there is nothing to pick, by why.
    package internal(set) var refusals: [PickRefusal.Cause: Int64] = [:]
    /// Picks for a call that had failed elsewhere.
    package internal(set) var retries: Int64 = 0
    /// Picks of an instance that could not take calls, though health was not ignored. There must be none; counted beside
    /// the picker, from what the registry says.
    package internal(set) var strays: Int64 = 0
}
