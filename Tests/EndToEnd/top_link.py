#!/usr/bin/env python3
"""`rollcall top` outlives its daemon, starts before it, and takes pasted text for text."""

import os
import re
import signal
import subprocess
import time

from daemon import Daemon, Failed, arguments, main
from guard import Guard
from terminal import is_live, register, run_cases, top

PASTE_BEGIN, PASTE_END = b"\x1b[200~", b"\x1b[201~"


def filled(chosen):
    daemon = Daemon(chosen.rollcall)
    daemon.start()
    client = daemon.client()
    for number in range(6):
        register(client, f"shop-{number}", f"shop-{number % 3}", 8080 + number)
    client.close()
    return daemon


def killed(chosen):
    """T-12 kill -9 of the daemon shows as STALE, the screens can still be used, and LIVE comes back with it."""
    with filled(chosen) as daemon, top(chosen, daemon) as session:
        session.wait_for(is_live)
        daemon.kill()
        began = time.monotonic()
        session.wait_for("STALE", 10)
        stale = time.monotonic() - began
        for keys, wanted in (("2", "[2 Services]"), ("\r", "shop-0"), ("\x1b", "[2 Services]"), ("3", "[3 Events]")):
            session.send(keys)
            session.wait_for(lambda session: wanted in session.text() and "STALE" in session.text(), 2)
        # Attempts become rarer meanwhile.
        session.pump_for(chosen.away)
        daemon.start()
        began = time.monotonic()
        session.wait_for(is_live, 15)
        live = time.monotonic() - began
        session.wait_for(lambda session: "a new registry" in session.text())
        session.wait_for("link lost", 3)
        # The row comes into the middle of a frame that is still being drawn.
        session.next_frame()
        revisions = re.findall(r"^ .? *(?:┄┄ )?\d\d:\d\d:\d\d +(\d+) ", session.text(), re.MULTILINE)
        if len(revisions) < 7 or len(set(revisions)) != len(revisions):
            raise Failed(f"the events are not each there once: {revisions}\n{session.text()}")
        session.send("2")
        session.wait_for("[2 Services]")
        for service in range(3):
            if len(re.findall(rf"\bshop-{service}\b", session.text())) != 1:
                raise Failed(f"shop-{service} is not there once:\n{session.text()}")
        print(f"  STALE after {stale:.2f} s, LIVE {live:.2f} s after the daemon was ready")
        if stale > 5 or live > 6.5:
            raise Failed("that took too long")


def hanging(chosen):
    """T-12 a daemon that only stops answering shows as STALE too, and LIVE when it goes on."""
    with filled(chosen) as daemon, top(chosen, daemon) as session:
        session.wait_for(is_live)
        daemon.process.send_signal(signal.SIGSTOP)
        try:
            session.wait_for("LAG", 5)
            session.wait_for("STALE", 6)
        finally:
            daemon.process.send_signal(signal.SIGCONT)
        session.wait_for(is_live, 10)


def before_the_daemon(chosen):
    """T-13 without a daemon it says that it connects, and becomes LIVE without a key once there is one."""
    with Daemon(chosen.rollcall) as daemon, top(chosen, daemon) as session:
        session.wait_for("connecting to")
        session.wait_for("attempt 3")
        if "refused" not in session.text().lower():
            raise Failed(f"it does not say why:\n{session.text()}")
        daemon.start()
        began = time.monotonic()
        session.wait_for(is_live, 15)
        print(f"  LIVE {time.monotonic() - began:.2f} s after the daemon was ready")
        session.wait_for("SERVICES")


def guarded(chosen):
    """AUTH tells that a token is refused, over what was last known; :token reads its file again, and so does a refusal."""
    with filled(chosen) as daemon, Guard(daemon.port, "first") as guard:
        path = os.path.join(daemon.directory, "token")

        def keep(token):
            with open(path, "w") as file:
                file.write(token + "\n")

        keep("another")
        for flags, words in (((), "asks for a token"), (("--token-file", path), "refuses the token")):
            told = subprocess.run(
                [chosen.rollcall, "services", "--addr", guard.url, *flags], capture_output=True, text=True)
            if told.returncode != 77 or words not in told.stderr or told.stderr.count("\n") != 1:
                raise Failed(f"{flags} ended with {told.returncode}: {told.stderr}")
        with top(chosen, guard, "--token-file", path) as session:
            session.wait_for("AUTH")
            session.send(":token\r")
            session.wait_for("the token is refused")
            keep("first")
            session.send(":token\r")
            session.wait_for(is_live, 3)
            session.send("2")
            session.wait_for("[2 Services]", 2)
            guard.change("second")
            session.wait_for("AUTH", 5)
            for keys, wanted in (("\r", "shop-0"), ("\x1b", "[2 Services]")):
                session.send(keys)
                session.wait_for(lambda session: wanted in session.text() and "AUTH" in session.text(), 2)
            keep("second")
            session.send(":tok\r")
            session.wait_for(is_live, 3)
            session.wait_for(lambda session: guard.passing)
            # Whoever renews the file before the gate changes needs no key.
            keep("third")
            guard.change("third")
            session.wait_for(lambda session: guard.passing and is_live(session), 5)
            if "third" in session.text():
                raise Failed(f"the token is on the screen:\n{session.text()}")


def pasted_into_the_list(chosen):
    """T-11 what is pasted into a list does nothing."""
    with filled(chosen) as daemon, top(chosen, daemon) as session:
        session.wait_for(is_live)
        before = place(session)
        for text in (b"q\rx\r:quit\r", b"Q\n\x1b[A2\x1bOB\r3\x1b", b"q" * 100_000, "q東\r".encode()):
            session.send(PASTE_BEGIN + text + PASTE_END)
            session.next_frame()
            if place(session) != before:
                raise Failed(f"pasting {text[:20]!r} changed\n{before}\nto\n{session.text()}")
        session.send("2")
        session.wait_for("[2 Services]", 2)
        # In parts, as over a slow network.
        session.send(PASTE_BEGIN[:3])
        session.send(PASTE_BEGIN[3:] + b"Q")
        session.next_frame()
        session.send(b"Q\rq" + PASTE_END[:2])
        session.send(PASTE_END[2:])
        session.next_frame()
        session.send("1")
        session.wait_for("[1 Overview]", 2)


def pasted_into_the_filter(chosen):
    """T-11 what is pasted into a filter is text."""
    with filled(chosen) as daemon, top(chosen, daemon) as session:
        session.wait_for(is_live)
        session.send("2")
        session.wait_for("[2 Services]")
        session.send("/")
        session.next_frame()
        session.send(PASTE_BEGIN + b"shop-1\rQ\r" + PASTE_END)
        session.wait_for("shop-1 Q", 3)


def no_keys(chosen):
    """T-11 what a terminal sends that is no key does nothing, and the other kind of arrows are arrows."""
    with filled(chosen) as daemon, top(chosen, daemon) as session:
        session.wait_for(is_live)
        session.send("2")
        session.wait_for("[2 Services]", 2)
        session.next_frame()
        before = place(session)
        # A word about focus, what a terminal is, keys of others.
        for text in (b"\x1b[I", b"\x1b[?1;2c", b"\x1b[106;5u", b"\x1b[33~", b"\x1b[1;9Q"):
            session.send(text)
            session.next_frame()
            if place(session) != before:
                raise Failed(f"{text!r} changed\n{before}\nto\n{session.text()}")
        row = selected(session)
        session.send(b"\x1b[B")
        session.wait_for(lambda session: selected(session) not in (row, None), 2)
        session.send(b"\x1bOA")
        session.wait_for(lambda session: selected(session) == row, 2)


def place(session):
    """Where one is: what changes with time alone is left out."""
    lines = session.lines()
    return "AS OF" in lines[0], lines[1], lines[2], lines[-1], selected(session)


def selected(session):
    return next((number for number, line in enumerate(session.lines()) if "▶" in line), None)


CASES = [killed, hanging, before_the_daemon, guarded, pasted_into_the_list, pasted_into_the_filter, no_keys]


def program():
    chosen = arguments(__doc__, only=(None, "only the cases that begin so"), away=(5.0, "seconds the daemon is away"))
    run_cases(chosen, CASES)


main(program)
