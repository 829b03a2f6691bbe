import CProcess
import Foundation
import RollcallCore

/// Runs a program as its supervision decides, from its start to its end or as long as it is started again.
package struct ChildRunner: Sendable {
    private let program: Program
    private let settings: SupervisionSettings
    private let provider: any ProviderControl
    private let say: @Sendable (String) -> Void

    /// - Parameter say: is given what a person should know, in words that continue the program's name.
    package init(
        _ program: Program, _ settings: SupervisionSettings, provider: any ProviderControl,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.program = program
        self.settings = settings
        self.provider = provider
        self.say = say
    }

    /// What is asked of the registry, one after the other.
    private enum Call: Sendable {
        case register(port: UInt16?)
        case drain(why: String)
        case deregister(why: String)
    }

    /// Returns when nothing of the program runs any more. It ends by signals only; a task that is cancelled leaves the
    /// program no time and kills it.
    ///
    /// - Parameter signals: what is sent to this process, `SignalWatch` for example.
    /// - Returns: the code to exit with.
    package func run(signals: AsyncStream<ProcessSignal>) async -> Int32 {
        // Unbounded, as nothing may be lost; what comes in is as rare as signals and ends of processes.
        let (events, inbox) = AsyncStream.makeStream(of: ChildEvent.self)
        let (calls, outbox) = AsyncStream.makeStream(of: Call.self)
        let timer = EventTimer { inbox.yield(.woke) }
        let guardian = ProcessGuard(grace: settings.grace)
        defer {
            timer.cancel()
            guardian?.end()
        }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { for await signal in signals { inbox.yield(.signal(signal)) } }
            group.addTask { for await call in calls { if let answer = await ask(call) { inbox.yield(answer) } } }
            defer { group.cancelAll() }
            var supervision = ChildSupervision(settings)
            var process: ChildProcess?
            defer { process?.abandon() }
            inbox.yield(.start)
            for await event in events {
                for directive in supervision.handle(event, at: EventTimer.now) {
                    switch directive {
                    case .spawn:
                        process?.abandon()
                        process = .start(program, guardian) { inbox.yield($0) }
                    case .register(let port): outbox.yield(.register(port: port))
                    case .drain(let why): outbox.yield(.drain(why: why))
                    case .deregister(let why): outbox.yield(.deregister(why: why))
                    case .signal(let signal, let pid): send(signal, to: pid)
                    case .giveTerminal(let pid): cp_give_terminal(pid)
                    case .suspend: _ = kill(getpid(), SIGSTOP)
                    case .say(let words): say(words)
                    case .exit(let code): return code
                    }
                }
                timer.set(supervision.nextWake)
            }
            return abort(supervision)
        }
    }

    private func ask(_ call: Call) async -> ChildEvent? {
        switch call {
        case .register(let port):
            await provider.register(port: port)
            return nil
        case .drain(let why):
            await provider.drain(why: why)
            return .drained
        case .deregister(let why):
            await provider.deregister(why: why)
            return .deregistered
        }
    }

    /// To all of the group.
    private func send(_ signal: ProcessSignal, to pid: Int32) {
        _ = kill(-pid, signal.number)
        // One that is stopped would not hear that it is to end.
        if signal == .terminate { _ = kill(-pid, SIGCONT) }
    }

    /// The task was cancelled.
    private func abort(_ supervision: ChildSupervision) -> Int32 {
        if let pid = supervision.group { _ = kill(-pid, SIGKILL) }
        return ProcessEnding.signal(.kill).shellCode
    }
}
