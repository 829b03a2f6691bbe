import AsyncAlgorithms
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RollcallCore
import RollcallJSON
import RollcallRegistry
import RollcallWire
import ServiceLifecycle

/// `/watch`: server-sent events (WHATWG HTML, 9.2), or a blocking read for those who cannot hold a stream.
struct WatchController: Sendable {
    let api: API

    private static let waitMax = Duration.seconds(600)
    private static let pulseInterval = Duration.seconds(1)

    func add(to group: some RouterMethods<Context>) {
        group.route("watch", [.get: watch])
    }

    @Sendable func watch(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryReader(request, known: ["service", "instance", "after", "wait"])
        var filter = EventFilter.all
        if let service = try query.service("service") { filter = .service(service) }
        if let instance = try query.instance("instance") {
            guard filter == .all else {
                throw RegistryError.invalid(InvalidField("instance", "cannot be combined with service"))
            }
            filter = .instance(instance)
        }
        let after = try query.revision("after")
        if let wait = try query.duration("wait", upTo: Self.waitMax) {
            return try await blockingRead(filter, after: after, wait: wait)
        }
        return try stream(filter, from: try position(request, after))
    }

    /// Where a watcher goes on: where it left off, where it asks for, or now.
    private func position(_ request: Request, _ after: Revision?) throws -> Revision {
        let snapshot = api.engine.snapshot
        guard let last = request.headers[.lastEventID] else { return after ?? snapshot.revision }
        let parts = last.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let number = Int64(parts[1]), number >= 0 else {
            throw RegistryError.invalid(
                InvalidField("Last-Event-ID", "must be an epoch and a revision, as in id lines"))
        }
        guard parts[0] == snapshot.epoch else {
            // Another epoch's revisions mean nothing here: the watcher starts over.
            throw RegistryError.futureRevision(asked: Revision(number), current: snapshot.revision)
        }
        return Revision(number)
    }

    // MARK: Blocking read

    private func blockingRead(_ filter: EventFilter, after: Revision?, wait: Duration) async throws -> Response {
        guard let after else {
            throw RegistryError.invalid(InvalidField("after", "is required with wait: the revision you have seen"))
        }
        let events = try api.engine.watch(filter, after: after)
        let first = try await withThrowingTaskGroup(of: [RegistryEvent]?.self) { group in
            group.addTask {
                for try await burst in events.cancelOnGracefulShutdown() { return burst }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: wait)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        let snapshot = api.engine.snapshot
        let seen = (first ?? []).prefix(EventQuery.limits.upperBound)
        return .json(
            ChangesView(
                epoch: snapshot.epoch, revision: (seen.last?.revision ?? after).number,
                events: seen.map(EventView.init)))
    }

    // MARK: Stream

    private enum Item: Sendable {
        case events([RegistryEvent])
        case pulse
    }

    private func stream(_ filter: EventFilter, from revision: Revision) throws -> Response {
        let api = api
        let epoch = api.engine.snapshot.epoch
        // Opened before the head is sent, so that a refusal is still an ordinary problem.
        let events = try api.engine.watch(filter, after: revision)
        let body = ResponseBody { writer in
            do {
                try await writer.write(Self.pulse(api))
                let pulses = AsyncTimerSequence(interval: Self.pulseInterval, clock: .continuous).map { _ in Item.pulse
                }
                // A merge takes the next element only when the last one was written: a slow reader lags in the watch's
                // own bounded buffer and is cut off there.
                for try await item in merge(events.map(Item.events), pulses).cancelOnGracefulShutdown() {
                    switch item {
                    case .events(let events): try await writer.write(Self.lines(events, epoch))
                    case .pulse: try await writer.write(Self.pulse(api))
                    }
                }
                try await writer.write(Self.end(.stopping, api))
            } catch WatchError.lagged {
                try await writer.write(Self.lagged(api))
            } catch WatchError.stopping {
                try await writer.write(Self.end(.stopping, api))
            } catch let error as RegistryError {
                try await writer.write(Self.end(error, api))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }

    private static func lines(_ events: [RegistryEvent], _ epoch: String) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        for event in events {
            buffer.writeString("id: \(epoch):\(event.revision)\nevent: change\ndata: ")
            buffer.writeBytes(EventView(event).json)
            buffer.writeString("\n\n")
        }
        return buffer
    }

    /// The pulse of an unfiltered watch carries no id: `Last-Event-ID` must name an event that was delivered.
    private static func pulse(_ api: API) -> ByteBuffer {
        line("pulse", api.pulse().json)
    }

    private static func end(_ error: RegistryError, _ api: API) throws -> ByteBuffer {
        line("end", try Response.encode(ProblemView(error, revision: api.engine.snapshot.revision)))
    }

    private static func lagged(_ api: API) throws -> ByteBuffer {
        line("end", try Response.encode(ProblemView.lagged(api.engine.snapshot.revision)))
    }

    private static func line(_ name: String, _ json: some Sequence<UInt8>) -> ByteBuffer {
        var buffer = ByteBuffer(string: "event: \(name)\ndata: ")
        buffer.writeBytes(json)
        buffer.writeString("\n\n")
        return buffer
    }
}

extension ProblemView {
    static func lagged(_ revision: Revision) -> ProblemView {
        ProblemView(
            code: "lagged", title: "The watcher is too slow", status: 503,
            detail: "More events came than this watcher read.",
            hint: "Connect again with Last-Event-ID and read faster.", revision: revision.number)
    }
}
