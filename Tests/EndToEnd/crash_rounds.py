#!/usr/bin/env python3
"""kill -9 at random moments under concurrent writers: what was acknowledged is there, revisions have neither gap nor
repeat, watchers that resume see each event exactly once, and the past is the fold over the events."""

import random
import sqlite3
import threading
import time

from daemon import API, Client, Daemon, Failed, Gone, Watcher, arguments, check_contiguous, check_state, fold, main


class Writer(threading.Thread):
    """Sends mutations to instances that nobody else touches, and remembers what was sent and what was acknowledged.

    `present` is what the last answers say of an instance: None when it is gone. `open` are requests without an answer,
    which may have been done; the next answer about the same instance settles them.
    """

    def __init__(self, number, port_of_daemon, seed):
        super().__init__(daemon=True)
        self.number, self.random = number, random.Random(seed)
        self.ids = [f"w{number}-{index}" for index in range(6)]
        self.present = {name: None for name in self.ids}
        self.open = {name: [] for name in self.ids}
        self.acknowledged = []  # (revision, outcome, id)
        self.sent, self.unanswered, self.port = 0, 0, port_of_daemon
        self.must_stop, self.may_go = False, threading.Event()
        self.is_idle = threading.Event()
        self.refusals = []
        self.start()

    def run(self):
        client = Client(self.port, timeout=10)
        while not self.must_stop:
            if not self.may_go.is_set():
                self.is_idle.set()
                self.may_go.wait(0.05)
                continue
            self.is_idle.clear()
            name = self.random.choice(self.ids)
            method, path, body = self.next_request(name)
            self.sent += 1
            try:
                status, _, answer = client.request(method, API + path, body)
            except Gone:
                self.unanswered += 1
                self.open[name].append((method, path, body))
                # The daemon is dead; wait until it is told to go on.
                self.may_go.clear()
                continue
            if status in (200, 201):
                self.settle(name, answer)
            elif status == 404:
                self.present[name], self.open[name] = None, []
            elif status in (500, 503):
                # The outcome is unknown, as without an answer.
                self.unanswered += 1
                self.open[name].append((method, path, body))
            else:
                self.refusals.append((method, path, status, answer))

    def settle(self, name, answer):
        self.open[name] = []
        self.present[name] = None if answer["outcome"] == "removed" else shape(answer["instance"])
        self.acknowledged.append((answer["instance"]["revision"], answer["epoch"], answer["outcome"], name))

    def next_request(self, name):
        choice = self.random.randrange(12)
        if choice < 4:
            checks = [{"name": "self", "type": "ttl", "ttl": "1h"}] if self.random.random() < 0.5 else []
            return "PUT", f"/instances/{name}", {
                "name": f"service-{self.number % 3}", "address": "127.0.0.1", "port": self.random.randint(1, 65535),
                "metadata": {"n": str(self.random.randrange(1 << 30))}, "checks": checks, "lease": {"ttl": "1h"}}
        if choice < 7:
            return "PATCH", f"/instances/{name}", {
                "metadata": {"n": str(self.random.randrange(1 << 30))}, "weight": self.random.randrange(1000)}
        if choice < 8:
            return "DELETE", f"/instances/{name}", None
        return "POST", f"/instances/{name}/{self.random.choice(['drain', 'resume', 'ready'])}", None


def shape(instance):
    """What can be compared of an instance at any time: no countdowns, no check states."""
    kept = {key: value for key, value in instance.items() if key not in ("changes_last_hour", "lease", "checks")}
    kept["lease"] = {key: instance["lease"][key] for key in ("ttl", "evict_after")}
    kept["checks"] = [{key: value for key, value in check.items() if key != "state"} for check in instance["checks"]]
    return kept


def check_acknowledged(writers, events, client):
    by_revision = {event["revision"]: event for event in events}
    now = {name: shape(instance) for name, instance in fold(events).items()}
    listed = {}
    cursor = None
    while True:
        page = client.get("/instances", limit=1000, **({"cursor": cursor} if cursor else {}))
        listed.update((instance["id"], shape(instance)) for instance in page["instances"])
        cursor = page.get("next")
        if cursor is None:
            break
    if listed != now:
        raise Failed("GET /instances is not the fold over GET /events")
    history = {}
    for event in events:
        history.setdefault(event.get("instance"), []).append(event)
    for writer in writers:
        if writer.refusals:
            raise Failed(f"a request was refused: {writer.refusals[0]}")
        for revision, _, outcome, name in writer.acknowledged:
            if outcome == "removed" and revision not in by_revision:
                raise Failed(f"the acknowledged end of {name} at {revision} is gone")
            if outcome != "removed" and by_revision.get(revision, {}).get("instance") != name:
                raise Failed(f"the acknowledged change of {name} at {revision} is gone")
        for name in writer.ids:
            acknowledged, found, waiting = writer.present[name], now.get(name), writer.open[name]
            if acknowledged == found:
                continue
            # More than what was acknowledged is right only if a request without an answer did it.
            newer = [event for event in history.get(name, [])
                     if acknowledged is None or event["revision"] > acknowledged["revision"]]
            if not waiting or not newer:
                raise Failed(f"{name} was acknowledged as {acknowledged} and is {found}; open: {waiting}")


def adopt(writers, events):
    """Settles what was open, once it was found admissible: from here on it counts as acknowledged."""
    now = {name: shape(instance) for name, instance in fold(events).items()}
    for writer in writers:
        for name in writer.ids:
            if writer.open[name]:
                writer.present[name], writer.open[name] = now.get(name), []


def program():
    chosen = arguments(
        __doc__, rounds=(25, "how often the daemon is killed"), writers=(8, "concurrent writers"),
        watchers=(3, "watchers that resume"))
    with Daemon(chosen.rollcall) as daemon:
        daemon.start()
        writers = [Writer(number, daemon.port, chosen.seed * 1000 + number) for number in range(chosen.writers)]
        watchers = [Watcher(daemon.port) for _ in range(chosen.watchers)]
        narrow = Watcher(daemon.port, "/watch?after=0&service=service-1")
        events, epoch, slowest = [], daemon.client().get("/status")["epoch"], 0.0
        for number in range(1, chosen.rounds + 1):
            for writer in writers:
                writer.is_idle.clear()
                writer.may_go.set()
            time.sleep(random.uniform(0.02, 0.8))
            daemon.kill()
            for writer in writers:
                writer.may_go.clear()
            for writer in writers:
                if not writer.is_idle.wait(20):
                    raise Failed("a writer hangs")
            slowest = max(slowest, daemon.start())
            client = daemon.client()
            if client.get("/status")["epoch"] != epoch:
                raise Failed("the epoch changed")
            fresh = client.events(after=events[-1]["revision"] if events else 0)
            check_contiguous(fresh, first=len(events) + 1)
            if events and client.get("/events", after=len(events) - 1, limit=1)["events"] != events[-1:]:
                raise Failed("an event changed after it was read")
            events += fresh
            check_acknowledged(writers, events, client)
            adopt(writers, events)
            for _ in range(3):
                check_state(client, events, random.randint(1, len(events)))
            if number % 25 == 0:
                print(f"round {number}: {len(events)} events", flush=True)
            client.close()
        last = daemon.client().events(after=len(events))
        events += last
        for watcher in watchers:
            watcher.catch_up(len(events))
            seen = [event for _, _, event in watcher.seen]
            if [revision for _, revision, _ in watcher.seen] != list(range(1, len(seen) + 1)):
                raise Failed("a watcher missed or repeated a revision")
            if seen[:len(events)] != events:
                raise Failed("a watcher saw other events than the history holds")
        wanted = [event for event in events if event.get("service") == "service-1"]
        narrow.catch_up(wanted[-1]["revision"] if wanted else 0)
        if [event for _, _, event in narrow.seen][:len(wanted)] != wanted:
            raise Failed("the watcher of one service did not see exactly its events")
        for follower in writers + watchers + [narrow]:
            follower.must_stop = True
        daemon.stop()
        with sqlite3.connect(f"file:{daemon.database}?mode=ro", uri=True) as file:
            verdict = file.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise Failed(f"integrity_check: {verdict}")
        acknowledged = sum(len(writer.acknowledged) for writer in writers)
        print(f"{chosen.rounds} rounds, {sum(writer.sent for writer in writers)} mutations sent, "
              f"{acknowledged} acknowledged, {sum(writer.unanswered for writer in writers)} without an answer, "
              f"{len(events)} events, {sum(w.connections for w in watchers) + narrow.connections} watch connections, "
              f"slowest restart {slowest * 1000:.0f} ms; nothing lost, nothing twice")


main(program)
