#!/usr/bin/env python3
"""`rollcall top` in a terminal of 80 by 24: it shows what is registered, follows a resize and keys, says STALE when the
daemon dies and LIVE when it is back, and leaves the terminal as it found it."""

import os
import shutil
import subprocess
import time

from daemon import Daemon, Failed, arguments, main


class Terminal:
    """A tmux server of its own, with one window that runs a shell."""

    def __init__(self, directory, width=80, height=24):
        self.socket = os.path.join(directory, "tmux")
        environment = {
            key: value for key, value in os.environ.items() if key not in ("TMUX", "LINES", "COLUMNS", "NO_COLOR")}
        environment.update(LC_ALL="C.UTF-8", PS1="prompt> ", TERM="xterm-256color")
        self.environment = environment
        self.tmux("new-session", "-d", "-x", str(width), "-y", str(height), "env PS1='prompt> ' sh")

    def tmux(self, *words, check=True):
        result = subprocess.run(
            ["tmux", "-u", "-f", "/dev/null", "-S", self.socket, *words], env=self.environment, capture_output=True,
            text=True)
        if check and result.returncode != 0:
            raise Failed(f"tmux {words[0]}: {result.stderr}")
        return result.stdout

    def type(self, text):
        self.tmux("send-keys", "-l", text)
        self.tmux("send-keys", "Enter")

    def key(self, name):
        self.tmux("send-keys", name)

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def wait(self, what, seconds=20):
        """Waits until the screen shows what is wanted: a text, or a test of the whole screen."""
        deadline = time.monotonic() + seconds
        screen = ""
        while time.monotonic() < deadline:
            screen = self.screen()
            if what(screen) if callable(what) else what in screen:
                return screen
            time.sleep(0.05)
        raise Failed(f"waited {seconds} s in vain for {what}; the screen is:\n{screen}")

    def settings(self):
        """What `stty -a` says, but for the size."""
        # The marks are put together by the shell, so that the typed line does not show them.
        self.type("clear; echo BE''GIN; stty -a; echo E''ND")
        screen = self.wait(lambda text: "BEGIN" in text and "\nEND" in text)
        lines = screen[screen.index("BEGIN"):screen.index("\nEND")].splitlines()[1:]
        text = " ".join(" ".join(lines).split())
        return " ".join(part.strip() for part in text.split(";") if "rows" not in part and "columns" not in part)

    def close(self):
        self.tmux("kill-server", check=False)


def program():
    chosen = arguments(__doc__)
    if not shutil.which("tmux"):
        raise Failed("tmux is not installed")
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
    """Whether the dashboard has filled a terminal of this size; in the smallest it has no room to say LIVE."""
    lines = screen.splitlines()
    is_fresh = "LIVE" in screen or (width < 60 and "UP " in screen)
    return is_fresh and "orders" in screen and len(lines) <= height and max(map(len, lines)) <= width


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

    for width, height in ((120, 40), (60, 15), (40, 10), (80, 24)):
        terminal.tmux("resize-window", "-x", str(width), "-y", str(height))
        terminal.wait(lambda screen, width=width, height=height: fits(screen, width, height), 5)
    print("follows resizes down to 40 by 10")

    terminal.key("2")
    terminal.wait(lambda screen: "[2 Services]" in screen and "orders" in screen, 5)
    terminal.key("Enter")
    terminal.wait("orders-1", 5)
    terminal.key("?")
    terminal.wait(lambda screen: "quit" in screen.lower(), 5)
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
