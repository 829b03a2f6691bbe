import HashTreeCollections

/// What readers ask of a snapshot. Lists are in order of ids or names.
extension RegistryState {
    package subscript(id: InstanceID) -> ServiceInstance? { instances[id] }

    package var instanceCount: Int { instances.count }
    package var serviceCount: Int { services.count }

    package var allInstances: [ServiceInstance] {
        instances.values.sorted { $0.id < $1.id }
    }

    package func instances(of service: ServiceName) -> [ServiceInstance] {
        guard let entry = services[service] else { return [] }
        return entry.instances.sorted().compactMap { instances[$0] }
    }

    package var allServices: [(name: ServiceName, entry: ServiceEntry)] {
        services.map { (name: $0.key, entry: $0.value) }.sorted { $0.name < $1.name }
    }

    /// Status changes of the present instances of `service` within the hour that ends at `now`.
    package func flapCount(of service: ServiceName, at now: WallTime) -> Int {
        guard !flaps.isEmpty, let entry = services[service] else { return 0 }
        return entry.instances.reduce(0) { $0 + flapCount($1, at: now) }
    }

    package func service(_ name: ServiceName) -> ServiceEntry? { services[name] }

    /// Whose lease ran out and who was not heard since: checks cannot bring it back, only its provider can.
    package func isLapsed(_ id: InstanceID) -> Bool { lapsed.contains(id) }

    /// Status changes within the hour that ends at `now`.
    package func flapCount(_ id: InstanceID, at now: WallTime) -> Int { flaps[id]?.count(at: now) ?? 0 }
}
