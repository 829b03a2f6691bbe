package import RollcallCore

/// The picks of one service from memory, for a caller that must not wait: a proxy, on its event loop.
///
/// Knows the service by a watch, goes by its policy, shares outcomes and breakers with the registry, and works on what it
/// last knew while the registry is away. `close` must be called at the end.
package final class ServicePicks: Sendable {
    private let service: ServiceName
    private let discovery: CachedDiscovery
    private let pickers: PickerTable
    private let reporter: OutcomeReporter
    private let nursery = Nursery()
    private let time: any Timekeeper

    /// - Parameter registry: that also takes outcomes and tells policies.
    package init(_ service: ServiceName, at registry: any ServiceRegistry & TrafficSource) {
        let (time, chance) = (ProcessTime(), Chance())
        // A connection may last for days, and every one is reported at its end.
        let pickers = PickerTable(registry, countMax: 1, outstandingExpiry: nil, time: time, chance: chance)
        self.service = service
        self.time = time
        self.pickers = pickers
        reporter = OutcomeReporter(registry, time: time, nursery: nursery)
        discovery = CachedDiscovery(
            registry, time: time, chance: chance, listener: { service, news in pickers.hear(service, news) })
    }

    /// Follows the service until the task is cancelled, and tells `onChange` of every answer.
    package func run(onChange: @Sendable (DiscoveredService) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            // No connection waits for the policy and the breakers, so nobody else would ask again for what did not come.
            group.addTask { await self.keepPrepared() }
            for await found in discovery.watch(service) {
                await pickers.prepare(service)
                onChange(found)
            }
            group.cancelAll()
        }
    }

    private func keepPrepared() async {
        while !Task.isCancelled {
            await pickers.prepare(service)
            do { try await time.sleep(until: time.moment().advanced(by: PickerTable.askPause)) } catch { return }
        }
    }

    /// Nil while nothing is known of the service yet.
    package func pick(_ request: PickRequest) throws(PickRefusal) -> Pick? {
        let found: DiscoveredService?
        do { found = try discovery.known(service) } catch { found = nil }
        guard let found else { return nil }
        return try pickers.pick(request, among: found)
    }

    /// The connection stands, and may for days.
    package func established(_ id: InstanceID, _ token: PickToken) {
        // Who else waits for a probe need not wait for the end of this one.
        guard pickers.established(service, id, token) else { return }
        reporter.add(ReportedOutcome(instance: id, outcome: CallOutcome(.success)))
    }

    package func report(_ outcome: CallOutcome, of id: InstanceID, _ token: PickToken) {
        pickers.report(outcome, service, id, token)
        reporter.add(ReportedOutcome(instance: id, outcome: outcome))
    }

    package func close() async {
        await reporter.finish()
        await discovery.close()
        await nursery.close()
    }
}
