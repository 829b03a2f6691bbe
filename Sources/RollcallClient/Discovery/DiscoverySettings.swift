/// The bounds and paces of a discovery.
public struct DiscoverySettings: Sendable {
    /// For how long an answer still counts as fresh after the watch that kept it so broke.
    public var ttl = Duration.seconds(5)
    /// For how long a service that the registry does not know is not asked for again.
    public var unknownTTL = Duration.seconds(1)
    /// A service that nobody asked for this long is no longer followed when another one needs its place.
    public var idleMax = Duration.seconds(600)
    /// Services followed or remembered at once; beyond it the one asked for longest ago makes room.
    public var serviceCountMax = 1_000
    /// How long one question to the registry may take.
    public var fetchMax = Duration.seconds(5)

    /// The defaults.
    public init() {}
}
