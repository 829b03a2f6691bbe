import RollcallCore

extension RegistryConformance {
    static let watches: [Check] = [
        Check("a watch after a list tells every change since, in order, without a gap or a repeat") { registry in
            let listing = try await registry.list(nil)
            let id = try await registry.register(Sample.full(), initialStatus: nil).instance.id
            let events = try await registry.watch(.all, after: listing.position)
            _ = try await registry.move(id, .ready, reason: nil)
            _ = try await registry.move(id, .drain, reason: "why not")
            let removed = try await registry.deregister(id, expected: nil)
            let seen = try await first(4, of: events)
            try require(seen.map(\.kind.name), is: [.registered, .status, .status, .deregistered], "kinds")
            let start = listing.position.revision.number
            try require(seen.map(\.revision.number), is: (1...4).map { start + $0 }, "revisions")
            try require(seen.last?.revision, is: removed.revision, "revision of the removal")
            try require(History.fold(seen), is: [:], "what is left")
        },
        Check("what a watch tells, laid over the list, is what the registry says") { registry in
            let listing = try await registry.list(nil)
            let events = try await registry.watch(.all, after: listing.position)
            let id = try await registry.register(Sample.full(), initialStatus: nil).instance.id
            var patch = InstancePatch()
            patch.tags = ["green"]
            _ = try await registry.update(id, patch, expected: nil)
            _ = try await registry.move(id, .drain, reason: nil)
            let folded = History.fold(try await first(3, of: events))
            try require(folded[id], is: try await registry.instance(id), "instance")
        },
        Check("a watch of one service is silent about others") { registry in
            let listing = try await registry.list(nil)
            let events = try await registry.watch(.service(ServiceName("orders")), after: listing.position)
            _ = try await registry.register(Sample.registration("a", service: "stock"), initialStatus: nil)
            _ = try await registry.register(Sample.registration("b"), initialStatus: nil)
            try require(try await first(1, of: events).map(\.instance?.text), is: ["b"], "instances")
        },
        Check("a position of another epoch, or of the future, is refused") { registry in
            let position = try await registry.list(nil).position
            for wrong in [
                RegistryPosition(epoch: "another", revision: position.revision),
                RegistryPosition(epoch: position.epoch, revision: Revision(position.revision.number + 1_000)),
            ] {
                let error = RegistryError.futureRevision(asked: wrong.revision, current: position.revision)
                try await require(throws: error, "watch") { try await registry.watch(.all, after: wrong) }
            }
        },
    ]

    /// The first `count` events; ends the watch.
    private static func first(_ count: Int, of events: EventBursts) async throws -> [RegistryEvent] {
        var seen: [RegistryEvent] = []
        for try await burst in events {
            seen += burst
            if seen.count >= count { break }
        }
        return seen
    }
}
