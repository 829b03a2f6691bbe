import RollcallCore
package import RollcallJSON
import RollcallWire

/// What a screen can be written down as.
enum ExportForm: String, Sendable, CaseIterable {
    case text = "txt"
    case json
    case csv
}

extension DashboardModel {
    mutating func openExportMenu() {
        overlay = .menu(
            Menu(
                title: "export into a file",
                items: [
                    Menu.Item("t", "this frame as text", .export(.text)),
                    Menu.Item("j", "the list as JSON", .export(.json)),
                    Menu.Item("c", "the list as CSV", .export(.csv)),
                ]))
    }

    mutating func export(_ form: ExportForm) -> [Command] {
        arrange()
        let contents: String =
            switch form {
            case .text: render(self, size: size).text + "\n"
            case .json: PrettyJSON.lines(exportedJSON).joined(separator: "\n") + "\n"
            case .csv: CSV.text(exportedTable)
            }
        return [.export(name: "rollcall-\(screen.exportName)-\(fileTime).\(form.rawValue)", contents: contents)]
    }

    /// `20261122T231437Z`
    private var fileTime: String {
        let digits = wallTime.description.prefix { $0 != "." }.filter { $0.isNumber || $0 == "T" }
        return digits + "Z"
    }

    /// The instances of the shown list, in its order.
    private var exportedInstances: [InstanceView] { shown.compactMap { census.instances[$0]?.view } }
    private var exportedEvents: [EventView] { shown.compactMap { Int64($0).flatMap(events.event) } }
    private var exportedServices: [ServiceTally] { shown.compactMap { census.services[$0] } }

    /// Where and when, then the list.
    private var exportedJSON: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("daemon", link.url)
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            writer.field("time", wallTime.description)
            writer.field("link", linkState.word)
            switch screen {
            case .overview, .services: writer.field("services", exportedServices)
            case .instances: writer.field("instances", exportedInstances)
            case .instance(let id): writer.field("instances", [census.instances[id]?.view].compactMap { $0 })
            case .events: writer.field("events", exportedEvents)
            case .balancer: balancer.write(balancerReport, to: &writer)
            }
        }
        return writer.text
    }

    private var exportedTable: [[String]] {
        switch screen {
        case .overview, .services:
            [["state", "service", "up", "starting", "down", "out_of_service", "total"]]
                + exportedServices.map { service in
                    let counts = service.counts
                    return [service.state.word, service.name]
                        + [counts.up, counts.starting, counts.down, counts.outOfService, counts.total].map(String.init)
                }
        case .instances: Self.table(of: exportedInstances)
        case .instance(let id): Self.table(of: [census.instances[id]?.view].compactMap { $0 })
        case .events:
            [["revision", "time", "kind", "service", "instance", "change"]]
                + exportedEvents.map {
                    [String($0.revision), $0.time, $0.kind, $0.service ?? "", $0.instance ?? "", $0.change]
                }
        case .balancer:
            [["instance", "weight", "pickable", "expected", "actual", "deviation_pp", "picks"]]
                + (balancerReport?.rows ?? []).map { row in
                    [row.item.id, String(row.item.weight), row.standing.word]
                        + [row.expected, row.actual, row.deviation].map { $0.map { "\($0)" } ?? "" } + [
                            String(row.picks)
                        ]
                }
        }
    }

    private static func table(of instances: [InstanceView]) -> [[String]] {
        [["state", "id", "service", "address", "port", "weight", "zone", "priority", "revision", "since", "cause"]]
            + instances.map { view in
                [
                    view.status.rawValue, view.id, view.name, view.address, String(view.port), String(view.weight),
                    view.zone,
                ]
                    + [String(view.priority), String(view.revision), view.statusSince, view.statusCause]
            }
    }
}

extension Screen {
    fileprivate var exportName: String {
        switch self {
        case .overview: "overview"
        case .services: "services"
        case .events: "events"
        case .balancer: "balancer"
        case .instances: "instances"
        case .instance: "instance"
        }
    }
}

extension ServiceTally: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("name", name)
            writer.field("state", state.word)
            writer.field("up", counts.up)
            writer.field("starting", counts.starting)
            writer.field("down", counts.down)
            writer.field("out_of_service", counts.outOfService)
            writer.field("total", counts.total)
        }
    }
}

extension BalancerState {
    func write(_ report: BalancerReport?, to writer: inout JSONWriter) {
        writer.field("service", service ?? "")
        writer.field("policy", traffic?.policy ?? "")
        writer.field("window", window.rawValue)
        writer.field("picks", report?.picks ?? 0)
        writer.field("instances", (report?.rows ?? []))
    }
}

extension BalancerReport.Row: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", item.id)
            writer.field("weight", item.weight)
            writer.field("pickable", standing.word)
            writer.field("picks", picks)
            if let expected { writer.field("expected", expected) }
            if let actual { writer.field("actual", actual) }
            if let deviation { writer.field("deviation_pp", deviation) }
        }
    }
}
