import NIOCore
import NIOPosix
import RollcallCore

/// One client's connection and the instance it is brought to.
///
/// Until an instance has the client's first bytes, another may take its place (`attempt`). From then on the two channels
/// pass bytes to each other by themselves and only their ends are seen here:
///
/// | what ends | what follows |
/// |---|---|
/// | one direction | the same direction of the other side, once all is written |
/// | the instance, by reset, nothing sent | another instance |
/// | the instance, by reset, later | what came is written to the client, then the client is reset |
/// | the instance, after all it had to say | what came is written to the client, then the client is closed |
/// | the client, by reset | the instance is reset |
/// | nothing moved for too long | both are closed |
final class Relay {
    let proxy: ProxyParts
    let loop: LoopState
    var upstream: RelayEnd?
    var clientEnd: RelayEnd?
    private var attempts: Attempts
    var current: (choice: Upstream, since: NIODeadline)?
    var held = HeldBytes()
    /// Whether the client's bytes can still be sent to another instance. While it is true `held` has all of them.
    var mayReplay = true
    var isAnswered = false
    var isDialling = false
    var dialling: [any Channel] = []
    var isCut = false
    var isOver = false
    let idleWatch: IdleWatch?
    /// Under way while it is open whether a trial connection holds.
    var trial: Scheduled<Void>?

    init(_ proxy: ProxyParts, on loop: LoopState) {
        self.proxy = proxy
        self.loop = loop
        idleWatch = IdleWatch(proxy.settings.idleTimeout, on: loop.loop)
        attempts = Attempts(
            from: Moment(.now()), countMax: proxy.settings.attemptsMax, timeMax: proxy.settings.failoverTimeMax)
    }

    /// The handler of the client's channel. It begins when the channel is active.
    func makeClientEnd() -> RelayEnd {
        let end = RelayEnd(.client, of: self, on: loop)
        clientEnd = end
        loop.add(self)
        return end
    }

    func begin() {
        loop.accepted.add()
        attempt()
    }

    // MARK: Finding an instance

    func attempt() {
        let now = NIODeadline.now()
        let limit = attempts.allowance(at: Moment(now), connectTimeout: proxy.settings.connectTimeout)
        guard let limit else { return refuse("the attempts are used up") }
        let choice: Upstream
        do { choice = try proxy.picker.pick(excluding: attempts.tried) } catch { return refuse(error.why) }
        if attempts.count > 0 { loop.failedOver.add() }
        attempts.begin(choice.instance)
        current = (choice, now)
        isDialling = true
        Dialer.dial(choice, within: limit, proxy.settings, on: loop.loop) { self.dialling.append($0) }
            .assumeIsolated().whenComplete { self.dialled($0) }
    }

    private func refuse(_ why: String) {
        loop.failed.add()
        proxy.availability.refused(why)
        clientEnd?.reset()
    }

    private func dialled(_ result: Result<any Channel, any Error>) {
        isDialling = false
        dialling = []
        // The client may have gone meanwhile. The connect was not given up for that: an instance that hangs would never
        // be found out by clients who are less patient than the proxy.
        let isWanted = clientEnd?.isOpen == true && !isCut
        switch result {
        case .success(let channel):
            report(.connected(after: elapsed))
            guard isWanted else {
                channel.close(promise: nil)
                report(.closed(after: elapsed))
                return settle()
            }
            join(channel)
        case .failure(let error):
            if let failure = ConnectFailure(error), !isCut {
                loop.connectFailures.add()
                report(.connectFailed(failure, after: elapsed))
            } else {
                report(.abandoned)
            }
            if isWanted { attempt() }
            settle()
        }
    }

    private func join(_ channel: any Channel) {
        guard let clientEnd else { return }
        let end = RelayEnd(.upstream, of: self, on: loop)
        upstream = end
        do { try channel.pipeline.syncOperations.addHandler(end) } catch {
            // It broke in the same breath.
            upstream = nil
            return upstreamBroke()
        }
        proxy.availability.served()
        beginTrial()
        // The held bytes are let go while they are sent.
        for (index, buffer) in held.buffers.enumerated() { send(buffer, to: end, isFirst: index == 0) }
        guard upstream === end else { return }
        clientEnd.isDirect = !mayReplay
        clientEnd.join(end)
        end.join(clientEnd)
        if clientEnd.hasInputEnded { end.finishOutput() }
        idleWatch?.start(pending: { self.pendingByteCount }, isIdle: { self.hangUp() })
    }

    /// Something moved.
    func note() {
        idleWatch?.note()
    }

    /// The instance was sent something and has no right to end without a word.
    var mustAnswer: Bool { mayReplay && proxy.settings.replay == .unanswered && held.byteCount > 0 }

    private var pendingByteCount: Int { (clientEnd?.pendingByteCount ?? 0) + (upstream?.pendingByteCount ?? 0) }

    private func hangUp() {
        loop.idleTimeouts.add()
        clientEnd?.hangUp()
        upstream?.hangUp()
    }

    // MARK: The first bytes

    /// Bytes that do not go straight through: the first of each side, and those that nobody is there for.
    func take(_ buffer: ByteBuffer, from side: RelayEnd.Side) {
        switch side {
        case .upstream:
            isAnswered = true
            endTrial()
            endReplay()
            upstream?.isDirect = true
            clientEnd?.write(buffer)
        case .client:
            // The instance is gone for good.
            guard mayReplay else { return }
            held.append(buffer)
            guard let upstream else { return }
            send(buffer, to: upstream, isFirst: held.buffers.count == 1)
        }
    }

    private func send(_ buffer: ByteBuffer, to end: RelayEnd, isFirst: Bool) {
        guard mayReplay else { return end.write(buffer) }
        switch proxy.settings.replay {
        case .unsent where isFirst && buffer.readableBytes <= HeldBytes.firstWriteByteCountMax:
            let written = loop.loop.makePromise(of: Void.self)
            written.futureResult.assumeIsolated().whenSuccess { self.endReplay() }
            end.write(buffer, promise: written)
        case .unanswered where held.byteCount <= proxy.settings.replayByteCountMax:
            end.write(buffer)
        case .unsent, .unanswered:
            endReplay()
            end.write(buffer)
        }
    }

    private func endReplay() {
        guard mayReplay else { return }
        mayReplay = false
        held.release()
        clientEnd?.isDirect = upstream != nil
    }
}

extension Moment {
    /// NIO's clock is as monotonic as the daemon's; the two are never mixed.
    init(_ deadline: NIODeadline) {
        self.init(nanoseconds: Int64(deadline.uptimeNanoseconds))
    }
}
