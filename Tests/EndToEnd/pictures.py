#!/usr/bin/env python3
"""Makes the README's pictures: runs `rollcall demo` in a terminal, looks at its screens, and writes each as an SVG file into
assets/screens. Run it again whenever the dashboard changed: `python3 Tests/EndToEnd/pictures.py`."""

import os
from xml.sax.saxutils import escape

from daemon import ROOT, arguments, main
from terminal import Session, is_live

WIDTH, HEIGHT = 8.4, 18
BACKGROUND, FOREGROUND = "#16181d", "#c9ced6"
# pyte names the first eight colours and tells the others as rrggbb.
NAMED = {
    "default": FOREGROUND, "black": "#16181d", "red": "#e06c75", "green": "#8fbf7f", "brown": "#d8b65c",
    "blue": "#6fa8dc", "magenta": "#c08bd0", "cyan": "#69b3bd", "white": "#dfe3ea"}


def colour(name, other):
    if name == "default":
        return other
    return NAMED.get(name, f"#{name}" if len(name) == 6 else other)


def runs(line, columns):
    """Cells that look alike, together: the column, the text, and how it looks."""
    found = []
    for column in range(columns):
        cell = line[column]
        if cell.data == "":
            continue
        look = (cell.fg, cell.bg, cell.bold, cell.reverse, cell.underscore)
        if found and found[-1][2] == look and found[-1][0] + found[-1][3] == column:
            found[-1][1] += cell.data
            found[-1][3] += 1
        else:
            found.append([column, cell.data, look, 1])
        # The right half of a wide character belongs to it.
        if column + 1 < columns and line[column + 1].data == "":
            found[-1][3] += 1
    return found


def picture(session, title):
    screen = session.screen
    columns, rows = screen.columns, screen.lines
    width, height = columns * WIDTH + 24, rows * HEIGHT + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14">',
        f"<title>{escape(title)}</title>", f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>']
    for row in range(rows):
        for column, text, (front, back, bold, reverse, line), cells in runs(screen.buffer[row], columns):
            ink, paper = colour(front, FOREGROUND), colour(back, BACKGROUND)
            if reverse:
                ink, paper = paper, ink
            x, y = 12 + column * WIDTH, 12 + row * HEIGHT
            if paper != BACKGROUND:
                parts.append(f'<rect x="{x:g}" y="{y:g}" width="{cells * WIDTH:g}" height="{HEIGHT}" fill="{paper}"/>')
            if not text.strip():
                continue
            looks = (' font-weight="bold"' if bold else "") + (' text-decoration="underline"' if line else "")
            parts.append(
                f'<text x="{x:g}" y="{y + 13.5:g}" fill="{ink}" xml:space="preserve" textLength="{cells * WIDTH:g}" '
                f'lengthAdjust="spacingAndGlyphs"{looks}>{escape(text)}</text>')
    return "\n".join(parts + ["</svg>", ""])


def program():
    chosen = arguments(
        __doc__, out=(os.path.join(ROOT, "assets/screens"), "the folder"), columns=(100, "of the terminal"),
        rows=(30, "of the terminal"), seconds=(75.0, "how long the demo plays before the first picture"))
    os.makedirs(chosen.out, exist_ok=True)
    with Session([chosen.rollcall, "demo"], columns=chosen.columns, rows=chosen.rows) as session:
        session.wait_for(is_live, 60)
        session.pump_for(chosen.seconds)
        for name, title, keys in SCREENS:
            for key in keys:
                session.send(key)
                session.pump_for(0.3)
            session.pump_for(1.5)
            path = os.path.join(chosen.out, f"{name}.svg")
            with open(path, "w") as file:
                file.write(picture(session, title))
            print(f"{os.path.relpath(path, ROOT)}\n{session.text()}", flush=True)
        session.send("Q")
        session.wait_exit(20)


SCREENS = [
    ("overview", "The overview", ["1"]),
    ("services", "The services", ["2"]),
    ("instances", "The instances of a service", ["Enter"]),
    ("instance", "An instance", ["Enter"]),
    ("balancer", "The balancer", ["2", "G", "b"]),
    ("events", "The events", ["3"]),
    ("past", "Time travel", ["Down", "Down", "t"]),
]

main(program)
