#!/usr/bin/env python3
"""SIGTERM and SIGINT stop the daemon in order within five seconds: with a watcher attached, and also when the parent had
the signal blocked."""

import signal
import time

from daemon import Daemon, Failed, Watcher, arguments, main


def stopped_by(rollcall, number, is_blocked):
    blocked = {number} if is_blocked else set()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    try:
        with Daemon(rollcall) as daemon:
            daemon.start()
            client = daemon.client()
            client.do("PUT", "/instances/a", {"name": "s", "address": "127.0.0.1", "port": 80})
            watcher = Watcher(daemon.port)
            watcher.catch_up(2)
            watcher.must_stop = True
            began = time.monotonic()
            daemon.process.send_signal(number)
            code = daemon.process.wait(15)
            took = time.monotonic() - began
            print(f"{number.name}{' blocked by the parent' if is_blocked else ''}: exit {code} after {took * 1000:.0f} ms")
            if code != 0 or took > 5:
                raise Failed(f"exit {code} after {took:.1f} s:\n{daemon.log()}")
            watcher.join(10)
            # `end` tells a watcher why; a watcher that was told to stop first may have missed it.
            daemon.start()
            if [event["kind"] for event in daemon.client().events()] != ["started", "registered", "started"]:
                raise Failed("the registry is not as it was")
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def program():
    chosen = arguments(__doc__)
    for number in (signal.SIGTERM, signal.SIGINT):
        for is_blocked in (False, True):
            stopped_by(chosen.rollcall, number, is_blocked)


main(program)
