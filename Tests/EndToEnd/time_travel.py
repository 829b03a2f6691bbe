#!/usr/bin/env python3
"""`GET /state?at=` at random revisions equals an independent fold over `GET /events`, and so does what the dashboard
shows when it travels there, with the daemon and without it."""

import json
import random
import subprocess

from daemon import Daemon, Failed, arguments, check_contiguous, check_state, fold, main


def live(client, count):
    """A few hundred changes of every kind."""
    names = [f"i-{number}" for number in range(24)]
    for step in range(count):
        name = random.choice(names)
        choice = random.randrange(10)
        if choice < 4:
            body = {"name": f"service-{int(name[2:]) % 5}", "address": "127.0.0.1", "port": 1024 + step,
                    "metadata": {"step": str(step)}, "tags": random.sample(["a", "b", "c"], 2),
                    "lease": {"ttl": random.choice(["100ms", "30s", "1m"]), "evict_after": "200ms"}}
            if random.random() < 0.4:
                body["checks"] = [{"name": "self", "type": "ttl", "ttl": "1h"}]
            client.do("PUT", f"/instances/{name}", body)
        elif choice < 6:
            patch = {"metadata": {"step": random.choice([None, "x", "ü€"])}, "weight": random.randrange(9)}
            client.do("PATCH", f"/instances/{name}", patch, accept=(200, 404))
        elif choice == 6:
            client.do("DELETE", f"/instances/{name}", accept=(200, 404))
        else:
            verb = random.choice(["drain", "resume", "ready"])
            client.do("POST", f"/instances/{name}/{verb}", accept=(200, 404))


def check_dashboard(rollcall, events, at, *source):
    """Compares what `rollcall top` shows of a revision with the fold."""
    command = [rollcall, "top", "--once", "--json", "--at", f"rev:{at}", *source]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if ended.returncode != 0:
        raise Failed(f"{command} left with {ended.returncode}: {ended.stderr}")
    shown = json.loads(ended.stdout)
    there = {instance["id"]: instance for instance in shown["instances"]}
    here = fold(events, at)
    if shown["revision"] != at:
        raise Failed(f"the dashboard shows revision {shown['revision']} instead of {at}")
    for name in sorted(set(there) | set(here)):
        if there.get(name) != here.get(name):
            raise Failed(f"at {at} the dashboard differs for {name}:\nshown {there.get(name)}\nfold  {here.get(name)}")
    counts = {}
    for instance in here.values():
        counts[instance["name"]] = counts.get(instance["name"], 0) + 1
    totals = {service["name"]: service["instances"]["total"] for service in shown["services"]}
    if totals != counts:
        raise Failed(f"at {at} the dashboard counts {totals} instead of {counts}")


def program():
    chosen = arguments(__doc__, changes=(800, "requests that change something"), revisions=(100, "revisions compared"),
                       shown=(100, "of them compared with what the dashboard shows"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        live(client, chosen.changes // 2)
        daemon.kill()
        daemon.start()
        client = daemon.client()
        live(client, chosen.changes // 2)
        events = client.events()
        check_contiguous(events)
        last = events[-1]["revision"]
        points = {1, last} | {random.randint(1, last) for _ in range(chosen.revisions)}
        while len(points) < min(chosen.revisions, last):
            points.add(random.randint(1, last))
        for at in sorted(points):
            check_state(client, events, at)
        for at in random.sample(sorted(points), min(chosen.shown, len(points))):
            check_dashboard(chosen.rollcall, events, at, "--addr", daemon.url)
        daemon.stop()
        for at in random.sample(sorted(points), min(chosen.shown // 5, len(points))):
            check_dashboard(chosen.rollcall, events, at, "--database", daemon.database)
        kinds = {kind: sum(event["kind"] == kind for event in events) for kind in {event["kind"] for event in events}}
        print(f"{len(points)} revisions of {last} compared; events by kind: {dict(sorted(kinds.items()))}")


main(program)
