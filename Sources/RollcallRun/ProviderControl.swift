/// What the life of a program means to the registry. Calls come one after the other, each when the former has returned.
///
/// None can fail: renewing, and trying again while the daemon is away, is the provider's own affair.
package protocol ProviderControl: Sendable {
    /// Keeps the instance registered from now on, and returns at once. Called again after a restart, with the port that
    /// it has then.
    func register(port: UInt16?) async
    /// Takes it out of traffic; returns when that is durable, or when it cannot be had.
    func drain(why: String) async
    /// Stops renewing and takes it away. After a crash, `why` says how the program ended.
    func deregister(why: String) async
}
