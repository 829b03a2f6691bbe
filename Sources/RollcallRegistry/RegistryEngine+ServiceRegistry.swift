package import RollcallCore

/// The registry in one's own process.
extension RegistryEngine: ServiceRegistry {
    package func register(
        _ registration: Registration, initialStatus: ServiceStatus?
    ) async throws(RegistryError) -> RegistryState.Applied {
        try await submit(.register(registration, initialStatus: initialStatus))
    }

    package func update(
        _ id: InstanceID, _ patch: InstancePatch, expected: Revision?
    ) async throws(RegistryError) -> RegistryState.Applied {
        try await submit(.update(id, patch, expected: expected))
    }

    package func deregister(_ id: InstanceID, expected: Revision?) async throws(RegistryError) -> RegistryState.Applied
    {
        try await submit(.deregister(id, expected: expected))
    }

    package func instance(_ id: InstanceID) async throws(RegistryError) -> ServiceInstance {
        try snapshot.known(id)
    }

    package func list(_ service: ServiceName?) async throws(RegistryError) -> [ServiceInstance] {
        let snapshot = snapshot
        return service.map(snapshot.instances(of:)) ?? snapshot.allInstances
    }
}
