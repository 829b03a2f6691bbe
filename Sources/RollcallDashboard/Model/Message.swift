package import RollcallCore
package import RollcallWire

/// Everything that can happen to the dashboard.
package enum Message: Sendable {
    /// The registry as of `list.revision`. `events` are the newest up to then, oldest first.
    case snapshot(InstanceListView, services: [ServiceView], events: [EventView])
    /// Changes in the order they came from the watch; known revisions are passed over.
    case events([EventView])
    case pulse(PulseView)
    /// The breakers that are not closed; follows a snapshot.
    case breakers(BreakerListView)
    /// The last hour by minutes; follows a snapshot.
    case minutes(MinutesView)
    /// How much changed in each service, counted afresh.
    case services(ServiceListView)
    /// What there is to know about the instance that is looked at.
    case inspected(InspectionReport)
    /// Instances as they are: leases and checks move without an event.
    case refreshed([InstanceView])
    /// What a question brought.
    case answer(Answer)
    case link(LinkReport)
    case key(Key)
    case resize(Size)
    /// The time passed; sent about once a second.
    case tick(WallTime)
    /// The program is asked to end.
    case stop
    /// What was recorded, and when it reached the dashboard then.
    indirect case replayed(Message, at: Moment)
    /// Nothing more was recorded.
    case replayEnded
}

/// What the feed tells about its connection.
package enum LinkReport: Codable, Sendable, Equatable {
    case connecting(url: String)
    case connected
    case lost(reason: String, retryIn: Duration?)
    /// What answers is a daemon, but not one that can be understood.
    case incompatible(reason: String)
    /// The daemon, or who guards it, wants another token.
    case unauthorized(reason: String)
}

/// What an update asks of its surroundings.
package enum Command: Sendable, Equatable {
    case quit
    /// Asks how these instances are, answered by `Message.refreshed`.
    case refresh([String])
    /// Asks the daemon, answered by `Message.answer`.
    case ask(Question)
    /// Asks for all about one instance, answered by `Message.refreshed` and `Message.inspected`.
    case inspect(String, withHistory: Bool)
    /// Asks for `Message.services`: what happened an hour ago drops out without an event.
    case recount
    /// Plays what was recorded so from here on.
    case replay(Replay)
    /// Tries to connect without waiting any longer.
    case retry
    /// What came from the watch does not fit together: a snapshot is needed.
    case resubscribe
    case redraw
    case suspend
    /// Offers text to the terminal's clipboard, where the user allowed it and the terminal knows how.
    case copy(String)
    /// Clicks and the wheel are keys from here on, or belong to the terminal.
    case mouse(Bool)
    /// How often changes may be drawn, in frames a second.
    case framesMax(Int)
    /// Writes a new file in the working directory, answered by `Answer.exported`.
    case export(name: String, contents: String)
}
