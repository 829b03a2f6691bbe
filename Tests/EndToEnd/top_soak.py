#!/usr/bin/env python3
"""`rollcall top` left open over a registry that never rests, with random keys, mouse, pastes and resizes, and a daemon that
is killed now and then: no crash, no growth, and the terminal as it was."""

import asyncio
import os
import random
import time

from daemon import Daemon, Failed, arguments, main
from storm import Storm, fill
from terminal import Session, is_live

KEYS = [b"\x1bOA", b"\x1bOB", b"\x1bOC", b"\x1bOD", b"\r", b"\x1b", b"\t", b"\x1b[Z", b"\x1b[5~", b"\x1b[6~", b"\x0c"] + [
    # No q: after a colon it is a command that ends what is to stay.
    bytes([code]) for code in range(0x21, 0x7F) if chr(code) not in "qQe"]
WORDS = [b"/service-1\r", b"/state:down\r", b"/(((\r", b"\x1b[200~z\nZ\n:pause\n\x1b[201~", ":東京\r".encode(), b"@-5m\r", b"L"]


class Blind(Session):
    """A session that reads what is written without drawing it, and forgets it."""

    is_blind = True

    class Nowhere:
        def feed(self, data):
            pass

    def pump(self, seconds):
        if not self.is_blind:
            return super().pump(seconds)
        stream, self.stream = self.stream, self.Nowhere()
        try:
            return super().pump(seconds)
        finally:
            self.stream = stream
            if len(self.raw) > 1 << 20:
                self.raw = self.raw[-4096:]
            del self.frames[:-2]


def resident(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024


def held(pid):
    """Open files and threads."""
    return len(os.listdir(f"/proc/{pid}/fd")), len(os.listdir(f"/proc/{pid}/task"))


def alive(session):
    pid, status = os.waitpid(session.pid, os.WNOHANG)
    if pid:
        session.status = status, 0
        raise Failed(f"it ended with {os.waitstatus_to_exitcode(status)}; the last bytes: {bytes(session.raw[-600:])!r}")


def annoy(session, counts):
    """One thing that somebody at the keyboard might do."""
    chance = random.random()
    if chance < 0.06:
        counts["resizes"] += 1
        session.set_size(random.randrange(1, 220), random.randrange(1, 70))
    elif chance < 0.1:
        counts["words"] += 1
        session.send(random.choice(WORDS))
    else:
        counts["keys"] += 1
        session.send(random.choice(KEYS))


def home(session):
    """Out of whatever is open, live, on the first screen."""
    for key in (b"\x1b", b"\x1b", b"\x1b", b"\x1b", b"1"):
        session.send(key)
        session.pump_for(0.15)


def program():
    chosen = arguments(
        __doc__, minutes=(60.0, "how long"), instances=(2_000, "how many"), rate=(100, "changes a second"),
        kill_every=(300.0, "seconds between two ends of the daemon"))
    counts = {"keys": 0, "words": 0, "resizes": 0, "restarts": 0}
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        asyncio.run(fill(daemon.port, chosen.instances))
        # What a random key exports is written where the program was started.
        os.chdir(daemon.directory)
        with Blind([chosen.rollcall, "top", "--addr", daemon.url]) as session:
            soak(session, daemon, chosen, counts)
            finish(session)
    print(f"{chosen.minutes:g} minutes, {counts}; the terminal is as it was")


def soak(session, daemon, chosen, counts):
    began = time.monotonic()
    # What the first minutes need for caches and history is no growth.
    warm = min(300.0, chosen.minutes * 15)
    sizes, next_note, next_kill = [], began + warm, began + chosen.kill_every
    storm = Storm(daemon.port, chosen.instances, chosen.rate)
    try:
        while (now := time.monotonic()) < began + chosen.minutes * 60:
            annoy(session, counts)
            session.pump_for(random.expovariate(1 / 0.05))
            alive(session)
            if now >= next_kill:
                storm.__exit__(None, None, None)
                daemon.kill()
                session.pump_for(random.uniform(0.1, 8))
                daemon.start()
                storm = Storm(daemon.port, chosen.instances, chosen.rate)
                counts["restarts"] += 1
                next_kill = now + chosen.kill_every
            if now >= next_note:
                sizes.append(resident(session.pid))
                files, threads = held(session.pid)
                print(f"{(now - began) / 60:5.1f} min: {sizes[-1]:.1f} MiB, {files} files, {threads} threads, {counts}",
                      flush=True)
                next_note = now + max(15.0, chosen.minutes * 3)
    finally:
        storm.__exit__(None, None, None)
    if len(sizes) >= 4:
        early, late = max(sizes[:len(sizes) // 2]), max(sizes[len(sizes) // 2:])
        print(f"resident at most {early:.1f} MiB in the first half and {late:.1f} MiB in the second")
        if late > early * 1.1 + 4:
            raise Failed("it grows")


def finish(session):
    """It still shows the registry as it is, and leaves the terminal as it was."""
    session.set_size(80, 24)
    home(session)
    session.send(b"\x0c")
    session.is_blind = False
    session.screen.reset()
    session.send(b"\x0c")
    session.wait_for(is_live, 20)
    print(session.text())
    session.send(b"Q")
    code, _ = session.wait_exit()
    if code != 0:
        raise Failed(f"it left with {code}")
    settings = session.settings()
    if settings != session.before:
        raise Failed(f"the terminal's settings differ:\nbefore {session.before}\nafter  {settings}")
    if not session.text().strip() == "" and "\x1b[?1049l".encode() not in bytes(session.raw):
        raise Failed("the other screen was not left")


main(program)
