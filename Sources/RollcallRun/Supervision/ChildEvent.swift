/// What a supervision is told.
package enum ChildEvent: Sendable, Hashable {
    /// Begin.
    case start
    /// It runs, under this number, which is also its group's. The port is what it was told to listen on, if it was.
    case spawned(pid: Int32, port: UInt16?)
    case spawnFailed(StartFailure)
    /// The program itself has ended. Others of its group may still run.
    case exited(pid: Int32, ProcessEnding, leavesOthers: Bool)
    /// Nothing of the group runs any more, where `exited` said that others did.
    case cleared(pid: Int32)
    /// It was stopped, not ended, by the terminal or by somebody.
    case stopped(pid: Int32, ProcessSignal)
    /// This process was sent a signal.
    case signal(ProcessSignal)
    /// The registry has taken it out of traffic, or could not be asked to.
    case drained
    case deregistered
    /// The moment of `nextWake` has come.
    case woke
}

/// What a supervision wants done, in order.
package enum ChildDirective: Sendable, Hashable {
    case spawn
    /// Keep it registered from now on.
    case register(port: UInt16?)
    /// Take it out of traffic. Answered by `drained`.
    case drain(why: String)
    /// Answered by `deregistered`.
    case deregister(why: String)
    /// To the program's whole group.
    case signal(ProcessSignal, pid: Int32)
    /// Make its group the one that reads from the terminal.
    case giveTerminal(pid: Int32)
    /// Stop this process, as Ctrl-Z does.
    case suspend
    /// A line for whoever watches.
    case say(String)
    /// The last one.
    case exit(code: Int32)
}
