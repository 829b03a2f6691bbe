#!/usr/bin/env python3
"""`rollcall proxy` before real HTTP servers: one instance is drained and one killed during the load, and no request fails
that a failover before the first byte could have saved; then, with --compare, wrk against the servers, against HAProxy in
TCP mode and against the proxy, side by side."""

import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time

from daemon import Daemon, Failed, arguments, free_port, main

SERVER = """
import asyncio, sys
ANSWER = b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"
class Http(asyncio.Protocol):
    def connection_made(self, transport): self.transport = transport
    def data_received(self, data): self.transport.write(ANSWER * data.count(b"\\r\\n\\r\\n"))
async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Http, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()
asyncio.run(serve())
"""


class Caller(threading.Thread):
    """A connection for every request, so that every request can be picked anew and failed over."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.must_stop, self.done, self.failures = port, False, 0, []
        self.start()

    def run(self):
        while not self.must_stop:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/")
                if connection.getresponse().read() != b"ok":
                    raise OSError("another answer")
                connection.close()
                self.done += 1
            except (OSError, http.client.HTTPException) as error:
                self.failures.append((time.monotonic(), repr(error)))


def wait_listening(port):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/")
            if connection.getresponse().read() == b"ok":
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
    raise Failed(f"nothing answers on port {port}")


def faults(daemon, client, servers, port, seconds):
    callers = [Caller(port) for _ in range(16)]
    time.sleep(seconds / 3)
    client.do("POST", "/instances/web-0/drain")
    time.sleep(seconds / 3)
    killed = time.monotonic()
    servers[1].kill()
    time.sleep(seconds / 3)
    daemon.kill()
    time.sleep(2)
    for caller in callers:
        caller.must_stop = True
    for caller in callers:
        caller.join(10)
    done, failures = sum(c.done for c in callers), [f for c in callers for f in c.failures]
    # Connections that the killed server had taken were beyond saving; they end within a moment.
    late = [words for at, words in failures if not killed - 0.5 <= at <= killed + 0.5]
    print(f"{done} requests over as many connections; one instance drained, one killed, then the daemon: "
          f"{len(failures)} failed at the kill on connections that its server had taken, {len(late)} otherwise")
    if late:
        raise Failed(f"requests failed that could have been saved: {late[:3]}")
    if len(failures) > 16:
        raise Failed("more requests failed at the kill than callers were at work")
    daemon.start()


def wrk(port):
    output = subprocess.run(
        ["wrk", "-t1", "-c32", "-d3s", "--latency", f"http://127.0.0.1:{port}/"], capture_output=True, text=True).stdout
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", output)
    scale = {"us": 0.001, "ms": 1, "s": 1000}[p99[2]]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]), float(p99[1]) * scale


def compare(daemon, ports, proxy_port, rounds):
    configuration = os.path.join(daemon.directory, "haproxy.cfg")
    port = free_port()
    with open(configuration, "w") as file:
        file.write("defaults\n mode tcp\n timeout connect 5s\n timeout client 50s\n timeout server 50s\n"
                   f"listen web\n bind 127.0.0.1:{port}\n" +
                   "".join(f" server s{each} 127.0.0.1:{each}\n" for each in ports))
    haproxy = subprocess.Popen(["haproxy", "-q", "-f", configuration])
    try:
        wait_listening(port)
        results = {"no proxy": [], "HAProxy": [], "rollcall proxy": []}
        for _ in range(rounds):
            for name, target in (("no proxy", ports[0]), ("HAProxy", port), ("rollcall proxy", proxy_port)):
                results[name].append(wrk(target))
        for name, each in results.items():
            print(f"{name:>15}: {statistics.median(r for r, _ in each):,.0f} requests/s, "
                  f"p99 {statistics.median(p for _, p in each):.2f} ms (medians of {rounds})")
        ratio = [ours[0] / theirs[0] for ours, theirs in zip(results["rollcall proxy"], results["HAProxy"])]
        tail = [ours[1] / theirs[1] for ours, theirs in zip(results["rollcall proxy"], results["HAProxy"])]
        print(f"against HAProxy: throughput × {statistics.median(ratio):.2f}, p99 × {statistics.median(tail):.2f}")
    finally:
        haproxy.terminate()
        haproxy.wait()


def program():
    chosen = arguments(__doc__, seconds=(9, "how long under load"), compare=(0, "rounds against HAProxy; 0 for none"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        servers, ports, proxy = [], [free_port() for _ in range(3)], None
        try:
            for number, port in enumerate(ports):
                servers.append(subprocess.Popen([sys.executable, "-c", SERVER, str(port)]))
                wait_listening(port)
                client.do("PUT", f"/instances/web-{number}", {
                    "name": "web", "address": "127.0.0.1", "port": port, "lease": {"ttl": "10m"}})
            port = free_port()
            proxy = subprocess.Popen(
                [chosen.rollcall, "proxy", "--listen", f"127.0.0.1:{port}", "--service", "web", "--addr", daemon.url],
                stderr=open(os.path.join(daemon.directory, "proxy.log"), "wb"))
            wait_listening(port)
            if chosen.compare:
                if not (shutil.which("wrk") and shutil.which("haproxy")):
                    raise Failed("--compare needs wrk and haproxy")
                compare(daemon, ports, port, chosen.compare)
            faults(daemon, client, servers, port, chosen.seconds)
            proxy.send_signal(signal.SIGTERM)
            if proxy.wait(10) != 0:
                raise Failed(f"the proxy left with {proxy.returncode}")
        finally:
            for process in [*servers, *([proxy] if proxy else [])]:
                process.kill()
                process.wait()


main(program)
