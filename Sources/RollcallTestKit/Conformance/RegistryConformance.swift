package import RollcallCore

/// What every `ServiceRegistry` must do. Each check starts with a registry that nobody else uses; what it does not
/// register is not there.
package enum RegistryConformance {
    package typealias Check = ConformanceCheck<any ServiceRegistry>

    package static let all: [Check] = mutations + refusals + watches

    // MARK: Mutations

    private static let mutations: [Check] = [
        Check("a registration is there at once, whole and UP") { registry in
            let registration = try Sample.full()
            let change = try await registry.register(registration, initialStatus: nil)
            try require(change.outcome, is: .created, "outcome")
            try require(change.instance.registration, is: registration, "registration")
            try require(change.instance.status, is: .starting, "status of an instance with checks")
            try require(try await registry.instance(registration.id), is: change.instance, "instance")
        },
        Check("the same registration again changes nothing") { registry in
            let first = try await registry.register(Sample.registration(), initialStatus: nil)
            let second = try await registry.register(Sample.registration(), initialStatus: nil)
            try require(second.outcome, is: .unchanged, "outcome")
            try require(second.instance, is: first.instance, "instance")
        },
        Check("the initial status counts on creation and never again") { registry in
            let first = try await registry.register(Sample.registration(), initialStatus: .outOfService)
            try require(first.instance.status, is: .outOfService, "status")
            let second = try await registry.register(Sample.registration(), initialStatus: .up)
            try require(second.instance.status, is: .outOfService, "status after the second time")
        },
        Check("a heartbeat with the registration brings back what the registry does not know") { registry in
            try require(try await registry.renew(Sample.registration(), initialStatus: nil), is: .up, "status")
            let id = try Sample.registration().id
            try require(try await registry.instance(id).registration, is: Sample.registration(), "registration")
            let other = try Sample.registration(metadata: ["version": "2"])
            _ = try await registry.renew(other, initialStatus: nil)
            try require(try await registry.instance(id).registration, is: other, "changed registration")
            let before = try await registry.list(nil).position
            _ = try await registry.renew(other, initialStatus: nil)
            try require(try await registry.list(nil).position, is: before, "position after a repetition")
        },
        Check("an update lays its parts over what is there") { registry in
            let change = try await registry.register(Sample.full(), initialStatus: nil)
            var patch = InstancePatch()
            patch.weight = 7
            patch.metadata = ["version": "2", "owner": nil]
            let updated = try await registry.update(change.instance.id, patch, expected: change.instance.revision)
            try require(updated.outcome, is: .updated, "outcome")
            try require(
                updated.instance.registration, is: patch.applied(to: change.instance.registration), "registration")
        },
        Check("drain and resume take an instance out of service and back, and say why") { registry in
            let id = try await registry.register(Sample.registration(), initialStatus: nil).instance.id
            let drained = try await registry.move(id, .drain, reason: "a new version")
            try require(drained.instance.status, is: .outOfService, "status")
            try require(try await registry.list(drained.instance.service).instances, is: [drained.instance], "list")
            try require(drained.instance.lastChange.cause, is: "drained on request: a new version", "cause")
            try require(try await registry.move(id, .drain, reason: nil).outcome, is: .unchanged, "second drain")
            try require(try await registry.move(id, .resume, reason: nil).instance.status, is: .up, "resumed")
        },
        Check("what was deregistered is gone") { registry in
            let id = try await registry.register(Sample.registration(), initialStatus: nil).instance.id
            try require(try await registry.deregister(id, expected: nil).outcome, is: .removed, "outcome")
            try await require(throws: RegistryError.unknownInstance(id), "instance") {
                try await registry.instance(id)
            }
            try require(try await registry.list(nil).instances, is: [], "list")
        },
        Check("a list is in order of ids and knows other services from its own") { registry in
            for id in ["b", "a", "c"] {
                _ = try await registry.register(Sample.registration(id), initialStatus: nil)
            }
            _ = try await registry.register(Sample.registration("d", service: "stock"), initialStatus: nil)
            let orders = try await registry.list(ServiceName("orders"))
            try require(orders.instances.map(\.id.text), is: ["a", "b", "c"], "ids of the service")
            try require(try await registry.list(nil).instances.map(\.id.text), is: ["a", "b", "c", "d"], "all ids")
            try require(try await registry.list(ServiceName("nobody")).instances, is: [], "unknown service")
        },
    ]

    // MARK: Refusals

    private static let refusals: [Check] = [
        Check("an unknown instance is named") { registry in
            let id = try InstanceID("nobody")
            for move in StatusMove.allCases {
                try await require(throws: RegistryError.unknownInstance(id), "\(move)") {
                    try await registry.move(id, move, reason: nil)
                }
            }
            try await require(throws: RegistryError.unknownInstance(id), "deregister") {
                try await registry.deregister(id, expected: nil)
            }
        },
        Check("a change that expects another revision is refused, and says which it is") { registry in
            let instance = try await registry.register(Sample.registration(), initialStatus: nil).instance
            let expected = Revision(instance.revision.number + 5)
            let conflict = RegistryError.revisionConflict(
                instance.id, expected: expected, actual: instance.revision)
            try await require(throws: conflict, "update") {
                try await registry.update(instance.id, InstancePatch(), expected: expected)
            }
            try await require(throws: conflict, "deregister") {
                try await registry.deregister(instance.id, expected: expected)
            }
        },
        Check("an id belongs to one service") { registry in
            let instance = try await registry.register(Sample.registration(), initialStatus: nil).instance
            let asked = try Sample.registration(service: "stock")
            let conflict = RegistryError.serviceConflict(
                instance.id, registered: instance.service, asked: asked.service)
            try await require(throws: conflict, "register") { try await registry.register(asked, initialStatus: nil) }
            try await require(throws: conflict, "renew") { try await registry.renew(asked, initialStatus: nil) }
        },
        Check("a patch that does not fit is refused and names its field") { registry in
            let id = try await registry.register(Sample.registration(), initialStatus: nil).instance.id
            var patch = InstancePatch()
            patch.weight = -1
            do {
                _ = try await registry.update(id, patch, expected: nil)
                throw Violation("a negative weight was taken")
            } catch RegistryError.invalid(let field) {
                try require(field.field, is: "weight", "field")
            }
        },
    ]
}

extension Sample {
    /// A registration with something in each of its parts.
    package static func full() throws -> Registration {
        try Registration(
            id: InstanceID("orders-1"), service: ServiceName("orders"), address: Address("::1"), port: 8081,
            metadata: Metadata(["version": "1", "owner": "a b"]), tags: ["x", "blue"], zone: "eu-1a", weight: 3,
            priority: 2, lease: LeaseTerms(ttl: .milliseconds(1_500), evictAfter: .seconds(61)),
            checks: [
                HealthCheck(
                    name: "http",
                    kind: .http(
                        HTTPCheck(path: "/health?x=1", headers: ["X-A": "b"], expectedStatuses: [200...204, 301...301])),
                    interval: .seconds(7), rise: 2, fall: 4),
                HealthCheck(name: "self", kind: .ttl(.seconds(9))),
            ])
    }
}
