import Logging
import RollcallClient
import RollcallCore
import RollcallRun
import RollcallWire
import Synchronization

/// The registry's side of a program that is run: a provider for as long as the program lives.
final class RunProvider: ProviderControl {
    private let registry: RemoteRegistry
    private let registration: @Sendable (UInt16) throws(InvalidField) -> Registration
    private let present = Mutex<(provider: Provider, task: Task<Void, Never>)?>(nil)

    private let hasLooked = Mutex(false)

    private static let drainMax = Duration.seconds(2)
    private static let lookMax = Duration.seconds(2)

    init(_ registry: RemoteRegistry, _ registration: @escaping @Sendable (UInt16) throws(InvalidField) -> Registration)
    {
        self.registry = registry
        self.registration = registration
    }

    func register(port: UInt16?) async {
        await end()
        let registration: Registration
        do { registration = try self.registration(port ?? 1) } catch {
            return Console.complain("rollcall: The program cannot be registered: \(error).")
        }
        await look(for: registration)
        var logger = Logger(label: "rollcall.run") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .notice
        let provider = Provider(registration, at: registry, logger: logger)
        let task = Task {
            do { try await provider.run() } catch let error as RegistryError {
                // Refused for good: the program runs on, and its user must know that nobody finds it.
                Console.complain("rollcall: The program is not registered: \(error.problem) \(error.hint)")
            } catch {
                // Cancelled: the provider has said goodbye.
            }
        }
        present.withLock { $0 = (provider, task) }
    }

    /// Two programs under one id take turns in the registry, and neither would notice. Asked once: after that it is this
    /// program that is there.
    private func look(for registration: Registration) async {
        guard
            hasLooked.withLock({ hasLooked in
                defer { hasLooked = true }
                return !hasLooked
            })
        else { return }
        let present = await withTaskGroup(of: InstanceView?.self) { [registry] group in
            // A daemon that is away has nobody to tell of.
            group.addTask { try? await registry.instance(registration.id.text).instance }
            group.addTask {
                try? await Task.sleep(for: Self.lookMax)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        if let present, let warning = Self.warning(of: present) { Console.complain("rollcall: \(warning)") }
    }

    static func warning(of present: InstanceView) -> String? {
        guard present.status == .up else { return nil }
        let place = SafeText.escaped("\(InstanceListing.address(present)), since \(present.statusSince)", countMax: 300)
        let id = SafeText.escaped(present.id, countMax: 64)
        return "An instance \(id) is there already, UP at \(place); this program takes its place. "
            + "If that one still runs, give one of them another --id."
    }

    func drain(why: String) async {
        if let provider = present.withLock({ $0?.provider }) { await say(why, of: provider) }
    }

    func deregister(why: String) async {
        if let provider = present.withLock({ $0?.provider }) { await say(why, of: provider) }
        await end()
    }

    /// The reason belongs to the drain: a deregistration has no room for one, and the history should know it.
    private func say(_ why: String, of provider: Provider) async {
        guard await !provider.isReplaced() else { return }
        let id = provider.registration.id
        await withTaskGroup(of: Void.self) { [registry] group in
            group.addTask {
                // While the daemon is away the lease says it in the end.
                _ = try? await registry.move(id, .drain, reason: why)
            }
            group.addTask { try? await Task.sleep(for: Self.drainMax) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Ends the provider, which deregisters what it registered.
    private func end() async {
        let task = present.withLock { present in
            defer { present = nil }
            return present?.task
        }
        task?.cancel()
        await task?.value
    }
}
