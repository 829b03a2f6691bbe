/// Where an instance stands in its life. Only an UP instance is handed to clients.
public enum ServiceStatus: String, Sendable, CaseIterable, Codable {
    case up = "UP"
    case down = "DOWN"
    case starting = "STARTING"
    case outOfService = "OUT_OF_SERVICE"
}
