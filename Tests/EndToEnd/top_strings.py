#!/usr/bin/env python3
"""Texts from strangers steer no terminal and shift no column, in `rollcall top` and in the tables."""

import re
import unicodedata

from daemon import Daemon, Failed, arguments, main
from rewriter import Rewriter
from terminal import Session, is_live, register, run_cases, top
from tmux import Terminal

running = None

HOSTILE = {
    "hx0": "osc\x1b]0;pwned\x07\x1b]8;;http://evil\x1b\\link", "hx1": "clip\x1b]52;c;cHduZWQ=\x07",
    "hx2": "csi\x1b[2J\x1b[6n\x1b[5i\x1b[7;13Hpwn", "hx3": "dcs\x1bPpwn\x1b\\\x1b_apc\x1b\\\x1bc",
    "hx4": "c1\x9b2J\x9d0;pwn\x9c\x90q\x9c", "hx5": "line\rover\bback\tnext\nnew\x0b\x0c\x0e\x0f",
    "hx6": "\u202egnp.exe\u2066\u200f\u061c\u2028\u2029", "hx7": "\U0001F469\u200D" * 40, "hx8": "e" + "\u0301" * 5000,
    "hx9": "nul\x00\x7f\u00ad\ufeff\ufe0f\U000E0041",
}
# What curses makes of terminfo's entry for xterm-256color, and the three sequences we write ourselves.
KNOWN = re.compile(
    rb"\x1b\[\?(?:1|7|12|25|1000|1006|1049|2004)(?:;\d+)*[hl]|\x1b\[4[hl]|\x1b\[[\d;]*[ABCDGHJKPXLM@STdmrb]"
    rb"|\x1b\[2[23];0;0t|\x1b\(B|\x1b[=>M78]")
PAINT = re.compile(rb"\x1b\[[\d;]*m")
# Nothing that a terminal acts on but what moves the cursor; C1, joiners and bidirectional marks as UTF-8; no more marks
# on a letter than a cell holds.
STEERING = re.compile(
    rb"[\x00-\x07\x0b\x0c\x0e\x10-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8d-\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
    rb"|(?:\xcc\x81){5}")
MOVING = re.compile(rb"\r+(?![\r\n])|[\x08\t]")
# No flags: pyte takes each half of one for a whole.
WIDE = {
    "hx0": "東京都千代田区", "hx1": "👍🚀🎉", "hx2": "🫨🫷🩷", "hx3": "e\u0301a\u0308\u0323o\u0302", "hx4": "\U0001FAE9\U0001FADF",
    "hx5": "한국어", "hx6": "👨‍👩‍👧", "hx7": "ｆｕｌｌ", "hx8": "→■◆Ω", "hx9": "ไทย",
}


def check(raw, known, what):
    rest = known.sub(b"", bytes(raw))
    found = STEERING.search(rest)
    if found:
        around = rest[max(0, found.start() - 30):found.end() + 30]
        raise Failed(f"{what}: {found.group()!r} was written, in {around!r}")


def tour(session):
    """Every screen, as text."""
    session.wait_for(is_live)
    screens = []
    for keys, mark in (("1", "[1 "), ("2", "[2 "), ("\r", " › "), ("\r", " › "), ("3", "[3 "), ("?", "─ help")):
        before = session.frame
        session.send(keys)
        session.wait_for(lambda session: mark in session.text() and session.frame > before)
        screens.append(session.lines())
    session.send("Q")
    if session.wait_exit()[0] != 0:
        raise Failed(f"left with {session.status[0]}")
    session.check_restored()
    return screens


def hostile_screens(chosen):
    """T-07 hostile texts on every screen are spelled out, and nothing but what terminfo knows is written."""
    for columns, rows in ((80, 24), (120, 40)):
        with Rewriter(running.port, HOSTILE) as rewriter:
            with top(chosen, rewriter, columns=columns, rows=rows) as session:
                hostile = tour(session)
                check(session.raw, KNOWN, f"{columns} by {rows}")
        with top(chosen, running, columns=columns, rows=rows) as session:
            harmless = tour(session)
        if not any("\\x1b" in line for screen in hostile for line in screen):
            raise Failed(f"no screen shows the hostile texts:\n{hostile}")
        for number, (one, other) in enumerate(zip(hostile, harmless)):
            # The header but for the address and the time, and the keys at the bottom.
            for row in (0, len(one) - 1):
                if re.sub(r"\d", "0", one[row]) != re.sub(r"\d", "0", other[row]):
                    raise Failed(f"screen {number}, row {row}:\n{one[row]}\n{other[row]}")


def invalid_bytes(chosen):
    """T-07 bytes that are not UTF-8 end nothing."""
    with Rewriter(running.port, {"hx0": b"bad\xff\xfe\xc3(\xed\xa0\x80"}) as rewriter:
        with top(chosen, rewriter) as session:
            session.wait_for(lambda session: "rollcall" in session.text() and session.frame > 2)
            session.next_frame()
            session.send("q")
            if session.wait_exit()[0] != 0:
                raise Failed(f"left with {session.status[0]}")
            session.check_restored()
            check(session.raw, KNOWN, "invalid UTF-8")


def hostile_tables(chosen):
    """T-07 the tables of the command line write nothing but colours."""
    with Rewriter(running.port, HOSTILE) as rewriter:
        for words in (
                ["services"], ["instances"], ["show", "hx2"], ["show", "hx5"], ["events"], ["status"],
                ["top", "--once"]):
            command = [chosen.rollcall, words[0], "--addr", rewriter.url, *words[1:]]
            with Session(command, columns=120) as session:
                session.wait_exit()
                check(session.raw, PAINT, "rollcall " + " ".join(words))
                if session.status[0] != 0 or MOVING.search(session.raw):
                    raise Failed(f"rollcall {words} left with {session.status[0]}:\n{session.text()}")
                if words[0] != "status" and b"\\x" not in session.raw:
                    raise Failed(f"rollcall {words}: the hostile texts are not shown:\n{session.text()}")


def columns_of(line, wanted):
    """The cells at which a character stands in a line of text."""
    from wcwidth import wcwidth
    column, found = 0, []
    for character in line:
        if character == wanted:
            found.append(column)
        column += max(0, wcwidth(character))
    return found


def wide_screens(chosen):
    """T-08 wide, combining and new characters shift nothing, in tmux as in pyte."""
    terminal = Terminal(running.directory, 120, 40)
    try:
        with Rewriter(running.port, WIDE) as rewriter, top(chosen, rewriter, columns=120, rows=40) as session:
            terminal.wait("prompt>")
            terminal.type(f"clear; {chosen.rollcall} top --addr {rewriter.url}")
            terminal.wait("LIVE")
            session.wait_for(is_live)
            # Last a box that lies over wide characters.
            for key in ("1", "3", "2", "c"):
                session.send(key)
                terminal.key(key)
                mark = f"[{key} " if key != "c" else "┌"
                session.wait_for(mark)
                terminal.wait(mark, 5)
                compare(session, terminal, key)
            borders = [columns_of(line, "│") for line in session.lines() if "│" in line]
            if len(borders) < 5 or any(border != borders[0] for border in borders):
                raise Failed(f"the borders of the box are not aligned: {borders}\n{session.text()}")
    finally:
        terminal.close()


def compare(session, terminal, key):
    def same(_):
        ours = [unicodedata.normalize("NFC", line) for line in session.lines()]
        theirs = [unicodedata.normalize("NFC", line.rstrip()) for line in terminal.screen().splitlines()]
        # Ages and the clock move on between one look and the next.
        plain = [[re.sub(r"\d+", "0", line) for line in lines] for lines in (ours, theirs)]
        return plain[0] == plain[1][:len(plain[0])]
    try:
        session.wait_for(same, 5)
    except Failed:
        raise Failed(f"screen {key}: pyte shows\n{session.text()}\nand tmux\n{terminal.screen()}")


CASES = [hostile_screens, invalid_bytes, hostile_tables, wide_screens]


def program():
    global running
    chosen = arguments(__doc__, only=(None, "only the cases that begin so"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        running = daemon
        client = daemon.client()
        for number in range(10):
            word = f"hx{number}"
            register(
                client, word, word, 8080 + number, zone=word, tags=[word],
                metadata={word: word, "note": f"{word} text"})
        for number in range(0, 10, 2):
            client.do("POST", f"/instances/hx{number}/drain")
        client.close()
        run_cases(chosen, CASES)


main(program)
