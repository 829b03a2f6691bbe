#!/usr/bin/env python3
"""Targets that hang, reset, send an endless body, have a bad certificate or a name that does not resolve: each fails
its own check, on time and with a cause that a person understands, while 500 healthy targets beside them are probed
within 100 ms of their schedule. The schedule is measured at the targets."""

import asyncio
import os
import re
import resource
import socket
import ssl
import statistics
import subprocess
import threading
import time

from daemon import Daemon, Failed, arguments, free_port, main

INTERVAL, TIMEOUT = 5.0, 1.0


class Targets(threading.Thread):
    """All targets in one event loop: the healthy ones on addresses of 127.0.0.0/8, which are all this machine."""

    def __init__(self, count, directory):
        super().__init__(daemon=True)
        self.count, self.directory = count, directory
        self.arrivals = {}
        self.port, self.hostile = free_port(), {}
        self.endless_bytes = 0
        self.is_ready, self.loop = threading.Event(), asyncio.new_event_loop()
        self.start()
        if not self.is_ready.wait(30):
            raise Failed("the targets did not start")

    @staticmethod
    def address(number):
        return f"127.1.{number // 200}.{number % 200 + 1}"

    def run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.open())
        self.is_ready.set()
        self.loop.run_forever()

    async def open(self):
        # One listener for all healthy targets: which one was meant is the address that was dialled.
        await asyncio.start_server(self.healthy, "0.0.0.0", self.port, backlog=4096)
        for name, handler in (("hang", self.hang), ("reset", self.reset), ("endless", self.endless)):
            self.hostile[name] = await self.listen(handler)
        certificate, key = (os.path.join(self.directory, name) for name in ("cert.pem", "key.pem"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days",
             "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.hostile["certificate"] = await self.listen(self.healthy, context)
        self.loop.set_exception_handler(lambda loop, context: None)

    async def listen(self, handler, context=None):
        server = await asyncio.start_server(handler, "127.0.0.1", 0, ssl=context)
        return server.sockets[0].getsockname()[1]

    async def healthy(self, reader, writer):
        name = writer.get_extra_info("sockname")[0]
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.arrivals.setdefault(name, []).append(time.monotonic())
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                await writer.drain()
                if b"connection: close" in head.lower():
                    break
        except (asyncio.IncompleteReadError, OSError):
            pass
        writer.close()

    async def hang(self, reader, writer):
        await reader.read()
        writer.close()

    async def reset(self, reader, writer):
        await reader.readline()
        writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        writer.transport.abort()

    async def endless(self, reader, writer):
        await reader.readline()
        try:
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                writer.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
                await writer.drain()
                self.endless_bytes += 4096
                await asyncio.sleep(0.001)
        except OSError:
            pass


CAUSES = {
    "hang": r"no answer within 1 ?s", "reset": r"connection (reset|closed)",
    "endless": r"does not contain",
    "certificate": r"certificate", "name": r"(does not resolve|name)",
}


def program():
    chosen = arguments(
        __doc__, targets=(500, "healthy targets"), each=(3, "hostile targets of each kind"),
        seconds=(30.0, "how long is measured"), bound=(100.0, "how late a probe may be, in milliseconds"))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 16384), hard))
    with Daemon(chosen.rollcall) as daemon:
        targets = Targets(chosen.targets, daemon.directory)
        daemon.start()
        client = daemon.client()

        def register(name, address, port, **check):
            check = {"name": "http", "type": "http", "path": "/health", "interval": f"{INTERVAL:g}s",
                     "timeout": f"{TIMEOUT:g}s", "rise": 1, "fall": 2, **check}
            client.do("PUT", f"/instances/{name}", {
                "name": name.rsplit("-", 1)[0], "address": address, "port": port, "lease": {"ttl": "1h"},
                "checks": [check]})

        # Spread over one interval, so that the schedule is even and not a burst.
        first = time.monotonic()
        for number in range(chosen.targets):
            time.sleep(max(0, first + number * INTERVAL / chosen.targets - time.monotonic()))
            register(f"healthy-{number}", targets.address(number), targets.port)
        for number in range(chosen.each):
            for kind in ("hang", "reset"):
                register(f"{kind}-{number}", "127.0.0.1", targets.hostile[kind])
            # Text that never comes in a body that never ends.
            register(f"endless-{number}", "127.0.0.1", targets.hostile["endless"], expect_body="nowhere")
            register(f"certificate-{number}", "127.0.0.1", targets.hostile["certificate"], scheme="https")
            register(f"name-{number}", f"nobody-{number}.invalid", 80)
        time.sleep(INTERVAL + 2)
        began = time.monotonic()
        time.sleep(chosen.seconds)
        ended = time.monotonic()

        gaps, few = [], []
        for number in range(chosen.targets):
            arrivals = targets.arrivals.get(targets.address(number), [])
            moments = [moment for moment in arrivals if began <= moment <= ended]
            if len(moments) < int(chosen.seconds / INTERVAL) - 1:
                few.append((number, len(moments)))
                continue
            # The schedule is a grid of one interval; its origin is the earliest arrival within its period, for a
            # probe is late or on time, never early.
            phases = [moment - index * INTERVAL for index, moment in enumerate(moments)]
            origin = min(phases)
            gaps += [(phase - origin) * 1000 for phase in phases]
        if few:
            raise Failed(f"{len(few)} healthy targets were probed too rarely: {few[:5]}")
        gaps.sort()
        p99 = gaps[int(len(gaps) * 0.99)]
        print(f"{chosen.targets} healthy targets, {len(gaps)} probes in {chosen.seconds:g} s: late by "
              f"{statistics.median(gaps):.1f} ms (median), {p99:.1f} ms (p99), {gaps[-1]:.1f} ms (max)")
        gauges = client.get("/status")["checks"]
        print(f"the daemon's own figure: p99 {gauges.get('lateness_ms_p99')} ms, {gauges['probes']} probes")
        check_hostile(client, chosen.each, chosen.bound)
        healthy = {service["name"]: service["instances"] for service in client.get("/services")["services"]}["healthy"]
        if healthy["up"] != chosen.targets:
            raise Failed(f"the healthy ones are {healthy}")
        moved = [event for event in client.events(kind="status", service="healthy") if event["to"] == "DOWN"]
        if moved:
            raise Failed(f"a healthy target went DOWN: {moved[0]}")
        if gaps[-1] > chosen.bound:
            raise Failed(f"a probe came {gaps[-1]:.1f} ms late; the bound is {chosen.bound:g} ms")
        print(f"resident memory {daemon.resident_kib() / 1024:.0f} MiB")


def check_hostile(client, count, bound):
    for kind, pattern in CAUSES.items():
        for number in range(count):
            name = f"{kind}-{number}"
            item = client.get(f"/instances/{name}/checks")["checks"][0]
            results = item["results"]
            if not results or any(result["passed"] for result in results):
                raise Failed(f"{name} passed: {results[-1:]}")
            if item["check"]["state"]["verdict"] != "failing":
                raise Failed(f"{name} is {item['check']['state']}")
            last = results[-1]
            if not re.search(pattern, last["cause"]):
                raise Failed(f"the cause of {name} is hard to understand: {last['cause']}")
            slowest = max(result["took_ms"] for result in results)
            if slowest > TIMEOUT * 1000 + bound:
                raise Failed(f"a probe of {name} took {slowest} ms, its timeout is {TIMEOUT * 1000:g} ms")
        print(f"{kind}: {last['cause']} (slowest probe {slowest} ms, {len(results)} results)")


main(program)
