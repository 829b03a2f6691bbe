#!/usr/bin/env python3
"""`rollcall top` follows the size of its window, however fast and far it changes."""

import re
import time

from daemon import Daemon, Failed, arguments, main
from terminal import is_live, register, run_cases, top
from tmux import Terminal

running = None


def settled(text):
    """What of a screen does not depend on the second it was taken in."""
    text = re.sub(r"\b(?:just now|\d+[smhd](?: \d+[smhd])?(?: ago)?)", "#", text)
    return [re.sub(r"\s+", " ", re.sub(r"\d\d:\d\d:\d\d", "#", line)).rstrip() for line in text.splitlines()]


def same_as_fresh(chosen, screen, columns, rows):
    """Both go on: what a screen tells of the last seconds reaches one of them first."""
    with top(chosen, running, columns=columns, rows=rows) as fresh:
        fresh.wait_for(is_live)
        deadline = time.monotonic() + 10
        while settled(shown := screen()) != settled(fresh.text()):
            if time.monotonic() > deadline:
                raise Failed(f"after the storm:\n{shown}\nfresh:\n{fresh.text()}")
            fresh.pump(0.1)


def storm(chosen):
    """T-03 after 200 resizes in 2 s through tmux the frame is that of a fresh start."""
    terminal = Terminal(running.directory)
    try:
        terminal.wait("prompt>")
        terminal.type(f"clear; {chosen.rollcall} top --addr {running.url}")
        terminal.wait("LIVE")
        began = time.monotonic()
        for number in range(200):
            columns, rows = (20 + number * 37 % 180, 3 + number * 11 % 55)
            if number % 20 == 7:
                columns, rows = 1 + number % 3, 1 + number % 2
            terminal.tmux("resize-window", "-x", str(columns), "-y", str(rows))
            time.sleep(max(0, began + (number + 1) * 0.01 - time.monotonic()))
        took = time.monotonic() - began
        terminal.tmux("resize-window", "-x", "97", "-y", "31")
        same_as_fresh(chosen, terminal.screen, 97, 31)
        print(f"  200 resizes in {took:.1f} s")
        terminal.key("q")
        terminal.wait("prompt>")
    finally:
        terminal.close()


def direct_storm(chosen):
    """T-03 the same without tmux, down to a single cell."""
    with top(chosen, running) as session:
        session.wait_for(is_live)
        for number in range(200):
            session.resize(1 + number * 37 % 220, 1 + number * 11 % 70)
            session.pump(0.005)
        session.resize(101, 30)

        def screen():
            session.pump(0.1)
            return session.text()

        same_as_fresh(chosen, screen, 101, 30)


def exported(chosen):
    """T-04 LINES and COLUMNS in the environment do not pin the size."""
    with top(chosen, running, LINES="10", COLUMNS="60") as session:
        session.wait_for(lambda session: is_live(session) and len(session.lines()[0]) > 70)
        session.resize(120, 40)
        session.wait_for(lambda session: is_live(session) and len(session.lines()[0]) > 110 and session.lines()[39], 5)


def back_from_tiny(chosen):
    """T-03 thirty times down to 20 by 3 and back."""
    with top(chosen, running) as session:
        session.wait_for(is_live)
        for _ in range(30):
            session.resize(20, 3)
            session.wait_for(lambda session: "UP" in session.text() and "rollcall" not in session.text(), 5)
            session.resize(80, 24)
            session.wait_for(lambda session: is_live(session) and session.lines()[23], 5)


def lost_signal(chosen):
    """T-03 a change of size that no signal tells of shows within two seconds."""
    with top(chosen, running, controls=False) as session:
        session.wait_for(is_live)
        for size in ((20, 3), (90, 30)):
            session.resize(*size)
            began = time.monotonic()
            session.wait_for(lambda session: fits(session, *size), 5)
            if time.monotonic() - began > 2.5:
                raise Failed(f"took {time.monotonic() - began:.1f} s")


def fits(session, columns, rows):
    if rows < 16:
        return "UP" in session.text() and "rollcall" not in session.text()
    return is_live(session) and len(session.lines()[0]) > columns - 5 and session.lines()[rows - 1]


CASES = [storm, direct_storm, back_from_tiny, lost_signal, exported]


def program():
    global running
    chosen = arguments(__doc__, only=(None, "only the cases that begin so"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        running = daemon
        client = daemon.client()
        for number in range(40):
            register(client, f"orders-{number}", f"orders-{number % 20}", 8080 + number)
        client.do("POST", "/instances/orders-1/drain")
        client.close()
        run_cases(chosen, CASES)


main(program)
