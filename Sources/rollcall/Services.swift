import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire

struct Services: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the services and how their instances are.", discussion: Failure.help)

    @OptionGroup var source: SourceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let view = try await source.withSource { try await $0.services() }
        try output.print(view) { Self.listing(view).lines(width: $0, $1) }
    }

    static func listing(_ view: ServiceListView) -> Listing {
        var listing = Listing([
            .init("SERVICE", widthMin: 12), .init("UP", .right), .init("DOWN", .right), .init("STARTING", .right),
            .init("OUT_OF_SERVICE", .right), .init("TOTAL", .right), .init("REVISION", .right),
        ])
        for service in view.services {
            let counts = service.instances
            listing.add([
                .init(service.name, .bold), .count(counts.up, .green), .count(counts.down, .red),
                .count(counts.starting, .yellow), .count(counts.outOfService, .blue), .count(counts.total, nil),
                .count(service.revision, nil),
            ])
        }
        return listing
    }
}
