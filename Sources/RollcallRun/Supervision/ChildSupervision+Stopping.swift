import RollcallCore

/// The way from the wish to stop to the end, and what time does.
extension ChildSupervision {
    mutating func take(_ signal: ProcessSignal, at now: Moment) -> [ChildDirective] {
        switch signal {
        case .terminate, .interrupt:
            guard stopSignal == nil else { return signal == .interrupt ? hasten(at: now) : skipDrain(at: now) }
            stopSignal = signal
            return stop(signal, at: now)
        case .suspend:
            // The program stops with this one: a lease that then runs out tells the truth.
            guard let pid = group else { return [.suspend] }
            return [.signal(signal, pid: pid), .suspend]
        default:
            if let pid = group { return [.signal(signal, pid: pid)] }
            if state == .starting, !heldSignals.contains(signal) { heldSignals.append(signal) }
            return []
        }
    }

    /// The number of the group, while anything of it may run.
    var group: Int32? {
        if case .clearing(let child, _, _, _) = state { return child.pid }
        return child?.pid
    }

    private mutating func stop(_ signal: ProcessSignal, at now: Moment) -> [ChildDirective] {
        switch state {
        case .running(let child):
            guard child.isRegistered else { return terminate(child, at: now) }
            state = .withdrawing(child, until: now.advanced(by: settings.registryPatience))
            return [.drain(why: "stopped by \(signal)")]
        case .idle: return exit(ProcessEnding.signal(signal).shellCode)
        case .backingOff(let status, _): return leave(with: status.shellCode, at: now)
        // Those are on their way to the end, or will see that they were asked to stop.
        case .starting, .withdrawing, .draining, .stopping, .killed, .clearing, .leaving, .done: return []
        }
    }

    /// Who asks twice does not want to wait for callers; the program still gets its time.
    private mutating func skipDrain(at now: Moment) -> [ChildDirective] {
        switch state {
        case .withdrawing(let child, _), .draining(let child, _): terminate(child, at: now)
        default: []
        }
    }

    /// Ends the step that is waited for.
    private mutating func hasten(at now: Moment) -> [ChildDirective] {
        switch state {
        case .withdrawing(let child, _), .draining(let child, _): return terminate(child, at: now)
        case .stopping(let child, _): return kill(child)
        case .clearing(let child, let status, _, false): return clear(child, status, at: now)
        case .leaving(let code, _): return exit(code)
        case .idle, .starting, .running, .killed, .clearing, .backingOff, .done: return []
        }
    }

    mutating func drained(at now: Moment) -> [ChildDirective] {
        guard case .withdrawing(let child, _) = state else { return [] }
        return drain(child, at: now)
    }

    private mutating func drain(_ child: Child, at now: Moment) -> [ChildDirective] {
        guard settings.drainTime > .zero else { return terminate(child, at: now) }
        state = .draining(child, until: now.advanced(by: settings.drainTime))
        return [.say("drains for \(DurationText.brief(settings.drainTime)); a second signal ends the wait")]
    }

    mutating func terminate(_ child: Child, at now: Moment) -> [ChildDirective] {
        state = .stopping(child, until: now.advanced(by: settings.grace))
        return [.signal(.terminate, pid: child.pid)]
    }

    private mutating func kill(_ child: Child) -> [ChildDirective] {
        state = .killed(child)
        return [.say("does not stop and is killed"), .signal(.kill, pid: child.pid)]
    }

    private mutating func clear(_ child: Child, _ status: ProcessEnding, at now: Moment) -> [ChildDirective] {
        state = .clearing(child, status, until: now.advanced(by: settings.killPatience), isKilled: true)
        return [.say("left processes behind that do not stop and are killed"), .signal(.kill, pid: child.pid)]
    }

    mutating func stopped(_ pid: Int32, by signal: ProcessSignal) -> [ChildDirective] {
        guard pid == group else { return [] }
        switch signal {
        // It was started in the background so that Ctrl-C asks this process, which drains it first. A program that
        // turns out to talk with its terminal gets it; from then on Ctrl-C is between the two.
        case .terminalInput, .terminalOutput: return [.giveTerminal(pid: pid), .signal(.resume, pid: pid)]
        case .suspend: return [.suspend]
        default: return []
        }
    }

    mutating func woke(at now: Moment) -> [ChildDirective] {
        guard let due = nextWake, due <= now else { return [] }
        switch state {
        case .running(let child): return register(child)
        case .withdrawing(let child, _): return drain(child, at: now)
        case .draining(let child, _): return terminate(child, at: now)
        case .stopping(let child, _): return kill(child)
        case .clearing(let child, let status, _, false): return clear(child, status, at: now)
        case .clearing(let child, let status, _, true): return ended(child, status, at: now)
        case .backingOff:
            state = .starting
            return [.spawn]
        case .leaving(let code, _): return exit(code)
        case .idle, .starting, .killed, .done: return []
        }
    }
}
