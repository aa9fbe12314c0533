"""One node after the other gets the new program, while people work through the balancer: the old and the new one side by side on
one database, whose schema the new one has moved on. Nobody who asks again notices, nothing is lost, the record verifies; and the
way back works as long as docs/operations.md says so.

BIHUAN_OLD_PROGRAM is the program of the last release; without it the test is skipped."""
import os
import pathlib
import threading
import time
import unittest

import postgresql
from client import Client, Tally
from cluster import Cluster
from server import PROGRAM, ROOT

OLD = os.environ.get("BIHUAN_OLD_PROGRAM", "")
PROCESS = (ROOT / "tests/black_box/storm.bpmn").read_text()
PEOPLE = ("p-wt-head", "p-wt-fire", "p-wt-safety")


class Life(threading.Thread):
    """Starts cases and takes each to its end, every request through the balancer to whichever program answers."""

    def __init__(self, i, port, tokens, tally, stop):
        super().__init__(daemon=True)
        self.i, self.stop, self.failures, self.cases = i, stop, [], []
        self.person = PEOPLE[i % len(PEOPLE)]
        self.client = Client(port, tokens[self.person], patience=40, seed=i, tally=tally, keep_alive=True)
        self.worker = Client(port, tokens["worker"], patience=40, seed=-i, tally=tally, keep_alive=True)

    def good(self, client, method, path, body=None, key=None):
        answer = client.call(method, path, body, key)
        if not answer.good:
            self.failures.append(f"{method} {path}: {answer}")
        return answer.body if answer.good else None

    def run(self):
        n = 0
        while not self.stop.is_set() and not self.failures:
            n += 1
            self.live(f"life-{self.i}-{n}")
        self.client.close()
        self.worker.close()

    def live(self, key):
        body = {"process": "storm", "variables": {"key": key, "seconds": 1}}
        case = self.good(self.client, "POST", "/api/v1/instances", body, key)
        if not case:
            return
        self.cases.append(case["id"])
        tasks = self.good(self.client, "GET", f"/api/v1/tasks?view=offered&instance={case['id']}")
        if not tasks:
            return
        task = tasks["items"][0]["id"]
        self.good(self.client, "POST", f"/api/v1/tasks/{task}/claim", {}, "claim-" + task)
        self.good(self.worker, "POST", "/api/v1/messages", {"name": "storm-go", "correlationKey": key}, "go-" + task)
        self.good(self.client, "POST", f"/api/v1/tasks/{task}/complete", {}, "complete-" + task)
        worker = f"worker-{self.i}"
        jobs = self.good(self.worker, "POST", "/api/v1/external-tasks/fetch-and-lock",
                         {"workerId": worker, "topics": ["storm"], "maxTasks": 5, "lockDurationMs": 10_000})
        for job in (jobs or {}).get("items", []):
            # The old program lets go of locks when its case moves on, so another may have been faster.
            path = f"/api/v1/external-tasks/{job['id']}/complete"
            done = self.worker.call("POST", path, {"workerId": worker}, f"{worker}-{job['id']}")
            if not done.good and done.body.get("code") not in ("lease-lost", "not-found"):
                self.failures.append(f"{path}: {done}")


@unittest.skipUnless(postgresql.there_is_one(), "no PostgreSQL here")
@unittest.skipUnless(OLD and pathlib.Path(OLD).exists(), "no BIHUAN_OLD_PROGRAM: the program of the last release")
class RollingUpgradeTest(unittest.TestCase):
    maxDiff = None

    def test_old_and_new_nodes_work_together_and_nobody_notices(self):
        with Cluster(programs=[OLD] * 3) as cluster:
            cluster.deploy(storm=PROCESS)
            before = self.schema(cluster)
            tokens = {person: cluster.token_of(person) for person in PEOPLE}
            tokens["worker"] = cluster.token_of("p-wt-head", "worker")
            tally, stop = Tally(), threading.Event()
            lives = [Life(i, cluster.port, tokens, tally, stop) for i in range(4)]
            for life in lives:
                life.start()
            self.wait_for_cases(lives, 40)
            for node in cluster.nodes:
                self.change(node, PROGRAM, lives)
            self.go_back_and_forth(cluster.nodes[0], lives)
            stop.set()
            for life in lives:
                life.join()
            print(f"schema {before} → {self.schema(cluster)}; {sum(len(life.cases) for life in lives)} cases; "
                  f"{tally.counts}, the longest wait was {tally.longest:.2f} s", flush=True)
            self.assertEqual([failure for life in lives for failure in life.failures], [])
            self.everything_ends(cluster, lives)

    def schema(self, cluster):
        """What has been applied; up to 3 there was one record of it."""
        steps = cluster.postgresql.query("SELECT to_regclass('schema_step')")[0][0] or "schema_migration"
        return cluster.postgresql.query(f"SELECT max(number) FROM {steps}")[0][0]

    def wait_for_cases(self, lives, more):
        count = lambda: sum(len(life.cases) for life in lives)
        goal, deadline = count() + more, time.monotonic() + 60
        while count() < goal and not any(life.failures for life in lives):
            self.assertLess(time.monotonic(), deadline, "work stands still")
            time.sleep(0.02)

    def go_back_and_forth(self, node, lives):
        """An old program works on the schema as the new one left it, or says why not and the others go on."""
        try:
            self.change(node, OLD, lives)
        except RuntimeError as refused:
            self.assertIn("Run the newer program", str(refused))
            print("the old program is refused once the schema has moved on", flush=True)
            node.program = PROGRAM
            node.start()
        else:
            self.change(node, PROGRAM, lives)

    def change(self, node, program, lives):
        """As an operator does it: stop in good order, another program, start, and on with the next."""
        self.assertEqual(node.terminate(), 0)
        node.program = program
        node.start()
        self.wait_for_cases(lives, 40)

    def everything_ends(self, cluster, lives):
        client = cluster.client()
        deadline = time.monotonic() + 30
        while client.call("GET", "/api/v1/jobs?kind=timer&limit=1").body["items"]:
            self.assertLess(time.monotonic(), deadline, "timers are stuck")
            time.sleep(0.1)
        worker = cluster.client(cluster.token_of("p-wt-head", "worker"))
        fetch = {"workerId": "last", "topics": ["storm"], "maxTasks": 100, "waitMs": 12_000}  # longer than any lock
        while jobs := worker.call("POST", "/api/v1/external-tasks/fetch-and-lock", fetch).body["items"]:
            for job in jobs:
                path = f"/api/v1/external-tasks/{job['id']}/complete"
                self.assertTrue(worker.call("POST", path, {"workerId": "last"}, "last-" + job["id"]).good)
        ended = {item["id"] for item in self.all_of(client, "/api/v1/instances?process=storm&status=completed&limit=1000")}
        self.assertEqual({case for life in lives for case in life.cases} - ended, set(), "cases are stuck")
        code, report = cluster.verify()
        self.assertEqual(code, 0, report)

    def all_of(self, client, path):
        found, cursor = [], ""
        while cursor is not None:
            page = client.call("GET", path + cursor).body
            found += page["items"]
            cursor = page["nextCursor"] and "&cursor=" + page["nextCursor"]
        return found


if __name__ == "__main__":
    unittest.main(verbosity=2)
