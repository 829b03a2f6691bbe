import HeapModule
import RollcallCore

/// When each check is due and what came of it: the scheduler's decisions, as a value.
///
/// The next turn of a check lies one interval after its last turn, not after the end of its probe, so schedules do not
/// drift. The heap holds exactly one appointment a ticket; those whose ticket is gone are dropped when they come up.
struct CheckSchedule: Sendable {
    struct Entry: Sendable {
        let instance: InstanceID
        let check: HealthCheck
        let target: ProbeTarget
        var tracker = CheckTracker()
        /// The next turn, or the deadline for the next report.
        var due: Moment
        /// Its probe runs or waits for a slot.
        var isBusy = false
        var wasSlow = false
        /// The last report, or when waiting for the first began.
        var lastSign: Moment
    }

    struct Watched: Sendable {
        var revision: Revision
        var created: WallTime
        var target: ProbeTarget
        /// In the order of the registration's checks.
        var tickets: [Ticket]
        /// When an operator last brought it back: its checks began afresh then.
        var resumed: WallTime?
    }

    private struct Appointment: Comparable, Sendable {
        let due: Moment
        let ticket: Ticket

        static func < (left: Appointment, right: Appointment) -> Bool {
            (left.due, left.ticket) < (right.due, right.ticket)
        }
    }

    var entries: [Ticket: Entry] = [:]
    var watched: [InstanceID: Watched] = [:]
    var generator: any RandomNumberGenerator & Sendable
    let limits: HealthLimits
    private var appointments = Heap<Appointment>()
    private var slots: ProbeSlots
    private var lastTicket = Ticket(number: 0)
    /// How late the last probes started.
    private var lateness = RecentDurations()
    private var probeCount: UInt64 = 0
    private var skipCount: UInt64 = 0

    init(_ limits: HealthLimits, generator: any RandomNumberGenerator & Sendable) {
        self.limits = limits
        self.generator = generator
        slots = ProbeSlots(inFlightMax: limits.inFlightMax, perTargetMax: limits.perTargetMax)
    }

    /// When to look again. May be early, never late.
    var nextDue: Moment? { appointments.min?.due }

    /// Whether a turn could start.
    var isSlotWanted: Bool { slots.isWanted }

    mutating func plan(_ entry: Entry) -> Ticket {
        lastTicket = Ticket(number: lastTicket.number + 1)
        entries[lastTicket] = entry
        appointments.insert(Appointment(due: entry.due, ticket: lastTicket))
        return lastTicket
    }

    /// Lets all that is due by `now` ask for a slot.
    ///
    /// - Returns: the instances whose reports did not come in time.
    mutating func advance(to now: Moment, _ wallTime: WallTime) -> [InstanceID] {
        var silent: [InstanceID] = []
        while let appointment = appointments.min, appointment.due <= now {
            guard var entry = entries[appointment.ticket] else {
                appointments.removeMin()
                continue
            }
            if case .ttl(let ttl) = entry.check.kind {
                // Reports only move the deadline; the appointment follows here.
                if entry.due <= now {
                    Self.miss(&entry, ttl, at: now, wallTime)
                    silent.append(entry.instance)
                }
            } else {
                ask(for: &entry, appointment.ticket, at: now)
            }
            appointments.replaceMin(with: Appointment(due: entry.due, ticket: appointment.ticket))
            entries[appointment.ticket] = entry
        }
        return silent
    }

    private mutating func ask(for entry: inout Entry, _ ticket: Ticket, at now: Moment) {
        if entry.isBusy {
            skipCount += 1
        } else {
            entry.isBusy = true
            slots.ask(
                ProbeTurn(
                    ticket: ticket, instance: entry.instance, check: entry.check, target: entry.target, due: entry.due,
                    isSlow: entry.wasSlow))
        }
        entry.due = Self.next(after: entry.due, every: entry.check.interval, from: now)
    }

    /// The first of the moments `due + n × interval` that lies after `now`.
    static func next(after due: Moment, every interval: Duration, from now: Moment) -> Moment {
        let missed = max(0, due.duration(to: now).nanoseconds) / interval.nanoseconds
        return due.advanced(by: .nanoseconds((missed + 1) * interval.nanoseconds))
    }

    /// The next probe to start. Its `finish` must follow.
    mutating func start(at now: Moment) -> ProbeTurn? {
        while let turn = slots.take() {
            guard entries[turn.ticket] != nil else {
                slots.release(turn)
                continue
            }
            probeCount += 1
            lateness.record(turn.due.duration(to: now))
            return turn
        }
        return nil
    }

    /// Frees the slot and counts the result, unless the check has gone or began afresh meanwhile.
    mutating func finish(_ turn: ProbeTurn, _ result: CheckResult) {
        slots.release(turn)
        guard var entry = entries[turn.ticket] else { return }
        entry.isBusy = false
        entry.wasSlow = result.took * 2 >= entry.check.timeout
        entry.tracker.record(result, rise: entry.check.rise, fall: entry.check.fall)
        entries[turn.ticket] = entry
    }

    var gauges: HealthGauges {
        let late = lateness.quantiles
        return HealthGauges(
            checkCount: entries.count, inFlightCount: slots.inFlightCount, probeCount: probeCount, skipCount: skipCount,
            latenessMillisecondsMax: late?.max ?? 0, latenessMillisecondsP99: late?.p99 ?? 0)
    }
}
