#!/usr/bin/env python3
"""What `rollcall top` costs with ten thousand instances: processor, wake-ups, bytes to the terminal, memory, how long a key
and a change take to the screen; idle, at 500 and at 1,000 changes a second, beside idle `htop` and `btop` in the same run.
"""

import asyncio
import os
import shutil
import statistics
import time

from daemon import Daemon, Failed, arguments, main
from storm import Storm, fill
from terminal import Session, top

TICK = os.sysconf("SC_CLK_TCK")


class Plain(Session):
    """A session whose bytes are counted and not looked at: an emulator would take more than what is measured."""

    bytes = 0

    def pump(self, seconds):
        """Reads without drawing once `is_counting`."""
        if not self.is_counting:
            return super().pump(seconds)
        stream, self.stream = self.stream, Counter()
        try:
            came = super().pump(seconds)
        finally:
            self.bytes += self.stream.count
            self.stream = stream
        return came

    is_counting = False


class Counter:
    count = 0

    def feed(self, data):
        self.count += len(data)


def spent(pid):
    """Seconds of processor time, and how often a thread was woken."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    wakes = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/status") as file:
            wakes += sum(int(line.split()[1]) for line in file if line.startswith("voluntary_ctxt"))
    return (int(fields[11]) + int(fields[12])) / TICK, wakes


def resident(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024


def watch(session, seconds):
    """Share of a core in per cent, wake-ups a second, bytes a second, MiB."""
    session.pump_for(1)
    session.bytes = 0
    (cpu, wakes), began = spent(session.pid), time.monotonic()
    session.pump_for(seconds)
    took = time.monotonic() - began
    cpu_after, wakes_after = spent(session.pid)
    return (100 * (cpu_after - cpu) / took, (wakes_after - wakes) / took, session.bytes / took, resident(session.pid))


def key_times(session, count):
    """Milliseconds from a key to the first bytes it caused, at times that have nothing to do with the clock's seconds."""
    times = []
    for number in range(count):
        session.pump_for(0.03 + 0.017 * (number % 5))
        while session.pump(0):
            pass
        before, sent = session.bytes, time.perf_counter()
        session.send("j" if number % 40 < 20 else "k")
        while session.bytes == before:
            session.pump(1)
            if time.perf_counter() - sent > 2:
                raise Failed("a key was not answered within 2 s")
        times.append((time.perf_counter() - sent) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)]


def change_times(session, client, count):
    """Milliseconds from the daemon's answer to a change to the frame that shows it."""
    times = []
    for number in range(count):
        session.pump_for(0.05)
        weight = {"weight": number % 50 + 1}
        revision = client.do("PATCH", "/instances/i-7", weight)["revision"]
        began = time.perf_counter()
        while session.revision < revision:
            session.pump(1)
            if time.perf_counter() - began > 5:
                raise Failed(f"revision {revision} is not on the screen after 5 s")
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)]


def row(name, figures):
    cpu, wakes, bytes_, memory = figures
    print(f"{name:34} {cpu:6.2f} % of a core  {wakes:6.1f} wake-ups/s  {bytes_:9.0f} bytes/s  {memory:6.1f} MiB", flush=True)


def others(seconds):
    for name in ("htop", "btop"):
        if not shutil.which(name):
            print(f"{name} is not installed")
            continue
        with Plain([name], columns=80, rows=24, LC_ALL="C.UTF-8") as session:
            session.is_counting = True
            session.pump_for(3)
            row(f"{name}, idle", watch(session, seconds))


def program():
    chosen = arguments(
        __doc__, instances=(10_000, "how many"), seconds=(20.0, "how long each is measured"), keys=(200, "how many keys"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        asyncio.run(fill(daemon.port, chosen.instances))
        with Plain([chosen.rollcall, "top", "--addr", daemon.url]) as session:
            began = time.perf_counter()
            session.wait_for(lambda session: "LIVE" in session.lines()[0] and str(chosen.instances) in session.text())
            print(f"start to the first full frame: {(time.perf_counter() - began) * 1000:.0f} ms", flush=True)
            session.is_counting = True
            row("rollcall top, idle", watch(session, chosen.seconds))
            others(chosen.seconds)
            session.send("2")
            session.pump_for(1)
            report(session, daemon, chosen, "idle")
            with Storm(daemon.port, chosen.instances, 500) as storm:
                for rate in (500, 1_000):
                    storm.rate(rate)
                    session.pump_for(3)
                    revision = session.revision
                    row(f"rollcall top, {rate} changes/s", watch(session, chosen.seconds))
                    print(f"  changes shown: {(session.revision - revision) / (chosen.seconds + 1):.0f} a second")
                    report(session, daemon, chosen, f"{rate} changes/s")
            session.is_counting = False
            session.send("Q")
            session.wait_exit()
            session.check_restored()


def report(session, daemon, chosen, name):
    median, p99 = key_times(session, chosen.keys)
    print(f"  key to bytes, {name}: p50 {median:.1f} ms, p99 {p99:.1f} ms", flush=True)
    median, p99 = change_times(session, daemon.client(), chosen.keys // 2)
    print(f"  change to screen, {name}: p50 {median:.0f} ms, p99 {p99:.0f} ms", flush=True)


main(program)
