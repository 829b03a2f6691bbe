import RollcallCore
package import RollcallWire

/// What following a registry tells, the state of the link included.
package enum FollowItem: Sendable, Equatable {
    case connected
    /// The link broke or did not come about; the next try is `retry` away.
    case lost(ClientError, retry: Duration)
    case change(EventView)
    case pulse(PulseView)
    /// What was seen so far no longer leads to the present: read it again and follow from there. The last item.
    case stale(Staleness)
}

/// Why a position is of no use any more.
package enum Staleness: Sendable, Equatable {
    /// The history before `floor` is gone, and with it what happened meanwhile.
    case compacted(floor: Int64?)
    /// Another registry, or one restored from a backup.
    case epochChanged
}

/// A watch that outlives its connections: it comes back by itself and resumes where it was, so that each change is
/// told exactly once. Ends after `.stale`, and by throwing when the daemon refuses for good or the task is cancelled.
package struct Follow: AsyncSequence, Sendable {
    package typealias Element = FollowItem

    let registry: RemoteRegistry
    let scope: WatchScope
    let after: WatchPosition?

    package func makeAsyncIterator() -> Iterator { Iterator(follow: self) }

    package struct Iterator: AsyncIteratorProtocol {
        let follow: Follow
        private var watch: RemoteWatch.Iterator?
        private var position: WatchPosition?
        private var backoff = Backoff()
        private var generator = SystemRandomNumberGenerator()
        private var pause = Duration.zero
        private var isConnected = false
        private var hasEnded = false
        /// The first item of a connection, held back while `.connected` is told.
        private var held: FollowItem?

        init(follow: Follow) {
            self.follow = follow
            position = follow.after
        }

        package mutating func next() async throws -> FollowItem? {
            guard !hasEnded else { return nil }
            if let held {
                self.held = nil
                return held
            }
            do {
                return try await step()
            } catch let error as ClientError {
                return try recover(from: error)
            }
        }

        private mutating func step() async throws -> FollowItem? {
            if watch == nil {
                if pause > .zero { try await Task.sleep(for: pause) }
                watch = follow.registry.watch(follow.scope, after: position).makeAsyncIterator()
            }
            guard let item = try await watch?.next() else { return nil }
            let told: FollowItem
            switch item {
            case .change(let event, let reached):
                position = reached
                told = .change(event)
            case .pulse(let pulse):
                if let position, !position.epoch.isEmpty, position.epoch != pulse.epoch { return end(.epochChanged) }
                if position == nil { position = WatchPosition(epoch: pulse.epoch, revision: pulse.revision) }
                told = .pulse(pulse)
            }
            guard !isConnected else { return told }
            isConnected = true
            backoff.reset()
            held = told
            return .connected
        }

        private mutating func recover(from error: ClientError) throws -> FollowItem {
            watch = nil
            isConnected = false
            if case .problem(let problem) = error, !problem.mayPass {
                switch (problem.code, problem.status) {
                case ("compacted", _): return end(.compacted(floor: problem.floor))
                case (_, 410): return end(.epochChanged)
                // Refused for what was asked, which will not change by itself.
                default: throw error
                }
            }
            if case .invalidURL = error { throw error }
            pause = backoff.next(using: &generator)
            return .lost(error, retry: pause)
        }

        private mutating func end(_ reason: Staleness) -> FollowItem {
            hasEnded = true
            watch = nil
            return .stale(reason)
        }
    }
}

extension RemoteRegistry {
    /// Follows `scope` after `position`, or from now on, across restarts of the daemon.
    package func follow(_ scope: WatchScope = .all, after position: WatchPosition? = nil) -> Follow {
        Follow(registry: self, scope: scope, after: position)
    }
}

extension ProblemView {
    /// Whether the same question may be answered later: a reader that was too slow, a daemon that is busy or stopping.
    fileprivate var mayPass: Bool {
        code == "lagged" || code == "stopping" || status >= 500 || [408, 429].contains(status)
    }
}
