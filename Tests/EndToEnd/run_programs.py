#!/usr/bin/env python3
"""`rollcall run` with a web server, a program that ignores SIGTERM, one that crashes at once, one that forks, one that is
started again, and a runner that is killed: within one ttl the registry tells the truth, exit codes are passed on, and
nothing is left running."""

import os
import signal
import subprocess
import time

from daemon import Daemon, Failed, arguments, main

TTL = 3


class Runner:
    def __init__(self, daemon, name, words, *flags):
        self.daemon, self.id = daemon, f"{name}-1"
        command = [daemon.rollcall, "run", "--name", name, "--id", self.id, "--ttl", f"{TTL}s", "--drain-time", "300ms",
                   "--grace", "1s", "--addr", daemon.url, *flags, "--", *words]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True)

    def status(self):
        status, _, body = self.daemon.client().request("GET", f"/api/v1/instances/{self.id}")
        return body["instance"]["status"] if status == 200 else "GONE"

    def becomes(self, wanted, seconds):
        began = time.monotonic()
        while self.status() != wanted:
            if time.monotonic() > began + seconds:
                raise Failed(f"{self.id} is {self.status()} and not {wanted} after {seconds} s")
            time.sleep(0.02)
        return time.monotonic() - began

    def ends(self, code, seconds=10):
        left = self.process.wait(seconds)
        if left != code:
            raise Failed(f"{self.id}: exit {left} instead of {code}: {self.process.stderr.read().decode()}")

    def history(self):
        return [event["kind"] + (":" + event["to"] if "to" in event else "")
                for event in self.daemon.client().events(instance=self.id)]


def running(marker):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if marker.encode() in file.read().replace(b"\0", b" "):
                    found.append(int(pid))
        except OSError:
            pass
    return [pid for pid in found if pid != os.getpid()]


def expect_gone(marker, seconds=5):
    deadline = time.monotonic() + seconds
    while running(marker):
        if time.monotonic() > deadline:
            raise Failed(f"{marker} still runs: {running(marker)}")
        time.sleep(0.05)


def program():
    chosen = arguments(__doc__)
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()

        web = Runner(daemon, "web", ["sh", "-c", "exec python3 -m http.server $PORT --bind 127.0.0.1"],
                     "--port", "auto", "--check", "http:/", "--interval", "1s")
        print(f"web server: UP after {web.becomes('UP', 10):.2f} s")
        web.process.send_signal(signal.SIGTERM)
        print(f"  told to stop: OUT_OF_SERVICE after {web.becomes('OUT_OF_SERVICE', TTL):.2f} s")
        web.ends(143)
        print(f"  exit 143, history {web.history()}")
        if web.status() != "GONE":
            raise Failed("the web server is still registered")

        deaf = Runner(daemon, "deaf", ["sh", "-c", "trap '' TERM; while :; do sleep 0.4711; done"], "--port", "9")
        print(f"ignores SIGTERM: UP after {deaf.becomes('UP', 10):.2f} s")
        deaf.process.send_signal(signal.SIGTERM)
        deaf.ends(137)
        expect_gone("sleep 0.4711")
        print(f"  exit 137, {deaf.status()}, history {deaf.history()}")

        crash = Runner(daemon, "crash", ["sh", "-c", "exit 7"], "--port", "9")
        crash.ends(7)
        print(f"crashes at once: exit 7, {crash.status()}, history {crash.history()}")
        if crash.history():
            raise Failed("a program that crashes at once was shown")

        fork = Runner(daemon, "fork", ["sh", "-c", "sleep 4711 & sleep 4712 & wait"], "--port", "9")
        fork.becomes("UP", 10)
        fork.process.send_signal(signal.SIGTERM)
        fork.ends(143)
        expect_gone("sleep 471")
        print(f"forks: exit 143, its children are gone, history {fork.history()}")

        again = Runner(daemon, "again", ["sh", "-c", "sleep 1.4713; exit 3"], "--port", "9", "--restart", "on_failure")
        again.becomes("UP", 10)
        again.becomes("GONE", 10)
        print(f"crashes later: UP again {again.becomes('UP', 10):.2f} s after it was taken away")
        again.process.send_signal(signal.SIGTERM)
        again.process.wait(10)

        killed = Runner(daemon, "killed", ["sleep", "4714"], "--port", "9")
        killed.becomes("UP", 10)
        killed.process.kill()
        killed.process.wait()
        expect_gone("sleep 4714")
        print(f"runner killed -9: program gone, DOWN after {killed.becomes('DOWN', TTL + 1):.2f} s with a ttl of {TTL} s")


main(program)
