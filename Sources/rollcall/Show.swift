import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show all there is to know about an instance.", discussion: Failure.help)

    @OptionGroup var instance: InstanceArgument
    @OptionGroup var source: SourceOptions
    @OptionGroup var output: OutputOptions

    private static let eventCount = 10

    func run() async throws {
        let (answer, breaker, events) = try await source.withSource { source in
            let answer = try await source.instance(instance.id)
            guard output.output == .table else { return (answer, BreakerView?.none, [EventView]()) }
            var query = HistoryQuery()
            query.instance = instance.id
            query.order = "desc"
            query.limit = Self.eventCount
            let breaker = try await source.presentBreaker(instance.id)
            return (answer, breaker, try await source.events(query).events)
        }
        try output.print(answer) { width, paint in
            Self.lines(answer.instance, breaker, now: .now, width, paint)
                + (events.isEmpty ? [] : ["", paint("Latest events", .bold)])
                + events.reversed().map { EventLine.text($0, width, paint) }
        }
    }

    static func lines(
        _ instance: InstanceView, _ breaker: BreakerView?, now: WallTime, _ width: Int?, _ paint: Paint
    ) -> [String] {
        var pairs = Listing([.init(""), .init("", widthMin: 20)])
        func add(_ title: String, _ text: String, _ colour: Paint.Colour? = nil) {
            if !text.isEmpty { pairs.add([.init(title, .faint), .init(text, colour)]) }
        }
        add("instance", instance.id, .bold)
        add("service", instance.name)
        add("status", instance.status.rawValue, instance.status.colour)
        add("since", "\(instance.statusSince) (\(InstanceListing.age(instance.statusSince, now)) ago)")
        add("cause", instance.statusCause)
        add("address", InstanceListing.address(instance))
        add("zone", instance.zone)
        add("weight", "\(weight(instance)), priority \(instance.priority)")
        add("tags", instance.tags.joined(separator: ", "))
        for (key, value) in instance.metadata.sorted(by: { $0.key < $1.key }) { add("metadata", "\(key) = \(value)") }
        if let breaker { add("breaker", words(breaker), Breakers.colour(breaker)) }
        add("lease", lease(instance.lease))
        if let changes = instance.changesLastHour { add("changes", "\(changes) of status in the last hour") }
        add("created", instance.created)
        add("updated", "\(instance.updated), revision \(instance.revision)")
        for check in instance.checks {
            let (text, colour) = Self.check(check)
            add("check", text, colour)
        }
        return Array(pairs.lines(width: width, paint).dropFirst())
    }

    private static func weight(_ instance: InstanceView) -> String {
        let weight = Registration.trafficWeight(instance.weight, metadata: instance.metadata["weight"])
        return weight == instance.weight ? "\(weight)" : "\(weight) by its metadata"
    }

    private static func words(_ breaker: BreakerView) -> String {
        guard breaker.state != "closed" else { return breaker.state }
        let probes = breaker.opensInMilliseconds.map { ", probes in \(DurationText.brief(.milliseconds($0)))" } ?? ""
        return "\(breaker.state)\(breaker.forced ? ", forced" : "")\(probes): \(breaker.cause)"
    }

    private static func lease(_ lease: LeaseView) -> String {
        var text = "\(lease.ttl), evicted \(lease.evictAfter) after it ran out"
        if let left = lease.expiresInMilliseconds { text += "; \(DurationText.brief(.milliseconds(left))) left" }
        if let left = lease.evictsInMilliseconds {
            text += "; it has run out, eviction in \(DurationText.brief(.milliseconds(left)))"
        }
        return text
    }

    private static func check(_ check: CheckView) -> (String, Paint.Colour?) {
        let definition = check.definition
        let what = [definition.type, definition.path, definition.interval.map { "every \($0)" }, definition.ttl]
            .compactMap { $0 }.joined(separator: " ")
        guard let state = check.state else { return ("\(definition.name): \(what)", nil) }
        let colour: Paint.Colour? = ["passing": .green, "failing": .red][state.verdict]
        let last = state.last.map { ": \($0.cause)" } ?? ""
        return ("\(definition.name): \(what), \(state.verdict) (\(state.streak) in a row)\(last)", colour)
    }
}
