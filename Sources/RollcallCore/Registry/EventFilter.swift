/// Which events a watcher wants.
public enum EventFilter: Sendable, Hashable {
    case all
    case service(ServiceName)
    case instance(InstanceID)

    /// Whether `event` is among them.
    public func accepts(_ event: RegistryEvent) -> Bool {
        switch self {
        case .all: true
        case .service(let name): event.service == name
        case .instance(let id): event.instance == id
        }
    }
}
