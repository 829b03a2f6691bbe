import Logging
import RollcallClient
import RollcallCore
import RollcallWire

/// Tells whoever runs a proxy when it has nothing new to go by: the proxy itself works on and would not say.
struct ProxyWatch {
    enum Finding: Equatable {
        case well
        case noInstances
        case away(why: String)
    }

    private var last = Finding.well

    /// The line to write, when the finding is another one than the last; at the start all is taken to be well.
    mutating func line(for finding: Finding) -> (level: Logger.Level, text: String)? {
        defer { last = finding }
        switch (last, finding) {
        case (.well, .well), (.noInstances, .noInstances), (.away, .away): return nil
        case (_, .away(let why)): return (.warning, "\(why). Connections go to whoever was known last")
        case (_, .noInstances):
            return (.warning, "The registry knows no instance of the service; the proxy waits for one")
        case (.away, .well): return (.info, "The daemon answers again")
        case (.noInstances, .well): return (.info, "The service has instances")
        }
    }

    /// Asks every few seconds until the task is cancelled.
    static func run(_ service: ServiceName, _ registry: RemoteRegistry, _ logger: Logger) async {
        var watch = ProxyWatch()
        while !Task.isCancelled {
            let finding = await find(service, registry)
            guard !Task.isCancelled else { return }
            if let (level, text) = watch.line(for: finding) {
                logger.log(level: level, "\(text)", metadata: ["service": "\(service)"])
            }
            try? await Task.sleep(for: .seconds(finding == .well ? 5 : 1))
        }
    }

    private static func find(_ service: ServiceName, _ registry: RemoteRegistry) async -> Finding {
        var query = InstanceQuery(service: service.text)
        query.statuses = ["any"]
        query.limit = 1
        do { return try await registry.instances(query).instances.isEmpty ? .noInstances : .well } catch {
            return .away(why: (error as? ClientError)?.message ?? "\(error)")
        }
    }
}
