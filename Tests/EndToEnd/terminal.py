"""A terminal for tests: a program in a pseudo-terminal, the screen it draws, and every byte it writes.

Nothing here waits for time to pass. With ROLLCALL_TUI_TEST=1 the dashboard marks each frame on descriptor 3, and
`wait_for` reads until the screen, or what was marked, is as it should be.
"""

import fcntl
import glob
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

from daemon import ROOT, Failed

# pyte lives beside schemathesis; a system that has it anyway needs no environment.
sys.path += glob.glob(os.path.join(ROOT, ".build/venv/lib/python3*/site-packages"))
import pyte  # noqa: E402

KEYS = {
    "Enter": b"\r", "Escape": b"\x1b", "Tab": b"\t", "Up": b"\x1bOA", "Down": b"\x1bOB", "Right": b"\x1bOC",
    "Left": b"\x1bOD", "Ctrl-C": b"\x03", "Ctrl-L": b"\x0c", "Ctrl-Z": b"\x1a", "Ctrl-\\": b"\x1c",
}
# The private modes of a terminal that nobody uses: lines wrap, the cursor is shown.
USUAL = {7, 25}
MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
COLOUR = re.compile(rb"\x1b\[(?:\d*;)*(?:3\d|4\d|9\d|10\d)(?:;\d+)*m")


class Screen(pyte.Screen):
    """pyte's screen, and what curses uses besides: REP where it draws ASCII, SU and SD where rows move together."""

    last = " "

    def draw(self, data):
        super().draw(data)
        if data:
            self.last = data[-1]

    def repeat(self, count=1):
        super().draw(self.last * max(1, count or 1))

    def scroll_up(self, count=1):
        self.scroll(count, (self.margins or pyte.screens.Margins(0, self.lines - 1)).bottom, self.index)

    def scroll_down(self, count=1):
        self.scroll(count, (self.margins or pyte.screens.Margins(0, self.lines - 1)).top, self.reverse_index)

    def scroll(self, count, edge, step):
        row, self.cursor.y = self.cursor.y, edge
        for _ in range(max(1, count or 1)):
            step()
        self.cursor.y = row


class Stream(pyte.ByteStream):
    csi = dict(pyte.ByteStream.csi, b="repeat", S="scroll_up", T="scroll_down")
    events = pyte.ByteStream.events | {"repeat", "scroll_up", "scroll_down"}


class Session:
    """A program in a terminal of its own.

    Without `controls` it is not the program's controlling terminal, so that no signals come from it."""

    def __init__(self, command, columns=80, rows=24, term="xterm-256color", controls=True, **environment):
        # Whether what is written to the terminal is read.
        self.reads = True
        self.raw = bytearray()
        self.frames = []  # (number, revision)
        self.marks = b""
        self.screen = Screen(columns, rows)
        self.stream = Stream(self.screen)
        self.master, self.slave = pty.openpty()
        self.set_size(columns, rows)
        self.before = self.settings()
        self.marker, marked = os.pipe()
        variables = {
            key: value for key, value in os.environ.items()
            if not key.startswith(("LC_", "ROLLCALL", "SSH_", "TMUX")) and key not in (
                "LANG", "TERM", "LINES", "COLUMNS", "NO_COLOR")}
        variables.update(ROLLCALL_TUI_TEST="1", LC_ALL="C.UTF-8", SWIFT_BACKTRACE="enable=no")
        if term is not None:
            variables["TERM"] = term
        for key, value in environment.items():
            variables.pop(key, None)
            if value is not None:
                variables[key] = value
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                if controls:
                    fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
                for descriptor in range(3):
                    os.dup2(self.slave, descriptor)
                if marked == 3:
                    os.set_inheritable(3, True)
                else:
                    os.dup2(marked, 3)
                os.closerange(4, 100)
                signal.pthread_sigmask(signal.SIG_SETMASK, [])
                os.execvpe(command[0], command, variables)
            finally:
                os._exit(127)
        os.close(marked)
        os.set_blocking(self.master, False)
        os.set_blocking(self.marker, False)
        self.status = None

    # What it does

    def send(self, keys):
        """Types: a name from KEYS, a text, or bytes as they are."""
        data = KEYS.get(keys, keys.encode() if isinstance(keys, str) else keys)
        while data:
            try:
                data = data[os.write(self.master, data):]
            except BlockingIOError:
                self.pump(0.05)

    def set_size(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        self.pump(0)
        self.screen.resize(rows, columns)
        self.set_size(columns, rows)

    def signal(self, number):
        os.kill(self.pid, number)

    def hang_up(self):
        """The terminal goes away, as when its window is closed."""
        os.close(self.slave)
        os.close(self.master)
        self.slave = self.master = None

    # What is seen

    def settings(self):
        return termios.tcgetattr(self.slave)

    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    def text(self):
        return "\n".join(self.lines())

    def modes(self):
        """The private modes that are on, by what was written: 25 is the cursor, 1049 the other screen, 2004 paste."""
        on = set(USUAL)
        for numbers, action in MODE.findall(bytes(self.raw)):
            for number in numbers.split(b";"):
                (on.add if action == b"h" else on.discard)(int(number))
        return on

    def colours(self):
        return COLOUR.findall(bytes(self.raw))

    @property
    def frame(self):
        return self.frames[-1][0] if self.frames else 0

    @property
    def revision(self):
        return self.frames[-1][1] if self.frames else 0

    # Waiting

    def pump(self, seconds):
        """Reads what is there; waits for something at most so long. False when nothing came."""
        sources = [source for source in (self.master if self.reads else None, self.marker) if source is not None]
        ready, _, _ = select.select(sources, [], [], max(0, seconds))
        came = False
        for source in ready:
            try:
                data = os.read(source, 65536)
            except (BlockingIOError, OSError):
                data = b""
            if not data:
                if source == self.marker:
                    os.close(self.marker)
                    self.marker = None
                continue
            came = True
            if source == self.master:
                self.raw += data
                self.stream.feed(data)
            else:
                self.note(data)
        return came

    def note(self, data):
        *whole, self.marks = (self.marks + data).split(b"\n")
        for line in whole:
            words = line.split()
            if len(words) == 5 and words[0] == b"frame" and words[4] == b"idle":
                self.frames.append((int(words[1]), int(words[3])))
            else:
                raise Failed(f"descriptor 3 says {line!r}")

    def wait_for(self, what, seconds=20):
        """Reads until the screen shows a text, or until a test of the session is true."""
        test = what if callable(what) else lambda session: what in session.text()
        deadline = time.monotonic() + seconds
        while True:
            # All that came is looked at together: a frame may come in parts.
            while self.pump(0):
                pass
            result = test(self)
            if result:
                return result
            left = deadline - time.monotonic()
            if left <= 0:
                raise Failed(f"waited {seconds} s in vain for {name(what)}; the screen is:\n{self.text()}")
            self.pump(min(left, 0.5))

    def next_frame(self, seconds=10):
        """Reads until a frame is shown that was begun after now."""
        # The one that is being made now may have been begun before.
        wanted = self.frame + 2
        self.wait_for(lambda session: session.frame >= wanted, seconds)

    def pump_for(self, seconds):
        """Reads all that comes in a span of time, where the span is what is tested."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.pump(left)

    def wait_exit(self, seconds=10):
        """The exit code, negative for a signal, and the CPU seconds spent by the process in all its life."""
        deadline = time.monotonic() + seconds
        while self.status is None:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
                break
            if time.monotonic() > deadline:
                raise Failed(f"it did not end within {seconds} s; the screen is:\n{self.text()}")
            self.pump(0.02)
        while self.master is not None and self.pump(0):
            pass
        return self.status

    def check_restored(self):
        """The terminal is as it was before the program began."""
        while self.pump(0.05):
            pass
        now = self.settings()
        if now != self.before:
            raise Failed(f"the terminal's settings differ:\nbefore {self.before}\nafter  {now}")
        if self.modes() != USUAL:
            raise Failed(f"the modes are {sorted(self.modes())} and not {sorted(USUAL)}")

    def close(self):
        if self.status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
            self.status = (-9, 0)
        for descriptor in (self.master, self.slave, self.marker):
            if descriptor is not None:
                os.close(descriptor)
        self.master = self.slave = self.marker = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.close()


def name(what):
    if not callable(what):
        return repr(what)
    return getattr(what, "__name__", repr(what))


def is_live(session):
    # The slider of the history ends in the same word.
    return "LIVE" in session.lines()[0]


def top(chosen, daemon, *flags, **options):
    """`rollcall top` in a session."""
    return Session([chosen.rollcall, "top", "--addr", daemon.url, *flags], **options)


def spent(pid):
    """CPU seconds and wake-ups of all threads so far."""
    seconds = wakeups = 0
    for task in glob.glob(f"/proc/{pid}/task/*"):
        with open(task + "/schedstat") as file:
            seconds += int(file.read().split()[0]) / 1e9
        with open(task + "/status") as file:
            wakeups += next(int(line.split()[1]) for line in file if line.startswith("voluntary_ctxt_switches"))
    return seconds, wakeups


def register(client, instance, service, port=8080, **more):
    client.do("PUT", f"/instances/{instance}", {
        "name": service, "address": "127.0.0.1", "port": port, "lease": {"ttl": "1h"}, **more})


def run_cases(chosen, cases):
    """Runs the named cases, or those that were asked for, and tells each."""
    wanted = chosen.only.split(",") if chosen.only else None
    for case in cases:
        words = case.__doc__.split("\n")[0].rstrip(".")
        if wanted and not any(words.startswith(one) for one in wanted):
            continue
        began = time.monotonic()
        try:
            case(chosen)
        except Failed as failure:
            raise Failed(f"{words}: {failure}") from failure
        print(f"{words} ({time.monotonic() - began:.1f} s)", flush=True)
