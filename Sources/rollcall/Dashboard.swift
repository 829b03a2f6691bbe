import RollcallClient

struct Dashboard: Sendable {
    let registry: RemoteRegistry
    func run() async throws {}
}
