import ArgumentParser
import RollcallClient
import RollcallWire

/// What a shell may offer for an instance or a service: what the daemon knows, if one answers quickly.
enum InstanceCompletion {
    private static let patience = Duration.milliseconds(500)

    @Sendable static func ids(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await ask { try await $0.instances(InstanceQuery()).instances.map(\.id) }.filter { $0.hasPrefix(prefix) }
    }

    @Sendable static func services(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await ask { try await $0.services().services.map(\.name) }.filter { $0.hasPrefix(prefix) }
    }

    private static func ask(_ question: (RemoteRegistry) async throws -> [String]) async -> [String] {
        do {
            return try await RemoteRegistry.withRegistry(
                ConnectionOptions.fromEnvironment(), tokenFile: ConnectionOptions.tokens(), timeout: patience, question)
        } catch {
            // A completion has no way to complain, and no daemon is no reason to.
            return []
        }
    }
}
