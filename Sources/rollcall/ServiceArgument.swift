import ArgumentParser
import RollcallCore

/// The service a command is about.
struct ServiceArgument: ParsableArguments {
    @Argument(help: "The service.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var service: String

    func validate() throws {
        guard !service.isEmpty else { throw ValidationError("The name of a service must not be empty.") }
    }
}
