#!/usr/bin/env python3
"""Breaker states, policies and totals are as they were after a kill -9 and after an orderly stop, and the history tells
each breaker's story."""

import time

from daemon import Daemon, Failed, arguments, main

POLICY = {
    "policy": "maglev", "slow_start": "0s", "panic_threshold": 0,
    "breaker": {"consecutive_failures": 3, "open_base": "2s", "open_max": "60s", "jitter": 0, "successes_to_close": 2}}


def standing(client):
    """What must be the same afterwards; not what moves with time."""
    breakers = {each["instance"]: {key: each.get(key) for key in ("state", "forced", "openings", "cause")}
                for each in client.get("/breakers")["breakers"] if each["state"] != "closed"}
    traffic = client.get("/services/orders/traffic")
    totals = {each["id"]: [each["traffic"][key] for key in ("picks", "probes", "successes", "failures")]
              for each in traffic["instances"]}
    return breakers, totals, client.get("/services/orders/policy")["policy"]


def report(client, instance, result, count=1, pick=None):
    item = {"instance": instance, "result": result, "latency_ms": 5}
    if pick:
        item["pick"] = pick
    client.do("POST", "/outcomes", {"outcomes": [item] * count})


def program():
    chosen = arguments(__doc__)
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        client = daemon.client()
        for number in range(4):
            client.do("PUT", f"/instances/o-{number}", {
                "name": "orders", "address": "127.0.0.1", "port": 9000 + number, "lease": {"ttl": "10m"}})
        client.do("PUT", "/services/orders/policy", POLICY)
        for number in range(40):
            pick = client.get("/services/orders/pick", key=f"customer-{number}")
            report(client, pick["instance"]["id"], "success", pick=pick["pick"])
        report(client, "o-1", "timeout", 3)
        client.do("POST", "/instances/o-2/breaker/trip", {"reason": "answers garbage"})
        time.sleep(1.5)  # Totals are written every second.
        before = standing(client)
        for words, end in (("kill -9", daemon.kill), ("an orderly stop", daemon.stop)):
            end()
            daemon.start()
            after = standing(daemon.client())
            if after != before:
                raise Failed(f"after {words}:\n{before}\n{after}")
            print(f"after {words}: breakers {sorted(after[0])}, {sum(t[0] for t in after[1].values())} picks and the "
                  f"policy {after[2]['policy']} are as they were")
        client = daemon.client()
        deadline = time.monotonic() + 20
        while True:
            pick = client.get("/services/orders/pick")
            report(client, pick["instance"]["id"], "success", pick=pick["pick"])
            state = {b["instance"]: b["state"] for b in client.get("/breakers")["breakers"]}
            if state["o-1"] == "closed":
                break
            if time.monotonic() > deadline:
                raise Failed(f"the breaker of o-1 is {state['o-1']}")
            time.sleep(0.05)
        client.do("POST", "/instances/o-2/breaker/reset")
        for name, states in (("o-1", ["open", "half_open", "closed"]), ("o-2", ["open", "closed"])):
            story = client.events(instance=name, kind="breaker")
            for event in story:
                print(f"{name} {event['breaker_from']} → {event['breaker']['state']}: {event['cause']}")
            if [event["breaker"]["state"] for event in story] != states:
                raise Failed(f"the history of {name} is {story}")


main(program)
