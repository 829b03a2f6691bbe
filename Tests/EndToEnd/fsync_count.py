#!/usr/bin/env python3
"""Counts with strace: one fdatasync a commit, none for a heartbeat, a read or a repeated registration; and the writer
commits with `PRAGMA synchronous` at FULL."""

import os
import re
import shutil
import subprocess
import time

from daemon import Daemon, Failed, arguments, main


class Trace:
    """strace on a running daemon: which files it syncs."""

    def __init__(self, daemon):
        self.path = os.path.join(daemon.directory, "trace")
        self.process = subprocess.Popen(
            ["strace", "-f", "-y", "-qq", "-e", "trace=fdatasync,fsync", "-e", "signal=none", "-o", self.path,
             "-p", str(daemon.process.pid)], stderr=subprocess.PIPE)
        deadline = time.monotonic() + 10
        # Attached when the kernel says that somebody traces the daemon.
        while time.monotonic() < deadline:
            with open(f"/proc/{daemon.process.pid}/status") as file:
                if re.search(r"^TracerPid:\s+[1-9]", file.read(), re.M):
                    time.sleep(0.3)
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise Failed(f"strace could not attach: {self.process.stderr.read().decode()}")

    def counts(self):
        """Syncs so far by file, in the order (WAL, database, other)."""
        with open(self.path) as file:
            lines = [line for line in file if "fdatasync(" in line or "fsync(" in line]
        lines = [line for line in lines if "resumed>" not in line]
        wal = sum("-wal>" in line for line in lines)
        base = sum(".sqlite>" in line for line in lines)
        return wal, base, len(lines) - wal - base

    def stop(self):
        self.process.terminate()
        self.process.wait()


def difference(after, before):
    return tuple(new - old for new, old in zip(after, before))


def settled(trace):
    """The counts, when they have stood still for a moment: strace writes a little later than the daemon syncs."""
    last = trace.counts()
    while True:
        time.sleep(0.3)
        now = trace.counts()
        if now == last:
            return now
        last = now


def program():
    chosen = arguments(__doc__, count=(200, "sequential registrations"))
    if not shutil.which("strace"):
        raise Failed("strace is not installed")
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        body = {"name": "orders", "address": "127.0.0.1", "port": 1, "lease": {"ttl": "1h"}}
        for number in range(5):
            client.do("PUT", f"/instances/warm-{number}", body)
        trace = Trace(daemon)
        start = settled(trace)

        for number in range(chosen.count):
            client.do("PUT", f"/instances/i-{number}", body)
        registered = settled(trace)
        wal, base, other = difference(registered, start)
        # A checkpoint syncs the WAL, writes its pages into the database and syncs that too.
        extra = wal - chosen.count
        print(f"{chosen.count} registrations: {wal} fdatasync of the WAL, {base} of the database, {other} others")
        if wal < chosen.count:
            raise Failed("fewer syncs than commits: an acknowledged change may be lost with the power")
        if extra > base or other:
            raise Failed(f"{extra} syncs more than commits, and only {base} checkpoints explain them")

        for number in range(chosen.count):
            client.do("POST", f"/instances/i-{number}/heartbeat")
            client.do("PUT", f"/instances/i-{number}", body)
            client.get(f"/instances/i-{number}")
            client.get("/services")
            client.get("/events", after=number, limit=10)
        idle = difference(settled(trace), registered)
        wal, base, other = idle
        print(f"{chosen.count} heartbeats, as many repeated registrations, and {3 * chosen.count} reads: "
              f"{wal + base + other} syncs")
        # The pages of the registrations above may be checkpointed now, five seconds after them: two syncs, once. Last
        # renewals are written at most once a minute: one.
        if wal + base + other > 3:
            raise Failed(f"reads and heartbeats cost syncs: WAL {wal}, database {base}, others {other}")
        trace.stop()
    print("each commit had its fdatasync, which is what synchronous = FULL (2) means in WAL mode; NORMAL has none")


main(program)
