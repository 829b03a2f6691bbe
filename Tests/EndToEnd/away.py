#!/usr/bin/env python3
"""A daemon that was away: instances whose providers still renew never go DOWN for it; those whose providers are gone
go DOWN after one full ttl after the restart, and not before."""

import threading
import time
from datetime import datetime

from daemon import API, Client, Daemon, Failed, Gone, arguments, main


class Provider(threading.Thread):
    """Renews its instances three times a ttl, whether the daemon is there or not, as a real one does."""

    def __init__(self, port, names, ttl):
        super().__init__(daemon=True)
        self.port, self.names, self.pace, self.must_stop, self.unanswered = port, names, ttl / 3, False, 0
        self.unknown = []
        self.start()

    def run(self):
        client = Client(self.port, timeout=2)
        while not self.must_stop:
            try:
                status, _, answer = client.request("POST", f"{API}/heartbeats", {"ids": self.names})
                self.unknown += [item["id"] for item in answer["results"] if "problem" in item]
            except Gone:
                self.unanswered += 1
            time.sleep(self.pace)


def program():
    chosen = arguments(
        __doc__, away=(120.0, "seconds for which the daemon is away"), ttl=(10.0, "the leases' ttl in seconds"),
        instances=(20, "instances of each kind"),
        late=(0.05, "seconds after their deadline by which they must be DOWN"))
    ttl = chosen.ttl
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        faithful = [f"faithful-{number}" for number in range(chosen.instances)]
        gone = [f"gone-{number}" for number in range(chosen.instances)]
        for name in faithful + gone:
            client.do("PUT", f"/instances/{name}", {
                "name": name.split("-")[0], "address": "127.0.0.1", "port": 1,
                "lease": {"ttl": f"{round(ttl * 1000)}ms", "evict_after": "10m"}})
        both = Provider(daemon.port, faithful + gone, ttl)
        time.sleep(ttl * 1.5)
        both.must_stop = True
        both.join()
        client.do("POST", "/heartbeats", {"ids": faithful + gone})
        daemon.kill()
        provider = Provider(daemon.port, faithful, ttl)
        time.sleep(chosen.away)
        before = time.time()
        daemon.start()
        after = time.time()
        client = daemon.client()
        deadline = time.monotonic() + ttl * 2 + 5
        while time.monotonic() < deadline:
            down = [event for event in client.events(kind="status") if event["to"] == "DOWN"]
            if len(down) >= len(gone):
                break
            time.sleep(0.05)
        # Two more ttl: none of the faithful may follow.
        time.sleep(ttl * 2)
        down = [event for event in client.events(kind="status") if event["to"] == "DOWN"]
        provider.must_stop = True
        fallen = sorted({event["instance"] for event in down})
        if any(name in fallen for name in faithful):
            raise Failed(f"providers renewed and their instances went DOWN: {fallen}")
        if fallen != sorted(gone) or len(down) != len(gone):
            raise Failed(f"not each of those that are gone went DOWN once: {fallen}")
        times = [datetime.fromisoformat(event["time"].replace("Z", "+00:00")).timestamp() for event in down]
        # The ttl begins between the start of the process and its readiness; times are cut to the millisecond.
        if min(times) < before + ttl - 0.001:
            raise Failed(f"an instance went DOWN {min(times) - before:.3f} s after the start, its ttl is {ttl} s")
        if max(times) > after + ttl + chosen.late:
            raise Failed(f"an instance went DOWN only {max(times) - after:.3f} s after the restart, its ttl is {ttl} s")
        if provider.unanswered == 0 or provider.unknown:
            raise Failed(f"{provider.unanswered} renewals unanswered, unknown: {provider.unknown}")
        services = {item["name"]: item["instances"] for item in client.get("/services")["services"]}
        if services["faithful"]["up"] != len(faithful):
            raise Failed(f"the faithful are {services['faithful']}")
        print(f"away {chosen.away:g} s with a ttl of {ttl:g} s: {len(faithful)} of {len(faithful)} that renewed "
              f"stayed UP ({provider.unanswered} renewals met nobody); {len(gone)} went DOWN "
              f"{min(times) - before:.3f} to {max(times) - before:.3f} s after the start of the process "
              f"(ready after {after - before:.3f} s)")


main(program)
