"""Three nodes on one PostgreSQL behind a balancer: what one node knows the others know, what a killed node had in hand another
takes up, and a rolling restart is seen by nobody who asks again."""
import datetime
import http.client
import json
import threading
import time
import unittest

import postgresql
from client import GONE, Client, Tally
from cluster import Cluster
from server import PASSWORD, ROOT

PROCESS = (ROOT / "tests/black_box/storm.bpmn").read_text()
PEOPLE = ("p-wt-head", "p-wt-fire", "p-wt-safety")
PICKED_UP_SECONDS = 5.0


def wait_until(condition, seconds=30.0, what="it"):
    """The first true answer, and after how many seconds it came."""
    begun = time.monotonic()
    while True:
        answer = condition()
        passed = time.monotonic() - begun
        if answer:
            return answer, passed
        if passed > seconds:
            raise AssertionError(f"{what} did not come within {seconds} s")
        time.sleep(0.01)


def time_of(text):
    return datetime.datetime.fromisoformat(text).timestamp()


class Listener(threading.Thread):
    """Somebody who looks on: the server-sent events of one node, with the moment when each came."""

    def __init__(self, port, token, query=""):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", "/api/v1/events" + query, headers={"Authorization": "Bearer " + token})
        self.answer, self.events = self.connection.getresponse(), []
        self.start()

    def run(self):
        name = ""
        try:
            for line in self.answer:
                text = line.decode().rstrip("\n")
                if text.startswith("event: "):
                    name = text[7:]
                elif text.startswith("data: "):
                    self.events.append((name, json.loads(text[6:])))
        except (*GONE, ValueError, AttributeError):
            pass  # the test has closed it

    def close(self):
        self.connection.sock and self.connection.close()


@unittest.skipUnless(postgresql.there_is_one(), "no PostgreSQL here")
class ClusterTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster().__enter__()
        cls.addClassCleanup(cls.cluster.__exit__)
        cls.tokens = {person: cls.cluster.token_of(person) for person in PEOPLE}
        cls.worker = cls.cluster.token_of("p-wt-head", "worker")
        cls.cluster.nodes[1].deploy({"storm.bpmn": PROCESS})
        cls.serial = 0

    def on(self, n, token=None, **more):
        return self.cluster.client(token, self.cluster.nodes[n], **more)

    def start(self, n, seconds=3600):
        ClusterTest.serial += 1
        key = f"case-{ClusterTest.serial}"
        body = {"process": "storm", "variables": {"key": key, "seconds": seconds}}
        answer, _ = wait_until(lambda: (a := self.on(n).call("POST", "/api/v1/instances", body, key)).good and a,
                               what="the deployment of another node")
        return answer.body["id"], key

    def task_of(self, n, instance):
        items = self.on(n).call("GET", f"/api/v1/tasks?view=all&instance={instance}").body["items"]
        return items[0]["id"]

    def test_a_deployment_on_one_node_is_used_on_another(self):
        bpmn = PROCESS.replace('id="storm"', 'id="elsewhere"').replace("storm-file", "elsewhere-file")
        self.cluster.nodes[0].deploy({"elsewhere.bpmn": bpmn})
        body = {"process": "elsewhere", "variables": {"key": "d", "seconds": 1}}
        for n in (1, 2):
            _, seconds = wait_until(lambda: self.on(n).call("POST", "/api/v1/instances", body, f"d{n}").good, 12)
            print(f"deployed on node 1, started on node {n + 1} after {seconds:.3f} s", flush=True)

    def test_a_session_of_one_node_is_one_on_all_and_ends_on_all(self):
        password = self.on(0).call("POST", "/api/v1/accounts/p-comm-01/one-time-password", {}).body["password"]
        signed_in = self.on(0, "").call("POST", "/api/v1/session", {"person": "p-comm-01", "password": password})
        token = signed_in.body["token"]
        change = {"current": password, "new": PASSWORD}
        self.assertEqual(self.on(1, token).call("PUT", "/api/v1/account/password", change).status, 204)
        again = self.on(2, "").call("POST", "/api/v1/session", {"person": "p-comm-01", "password": PASSWORD})
        self.assertEqual(again.status, 201, again)
        token = again.body["token"]
        for n in range(3):
            self.assertEqual(self.on(n, token).call("GET", "/api/v1/session").body["person"], "p-comm-01")
        self.assertEqual(self.on(1, token).call("DELETE", "/api/v1/session").status, 204)
        for n in range(3):
            _, seconds = wait_until(lambda: self.on(n, token).call("GET", "/api/v1/session").status == 401, 3)
            print(f"signed out on node 2, refused on node {n + 1} after {seconds:.3f} s", flush=True)

    def test_an_idempotency_key_has_one_effect_whichever_node_hears_it(self):
        self.start(0), self.start(1), self.start(2)  # all know the definition
        body = {"process": "storm", "variables": {"key": "once", "seconds": 3600}}
        answers, threads = [], []
        for n in (0, 1, 2, 0, 1, 2):
            ask = lambda n=n: answers.append(self.on(n).call("POST", "/api/v1/instances", body, "the-one-key"))
            threads.append(threading.Thread(target=ask))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual({answer.status for answer in answers}, {201}, answers)
        self.assertEqual(len({answer.body["id"] for answer in answers}), 1)
        found = self.on(0).call("GET", "/api/v1/instances?businessKey=once").body["items"]
        self.assertEqual(len(found), 1)

    def test_every_write_repeated_on_another_node_has_the_first_answer(self):
        while self.fetch(0, "drain", 0):
            pass
        instance, key = self.start(0)
        task = self.task_of(0, instance)
        job, = self.fetch(0, "repeater", 0)
        person, work = self.tokens[PEOPLE[0]], f"/api/v1/external-tasks/{job['id']}"
        writes = [(person, f"/api/v1/tasks/{task}/claim", {}), (person, f"/api/v1/tasks/{task}/unclaim", {}),
                  (person, f"/api/v1/tasks/{task}/complete", {}),
                  (self.worker, "/api/v1/messages", {"name": "storm-go", "correlationKey": key}),
                  (None, f"/api/v1/instances/{instance}/suspend", {"reason": "核对"}),
                  (None, f"/api/v1/instances/{instance}/resume", {"reason": "核对"}),
                  (self.worker, work + "/extend", {"workerId": "repeater", "lockDurationMs": 60_000}),
                  (self.worker, work + "/complete", {"workerId": "repeater"}),
                  (None, f"/api/v1/instances/{instance}/cancel", {"reason": "重复登记"})]
        for i, (token, path, body) in enumerate(writes):
            with self.subTest(path=path.rsplit("/", 1)[1]):
                first = self.on(i % 3, token).call("POST", path, body, f"repeat-{key}-{i}")
                self.assertTrue(first.good, first)
                for n in (i % 3, (i + 1) % 3, (i + 2) % 3):
                    again = self.on(n, token).call("POST", path, body, f"repeat-{key}-{i}")
                    self.assertEqual((again.status, again.body), (first.status, first.body))
                    self.assertTrue(again.replayed)

    def test_what_one_node_has_done_the_next_request_sees_on_any_node(self):
        first, second = PEOPLE[0], PEOPLE[1]
        for turn in range(10):
            instance, key = self.start(turn % 3)
            task = self.task_of((turn + 1) % 3, instance)
            act = lambda n, person, what: self.on(n % 3, self.tokens[person]).call(
                "POST", f"/api/v1/tasks/{task}/{what}", {}, f"{what}-{person}-{task}-{n}")
            self.assertTrue(act(turn, first, "claim").good)
            refused = act(turn + 1, second, "claim")
            self.assertEqual((refused.status, refused.body["code"]), (409, "task-taken"))
            self.assertTrue(act(turn + 2, first, "unclaim").good)
            done = act(turn + 1, second, "complete")
            self.assertTrue(done.good, f"nobody holds the task, but node {(turn + 1) % 3 + 1} says {done}")
            for n in range(3):
                self.assertEqual(self.on(n).call("GET", f"/api/v1/tasks/{task}").body["status"], "completed")
                self.assertEqual(act(n, first, "complete").body.get("code"), "task-ended")

    def test_live_updates_and_long_polls_hear_of_other_nodes(self):
        instance, key = self.start(0)
        task = self.task_of(0, instance)
        listener = Listener(self.cluster.nodes[1].port, self.cluster.token, f"?instance={instance}")
        self.addCleanup(listener.close)
        revision = lambda: max([data["revision"] for name, data in listener.events if name == "instance"], default=-1)
        wait_until(lambda: listener.events, 10, "the first event")
        before = revision()
        self.assertTrue(self.on(2, self.tokens[PEOPLE[0]]).call("POST", f"/api/v1/tasks/{task}/claim", {}, "see-" + task).good)
        _, seconds = wait_until(lambda: revision() > before, 10, "the event of another node's commit")
        print(f"claimed on node 3, a page of node 2 hears of it after {seconds:.3f} s", flush=True)

        while self.fetch(0, "drain", 0):
            pass  # jobs of other tests
        got = []
        poll = threading.Thread(target=lambda: got.extend(self.fetch(2, "poller", 20_000)))
        poll.start()
        metric = 'bihuan_now{what="polls-waiting"} 1'
        wait_until(lambda: metric in self.on(2).call("GET", "/metrics").body, 10, "the waiting poll")
        begun = time.monotonic()
        other, _ = self.start(0)
        poll.join()
        print(f"started on node 1, a poll of node 3 has its job after {time.monotonic() - begun:.3f} s", flush=True)
        self.assertEqual([job["instance"] for job in got], [other])

    def test_a_jobs_lock_holds_on_every_node_whatever_else_happens_in_its_case(self):
        while self.fetch(0, "drain", 0):
            pass
        instance, key = self.start(0)
        task, person = self.task_of(1, instance), self.tokens[PEOPLE[0]]
        job, = self.fetch(1, "first", 0)
        self.assertTrue(self.on(2, person).call("POST", f"/api/v1/tasks/{task}/claim", {}, "lock-" + task).good)
        message = {"name": "storm-go", "correlationKey": key}
        self.assertTrue(self.on(0, self.worker).call("POST", "/api/v1/messages", message, "lock-go-" + task).good)
        for act in ("suspend", "resume"):
            self.assertTrue(self.on(2).call("POST", f"/api/v1/instances/{instance}/{act}", {"reason": "核对"}).good)
        self.assertEqual(self.fetch(0, "second", 0), [], "a job that is locked was given to another")
        done = self.on(2, self.worker).call("POST", f"/api/v1/external-tasks/{job['id']}/complete", {"workerId": "first"})
        self.assertTrue(done.good, done)

    def fetch(self, n, worker, wait_ms):
        body = {"workerId": worker, "topics": ["storm"], "maxTasks": 10, "lockDurationMs": 60_000, "waitMs": wait_ms}
        return self.on(n, self.worker, timeout=60).call("POST", "/api/v1/external-tasks/fetch-and-lock", body).body["items"]

    def test_a_killed_nodes_timers_are_fired_by_the_others_within_five_seconds(self):
        for victim in range(3):
            # Due over some seconds, started on all: whoever would fire which, the others must not miss one.
            cases = [self.start(n % 3, 1 + n % 4)[0] for n in range(40)]
            node = self.cluster.nodes[victim]
            node.kill()
            other = self.on((victim + 1) % 3)
            pending = lambda: [case for case in cases if other.call(
                "GET", f"/api/v1/jobs?kind=timer&instance={case}").body["items"]]
            wait_until(lambda: not pending(), 30, "the timers of a killed node")
            late = max(self.lateness(other, case) for case in cases)
            print(f"node {victim + 1} killed: of {len(cases)} timers the latest fired {late:.2f} s after it was due", flush=True)
            node.start()
            self.assertLess(late, PICKED_UP_SECONDS, "the others take over")

    def lateness(self, client, instance):
        """Of the one timer of this case, by the database's clock; it must have fired once."""
        entries = client.call("GET", f"/api/v1/history/instances/{instance}/journal?limit=100").body["items"]
        at = {event["type"]: (entry["at"], event) for entry in entries for event in entry["events"]}
        fired = sum(event["type"] == "TimerFired" for entry in entries for event in entry["events"])
        self.assertEqual(fired, 1)
        return time_of(at["TimerFired"][0]) - time_of(at["TimerScheduled"][1]["timer"]["due"])

    def test_a_rolling_restart_fails_nobody_who_asks_again(self):
        tally, stop, failures = Tally(), threading.Event(), []

        def work(i):
            client = Client(self.cluster.port, self.tokens[PEOPLE[i % 3]], patience=30, seed=i, tally=tally, keep_alive=True)
            n = 0
            while not stop.is_set():
                n += 1
                body = {"process": "storm", "variables": {"key": f"roll-{i}-{n}", "seconds": 3600}}
                answer = client.call("POST", "/api/v1/instances", body, f"roll-{i}-{n}")
                if not answer.good or not client.call("GET", "/api/v1/tasks?view=offered&limit=5").good:
                    failures.append(answer)
            client.close()

        threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for node in self.cluster.nodes:
            answered = tally.counts.get("answered", 0)
            self.assertEqual(node.terminate(), 0)
            wait_until(lambda: tally.counts.get("answered", 0) > answered + 50, 30, "work beside a stopped node")
            node.start()
            wait_until(lambda: self.cluster.client(node=node).once("GET", "/readyz").good, 10, "the node's return")
        stop.set()
        for thread in threads:
            thread.join()
        print(f"rolling restart: {tally.counts}, longest with retries {tally.longest:.2f} s", flush=True)
        self.assertEqual(failures, [])
        self.assertNotIn("503 without Retry-After", tally.counts)

    def test_z_the_record_of_all_of_it_is_sound(self):
        code, report = self.cluster.verify()
        self.assertEqual(code, 0, report)


if __name__ == "__main__":
    unittest.main(verbosity=2)
