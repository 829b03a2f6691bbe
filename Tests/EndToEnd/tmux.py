"""A tmux server for tests: a terminal of its own making, and what it shows."""

import os
import shutil
import subprocess
import time

from daemon import Failed


class Terminal:
    """A tmux server of its own, with one window that runs a shell."""

    def __init__(self, directory, width=80, height=24):
        if not shutil.which("tmux"):
            raise Failed("tmux is not installed")
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
