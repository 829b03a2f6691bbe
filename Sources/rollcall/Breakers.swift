import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire

struct Breakers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List circuit breakers, or open and close one by hand.",
        discussion: """
            rollcall breakers orders
            rollcall breakers trip orders-1 --for 10m --reason "answers garbage"
            rollcall breakers reset orders-1

            \(Failure.help)
            """,
        subcommands: [List.self, Trip.self, Reset.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the breakers of all instances, or of a service's.")

        @Argument(
            help: "The service; all when left out.",
            completion: .custom { await InstanceCompletion.services($0, $1, $2) })
        var service: String?
        @Flag(help: "Leave out those that are closed.") var open = false
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            var view = try await connection.withRegistry { registry in
                let view = try await registry.breakers(service: service)
                // A service nobody knows has no breakers either, but that is not what was asked.
                if let service, view.breakers.isEmpty { _ = try await registry.traffic(service) }
                return view
            }
            if open { view.breakers.removeAll { $0.state == "closed" } }
            try output.print(view) { [view] in Breakers.listing(view.breakers, now: .now).lines(width: $0, $1) }
        }
    }

    struct Trip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a breaker: calls are kept from its instance.",
            discussion: """
                Where less of the service can be picked than its panic threshold, health and breakers are ignored and \
                the instance may be called all the same; `rollcall drain` keeps every call away.
                """)

        @OptionGroup var instance: InstanceArgument
        @Option(name: .customLong("for"), help: "How long, as in 10m; until it is reset when left out.")
        var duration: String?
        @Option(help: "Why, for the history.") var reason: String?
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let view = try await connection.withRegistry {
                try await $0.trip(instance.id, reason: reason, for: duration)
            }
            try output.print(view) { _, paint in [Breakers.line(view, paint)] }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Close a breaker: its instance takes calls again.")

        @OptionGroup var instance: InstanceArgument
        @Option(help: "Why, for the history.") var reason: String?
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let view = try await connection.withRegistry { try await $0.reset(instance.id, reason: reason) }
            try output.print(view) { _, paint in [Breakers.line(view, paint)] }
        }
    }

    static func listing(_ breakers: [BreakerView], now: WallTime) -> Listing {
        var listing = Listing([
            .init("INSTANCE", widthMin: 12), .init("SERVICE", widthMin: 8), .init("BREAKER", widthMin: 9),
            .init("SINCE", .right), .init("PROBES IN", .right), .init("OPENINGS", .right),
            .init("CAUSE", widthMin: 16),
        ])
        for breaker in breakers {
            listing.add([
                .init(breaker.instance, .bold), .init(breaker.service), state(breaker),
                .init(breaker.since.map { InstanceListing.age($0, now) } ?? "-"),
                .init(
                    breaker.opensInMilliseconds.map { $0 == 0 ? "due" : DurationText.brief(.milliseconds($0)) } ?? "-"),
                .count(breaker.openings, nil), .init(breaker.cause, .faint),
            ])
        }
        return listing
    }

    private static func state(_ breaker: BreakerView) -> Listing.Cell {
        .init(breaker.state + (breaker.forced ? ", forced" : ""), colour(breaker))
    }

    static func colour(_ breaker: BreakerView) -> Paint.Colour? {
        switch breaker.state {
        case "closed": .green
        case "open": .red
        default: .yellow
        }
    }

    private static func line(_ view: BreakerAnswer, _ paint: Paint) -> String {
        let name = SafeText.escaped("\(view.breaker.service)/\(view.breaker.instance)", countMax: 200)
        let state = SafeText.escaped(view.breaker.state, countMax: 40)
        return "\(paint(name, .bold)) breaker \(state), revision \(view.revision)"
    }
}
