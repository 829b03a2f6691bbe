#!/usr/bin/env python3
"""`rollcall top` in a terminal goes back in time, with a daemon and over the database alone."""

import os

from daemon import Daemon, Failed, arguments, main
from terminal import Session, is_live, register, run_cases, top


def filled(chosen):
    """Thirty instances register, then every second one is drained: revisions 2 to 31 and 32 to 46."""
    daemon = Daemon(chosen.rollcall)
    daemon.start()
    client = daemon.client()
    for number in range(30):
        register(client, f"shop-{number}", f"shops-{number % 3}", 8080 + number)
    for number in range(0, 30, 2):
        client.do("POST", f"/instances/shop-{number}/drain")
    client.close()
    return daemon


def there_and_back(chosen):
    """Keys lead back event by event and to any revision, and L to the present."""
    with filled(chosen) as daemon, top(chosen, daemon) as session:
        session.wait_for(is_live)
        session.wait_for("OUT 15")
        session.send("t")
        session.wait_for("rev 46")
        session.wait_for("AS OF")
        session.send("[[[[[")
        session.wait_for("rev 41")
        session.wait_for("OUT 10")
        session.send("]")
        session.wait_for("OUT 11")
        session.send("@rev:20\r")
        session.wait_for("rev 20")
        session.wait_for("INSTANCES    19")
        client = daemon.client()
        register(client, "late", "shops-0")
        client.close()
        session.next_frame()
        if "INSTANCES    19" not in session.text():
            raise Failed(f"the past changed:\n{session.text()}")
        session.send("L")
        session.wait_for(is_live)
        session.wait_for("INSTANCES    31")


def events(chosen):
    """Enter on an event opens what it was about, as it was."""
    with filled(chosen) as daemon, top(chosen, daemon, "--at", "rev:12", columns=200, rows=60) as session:
        session.wait_for("AS OF")
        session.send("3")
        session.wait_for("services at rev 12")
        session.wait_for("shop-10")
        session.send("\r")
        session.wait_for("pickable 4/4")
        session.send("\x1b")
        session.wait_for("[3 Events]")
        session.send("G")
        session.wait_for("the history begins here")


def without_a_daemon(chosen):
    """The database of a daemon that has stopped is walked, and not changed."""
    with filled(chosen) as daemon:
        daemon.stop()
        with open(daemon.database, "rb") as file:
            before = file.read()
        command = [chosen.rollcall, "top", "--database", daemon.database]
        with Session(command) as session:
            session.wait_for("DATABASE registry.sqlite")
            session.wait_for("rev 46")
            session.send("{")
            session.wait_for("rev 1 ")
            session.send("L")
            session.wait_for("rev 46")
            session.send("2")
            session.wait_for("shops-2")
            session.send("Q")
            session.wait_exit()
            session.check_restored()
        with open(daemon.database, "rb") as file:
            if file.read() != before:
                raise Failed("the database was changed by looking at it")


def recorded(chosen):
    """What was recorded is played again without a daemon, to the same screen."""
    with filled(chosen) as daemon:
        path = os.path.join(daemon.directory, "recording")
        with top(chosen, daemon, "--record", path) as session:
            session.wait_for(is_live)
            session.send("3")
            session.wait_for("[3 Events]")
            session.send("t@rev:20\r")
            session.wait_for("rev 20")
            session.next_frame()
            wanted = session.lines()[1:-1]
            session.send("Q")
            session.wait_exit()
        daemon.stop()
        with Session([chosen.rollcall, "top", "--replay", path]) as session:
            session.wait_for("REPLAY x1")
            session.send("+")
            session.wait_for("REPLAY x4")
            session.send(" ")
            session.wait_for("REPLAY paused")
            session.send(" +")
            session.wait_for("REPLAY over", 30)
            session.wait_for(lambda session: session.lines()[1:-1] == wanted, 5)
            session.send("q")
            code, _ = session.wait_exit()
            if code != 0:
                raise Failed(f"it left with {code}")
            session.check_restored()


CASES = [there_and_back, events, without_a_daemon, recorded]


def program():
    chosen = arguments(__doc__, only=(None, "only the cases that begin so"))
    run_cases(chosen, CASES)


main(program)
