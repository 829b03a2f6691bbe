import RollcallClient
import RollcallWire

/// Registers many instances, several at a time: the daemon commits together what arrives together.
struct RegistrationBatch: Sendable {
    let registry: RemoteRegistry
    let items: [RegistrationFile.Item]

    private static let inFlightMax = 32

    /// What was done, in the order of the items, and what stopped it, if anything did.
    func run() async -> (views: [MutationView], error: (any Error)?) {
        var views = [MutationView?](repeating: nil, count: items.count)
        do {
            try await withThrowingTaskGroup(of: (Int, MutationView).self) { group in
                var next = 0
                func begin() {
                    guard next < items.count else { return }
                    let (index, item) = (next, items[next])
                    next += 1
                    group.addTask { (index, try await registry.register(item.id, item.body)) }
                }
                for _ in 0..<Self.inFlightMax { begin() }
                while let (index, view) = try await group.next() {
                    views[index] = view
                    begin()
                }
            }
            return (views.compactMap { $0 }, nil)
        } catch {
            return (views.compactMap { $0 }, error)
        }
    }
}
