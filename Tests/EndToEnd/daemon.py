"""What all end-to-end programs share: a daemon that is started, stopped and killed, and a client to talk to it."""

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
API = "/api/v1"

# A parent may have blocked signals, as Foundation's Process does on Linux, and a daemon that inherits that would not
# hear of SIGTERM.
signal.pthread_sigmask(signal.SIG_SETMASK, [])


def arguments(description, **more):
    """The arguments every program takes, and `more` of the form `rounds=(25, "how many")`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rollcall", default=os.path.join(ROOT, ".build/debug/rollcall"), help="the binary")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    for name, (default, words) in more.items():
        kind = str if default is None else type(default)
        parser.add_argument("--" + name.replace("_", "-"), type=kind, default=default, help=words)
    chosen = parser.parse_args()
    chosen.rollcall = os.path.abspath(chosen.rollcall)
    random.seed(chosen.seed)
    print(f"seed {chosen.seed}", flush=True)
    return chosen


def free_port():
    """A port below those that the system deals out: between this look and the daemon's, no connection takes it."""
    dice = random.SystemRandom()
    while True:
        port = dice.randrange(10_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class Gone(Exception):
    """No answer came: what was asked may or may not have been done."""


class Client:
    """One connection that is kept alive. Not for several threads at once."""

    def __init__(self, port, timeout=30):
        self.port, self.timeout, self.connection = port, timeout, None

    def request(self, method, path, body=None, headers=None):
        """Returns the status, the headers and the decoded body. Raises `Gone` when there was no answer."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        text = None if body is None else json.dumps(body)
        head = dict(headers or {})
        if text is not None:
            head["Content-Type"] = "application/json"
        try:
            self.connection.request(method, path, text, head)
            answer = self.connection.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Gone(f"{method} {path}: {error!r}") from error
        decoded = json.loads(data) if "json" in (answer.getheader("Content-Type") or "") else data
        return answer.status, answer.headers, decoded

    def get(self, path, **query):
        """The decoded answer to a GET under the API; anything but 200 is a failure of the program."""
        text = API + path + ("?" + urllib.parse.urlencode(query) if query else "")
        status, _, body = self.request("GET", text)
        if status != 200:
            raise Failed(f"GET {text} answered {status}: {body}")
        return body

    def do(self, method, path, body=None, accept=(200, 201)):
        status, _, answer = self.request(method, API + path, body)
        if status not in accept:
            raise Failed(f"{method} {path} answered {status}: {answer}")
        return answer

    def events(self, after=0, **query):
        """All events after a revision, through every page."""
        found, cursor = [], None
        while True:
            more = {} if cursor is None else {"cursor": cursor}
            page = self.get("/events", after=after, limit=1000, **query, **more)
            found += page["events"]
            cursor = page.get("next")
            if cursor is None:
                return found

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Failed(Exception):
    """A claim does not hold."""


class Daemon:
    """A daemon on a port and a database of its own, both the same across restarts."""

    def __init__(self, rollcall, *flags, prefix=(), environment=None):
        self.rollcall, self.flags, self.prefix = rollcall, flags, list(prefix)
        self.directory = tempfile.mkdtemp(prefix="rollcall-")
        self.database = os.path.join(self.directory, "registry.sqlite")
        self.log_path = os.path.join(self.directory, "log")
        self.port = free_port()
        self.process = None
        self.environment = dict(os.environ, **(environment or {}))

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, wait=True):
        """Returns the seconds until the daemon was ready."""
        began = time.monotonic()
        log = open(self.log_path, "ab")
        command = self.prefix + [
            self.rollcall, "serve", "--listen", f"127.0.0.1:{self.port}", "--database", self.database, *self.flags]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)
        log.close()
        if wait:
            self.wait_ready()
        return time.monotonic() - began

    def wait_ready(self, seconds=60):
        deadline = time.monotonic() + seconds
        client = Client(self.port, timeout=5)
        try:
            while time.monotonic() < deadline:
                if self.process.poll() is not None:
                    raise Failed(f"the daemon left with {self.process.returncode}:\n{self.log()}")
                try:
                    if client.request("GET", "/readyz")[0] == 200:
                        return
                except Gone:
                    time.sleep(0.005)
        finally:
            client.close()
        raise Failed(f"the daemon was not ready within {seconds} s:\n{self.log()}")

    def kill(self):
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM. Returns the exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(15)
        except subprocess.TimeoutExpired as error:
            raise Failed("the daemon did not stop within 15 s of SIGTERM") from error
        return code, time.monotonic() - began

    def client(self, timeout=30):
        return Client(self.port, timeout)

    def log(self):
        with open(self.log_path, "rb") as file:
            return file.read()[-4000:].decode(errors="replace")

    def resident_kib(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))

    def clean_up(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            print(self.log(), file=sys.stderr)
        self.clean_up()


class Watcher(threading.Thread):
    """Follows `/watch`, across restarts, by `Last-Event-ID`, and keeps what it saw."""

    def __init__(self, port, path="/watch?after=0"):
        super().__init__(daemon=True)
        self.port, self.path = port, API + path
        self.seen = []  # (epoch, revision, event)
        self.ends = []
        self.connections = 0
        self.must_stop = False
        self.start()

    def run(self):
        while not self.must_stop:
            try:
                self.follow()
            except (OSError, http.client.HTTPException, ValueError):
                pass
            time.sleep(0.01)

    def follow(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            head = {"Accept": "text/event-stream"}
            if self.seen:
                head["Last-Event-ID"] = f"{self.seen[-1][0]}:{self.seen[-1][1]}"
            connection.request("GET", self.path, headers=head)
            answer = connection.getresponse()
            if answer.status != 200:
                self.ends.append((answer.status, answer.read().decode()))
                return
            self.connections += 1
            identity, kind, data = None, None, None
            while not self.must_stop:
                line = answer.readline()
                # A line that the kill cut off is not a line, and its event was not delivered.
                if not line.endswith(b"\n"):
                    return
                line = line.rstrip(b"\n")
                if line.startswith(b"id: "):
                    identity = line[4:].decode()
                elif line.startswith(b"event: "):
                    kind = line[7:].decode()
                elif line.startswith(b"data: "):
                    data = line[6:]
                elif not line:
                    if kind == "change":
                        epoch, revision = identity.split(":")
                        self.seen.append((epoch, int(revision), json.loads(data)))
                    elif kind == "end":
                        self.ends.append((200, data.decode()))
                    identity, kind, data = None, None, None
        finally:
            connection.close()

    def catch_up(self, revision, seconds=30):
        """Waits until this watcher has seen `revision`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.seen and self.seen[-1][1] >= revision:
                return
            time.sleep(0.01)
        last = self.seen[-1][1] if self.seen else 0
        raise Failed(f"a watcher stands at {last} and does not reach {revision}; ends: {self.ends[-3:]}")


def fold(events, at=None):
    """The registry after `events`, up to revision `at`: instances by id, as `/state` shows them."""
    instances = {}
    for event in events:
        if at is not None and event["revision"] > at:
            break
        kind, name = event["kind"], event.get("instance")
        if kind in ("registered", "updated"):
            instances[name] = event["after"]
        elif kind == "status":
            instance = dict(instances[name])
            if instance["status"] != event["from"]:
                raise Failed(f"event {event['revision']} moves {name} from {event['from']}, "
                             f"but it was {instance['status']}")
            instance.update(
                status=event["to"], status_cause=event["cause"], status_trigger=event["on"],
                status_since=event["time"], updated=event["time"], revision=event["revision"])
            instances[name] = instance
        elif kind in ("deregistered", "evicted"):
            del instances[name]
    return instances


def check_state(client, events, at):
    """Compares `/state?at=` with the fold."""
    answer = client.get("/state", at=at)
    there = {instance["id"]: instance for instance in answer["instances"]}
    here = fold(events, at)
    if answer["revision"] != at:
        raise Failed(f"/state?at={at} speaks of revision {answer['revision']}")
    if there != here:
        for name in sorted(set(there) | set(here)):
            if there.get(name) != here.get(name):
                raise Failed(f"/state?at={at} differs for {name}:\nanswer {there.get(name)}\nfold   {here.get(name)}")


def check_contiguous(events, first=1):
    for place, event in enumerate(events):
        if event["revision"] != first + place:
            raise Failed(f"event {event['revision']} stands where {first + place} belongs")


def main(program):
    """Runs `program` and leaves with 0 or 1."""
    # An end from outside still takes the daemon along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        program()
    except Failed as failure:
        print(f"FAILED: {failure}", flush=True)
        sys.exit(1)
    print("ok", flush=True)
