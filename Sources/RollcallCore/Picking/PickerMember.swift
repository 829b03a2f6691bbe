/// An instance as its picker keeps it.
struct PickerMember: Sendable {
    private(set) var instance: ServiceInstance
    private(set) var weight: Int
    /// Its place in the `LoadTable`, as long as it is a member.
    let slot: Int
    var breaker: CircuitBreaker
    /// Since when it takes calls, for slow start; nil while it is not UP.
    private(set) var upSince: Moment?
    /// When it was last put among those that wait for a probe; see `ProbeQueue`.
    var waitsFor: Moment?

    init(_ instance: ServiceInstance, slot: Int, at now: Moment, _ wall: WallTime) {
        self.instance = instance
        self.slot = slot
        weight = instance.registration.trafficWeight
        breaker = CircuitBreaker(instance.id, at: now)
        upSince = Self.upSince(instance, at: now, wall)
    }

    /// Takes over what the registry says of the instance.
    ///
    /// - Returns: whether it is another process: what was learnt of the one before it is worth nothing.
    mutating func update(_ next: ServiceInstance, at now: Moment, _ wall: WallTime) -> Bool {
        let isOther =
            next.registration.address != instance.registration.address
            || next.registration.port != instance.registration.port
        if next.status != .up {
            upSince = nil
        } else if isOther {
            upSince = now
        } else if !isUp || next.lastChange.at != instance.lastChange.at {
            upSince = Self.upSince(next, at: now, wall)
        }
        instance = next
        weight = next.registration.trafficWeight
        return isOther
    }

    var id: InstanceID { instance.id }
    var zone: String { instance.registration.zone }
    var priority: Int { instance.registration.priority }
    var isUp: Bool { instance.status == .up }
    /// Only its breaker can keep calls from it.
    var isEligible: Bool { isUp && weight > 0 }
    var isPickable: Bool { isEligible && breaker.isClosed }
    var mayPanic: Bool { instance.status != .outOfService && weight > 0 }

    /// By the wall clock, so that a restart of the picker does not warm up what has been UP for hours.
    private static func upSince(_ instance: ServiceInstance, at now: Moment, _ wall: WallTime) -> Moment? {
        guard instance.status == .up else { return nil }
        let age = min(max(instance.lastChange.at.duration(to: wall), .zero), .seconds(86_400))
        return now.advanced(by: .zero - age)
    }
}
