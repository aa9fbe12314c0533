"""kill -9 of nodes and of PostgreSQL every few seconds, while people and programs work through a balancer. In the end: what was
acknowledged is stored, nothing happened twice, no timer is lost, nothing is stuck after a calm of thirty seconds, the record
verifies, and the history can be one of this system.

BIHUAN_MINUTES (0.6 by default; the calm comes on top), BIHUAN_SEED, BIHUAN_CLIENTS; BIHUAN_HISTORY=FILE keeps the history."""
import collections
import datetime
import itertools
import json
import os
import pathlib
import random
import sys
import threading
import time
import unittest

import postgresql
from cluster import Cluster
from server import ROOT
from storm import LOCK_MS, PEOPLE, Notes, Person

sys.path.insert(0, str(ROOT / "tests/history"))
import history  # noqa: E402

MINUTES = float(os.environ.get("BIHUAN_MINUTES", "0.6"))
SEED = os.environ.get("BIHUAN_SEED") or str(random.SystemRandom().randrange(1 << 32))
CLIENTS = int(os.environ.get("BIHUAN_CLIENTS", "6"))
CALM_SECONDS = 30
PROCESS = (ROOT / "tests/black_box/storm.bpmn").read_text()
ACT_OF = {"StartInstance": "start", "ClaimTask": "claim", "UnclaimTask": "unclaim", "CompleteTask": "complete",
          "TransferTask": "transfer"}


class Weather(threading.Thread):
    """Kills one thing after the other and brings it back, until the storm is over."""

    def __init__(self, cluster, seed, stop):
        super().__init__(daemon=True)
        self.cluster, self.rng, self.stop = cluster, random.Random(seed), stop
        self.done, self.failure = collections.Counter(), None

    def run(self):
        try:
            while not self.stop.wait(self.rng.uniform(1.0, 4.0)):
                self.rng.choice((self.kill_node, self.kill_node, self.kill_database, self.stop_database, self.kill_two))()
        except Exception as failure:  # the test tells it; a storm that has died would prove nothing
            self.failure = failure

    def kill_node(self):
        node = self.rng.choice(self.cluster.nodes)
        self.kill(node)
        self.stop.wait(self.rng.uniform(0.0, 2.0))
        node.start()
        self.done["node"] += 1

    def kill(self, node):
        if not node.running:
            raise AssertionError(f"{node.name} has died by itself, code {node.process.returncode}:\n{node.log_text()}")
        node.kill()

    def kill_two(self):
        nodes = self.rng.sample(self.cluster.nodes, 2)
        for node in nodes:
            self.kill(node)
        self.stop.wait(self.rng.uniform(0.0, 1.0))
        for node in nodes:
            node.start()
        self.done["two nodes at once"] += 1

    def kill_database(self):
        self.cluster.postgresql.kill()
        self.stop.wait(self.rng.uniform(0.0, 1.0))
        self.cluster.postgresql.start()
        self.done["PostgreSQL"] += 1

    def stop_database(self):
        self.cluster.postgresql.stop()
        self.cluster.postgresql.start()
        self.done["PostgreSQL in order"] += 1


@unittest.skipUnless(postgresql.there_is_one(), "no PostgreSQL here")
class StormTest(unittest.TestCase):
    def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(self):
        print(f"seed {SEED}, {MINUTES} minutes, {CLIENTS} clients", flush=True)
        with Cluster(shared_buffers="64MB") as cluster:
            cluster.deploy(storm=PROCESS)
            notes = self.storm(cluster)
            self.calm(cluster, notes)
            self.tell(notes)
            self.assertEqual(notes.problems, [])
            self.assertEqual(notes.doubly_held(), [])
            journals = self.journals(cluster)
            self.check_history(notes, journals)
            self.check_effects(cluster, notes, journals)
            code, report = cluster.verify()
            self.assertEqual(code, 0, report)
            self.assertGreaterEqual(report["instances"], len(notes.cases))
            self.check_logs(cluster)

    def storm(self, cluster):
        tokens = {person: cluster.token_of(person) for person in PEOPLE}
        tokens |= {"admin": cluster.token, "worker": cluster.token_of("p-wt-head", "worker")}
        notes, stop = Notes(), threading.Event()
        people = [Person(cluster.port, tokens, notes, f"{SEED}-{i}", stop) for i in range(CLIENTS)]
        weather = Weather(cluster, SEED, stop)
        for thread in (*people, weather):
            thread.start()
        stop.wait(MINUTES * 60)
        stop.set()
        for thread in (*people, weather):
            thread.join(timeout=180)
            self.assertFalse(thread.is_alive(), "a client or the weather hangs")
        if weather.failure:
            raise weather.failure
        print(f"killed {dict(weather.done)}", flush=True)
        self.assertGreater(sum(weather.done.values()), 0)
        return notes

    def calm(self, cluster, notes):
        """Everything due happens by itself, within the calm."""
        client, begun = cluster.client(patience=CALM_SECONDS), time.monotonic()
        while client.call("GET", "/api/v1/jobs?kind=timer&limit=1").body["items"]:
            self.assertLess(time.monotonic() - begun, CALM_SECONDS, "timers are stuck")
            time.sleep(0.2)
        print(f"calm: no timer left after {time.monotonic() - begun:.1f} s", flush=True)
        self.finish(cluster, client)

    def finish(self, cluster, client):
        """Every step that waits for somebody can still be done: nothing is stuck. A job whose locks lapsed three times has
        become an incident, which somebody takes up again."""
        for incident in self.all_of(client, "/api/v1/incidents?limit=100"):
            self.assertEqual(incident["code"], "job-failed", incident)
            retried = client.call("POST", f"/api/v1/incidents/{incident['id']}/retry", {"reason": "再试"})
            self.assertTrue(retried.good, retried)
        worker = cluster.client(cluster.token_of("p-wt-head", "worker"))
        while jobs := worker.call("POST", "/api/v1/external-tasks/fetch-and-lock",
                                  {"workerId": "last", "topics": ["storm"], "maxTasks": 100, "waitMs": 5000}).body["items"]:
            for job in jobs:
                done = worker.call("POST", f"/api/v1/external-tasks/{job['id']}/complete", {"workerId": "last"},
                                   "last/" + job["id"])
                self.assertTrue(done.good, done)
        for case in self.all_of(client, "/api/v1/instances?process=storm&status=active"):
            body = {"name": "storm-go", "correlationKey": case["businessKey"]}
            worker.call("POST", "/api/v1/messages", body, "last/m/" + case["id"])
        for task in self.all_of(client, "/api/v1/tasks?view=all&process=storm"):
            headers = {"X-Act-As": task.get("assignee") or PEOPLE[0]}
            done = client.call("POST", f"/api/v1/tasks/{task['id']}/complete", {}, "last/" + task["id"], headers)
            self.assertTrue(done.good, done)
        self.assertEqual(self.all_of(client, "/api/v1/incidents?limit=100"), [])
        self.assertEqual(self.all_of(client, "/api/v1/instances?process=storm&status=active"), [], "cases are stuck")

    def all_of(self, client, path):
        found, cursor = [], ""
        while True:
            answer = client.call("GET", path + ("&limit=1000" if "limit" not in path else "") + cursor)
            self.assertTrue(answer.good, answer)
            found += answer.body["items"]
            if not answer.body["nextCursor"]:
                return found
            cursor = "&cursor=" + answer.body["nextCursor"]

    def journals(self, cluster):
        client = cluster.client()
        cases = self.all_of(client, "/api/v1/instances?process=storm")
        return {case["id"]: (case, self.all_of(client, f"/api/v1/history/instances/{case['id']}/journal?limit=1000"))
                for case in cases}

    def tell(self, notes):
        acts = collections.Counter((line.get("act", "read"), line.get("answer", "")) for line in notes.lines)
        print(f"asked {dict(acts)}\nmet {notes.tally.counts}; the longest wait was {notes.tally.longest:.1f} s", flush=True)

    def check_history(self, notes, journals):
        lines = [line for line in notes.lines if line["op"] == "write"]
        for instance, (_, entries) in journals.items():
            lines += [line_of(instance, entry) for entry in entries]
        if os.environ.get("BIHUAN_HISTORY"):
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            pathlib.Path(os.environ["BIHUAN_HISTORY"]).write_text(text)
        paths = {line["key"]: line["path"] for line in lines if "path" in line}
        found = [(*fault, paths.get(fault[1].split(" ")[0])) for fault in history.faults(lines)]
        self.assertEqual(found, [])
        self.check_reads(notes)

    def check_reads(self, notes):
        """No read shows less than one that had ended before it began; whatever node answered."""
        reads = [{"op": "read", "instance": line["instance"], "begin": line["begin"], "end": line["end"],
                  "revision": line["commits"]} for line in notes.lines if line["op"] == "read"]
        self.assertEqual(history.faults(reads), [])

    def check_effects(self, cluster, notes, journals):
        by_key = collections.Counter(case["businessKey"] for case, _ in journals.values())
        self.assertEqual([key for key, count in by_key.items() if count > 1], [], "starts with two effects")
        started = {line["instance"] for line in notes.acknowledged("start")}
        self.assertEqual(started - journals.keys(), set(), "acknowledged starts are lost")
        for instance, (case, entries) in journals.items():
            events = collections.Counter(event["type"] for entry in entries for event in entry["events"])
            once = {name: events[name] for name in ("TimerFired", "SubscriptionTriggered", "JobCompleted",
                                                    "TaskCompleted", "InstanceCompleted", "InstanceStarted")}
            self.assertEqual(set(once.values()), {1}, f"{instance}: {once}")
            self.assertEqual(case["status"], "completed")
            self.check_lapses(instance, entries)

    def check_lapses(self, instance, entries):
        """One lapse of a lock costs one retry, however many nodes see it."""
        lapsed = [datetime.datetime.fromisoformat(entry["at"]) for entry in entries
                  if (entry["command"] or {}).get("message") == "no answer within the lease"]
        for first, second in itertools.pairwise(lapsed):
            self.assertGreater((second - first).total_seconds() * 1000, LOCK_MS * 0.9, f"{instance}: {lapsed}")

    def check_logs(self, cluster):
        for node in cluster.nodes:
            self.assertIsNone(node.process.poll(), f"{node.name} has died by itself:\n{node.log_text()}")
            self.assertNotIn("[critical]", node.log_text(), "a bug of the program")


def line_of(instance, entry):
    command = entry["command"] or {}
    act = ACT_OF.get(command.get("type"), "other")
    return {"op": "entry", "instance": instance, "revision": entry["seq"], "key": entry.get("requestId", ""), "act": act,
            "task": command.get("task", ""), "person": command.get("person", ""), "asked": True}


if __name__ == "__main__":
    unittest.main(verbosity=2)
