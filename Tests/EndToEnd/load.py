#!/usr/bin/env python3
"""Ten thousand instances over HTTP by 64 connections: registrations and lookups a second, resident memory, kill -9 to
ready, and how long the commands take with all of them."""

import asyncio
import json
import os
import random
import subprocess
import time

from connection import Connection
from daemon import Daemon, Failed, arguments, main


async def spread(connections, requests, accept):
    """Gives out `requests` over all connections. Returns the seconds it took and the sorted latencies."""
    latencies, pending = [], iter(requests)

    async def work(connection):
        for method, path, body in pending:
            sent = time.perf_counter()
            status, answer = await connection.ask(method, path, body)
            latencies.append(time.perf_counter() - sent)
            if status not in accept:
                raise Failed(f"{method} {path} answered {status}: {answer[:200]!r}")

    began = time.perf_counter()
    await asyncio.gather(*(work(connection) for connection in connections))
    return time.perf_counter() - began, sorted(latencies)


def figures(name, count, seconds, latencies):
    median, p99 = latencies[len(latencies) // 2], latencies[int(len(latencies) * 0.99)]
    print(f"{name}: {count / seconds:,.0f} a second ({count} in {seconds:.2f} s; "
          f"median {median * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms)", flush=True)


async def drive(daemon, chosen):
    connections = [await Connection().open(daemon.port) for _ in range(chosen.connections)]

    def body(number):
        return json.dumps({
            "name": f"service-{number % 200}", "address": f"10.{number // 65536}.{number // 256 % 256}.{number % 256}",
            "port": 8080, "metadata": {"version": "1.4.2", "commit": f"{number:08x}"}, "tags": ["primary"],
            "zone": f"eu-1{'abc'[number % 3]}", "lease": {"ttl": "1h"}}).encode()

    count = chosen.instances
    registrations = [("PUT", f"/instances/i-{number}", body(number)) for number in range(count)]
    figures("registrations", count, *await spread(connections, registrations, {201}))
    lookups = [("GET", f"/services/service-{random.randrange(200)}/instances", b"") for _ in range(count // 2)]
    figures(f"lookups of a service ({count // 200} instances each)", len(lookups),
            *await spread(connections, lookups, {200}))
    gets = [("GET", f"/instances/i-{random.randrange(count)}", b"") for _ in range(count)]
    figures("lookups of an instance", len(gets), *await spread(connections, gets, {200}))
    beats = [("POST", f"/instances/i-{number}/heartbeat", b"") for number in range(count)]
    figures("heartbeats", len(beats), *await spread(connections, beats, {200}))
    for connection in connections:
        connection.writer.close()


def timed(daemon, *words):
    began = time.perf_counter()
    result = subprocess.run(
        [daemon.rollcall, *words, "--addr", daemon.url], capture_output=True, stdin=subprocess.DEVNULL,
        env=dict(os.environ, TERM="xterm-256color"), timeout=60)
    took = time.perf_counter() - began
    if result.returncode != 0:
        raise Failed(f"rollcall {' '.join(words)} left with {result.returncode}: {result.stderr.decode()[-500:]}")
    print(f"rollcall {' '.join(words)}: {took * 1000:.0f} ms, {result.stdout.count(10)} lines", flush=True)
    return took, result.stdout


def program():
    chosen = arguments(
        __doc__, instances=(10_000, "how many"), connections=(64, "over how many connections"),
        patience=(3.0, "seconds a command may take"))
    with Daemon(chosen.rollcall) as daemon:
        print(f"start to ready with an empty database: {daemon.start() * 1000:.0f} ms")
        asyncio.run(drive(daemon, chosen))
        print(f"resident memory {daemon.resident_kib() / 1024:.0f} MiB")
        daemon.kill()
        print(f"kill -9 to ready: {daemon.start() * 1000:.0f} ms, then resident {daemon.resident_kib() / 1024:.0f} MiB")
        status = daemon.client().get("/status")
        if status["instances"]["total"] != chosen.instances:
            raise Failed(f"{status['instances']} of {chosen.instances} are there after the restart")
        took = [timed(daemon, *words)[0] for words in (
            ("services",), ("instances",), ("events",), ("show", "i-7"), ("top", "--once"))]
        if max(took) > chosen.patience:
            raise Failed(f"a command took {max(took):.1f} s")
        code, seconds = daemon.stop()
        print(f"SIGTERM to exit {code}: {seconds * 1000:.0f} ms")
        if code != 0 or seconds > 5:
            raise Failed("the daemon did not stop in order within 5 s")


main(program)
