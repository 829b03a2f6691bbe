#!/usr/bin/env python3
"""schemathesis against the OpenAPI document that the daemon serves: no 5xx, and no answer that the document does not
describe. The endless stream of `GET /watch` without `wait` is left out; it is checked by hand below."""

import fcntl
import os
import re
import shutil
import socket
import struct
import subprocess
import sys

from daemon import API, ROOT, Daemon, Failed, arguments, main

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def command():
    local = os.path.join(ROOT, ".build/venv/bin/schemathesis")
    found = local if os.access(local, os.X_OK) else shutil.which("schemathesis")
    if not found:
        raise Failed("schemathesis is not installed: .ci/setup test")
    return found


def isolate():
    """Goes on in a network of its own with nothing but loopback: generated registrations carry generated addresses, and
    the daemon checks them."""
    if os.environ.get("ROLLCALL_FUZZ_ISOLATED") != "1":
        os.environ["ROLLCALL_FUZZ_ISOLATED"] = "1"
        unshare = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-root-user"]
        os.execvp(unshare[0], unshare + [sys.executable] + sys.argv)
    with open("/proc/net/route") as routes:
        if len(routes.readlines()) > 1:
            raise Failed("this network reaches further than loopback")
    get_flags, set_flags, up = 0x8913, 0x8914, 0x1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack("16sH14x", fcntl.ioctl(control, get_flags, request))[1]
        fcntl.ioctl(control, set_flags, struct.pack("16sH14x", b"lo", flags | up))


def program():
    isolate()
    chosen = arguments(__doc__, examples=(100, "examples for each operation"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        # Something to be found by those examples that guess an id.
        for name in ("0", "a", "A"):
            client.do("PUT", f"/instances/{name}", {
                "name": "orders", "address": "127.0.0.1", "port": 1, "lease": {"ttl": "1h"},
                "checks": [{"name": "0", "type": "ttl", "ttl": "1h"}]})
        arguments_of_tool = [
            command(), "run", f"{daemon.url}{API}/openapi.json", "--url", daemon.url,
            "--checks", CHECKS, "--max-examples", str(chosen.examples), "--seed", str(chosen.seed % (1 << 31)),
            "--exclude-path", API + "/watch", "--workers", "1", "--request-timeout", "20", "--no-color",
            "--generation-database", "none"]
        result = subprocess.run(
            arguments_of_tool, cwd=daemon.directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if daemon.process.poll() is not None:
            raise Failed(f"the daemon died with {daemon.process.returncode}:\n{result.stdout[-6000:]}")
        if result.returncode != 0:
            raise Failed(f"schemathesis found something:\n{result.stdout[-12000:]}")
        for line in result.stdout.splitlines():
            if re.search(r"(generated|tested|Operations|Test cases|No issues|passed|skipped)", line):
                print(line.strip())
        # The first connection may have been idle for longer than the daemon keeps one.
        client.close()
        status, headers, body = client.request("GET", f"{API}/watch?after=0&wait=1s")
        if status != 200 or not body["events"] or "json" not in headers["Content-Type"]:
            raise Failed(f"the blocking read answered {status}: {body}")
        check_watch_head(daemon)
        check_refusals(client)


def check_watch_head(daemon):
    import http.client
    connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=5)
    connection.request("GET", f"{API}/watch")
    answer = connection.getresponse()
    if answer.status != 200 or answer.getheader("Content-Type") != "text/event-stream":
        raise Failed(f"the stream answered {answer.status} {answer.getheader('Content-Type')}")
    connection.close()


def check_refusals(client):
    """Values at the edge of what a number or a duration can be: refused or answered, never fatal."""
    huge = ["9223372036854775807", "9223372036854775808", "-1", "1e9", "99999999999999999999999"]
    spans = ["9223372036854775807ms", "9223372036900ms", "106751991167.9d", "106751991167300d"]
    times = ["9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z"]
    asked = 0
    for value in huge + spans + times:
        for path in (f"/events?after={value}", f"/events?before={value}", f"/events?cursor={value}",
                     f"/events?cursor={value}&order=desc", f"/events?since={value}", f"/events?until={value}",
                     f"/state?at={value}", f"/watch?after={value}&wait=1ms", f"/watch?after=0&wait={value}",
                     f"/instances?limit={value}", f"/events?limit={value}"):
            if path.startswith("/watch?after=0&wait=") and value in huge:
                continue
            status, _, body = client.request("GET", API + path)
            asked += 1
            if status not in (200, 400, 410, 422, 409):
                raise Failed(f"GET {path} answered {status}: {body}")
        for body in ({"lease": {"ttl": value}}, {"lease": {"evict_after": value}},
                     {"checks": [{"name": "c", "type": "tcp", "interval": value}]}):
            whole = {"name": "orders", "address": "127.0.0.1", "port": 1, **body}
            status, _, answer = client.request("PUT", f"{API}/instances/edge", whole)
            asked += 1
            if status not in (400, 422):
                raise Failed(f"PUT with {body} answered {status}: {answer}")
    print(f"{asked} requests at the edge of numbers and durations refused or answered")


main(program)
