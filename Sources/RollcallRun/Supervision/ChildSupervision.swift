package import RollcallCore

/// The life of a program that is run as a provider. It decides and does nothing: told what happened, it says what to do.
///
/// | state | what is waited for |
/// |---|---|
/// | idle, starting | the start |
/// | running | its end, or to be told to stop; at first that it settles, then it is registered |
/// | withdrawing | the registry's word that it gets no more traffic, for a while |
/// | draining | the end of the drain time |
/// | stopping | its end after SIGTERM, for the grace time |
/// | killed | its end after SIGKILL |
/// | clearing | what it left behind in its group, which is ended in the same way |
/// | backingOff | the time of the next start |
/// | leaving | the registry's word that it is deregistered, for a while |
/// | done | nothing |
///
/// SIGTERM and SIGINT ask to stop. A further SIGINT comes from a person who does not want to wait: it ends the step that
/// is waited for. Every other signal is passed on as it is, and waits for the program while that is being started.
package struct ChildSupervision: Sendable, Equatable {
    package struct Child: Sendable, Hashable {
        package let pid: Int32
        package let since: Moment
        package let port: UInt16?
        package var isRegistered = false
    }

    package enum State: Sendable, Hashable {
        case idle
        case starting
        case running(Child)
        case withdrawing(Child, until: Moment)
        case draining(Child, until: Moment)
        case stopping(Child, until: Moment)
        case killed(Child)
        case clearing(Child, ProcessEnding, until: Moment, isKilled: Bool)
        case backingOff(ProcessEnding, until: Moment)
        case leaving(code: Int32, until: Moment)
        case done(code: Int32)
    }

    package let settings: SupervisionSettings
    package internal(set) var state = State.idle
    /// The signal that asked to stop, if one did. After it nothing is started again.
    var stopSignal: ProcessSignal?
    var deregistrationsPending = 0
    /// What was to be passed on while the program was being started, each once as the system holds them.
    var heldSignals: [ProcessSignal] = []
    private var backoff = RestartBackoff()

    package init(_ settings: SupervisionSettings) {
        self.settings = settings
    }

    /// When `woke` is due; nil when only something from outside can change anything.
    package var nextWake: Moment? {
        switch state {
        case .idle, .starting, .killed, .done: nil
        case .running(let child): child.isRegistered ? nil : child.since.advanced(by: settings.settleTime)
        case .withdrawing(_, let until), .draining(_, let until), .stopping(_, let until),
            .clearing(_, _, let until, _), .backingOff(_, let until), .leaving(_, let until):
            until
        }
    }

    package mutating func handle(_ event: ChildEvent, at now: Moment) -> [ChildDirective] {
        switch event {
        case .start: start()
        case .spawned(let pid, let port): spawned(pid, port, at: now)
        case .spawnFailed(let failure): spawnFailed(failure, at: now)
        case .exited(let pid, let status, let leavesOthers):
            exited(pid, status, leavesOthers: leavesOthers, at: now)
        case .cleared(let pid): cleared(pid, at: now)
        case .stopped(let pid, let signal): stopped(pid, by: signal)
        case .signal(let signal): take(signal, at: now)
        case .drained: drained(at: now)
        case .deregistered: deregistered()
        case .woke: woke(at: now)
        }
    }

    // MARK: Starting

    private mutating func start() -> [ChildDirective] {
        guard state == .idle else { return [] }
        state = .starting
        return [.spawn]
    }

    private mutating func spawned(_ pid: Int32, _ port: UInt16?, at now: Moment) -> [ChildDirective] {
        guard state == .starting else { return [] }
        let child = Child(pid: pid, since: now, port: port)
        state = .running(child)
        let held = heldSignals.map { ChildDirective.signal($0, pid: pid) }
        heldSignals = []
        // It was asked to stop while it was being started.
        guard stopSignal == nil else { return held + terminate(child, at: now) }
        return settings.settleTime > .zero ? held : held + register(child)
    }

    private mutating func spawnFailed(_ failure: StartFailure, at now: Moment) -> [ChildDirective] {
        guard state == .starting else { return [] }
        // What cannot be started now cannot be started in a minute: a restart is for what has run.
        return [.say("cannot be started: \(failure.why)")] + leave(with: failure.shellCode, at: now)
    }

    mutating func register(_ child: Child) -> [ChildDirective] {
        var child = child
        child.isRegistered = true
        state = .running(child)
        return [.register(port: child.port)]
    }

    // MARK: Ending

    private mutating func exited(
        _ pid: Int32, _ status: ProcessEnding, leavesOthers: Bool, at now: Moment
    ) -> [ChildDirective] {
        guard let child, child.pid == pid else { return [] }
        var directives: [ChildDirective] = []
        if child.isRegistered {
            deregistrationsPending += 1
            directives.append(.deregister(why: "\(status)"))
        }
        guard leavesOthers else { return directives + ended(child, status, at: now) }
        switch state {
        // They were sent SIGTERM with it, and have what is left of the grace time.
        case .stopping(_, let until): state = .clearing(child, status, until: until, isKilled: false)
        case .killed:
            state = .clearing(child, status, until: now.advanced(by: settings.killPatience), isKilled: true)
        case .running, .withdrawing, .draining:
            state = .clearing(child, status, until: now.advanced(by: settings.grace), isKilled: false)
            // As programs do that put themselves in the background.
            if status.isSuccess, stopSignal == nil {
                directives.append(.say("has ended; what it left behind is ended too: run what stays in the foreground"))
            }
            directives.append(.signal(.terminate, pid: pid))
        // `child` is nil in these.
        case .idle, .starting, .clearing, .backingOff, .leaving, .done: break
        }
        return directives
    }

    private mutating func cleared(_ pid: Int32, at now: Moment) -> [ChildDirective] {
        guard case .clearing(let child, let status, _, _) = state, child.pid == pid else { return [] }
        return ended(child, status, at: now)
    }

    /// Nothing of it runs any more.
    mutating func ended(_ child: Child, _ status: ProcessEnding, at now: Moment) -> [ChildDirective] {
        let lived = child.since.duration(to: now)
        let words = "\(status) after \(DurationText.brief(lived))"
        guard mustRestart(after: status) else {
            let line: [ChildDirective] = stopSignal == nil ? [.say(words)] : []
            return line + leave(with: status.shellCode, at: now)
        }
        let pause = backoff.next(afterLiving: lived, settings)
        state = .backingOff(status, until: now.advanced(by: pause))
        return [.say("\(words); it is started again in \(DurationText.brief(pause))")]
    }

    private func mustRestart(after status: ProcessEnding) -> Bool {
        guard stopSignal == nil else { return false }
        switch settings.restart {
        case .never: return false
        case .onFailure: return !status.isSuccess
        case .always: return true
        }
    }

    mutating func leave(with code: Int32, at now: Moment) -> [ChildDirective] {
        guard deregistrationsPending > 0 else { return exit(code) }
        state = .leaving(code: code, until: now.advanced(by: settings.registryPatience))
        return []
    }

    mutating func exit(_ code: Int32) -> [ChildDirective] {
        state = .done(code: code)
        return [.exit(code: code)]
    }

    private mutating func deregistered() -> [ChildDirective] {
        // After restarts several may be on their way.
        deregistrationsPending = max(0, deregistrationsPending - 1)
        guard case .leaving(let code, _) = state, deregistrationsPending == 0 else { return [] }
        return exit(code)
    }

    /// The program, while it runs.
    var child: Child? {
        switch state {
        case .running(let child), .withdrawing(let child, _), .draining(let child, _), .stopping(let child, _),
            .killed(let child):
            child
        case .idle, .starting, .clearing, .backingOff, .leaving, .done: nil
        }
    }
}
