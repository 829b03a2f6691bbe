#!/usr/bin/env python3
"""`rollcall top` gives the terminal back, however it ends or is stopped."""

import signal
import time

from daemon import Daemon, Failed, arguments, main
from terminal import Session, is_live, register, run_cases, spent, top

chosen_daemon = None


def begin(chosen, *flags, **options):
    session = top(chosen, chosen_daemon, *flags, **options)
    session.wait_for(is_live)
    expected = {1049, 2004} if "--no-altscreen" not in flags else {2004}
    if not expected <= session.modes() or 25 in session.modes():
        raise Failed(f"the screen is not set up: modes {sorted(session.modes())}")
    return session


def ends(session, code, seconds=5):
    found, _ = session.wait_exit(seconds)
    if found != code:
        raise Failed(f"left with {found} and not {code}:\n{session.text()}")
    session.check_restored()


def quits(chosen):
    """T-09 q, Ctrl-C and Ctrl-\\ restore the terminal."""
    for key in ("q", "Ctrl-C", "Ctrl-\\"):
        with begin(chosen) as session:
            session.send(key)
            ends(session, 0)


def signals(chosen):
    """T-09 SIGTERM, SIGHUP, SIGINT and SIGQUIT restore the terminal."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        with begin(chosen, "--mouse") as session:
            if not {1000, 1006} & session.modes():
                raise Failed("the mouse is not on")
            session.signal(number)
            ends(session, 0)


def mouse(chosen):
    """T-09 m gives the mouse to the dashboard and back, and leaving gives it back."""
    with begin(chosen) as session:
        for _ in range(2):
            session.send("m")
            session.wait_for(lambda session: {1000, 1006} <= session.modes() and "mouse on" in session.text())
            session.send("m")
            session.wait_for(lambda session: not {1000, 1006} & session.modes() and "mouse off" in session.text())
        session.send("m")
        session.wait_for(lambda session: 1000 in session.modes())
        session.send("q")
        ends(session, 0)


def killed_from_outside(chosen):
    """T-09 SIGSEGV from outside restores the terminal and still kills."""
    with begin(chosen, "--mouse") as session:
        session.signal(signal.SIGSEGV)
        ends(session, -signal.SIGSEGV)


def trap(chosen):
    """T-09 a trap restores the terminal and shows its message."""
    with top(chosen, chosen_daemon, "--mouse", ROLLCALL_TUI_CRASH="1") as session:
        code, _ = session.wait_exit(20)
        if code >= 0:
            raise Failed(f"left with {code}: it did not crash")
        session.check_restored()
        if b"ROLLCALL_TUI_CRASH is set" not in session.raw.rpartition(b"\x1b[?1049l")[2]:
            raise Failed(f"the message is not on the screen:\n{session.text()}")


def error(chosen):
    """T-09 an error restores the terminal and shows its message."""
    with top(chosen, chosen_daemon, ROLLCALL_TUI_CRASH="error") as session:
        code, _ = session.wait_exit(10)
        if code <= 0:
            raise Failed(f"left with {code}")
        session.check_restored()
        if b"ROLLCALL_TUI_CRASH is set" not in session.raw.rpartition(b"\x1b[?1049l")[2]:
            raise Failed(f"the message is not on the screen:\n{session.text()}")


def no_altscreen(chosen):
    """T-09 without the alternate screen the last frame stays, and the prompt comes below it."""
    for end in (lambda session: session.send("q"), lambda session: session.signal(signal.SIGTERM)):
        with begin(chosen, "--no-altscreen") as session:
            end(session)
            ends(session, 0)
            if b"1049" in session.raw or b"?47" in session.raw:
                raise Failed("the alternate screen was used")
            if "orders" not in session.text():
                raise Failed(f"the last frame is gone:\n{session.text()}")


def stderr_is_replayed(chosen):
    """T-09 what was written to standard error meanwhile comes at the end."""
    with begin(chosen) as session:
        path = f"/proc/{session.pid}/fd/2"
        with open(path, "wb", buffering=0) as stream:
            stream.write(b"a library complains\n")
        session.next_frame()
        if "complains" in session.text():
            raise Failed("what was written is on the screen")
        session.send("q")
        ends(session, 0)
        if "a library complains" not in session.text():
            raise Failed(f"what was written is lost:\n{session.text()}")


def hang_up(chosen):
    """T-09 a terminal that hangs up ends it within 1 s, without spinning."""
    for controls in (True, False):
        with begin(chosen, controls=controls) as session:
            before, _ = spent(session.pid)
            began = time.monotonic()
            session.hang_up()
            code, after = session.wait_exit(5)
            took = time.monotonic() - began
            if code != 0:
                raise Failed(f"left with {code}")
            if took > 1:
                raise Failed(f"took {took:.2f} s")
            # A debug build; the bound is on spinning.
            if after - before > 0.06:
                raise Failed(f"spent {after - before:.3f} s of CPU")
            print(f"  hang-up: {took * 1000:.0f} ms, {max(0, after - before) * 1000:.0f} ms of CPU")


def suspend(chosen):
    """T-10 Ctrl-Z hands the terminal to the shell; fg brings the screen back, with what happened meanwhile."""
    client = chosen_daemon.client()
    with Session(["bash", "--norc", "--noprofile", "-i"], PS1="prompt> ", rows=30) as session:
        session.wait_for("prompt>")
        shell, shell_modes = session.settings(), session.modes()
        session.send(f"clear; {chosen.rollcall} top --addr {chosen_daemon.url} --mouse\r")
        session.wait_for(is_live)
        top_settings = session.settings()
        session.send("Ctrl-Z")
        session.wait_for(lambda session: "Stopped" in session.text() and session.text().endswith("prompt>"))
        if session.settings() != shell:
            raise Failed("the shell has the dashboard's settings")
        if session.modes() != shell_modes:
            raise Failed(f"left on for the shell: {sorted(session.modes())}")
        register(client, "while-1", "while-stopped")
        session.send("fg\r")
        session.wait_for(lambda session: is_live(session) and "while-stopped" in session.text(), 10)
        if session.settings() != top_settings or not {1049, 2004} <= session.modes() or 25 in session.modes():
            raise Failed(f"the screen is not set up again: modes {sorted(session.modes())}")
        session.send("q")
        session.wait_for(lambda session: session.text().endswith("prompt>"))
        if session.settings() != shell or session.modes() != shell_modes:
            raise Failed("the terminal is not as it was")
    client.do("DELETE", "/instances/while-1", accept=(200, 204))
    client.close()


def sigstop(chosen):
    """T-10 after SIGSTOP and SIGCONT everything is drawn again."""
    with begin(chosen) as session:
        session.signal(signal.SIGSTOP)
        session.screen.reset()
        session.signal(signal.SIGCONT)
        session.wait_for(lambda session: is_live(session) and "orders" in session.text(), 5)
        if not {1049, 2004} <= session.modes() or 25 in session.modes():
            raise Failed(f"the screen is not set up again: modes {sorted(session.modes())}")
        session.send("q")
        ends(session, 0)


CASES = [
    quits, signals, mouse, killed_from_outside, trap, error, no_altscreen, stderr_is_replayed, hang_up, suspend, sigstop]


def program():
    global chosen_daemon
    chosen = arguments(__doc__, only=(None, "only the cases that begin so"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        chosen_daemon = daemon
        client = daemon.client()
        for number in range(3):
            register(client, f"orders-{number}", "orders", 8080 + number)
        client.close()
        run_cases(chosen, CASES)


main(program)
