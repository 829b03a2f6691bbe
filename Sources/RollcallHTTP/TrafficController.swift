import Hummingbird
import RollcallCore
import RollcallRegistry
import RollcallTraffic
import RollcallWire

/// Picks, outcomes and what they add up to.
struct TrafficController: Sendable {
    let api: API

    static let excludedCountMax = 64

    func add(to group: some RouterMethods<Context>) {
        group.route("services/:name/pick", [.get: pick])
        group.route("services/:name/policy", [.get: policy, .put: setPolicy])
        group.route("services/:name/traffic", [.get: traffic])
        group.route("services/:name/whatif", [.get: whatIf])
        group.route("outcomes", [.post: outcomes])
    }

    @Sendable func pick(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryReader(request, known: ["policy", "key", "zone", "exclude", "explain"])
        let mustExplain = try query.flag("explain") ?? false
        let wanted = PickRequest(
            policy: try query.policy(), key: try query.text("key", upTo: TrafficLimits.pickKeyBytesMax),
            zone: try query.text("zone", upTo: InstanceLimits.zoneLengthMax), excluded: try excluded(query),
            explain: mustExplain, countsAsOutstanding: !mustExplain, mayProbe: !mustExplain)
        let service = try context.serviceName()
        let pick = try api.traffic.pick(service, wanted)
        let snapshot = api.engine.snapshot
        return .json(
            PickView(
                epoch: snapshot.epoch, revision: snapshot.revision.number, service: service.text,
                policy: pick.policy.rawValue, instance: api.view(pick.instance), zone: pick.zone.rawValue,
                step: pick.step.rawValue, probe: pick.isProbe, panic: pick.isPanic, why: pick.why,
                pick: "\(pick.token)",
                others: mustExplain ? pick.others.map { PickView.Other(id: $0.id.text, why: $0.why) } : nil))
    }

    private func excluded(_ query: QueryReader) throws(RegistryError) -> [InstanceID] {
        guard let text = query["exclude"] else { return [] }
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        guard words.count <= Self.excludedCountMax else {
            throw .invalid(InvalidField("exclude", "must be at most \(Self.excludedCountMax)"))
        }
        var ids: [InstanceID] = []
        for word in words {
            do { ids.append(try InstanceID(String(word))) } catch {
                throw .invalid(InvalidField("exclude", error.problem))
            }
        }
        return ids
    }

    @Sendable func outcomes(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let body = try await request.decoded(as: OutcomesBody.self, .outcomes)
        let reported = try api.validated { () throws(InvalidField) in try body.validated() }
        let unknown = try await api.traffic.report(reported)
        let snapshot = api.engine.snapshot
        return try .json(
            OutcomesView(
                epoch: snapshot.epoch, revision: snapshot.revision.number, accepted: reported.count - unknown.count,
                unknown: unknown.map(\.text)))
    }

    @Sendable func policy(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        return try policyAnswer(context.serviceName())
    }

    @Sendable func setPolicy(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let service = try context.serviceName()
        let body = try await request.decoded(as: PolicyBody.self, .policy)
        let policy = try api.validated { () throws(InvalidField) in try body.validated() }
        try await api.engine.submit(.setPolicy(service, policy))
        return try policyAnswer(service)
    }

    private func policyAnswer(_ service: ServiceName) throws -> Response {
        let snapshot = api.engine.snapshot
        let policy = snapshot.policy(service)
        return try .json(
            PolicyAnswer(
                epoch: snapshot.epoch, revision: snapshot.revision.number, service: service.text,
                isSet: policy != nil, instances: snapshot.service(service)?.counts.total ?? 0,
                policy: PolicyBody(policy ?? .standard)))
    }

    @Sendable func traffic(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let report = try api.traffic.report(on: context.serviceName())
        let snapshot = api.engine.snapshot
        return try .json(TrafficView(report, epoch: snapshot.epoch, revision: snapshot.revision.number))
    }

    @Sendable func whatIf(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryReader(request, known: ["policy"])
        let service = try context.serviceName()
        guard let policy = try query.policy() else {
            throw RegistryError.invalid(InvalidField("policy", "is required"))
        }
        let trial = try api.traffic.whatIf(service, policy)
        let snapshot = api.engine.snapshot
        return try .json(
            WhatIfView(
                epoch: snapshot.epoch, revision: snapshot.revision.number, service: service.text,
                policy: policy.rawValue, keys: trial.keyCount, real: trial.keysAreReal,
                shares: trial.counts.map {
                    WhatIfView.Share(
                        id: $0.id.text, count: $0.count, share: Double($0.count) / Double(max(1, trial.keyCount)))
                }, moved: trial.movedCount))
    }
}

extension QueryReader {
    fileprivate func policy() throws(RegistryError) -> BalancingPolicy? {
        guard let text = self["policy"] else { return nil }
        guard let policy = BalancingPolicy(rawValue: text) else {
            throw .invalid(InvalidField("policy", "must be one of \(BalancingPolicy.names)"))
        }
        return policy
    }

    fileprivate func flag(_ key: String) throws(RegistryError) -> Bool? {
        guard let text = self[key] else { return nil }
        guard let flag = Bool(text) else { throw .invalid(InvalidField(key, "must be true or false")) }
        return flag
    }

    fileprivate func text(_ key: String, upTo bytesMax: Int) throws(RegistryError) -> String? {
        guard let text = self[key] else { return nil }
        guard (1...bytesMax).contains(text.utf8.count) else {
            throw .invalid(InvalidField(key, "must be 1 to \(bytesMax) bytes long"))
        }
        return text
    }
}
