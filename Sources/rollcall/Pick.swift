import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct Pick: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Pick an instance for a call, and say why this one.",
        discussion: """
            curl http://$(rollcall pick orders --address)/

            An explained pick takes no trial call and is not counted.

            \(Failure.help)
            """)

    @OptionGroup var service: ServiceArgument
    @Option(help: "Another policy than the service's own.") var policy: BalancingPolicy?
    @Option(help: "What the call is about; ring_hash and maglev give the same key to the same instance.")
    var key: String?
    @Option(help: "The zone you call from.") var zone: String?
    @Option(
        name: .customLong("exclude"), help: ArgumentHelp("An instance you have tried. Repeatable.", valueName: "id"),
        completion: .custom { await InstanceCompletion.ids($0, $1, $2) })
    var excluded: [String] = []
    @Flag(help: "Say why each other instance was not picked.") var explain = false
    @Flag(name: .customLong("address"), help: "Print the address and port only.") var isAddressOnly = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    /// What is very long would not even reach the registry, which then could not say what is wrong.
    func validate() throws {
        try Self.check(key, "key", upTo: TrafficLimits.pickKeyBytesMax)
        try Self.check(zone, "zone", upTo: InstanceLimits.zoneLengthMax)
        for id in excluded {
            do { _ = try InstanceID(id) } catch { throw ValidationError("--exclude \(error.problem).") }
        }
    }

    private static func check(_ text: String?, _ option: String, upTo bytesMax: Int) throws {
        guard let count = text?.utf8.count, !(1...bytesMax).contains(count) else { return }
        throw ValidationError("--\(option) must be 1 to \(bytesMax) bytes long, not \(count).")
    }

    func run() async throws {
        var query = PickQuery()
        query.policy = policy?.rawValue
        query.key = key
        query.zone = zone
        query.excluded = excluded
        query.mustExplain = explain
        let view = try await connection.withRegistry { [query] in try await $0.pick(service.service, query) }
        guard !isAddressOnly else { return try Console.print([Self.address(view.instance)]) }
        try output.print(view) { width, paint in Self.lines(view, width, paint) }
    }

    static func address(_ instance: InstanceView) -> String {
        SafeText.escaped(InstanceListing.address(instance), countMax: 300)
    }

    static func lines(_ view: PickView, _ width: Int?, _ paint: Paint) -> [String] {
        let name = SafeText.escaped("\(view.service)/\(view.instance.id)", countMax: 200)
        let first = "\(paint(name, .bold)) \(address(view.instance))"
        var lines = [first, SafeText.escaped(view.why, countMax: 400)]
        guard let others = view.others, !others.isEmpty else { return lines }
        var listing = Listing([.init("NOT PICKED", widthMin: 12), .init("BECAUSE", widthMin: 20)])
        for other in others { listing.add([.init(other.id), .init(other.why)]) }
        lines += [""] + listing.lines(width: width, paint)
        return lines
    }
}
