package import RollcallCore

/// What every `ServiceDiscovery` must do, seen together with the registry it finds things in.
package enum DiscoveryConformance {
    /// A discovery, and the registry it looks into.
    package struct Subject: Sendable {
        let registry: any ServiceRegistry
        let discovery: any ServiceDiscovery

        package init(_ registry: any ServiceRegistry, _ discovery: any ServiceDiscovery) {
            self.registry = registry
            self.discovery = discovery
        }

        func register(_ id: String) async throws {
            _ = try await registry.register(Sample.registration(id), initialStatus: nil)
        }
    }

    package typealias Check = ConformanceCheck<Subject>

    package static let all: [Check] = [
        Check("what is registered is found, whole, in order of ids") { subject in
            for id in ["b", "a"] { try await subject.register(id) }
            let found = try await subject.discovery.discover(ServiceName("orders"))
            try require(found.all, is: try await subject.registry.list(nil).instances, "instances")
            try require(found.isStale, is: false, "stale")
        },
        Check("a service that nobody knows has no instances and is no error") { subject in
            let nobody = try ServiceName("nobody")
            try require(try await subject.discovery.discover(nobody).all, is: [], "instances")
            try require(try await subject.discovery.discoverOne(nobody), is: nil, "one")
        },
        Check("a watch tells who comes, who drains and who goes") { subject in
            let orders = try ServiceName("orders")
            let id = try InstanceID("a")
            var steps: [@Sendable () async throws -> Void] = [
                { _ = try await subject.registry.deregister(id, expected: nil) },
                { _ = try await subject.registry.move(id, .drain, reason: nil) },
                { try await subject.register("a") },
            ]
            var counts: [[Int]] = []
            // What is told may be skipped by what is newer: each step waits for its own.
            for await found in subject.discovery.watch(orders) where counts.last != found.counts {
                counts.append(found.counts)
                guard let step = steps.popLast() else { break }
                try await step()
            }
            try require(counts, is: [[0, 0], [1, 1], [1, 0], [0, 0]], "instances and those that take traffic")
        },
        Check("only what takes traffic is given out, each in its turn") { subject in
            for id in ["a", "b", "c"] { try await subject.register(id) }
            _ = try await subject.registry.move(InstanceID("b"), .drain, reason: nil)
            var ids: Set<String> = []
            for _ in 0..<4 {
                ids.insert(try await subject.discovery.discoverOne(ServiceName("orders"))?.id.text ?? "-")
            }
            try require(ids, is: ["a", "c"], "given out")
        },
        Check("a change is known without asking twice") { subject in
            let orders = try ServiceName("orders")
            try await subject.register("a")
            _ = try await subject.discovery.discover(orders)
            try await subject.register("b")
            while try await subject.discovery.discover(orders).instances.count < 2 {
                try Task.checkCancellation()
                await Task.yield()
            }
        },
        Check("what is closed refuses, and its watches end") { subject in
            try await subject.register("a")
            let orders = try ServiceName("orders")
            for await _ in subject.discovery.watch(orders) { await subject.discovery.close() }
            try await require(throws: RegistryError.stopping, "discover") {
                try await subject.discovery.discover(orders)
            }
            for await _ in subject.discovery.watch(orders) { throw Violation("a closed watch tells something") }
        },
    ]
}

extension DiscoveredService {
    fileprivate var counts: [Int] { [all.count, instances.count] }
}
