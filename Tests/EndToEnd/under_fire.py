#!/usr/bin/env python3
"""Twenty instances and steady calls through the client library; one instance is killed, one answers 500, one hangs; then
the daemon itself is killed and started again. Prints what callers saw, and fails when calls failed after the breakers
had opened, when one waited longer than its time-out, or when any failed for lack of a registry."""

import os
import re
import signal
import subprocess
import sys
import time

from daemon import Daemon, Failed, arguments, free_port, main

# One line an instance: answers, or 500 while the file named by its second argument exists.
SERVER = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        code = 500 if os.path.exists(sys.argv[2]) else 200
        self.send_response(code); self.send_header("Content-Length", "2"); self.end_headers(); self.wfile.write(b"ok")
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def program():
    chosen = arguments(__doc__, seconds=(40, "how long"), rate=(200, "calls a second"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        servers, marks = [], []
        try:
            for number in range(20):
                port, mark = free_port(), os.path.join(daemon.directory, f"fail-{number}")
                servers.append(subprocess.Popen([sys.executable, "-c", SERVER, str(port), mark]))
                marks.append(mark)
                client.do("PUT", f"/instances/i-{number}", {
                    "name": "orders", "address": "127.0.0.1", "port": port, "lease": {"ttl": "10m"}})
            time.sleep(2)
            began = time.monotonic()
            calls = subprocess.Popen(
                [chosen.rollcall, "bench", "calls", "orders", "--seconds", str(chosen.seconds), "--rate",
                 str(chosen.rate), "--addr", daemon.url], stdout=subprocess.PIPE, text=True)
            for second, what, act in (
                    (5, "i-0 is killed", servers[0].kill),
                    (10, "i-1 answers 500", lambda: open(marks[1], "w").close()),
                    (15, "i-2 hangs", lambda: servers[2].send_signal(signal.SIGSTOP)),
                    (20, "the daemon is killed", daemon.kill),
                    (chosen.seconds - 10, "the daemon is started again", daemon.start)):
                time.sleep(max(0, began + second - time.monotonic()))
                print(f"{second:>6}  {what}", flush=True)
                act()
            output, _ = calls.communicate(timeout=60)
            print(output, flush=True)
            check(output, chosen.seconds)
            breakers = {each["instance"]: each for each in daemon.client().get("/breakers")["breakers"]}
            for name in ("i-0", "i-1", "i-2"):
                print(f"{name}: {breakers[name]['state']}, {breakers[name]['cause']}")
        finally:
            for server in servers:
                server.send_signal(signal.SIGCONT)
                server.kill()
                server.wait()


def check(output, seconds):
    rows = [line.split() for line in output.splitlines() if re.match(r" +(\d+|all) +\d+ +\d+ ", line)]
    if len(rows) != seconds + 1:
        raise Failed(f"{len(rows)} lines instead of {seconds + 1}")
    # Each fault gets three seconds for its breaker to open.
    settled = [row for row in rows[:-1] if not any(at < int(row[0]) <= at + 3 for at in (5, 10, 15))]
    calls, failed = sum(int(row[1]) for row in settled), sum(int(row[2]) for row in settled)
    print(f"after the breakers opened: {failed} of {calls} calls failed")
    if failed > calls / 1000:
        raise Failed("more than 0.1 % of the calls failed after the breakers had opened")
    slowest = rows[-1][3]
    milliseconds = float(slowest[:-2]) if slowest.endswith("ms") else float(slowest[:-1]) * 1000
    if milliseconds > 2300:
        raise Failed(f"a call waited {slowest}, longer than its time-out of 2 s")
    if "registry" in output or "daemon" in output:
        raise Failed("a call failed for lack of a registry")


main(program)
