#!/usr/bin/env python3
"""`GET /state?at=` at random revisions equals an independent fold over `GET /events`."""

import random

from daemon import Daemon, arguments, check_contiguous, check_state, main


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


def program():
    chosen = arguments(__doc__, changes=(800, "requests that change something"), revisions=(100, "revisions compared"))
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
        kinds = {kind: sum(event["kind"] == kind for event in events) for kind in {event["kind"] for event in events}}
        print(f"{len(points)} revisions of {last} compared; events by kind: {dict(sorted(kinds.items()))}")


main(program)
