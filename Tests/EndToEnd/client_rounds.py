#!/usr/bin/env python3
"""A provider (`rollcall run`) and a caller (`rollcall proxy`) through rounds of a daemon that is killed, hangs, or is
replaced by something that answers garbage: the program stays registered and calls go on all the while; and memory, sockets
and threads of both are the same afterwards. At the end the daemon hangs for a long time."""

import http.client
import os
import random
import signal
import socket
import subprocess
import threading
import time

from daemon import Daemon, Failed, arguments, free_port, main


class Garbage(threading.Thread):
    """Listens where the daemon did and answers what is no HTTP."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", port), reuse_port=False)
        self.listener.settimeout(0.1)
        self.must_stop = False
        self.start()

    def run(self):
        while not self.must_stop:
            try:
                peer, _ = self.listener.accept()
                peer.sendall(random.randbytes(200))
                peer.close()
            except OSError:
                continue
        self.listener.close()


def use(pid):
    with open(f"/proc/{pid}/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    return {"files": len(os.listdir(f"/proc/{pid}/fd")), "threads": int(lines["Threads"]),
            "KiB": int(lines["VmRSS"].split()[0])}


def answers(port, seconds=5):
    deadline = time.monotonic() + seconds
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() > deadline:
                raise Failed(f"a call through the proxy failed: {error!r}") from error
            time.sleep(0.05)


def is_up(daemon, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            status, _, body = daemon.client(5).request("GET", "/api/v1/instances/web-1")
            if status == 200 and body["instance"]["status"] == "UP":
                return
        except Exception:
            pass
        time.sleep(0.05)
    raise Failed("the provider is not UP again")


def program():
    chosen = arguments(__doc__, rounds=(100, "how many"), hang=(120, "seconds of the long hang at the end"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        port, processes = free_port(), []
        try:
            for words in (
                    ["run", "--name", "web", "--id", "web-1", "--port", "auto", "--ttl", "3s", "--drain-time", "0s",
                     "--", "sh", "-c", "exec python3 -m http.server $PORT --bind 127.0.0.1 "],
                    ["proxy", "--listen", f"127.0.0.1:{port}", "--service", "web"]):
                rest = words.index("--") if "--" in words else len(words)
                processes.append(subprocess.Popen(
                    [chosen.rollcall, *words[:rest], "--addr", daemon.url, *words[rest:]], cwd=daemon.directory,
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    stderr=open(os.path.join(daemon.directory, words[0]), "wb"), start_new_session=True))
            is_up(daemon)
            answers(port, 20)
            before = None
            for number in range(chosen.rounds):
                kind = ("killed", "hangs", "garbage")[number % 3]
                if kind == "hangs":
                    daemon.process.send_signal(signal.SIGSTOP)
                    time.sleep(0.2)
                    answers(port, 0)
                    daemon.process.send_signal(signal.SIGCONT)
                else:
                    daemon.kill()
                    garbage = Garbage(daemon.port) if kind == "garbage" else None
                    time.sleep(0.2)
                    answers(port, 0)
                    if garbage:
                        garbage.must_stop = True
                        garbage.join()
                    daemon.start()
                is_up(daemon)
                answers(port, 0)
                if number == min(20, chosen.rounds // 4):
                    before = [use(each.pid) for each in processes]
            after = [use(each.pid) for each in processes]
            for name, first, last in zip(("run", "proxy"), before, after):
                print(f"rollcall {name}: {first} early, {last} after {chosen.rounds} rounds")
                if last["files"] > first["files"] + 4 or last["threads"] > first["threads"] + 2:
                    raise Failed(f"rollcall {name} holds more than before")
                if last["KiB"] > first["KiB"] * 1.3 + 4096:
                    raise Failed(f"rollcall {name} grew")
            daemon.process.send_signal(signal.SIGSTOP)
            end = time.monotonic() + chosen.hang
            calls = 0
            while time.monotonic() < end:
                answers(port, 0)
                calls += 1
                time.sleep(0.1)
            daemon.process.send_signal(signal.SIGCONT)
            began = time.monotonic()
            is_up(daemon)
            print(f"daemon hung for {chosen.hang} s: {calls} calls, none failed; provider UP {time.monotonic() - began:.2f} s "
                  "after it went on")
            kinds = [event["kind"] for event in daemon.client().events(instance="web-1")]
            print(f"history of the provider: {len(kinds)} events, of which {kinds.count('status')} changes of status")
            if "evicted" in kinds or "deregistered" in kinds:
                raise Failed("the provider was taken out of the registry")
        finally:
            for process in processes:
                process.kill()
                process.wait()


main(program)
