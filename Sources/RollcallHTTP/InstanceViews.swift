import RollcallCore
import RollcallRegistry
import RollcallWire

extension API {
    /// Instances as they are now: with what is left of their leases and how their checks go.
    func views(_ instances: [ServiceInstance], _ snapshot: RegistryState) -> [InstanceView] {
        let ids = instances.map(\.id)
        let leases = engine.leases(ids)
        let states = health.states(of: ids)
        let (moment, wallTime) = (engine.time.moment(), engine.time.wallTime())
        return zip(instances, zip(leases, states)).map { instance, live in
            var view = InstanceView(instance)
            let (lease, states) = live
            if let lease { view.lease = LeaseView(lease, at: moment) }
            for index in view.checks.indices { view.checks[index].state = states[view.checks[index].definition.name] }
            view.changesLastHour = snapshot.flapCount(instance.id, at: wallTime)
            return view
        }
    }

    func view(_ instance: ServiceInstance) -> InstanceView {
        views([instance], engine.snapshot).first ?? InstanceView(instance)
    }

    /// With the history of its checks, which is too long for lists and for what answers a call.
    func detailedView(_ instance: ServiceInstance) -> InstanceView {
        var view = view(instance)
        let histories = health.histories(of: instance.id)
        for index in view.checks.indices {
            let name = view.checks[index].definition.name
            view.checks[index].state?.history = histories[name]
        }
        return view
    }

    func mutation(_ change: RegistryChange) -> MutationView {
        MutationView(
            epoch: engine.snapshot.epoch, revision: change.revision.number, outcome: change.outcome.rawValue,
            instance: change.outcome == .removed ? InstanceView(change.instance) : view(change.instance))
    }
}
