#!/usr/bin/env python3
"""`rollcall top` on terminals of many kinds, in locales of many kinds, with and without colours."""

from daemon import Daemon, Failed, arguments, main
from terminal import is_live, register, run_cases, top

running = None
BOXES = "─│┌┐└┘…▶"
PLAIN = (None, "", "dumb")
SCREENS = ("nope", "vt100", "linux", "screen", "screen-256color", "tmux-256color", "xterm", "xterm-256color")


def leaves(session, code=0):
    found, _ = session.wait_exit(10)
    if found != code:
        raise Failed(f"left with {found}:\n{session.text()}")
    session.check_restored()


def kinds(chosen):
    """T-05 every TERM gets the screen, or the same as text."""
    for term in PLAIN:
        with top(chosen, running, term=term) as session:
            leaves(session)
            if "orders" not in session.text() or "Stack" in session.text() or b"\x1b[?1049h" in session.raw:
                raise Failed(f"TERM={term}:\n{session.text()}")
    for term in SCREENS:
        with top(chosen, running, term=term) as session:
            session.wait_for(lambda session: is_live(session) and "orders" in session.text())
            if term in ("linux", "xterm", "screen") and not session.colours():
                raise Failed(f"TERM={term} has eight colours and none was used")
            if term != "nope" and "256" not in term and b"38;5" in session.raw:
                raise Failed(f"TERM={term} was sent a colour out of 256")
            session.send("2")
            session.wait_for("[2 Services]")
            session.send("q")
            leaves(session)


def limited(chosen):
    """T-05 --color takes fewer colours than there are, and mono none."""
    for choice in ("256", "16", "8", "mono"):
        with top(chosen, running, "--color", choice, NO_COLOR="1") as session:
            session.wait_for(is_live)
            if (b"38;5" in session.raw) != (choice == "256"):
                raise Failed(f"--color {choice}: colours out of 256 are {'not ' * (choice == '256')}used")
            if bool(session.colours()) != (choice != "mono"):
                raise Failed(f"--color {choice}: {session.colours()[:5]}")


def locales(chosen):
    """T-06 LC_ALL=C draws ASCII, no locale at all finds C.UTF-8, NCURSES_NO_UTF8_ACS changes nothing."""
    for environment, is_ascii in (
            (dict(LC_ALL="C"), True), (dict(LC_ALL="POSIX"), True), (dict(LC_ALL=None), False),
            (dict(LC_ALL="C.UTF-8", NCURSES_NO_UTF8_ACS="1"), False)):
        with top(chosen, running, **environment) as session:
            session.wait_for(lambda session: is_live(session) and "orders" in session.text())
            if is_ascii and any(ord(character) > 126 for character in session.text()):
                raise Failed(f"{environment}: not ASCII:\n{session.text()}")
            if is_ascii and any(byte > 126 for byte in session.raw):
                raise Failed(f"{environment}: bytes beyond ASCII were written")
            if is_ascii and "-----" not in session.text():
                raise Failed(f"{environment}: no lines:\n{session.text()}")
            if not is_ascii and not any(box in session.text() for box in BOXES):
                raise Failed(f"{environment}: no lines:\n{session.text()}")
            session.send("?")
            session.wait_for("(/ searches")
            session.send("Q")
            leaves(session)


def no_colour(chosen):
    """T-17 with NO_COLOR no colour is written, and the selection can still be seen."""
    with top(chosen, running, NO_COLOR="1") as session:
        session.wait_for(is_live)
        session.send("2")
        session.wait_for("[2 Services]")
        row = next(row for row, line in enumerate(session.lines()) if "orders" in line)
        session.wait_for(lambda session: any(cell.reverse for cell in session.screen.buffer[row].values()), 5)
        session.send("q")
        leaves(session)
        if session.colours() or b"38;5" in session.raw:
            raise Failed(f"written: {session.colours()[:5]}")


def seen_cursor(chosen):
    """T-17 --a11y shows the cursor, on the row that is selected."""
    with top(chosen, running, "--a11y") as session:
        session.wait_for(is_live)
        if 25 not in session.modes():
            raise Failed("the cursor is hidden")
        session.send("2")
        session.wait_for("[2 Services]")
        session.wait_for(lambda session: "orders" in session.lines()[session.screen.cursor.y], 5)


CASES = [kinds, limited, locales, no_colour, seen_cursor]


def program():
    global running
    chosen = arguments(__doc__, only=(None, "only the cases that begin so"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        running = daemon
        client = daemon.client()
        for number in range(3):
            register(client, f"orders-{number}", "orders", 8080 + number)
        client.do("POST", "/instances/orders-1/drain")
        client.close()
        run_cases(chosen, CASES)


main(program)
