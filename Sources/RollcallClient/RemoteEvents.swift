import AsyncHTTPClient
import RollcallCore
import RollcallWire

/// The events of one watch over one connection, as the registry's own. Pulled by its reader.
struct RemoteEvents: AsyncSequence, Sendable {
    typealias Element = [RegistryEvent]
    typealias Failure = any Error

    let registry: RemoteRegistry
    let body: HTTPClientResponse.Body

    func makeAsyncIterator() -> Iterator {
        Iterator(items: RemoteWatch.Iterator(registry, body), url: registry.url.text)
    }

    struct Iterator: AsyncIteratorProtocol {
        var items: RemoteWatch.Iterator
        let url: String

        mutating func next() async throws -> [RegistryEvent]? {
            do {
                while let item = try await items.next() {
                    // A pulse says that the way is open, and an event of a kind to come concerns nobody here.
                    guard case .change(let view, _) = item, let event = try RegistryEvent(view) else { continue }
                    return [event]
                }
                return nil
            } catch ClientError.problem(let problem) where problem.code == "lagged" {
                throw RegistryError.unavailable(problem.detail)
            } catch {
                throw RegistryError(error, about: ProblemSubject(), at: url)
            }
        }
    }
}
