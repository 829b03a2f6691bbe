import RollcallCore
import RollcallDashboard
import RollcallWire

/// What the dashboard shows, for other programs.
struct TopView: Encodable {
    let epoch: String
    let revision: Int64
    /// The time that is shown, when it lies in the past.
    let time: String?
    let services: [ServiceView]
    let instances: [InstanceView]

    init(_ model: DashboardModel) {
        epoch = model.epoch
        revision = model.revision
        time = model.asOfTime?.description
        let census = model.census
        services = census.services.values.sorted { $0.name < $1.name }.map { service in
            let revision = service.ids.compactMap { census.instances[$0]?.view.revision }.max()
            return ServiceView(name: service.name, revision: revision ?? 0, instances: CountsView(service.counts))
        }
        instances = census.instances.values.map(\.view).sorted { $0.id < $1.id }
    }
}
