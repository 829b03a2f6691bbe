import RollcallClient
import RollcallCore
import RollcallWire

/// Keeps registrations alive until the program is interrupted, then takes them out of service and away.
///
/// Each heartbeat carries the whole registration: a registry that forgot the instance has it back with the next one.
struct Keeper: Sendable {
    let registry: RemoteRegistry
    let items: [RegistrationFile.Item]

    func run() async throws {
        try await Interruption.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for item in items { group.addTask { try await renew(item) } }
                try await group.waitForAll()
            }
        }
        for item in items { await leave(item.id) }
    }

    private func renew(_ item: RegistrationFile.Item) async throws {
        let ttl = item.body.lease?.ttl.flatMap { DurationText.parse($0) } ?? LeaseTerms.ttlDefault
        var backoff = Backoff()
        var generator = SystemRandomNumberGenerator()
        var pause = ttl / 3
        while true {
            try await Task.sleep(for: pause)
            do {
                _ = try await registry.heartbeat(item.id, registration: item.body)
                backoff.reset()
                pause = ttl / 3
            } catch let error as ClientError {
                // A refusal will not change by itself; a daemon that is away comes back.
                if case .problem(let problem) = error, problem.status < 500 { throw error }
                Console.complain(Failure(error).line)
                pause = min(backoff.next(using: &generator), ttl / 3)
            }
        }
    }

    private func leave(_ id: String) async {
        do {
            _ = try await registry.drain(id, reason: "its keeper was interrupted")
            _ = try await registry.deregister(id)
        } catch {
            // The lease runs out by itself; the operator may want to know that it has to.
            Console.complain("rollcall: \(SafeText.escaped(id)) could not be deregistered; its lease will run out.")
        }
    }
}
