import ArgumentParser
import RollcallCore

/// The service a command is about.
struct ServiceArgument: ParsableArguments {
    @Argument(help: "The service.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var service: String

    func validate() throws {
        do { _ = try ServiceName(service) } catch { throw ValidationError("The service's name \(error.problem).") }
    }
}
