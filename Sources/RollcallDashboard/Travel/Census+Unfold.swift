import RollcallCore
import RollcallWire

/// What it takes to undo the fold of one event.
struct Unfold: Sendable, Equatable {
    let revision: Int64
    fileprivate let instance: String?
    fileprivate let before: Sighting?
    fileprivate let services: [TouchedService]

    fileprivate struct TouchedService: Equatable {
        let name: String
        let wasThere: Bool
        let lastChange: WallTime?
    }
}

/// How the counts of a service changed with an event.
struct ServiceDifference: Sendable, Equatable {
    let name: String
    var before = StatusCounts()
    var after = StatusCounts()
}

extension Census {
    /// Folds `event` so that it can be taken back. Services that lose their last instance go, as they are not there
    /// either when the registry is read as it was.
    mutating func foldForth(_ event: EventView, at now: Moment) -> Unfold {
        let instance = event.instance.map { CellText.sanitized($0) }
        let before = instance.flatMap { instances[$0] }
        let names = Set([before?.view.name, event.after.map { CellText.sanitized($0.name) }].compactMap(\.self))
        let touched = names.sorted().map { name in
            Unfold.TouchedService(
                name: name, wasThere: services[name] != nil, lastChange: services[name]?.lastChange)
        }
        // What does not fit is passed over: the daemon is asked for the next page all the same.
        _ = fold(event, at: now)
        for name in names { dropIfEmpty(name) }
        return Unfold(revision: event.revision, instance: instance, before: before, services: touched)
    }

    mutating func foldBack(_ unfold: Unfold) {
        if let id = unfold.instance {
            if let before = unfold.before { put(before) } else { remove(id) }
        }
        for service in unfold.services {
            if service.wasThere {
                setLastChange(of: service.name, to: service.lastChange)
            } else {
                dropIfEmpty(service.name)
            }
        }
    }

    /// What the event of `unfold`, which was the last one folded, changed in the services it touched.
    func differences(from unfold: Unfold) -> [ServiceDifference] {
        unfold.services.compactMap { service in
            let after = services[service.name]?.counts ?? StatusCounts()
            var difference = ServiceDifference(name: service.name, before: after, after: after)
            if let before = unfold.before?.view, before.name == service.name { difference.before.add(before.status) }
            if let id = unfold.instance, let now = instances[id]?.view, now.name == service.name {
                difference.before.add(now.status, -1)
            }
            return difference.before == difference.after ? nil : difference
        }
    }
}
