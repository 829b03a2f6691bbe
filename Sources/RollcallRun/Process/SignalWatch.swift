import CProcess
import Foundation

/// The signals sent to this process that mean something to the program it runs.
package enum SignalWatch {
    private static let numbers = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH, SIGTSTP, SIGCONT]

    /// From now on these signals are events and nothing else; those that `nohup` or a shell had ignored stay so. Once in
    /// a process.
    package static func start() -> AsyncStream<ProcessSignal> {
        let (signals, arrivals) = AsyncStream.makeStream(of: ProcessSignal.self)
        let descriptor = cp_catch_signals(numbers, Int32(numbers.count))
        precondition(descriptor >= 0, "signals are watched twice, or there is no descriptor for it")
        Thread.detachNewThread {
            var number: UInt8 = 0
            // It lasts as long as the process.
            while true {
                switch read(descriptor, &number, 1) {
                case 1: arrivals.yield(ProcessSignal(Int32(number)))
                case -1 where errno == EINTR: continue
                default: return arrivals.finish()
                }
            }
        }
        return signals
    }
}
