import Logging
import NIOCore
import RollcallProxy

/// A proxy that listens on a free port of loopback.
enum Bench {
    static func run<Answer>(
        _ picker: some ConnectionPicker, _ settings: ProxySettings = ProxySettings(),
        _ body: (TCPProxy, Int) async throws -> Answer
    ) async throws -> Answer {
        let proxy = TCPProxy(settings, picker: picker, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let address = try await proxy.listen(host: "127.0.0.1", port: 0)
        do {
            let answer = try await body(proxy, address.port ?? 0)
            await proxy.shutdown(within: .zero)
            return answer
        } catch {
            await proxy.shutdown(within: .zero)
            throw error
        }
    }
}
