"""Changes to a registry at a steady rate, made by a process of their own: what a busy day looks like from a dashboard.

As a program: `python3 storm.py PORT INSTANCES RATE`; it goes on until it is stopped and says each second how many changes
were made. `RATE` may be changed by a line on standard input."""

import asyncio
import json
import random
import subprocess
import sys
import time

from connection import Connection

SERVICES = 200


def body(number, weight=10):
    return json.dumps({
        "name": f"service-{number % SERVICES}", "address": f"10.{number // 65536}.{number // 256 % 256}.{number % 256}",
        "port": 8080, "weight": weight, "metadata": {"version": "1.4.2", "commit": f"{number:08x}"},
        "zone": f"eu-1{'abc'[number % 3]}", "lease": {"ttl": "1h"}}).encode()


async def fill(port, count, width=32):
    """Registers `count` instances."""
    connections = [await Connection().open(port) for _ in range(width)]
    numbers = iter(range(count))

    async def work(connection):
        for number in numbers:
            await connection.ask("PUT", f"/instances/i-{number}", body(number))

    await asyncio.gather(*(work(connection) for connection in connections))
    for connection in connections:
        connection.writer.close()


class Storm:
    """A running storm; a context manager."""

    def __init__(self, port, count, rate):
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(port), str(count), str(rate)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, bufsize=1)

    def rate(self, changes):
        self.process.stdin.write(f"{changes}\n")
        self.process.stdin.flush()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.process.kill()
        self.process.communicate()


def change(number, out):
    """The next change of an instance: mostly a move between UP and OUT_OF_SERVICE, sometimes another weight."""
    if random.random() < 0.3:
        return "PUT", f"/instances/i-{number}", body(number, random.randrange(1, 100))
    if number in out:
        out.discard(number)
        return "POST", f"/instances/i-{number}/resume", b""
    out.add(number)
    return "POST", f"/instances/i-{number}/drain", b""


async def blow(port, count, rate, width=24):
    connections = asyncio.Queue()
    for _ in range(width):
        connections.put_nowait(await Connection().open(port))
    out, made = set(), 0
    wanted = [rate]
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)

    async def listen():
        while line := await reader.readline():
            wanted[0] = float(line)
        raise SystemExit

    # The loop itself holds what waits for an answer only weakly.
    waiting = set()

    async def one(connection, request):
        nonlocal made
        await connection.ask(*request)
        made += 1
        connections.put_nowait(connection)

    listener = asyncio.ensure_future(listen())
    said, due = time.monotonic(), time.monotonic()
    while not listener.done():
        now = time.monotonic()
        if now - said >= 1:
            print(made, flush=True)
            said, made = now, 0
        if wanted[0] <= 0:
            await asyncio.sleep(0.05)
            due = time.monotonic()
            continue
        if due > now:
            await asyncio.sleep(due - now)
        # What cannot be made in time is not made up for: the rate is a ceiling.
        due = max(due + 1 / wanted[0], time.monotonic() - 0.1)
        connection = await connections.get()
        task = asyncio.ensure_future(one(connection, change(random.randrange(count), out)))
        waiting.add(task)
        task.add_done_callback(waiting.discard)


if __name__ == "__main__":
    asyncio.run(blow(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
