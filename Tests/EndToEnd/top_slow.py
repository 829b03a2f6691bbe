#!/usr/bin/env python3
"""`rollcall top` on a terminal that nobody reads, and what it costs when nothing happens."""

import signal
import threading
import time

from daemon import Daemon, Failed, arguments, main
from terminal import is_live, register, run_cases, spent, top

running = None


def resident_kib(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))


def block(session):
    """Asks for whole frames, which nobody reads, until no more are shown."""
    session.reads = False
    deadline = time.monotonic() + 20
    frame, since = session.frame, time.monotonic()
    while time.monotonic() - since < 1:
        if time.monotonic() > deadline:
            raise Failed("the terminal does not become full")
        session.send("Ctrl-L")
        session.pump(0.01)
        if session.frame != frame:
            frame, since = session.frame, time.monotonic()


class Traffic(threading.Thread):
    """Changes instances as fast as the daemon allows, and notes how long the slowest change took."""

    def __init__(self, daemon):
        super().__init__(daemon=True)
        self.target = daemon
        self.must_stop, self.slowest, self.count = False, 0, 0
        self.start()

    def run(self):
        client = self.target.client()
        while not self.must_stop:
            began = time.monotonic()
            register(client, f"busy-{self.count % 50}", "busy", 1 + self.count % 60_000)
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.count += 1
        client.close()


def unread(chosen):
    """T-20 a terminal that is not read stops nothing, costs no memory, and shows the present once it is read."""
    with top(chosen, running, columns=160, rows=50) as session:
        session.wait_for(is_live)
        block(session)
        frame, before = session.frame, resident_kib(session.pid)
        traffic = Traffic(running)
        began = time.monotonic()
        while time.monotonic() - began < chosen.seconds:
            session.pump(0.2)
        traffic.must_stop = True
        traffic.join()
        if session.frame != frame:
            raise Failed("frames were shown to nobody")
        after = resident_kib(session.pid)
        client = running.client()
        register(client, "newest", "newest")
        client.do("POST", "/instances/newest/drain")
        client.close()
        session.reads = True
        session.wait_for(lambda session: "newest" in session.text() and is_live(session), 10)
        print(f"  {traffic.count} changes in {chosen.seconds} s, the slowest took {traffic.slowest * 1000:.0f} ms; "
              f"resident {before} KiB before and {after} KiB after")
        if after - before > 40_000:
            raise Failed("memory grew")
        if traffic.slowest > 2:
            raise Failed("the daemon was held up")
        session.send("q")
        session.wait_exit()
        session.check_restored()


def ended_unread(chosen):
    """T-20 SIGTERM, SIGHUP and q end it within 2 s while the terminal is not read."""
    for end in (signal.SIGTERM, signal.SIGHUP, "q"):
        with top(chosen, running, columns=160, rows=50) as session:
            session.wait_for(is_live)
            block(session)
            began = time.monotonic()
            if end == "q":
                session.send(end)
            else:
                session.signal(end)
            session.wait_exit(5)
            took = time.monotonic() - began
            session.reads = True
            session.check_restored()
            print(f"  {end!r}: {took:.2f} s")
            if took > 2:
                raise Failed(f"{end!r} took {took:.1f} s")


def stopped_output(chosen):
    """T-20 Ctrl-S holds the screen and Ctrl-Q brings it up to date; SIGTERM ends it in between."""
    with top(chosen, running) as session:
        session.wait_for(is_live)
        session.send(b"\x13")
        # What was on its way.
        session.pump_for(0.3)
        count = len(session.raw)
        client = running.client()
        register(client, "held-1", "held-back")
        client.do("POST", "/instances/held-1/drain")
        session.pump_for(1.5)
        if len(session.raw) != count:
            raise Failed("something was written after Ctrl-S")
        session.send(b"\x11")
        session.wait_for("held-back", 5)
        client.do("DELETE", "/instances/held-1", accept=(200, 204))
        client.close()
        session.send(b"\x13")
        session.pump_for(1.2)
        session.signal(signal.SIGTERM)
        session.wait_exit(3)
        session.check_restored()


def silent(chosen):
    """T-16 nothing is written when nothing changes and no clock is shown."""
    with top(chosen, running, columns=50, rows=12) as session:
        session.wait_for(lambda session: "UP" in session.text())
        # The last of what the start brought.
        session.pump_for(1)
        count = len(session.raw)
        session.pump_for(chosen.seconds)
        if len(session.raw) != count:
            raise Failed(f"written: {bytes(session.raw[count:])[:400]!r}")


def idle(chosen):
    """T-16 the clock costs little, and it hardly wakes up."""
    # A registry in which nothing needs attention: how long something does is told in seconds at first.
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        register(client, "calm-1", "calm")
        client.close()
        with top(chosen, daemon) as session:
            session.wait_for(is_live)
            session.pump_for(2)
            # A new minute moves the chart, which in a shorter span would count for more than it costs.
            if chosen.seconds < 50 and not 1 < (second := time.time() % 60) < 59 - chosen.seconds:
                session.pump_for((61.5 - second) % 60)
            count, before = len(session.raw), spent(session.pid)
            session.pump_for(chosen.seconds)
            written = (len(session.raw) - count) / chosen.seconds
            cpu, wakeups = ((new - old) / chosen.seconds for new, old in zip(spent(session.pid), before))
            print(f"  {written:.0f} bytes/s, {wakeups:.1f} wake-ups/s, {cpu * 100:.2f} % of a core")
            if written > 40 or wakeups > chosen.wakeups:
                raise Failed(f"too much of it; written: {bytes(session.raw[count:])[:400]!r}")


CASES = [unread, ended_unread, stopped_output, silent, idle]


def program():
    global running
    chosen = arguments(
        __doc__, only=(None, "only the cases that begin so"), seconds=(5.0, "how long each thing is watched"),
        wakeups=(5.0, "a second, at most"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        running = daemon
        client = daemon.client()
        for number in range(3):
            register(client, f"orders-{number}", "orders", 8080 + number)
        client.close()
        run_cases(chosen, CASES)


main(program)
