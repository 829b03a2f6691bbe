#!/usr/bin/env python3
"""`rollcall top` in a terminal of 80 by 24: it shows what is registered, follows a resize and keys, says STALE when the
daemon dies and LIVE when it is back, and leaves the terminal as it found it."""

from daemon import Daemon, Failed, arguments, main
from tmux import Terminal


def program():
    chosen = arguments(__doc__)
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        for number in range(3):
            client.do("PUT", f"/instances/orders-{number}", {
                "name": "orders", "address": "127.0.0.1", "port": 8080 + number, "lease": {"ttl": "1h"}})
        client.do("PUT", "/instances/billing-0", {
            "name": "billing", "address": "127.0.0.1", "port": 9090, "lease": {"ttl": "1h"}})
        terminal = Terminal(daemon.directory)
        try:
            watch(terminal, daemon, client)
        finally:
            terminal.close()


def fits(screen, width, height):
    """Whether the dashboard has filled a terminal of this size; a small one has no room for the name and LIVE."""
    lines = screen.splitlines()
    if len(lines) != height or max(map(len, lines)) > width or "orders" not in screen:
        return False
    if width < 60 or height < 16:
        return "UP " in screen and "rollcall" not in screen
    # What is left of a larger or smaller frame ends too early or is cut off.
    return "LIVE" in lines[0] and len(lines[0]) > width - 5 and lines[-1] != ""


def watch(terminal, daemon, client):
    terminal.wait("prompt>")
    before = terminal.settings()
    terminal.type(f"clear; {daemon.rollcall} top --addr {daemon.url}")
    terminal.wait(lambda screen: "orders" in screen and "billing" in screen and "LIVE" in screen)
    print("shows the services LIVE")

    client.do("POST", "/instances/orders-1/drain")
    client.do("PUT", "/instances/search-0", {
        "name": "search", "address": "127.0.0.1", "port": 7070, "lease": {"ttl": "1h"}})
    terminal.wait("search", 5)
    print("follows the registry")

    for width, height in ((120, 40), (60, 15), (40, 10), (20, 3), (80, 24)):
        terminal.tmux("resize-window", "-x", str(width), "-y", str(height))
        terminal.wait(lambda screen, width=width, height=height: fits(screen, width, height), 5)
    print("follows resizes down to 20 by 3")

    terminal.key("2")
    terminal.wait(lambda screen: "[2 Services]" in screen and "orders" in screen, 5)
    terminal.key("Enter")
    terminal.wait("orders-1", 5)
    terminal.key("?")
    terminal.wait("(/ searches", 5)
    terminal.key("Escape")
    terminal.key("Escape")
    terminal.key("1")
    terminal.wait(lambda screen: "search" in screen and "LIVE" in screen, 5)
    print("answers keys")

    daemon.kill()
    terminal.wait("STALE", 10)
    daemon.start()
    terminal.wait(lambda screen: "LIVE" in screen and "STALE" not in screen and "orders" in screen, 15)
    print("STALE when the daemon is killed, LIVE when it is back")

    terminal.key("q")
    terminal.wait(lambda screen: "prompt>" in screen and "LIVE" not in screen, 5)
    after = terminal.settings()
    if after != before:
        raise Failed(f"the terminal is not as it was:\nbefore {before}\nafter  {after}")
    flags = terminal.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}")
    if flags.split() != ["0", "1", "0"]:
        raise Failed("the alternate screen, the hidden cursor or the mouse was left on")
    terminal.type("echo a''live")
    terminal.wait("alive", 5)
    print("q leaves the terminal as it was")


main(program)
