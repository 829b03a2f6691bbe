import NIOCore
import RollcallCore

extension Relay {
    /// A channel is closed.
    func ended(_ end: RelayEnd) {
        switch end.side {
        case .client:
            if end.isBroken || isCut { upstream?.reset() } else if !end.isDone { upstream?.hangUp() }
        case .upstream where end === upstream:
            upstream = nil
            clientEnd?.part()
            if end.isBroken {
                upstreamBroke()
            } else {
                report(.closed(after: elapsed))
                if !end.isDone { clientEnd?.finish() }
            }
        case .upstream: break
        }
        settle()
    }

    func upstreamBroke() {
        loop.resets.add()
        report(.reset(beforeFirstByte: !isAnswered, after: elapsed))
        guard clientEnd?.isOpen == true, !isCut else { return }
        if mayReplay { attempt() } else { clientEnd?.finishAndReset() }
    }

    /// For a shutdown that has no time left.
    func cut() {
        isCut = true
        clientEnd?.reset()
        upstream?.reset()
        for channel in dialling { channel.close(promise: nil) }
    }

    /// Forgets the connection when nothing is left of it.
    func settle() {
        guard !isOver, clientEnd?.isOpen != true, upstream == nil, !isDialling else { return }
        isOver = true
        idleWatch?.stop()
        trial?.cancel()
        held.release()
        clientEnd = nil
        loop.remove(self)
        proxy.slots.release()
    }

    func beginTrial() {
        guard current?.choice.isTrial == true else { return }
        trial = loop.loop.assumeIsolated().scheduleTask(in: .nanoseconds(proxy.settings.trialTime.nanoseconds)) {
            self.endTrial()
        }
    }

    /// It holds.
    func endTrial() {
        guard let trial else { return }
        trial.cancel()
        self.trial = nil
        report(.holds(after: elapsed))
    }

    var elapsed: Duration {
        guard let current else { return .zero }
        return .nanoseconds((NIODeadline.now() - current.since).nanoseconds)
    }

    func report(_ event: ConnectionEvent) {
        guard let choice = current?.choice else { return }
        if event.isFinal {
            trial?.cancel()
            trial = nil
        }
        proxy.picker.report(event, of: choice)
        proxy.availability.note(event, of: choice)
        if event.isFinal { current = nil }
    }
}
