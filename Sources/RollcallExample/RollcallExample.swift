import AsyncHTTPClient
import Foundation
import Logging
import RollcallClient
import RollcallCore

/// Two services of two instances each that call one another, while one of them is killed. Needs a daemon:
///
///     rollcall serve & swift run RollcallExample
@main
struct RollcallExample {
    private static let rounds = 8
    private static let callsPerRound = 100
    /// The round before which `stock-1` is killed.
    private static let killedBefore = 4

    static func main() async throws {
        let address = ProcessInfo.processInfo.environment["ROLLCALL_ADDR"] ?? "http://127.0.0.1:7420"
        let registry = try RemoteRegistry(address: address)
        do { _ = try await registry.list(nil) } catch {
            print("\(error.problem)\n\(error.hint)")
            await registry.shutdown()
            exit(1)
        }
        var logger = Logger(label: "example")
        logger.logLevel = .critical
        let shops = try [("orders", 1, 18_081), ("orders", 2, 18_082), ("stock", 1, 18_091), ("stock", 2, 18_092)]
            .map { try Shop($0.0, $0.1, port: $0.2, registry, logger) }
        await run(shops)
        await registry.shutdown()
    }

    private static func run(_ shops: [Shop]) async {
        let client = HTTPClient.shared
        let servers = shops.map { shop in Task { try await shop.serve() } }
        let providers = shops.map { shop in Task { try await shop.rollcall.run() } }
        while shops.contains(where: { $0.rollcall.provider?.status != .up }) {
            // A person watches; a tenth of a second is soon enough.
            try? await Task.sleep(for: .milliseconds(100))
        }
        print("second  orders → stock-1  stock-2  failed   stock → orders-1  orders-2  failed")
        for round in 1...rounds {
            if round == killedBefore {
                servers[2].cancel()
                print("        stock-1 is killed")
            }
            let toStock = await calls(from: shops[0], to: "stock", client)
            let toOrders = await calls(from: shops[3], to: "orders", client)
            print(
                pad(round, 6), pad(toStock["stock-1"], 16), pad(toStock["stock-2"], 8), pad(toStock["failed"], 7),
                pad(toOrders["orders-1"], 18), pad(toOrders["orders-2"], 9), pad(toOrders["failed"], 7))
            try? await Task.sleep(for: .seconds(1))  // Woken early, the next round only begins sooner.
        }
        for task in servers + providers { task.cancel() }
        for task in servers + providers { _ = await task.result }
    }

    /// Who answered how many calls.
    private static func calls(from shop: Shop, to service: String, _ client: HTTPClient) async -> [String: Int] {
        var answers: [String: Int] = [:]
        for _ in 0..<callsPerRound { answers[await shop.call(service, client) ?? "failed", default: 0] += 1 }
        return answers
    }

    private static func pad(_ number: Int?, _ width: Int) -> String {
        let text = String(number ?? 0)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
