"""kill -9 at any moment, start again: every acknowledged command is there, nothing is half done, timers that came due
fire once, the record verifies. Twenty times on each store."""
import concurrent.futures
import http.client
import os
import random
import threading
import time
import unittest
import uuid

from server import ROOT, Refused, Server, postgresql

KILLS = int(os.environ.get("BIHUAN_KILLS", "20"))
SEED = int(os.environ.get("BIHUAN_SEED", "20261121"))

PROCESS = (ROOT / "tests/black_box/crash.bpmn").read_text()
GONE = (OSError, http.client.HTTPException)


class Ledger:
    """What clients know: instances whose start was acknowledged, tasks whose completion was."""

    def __init__(self):
        self.lock = threading.Lock()
        self.started, self.completed = set(), {}

    def add(self, instance):
        with self.lock:
            self.started.add(instance)

    def complete(self, task, person):
        with self.lock:
            self.completed[task] = person


def client(server, ledger, seed, stop):
    """Starts cases and completes tasks until the server dies or it is told to stop. Each request that got no answer is
    sent again with its key, once the server is back: it must have one effect."""
    rng = random.Random(seed)
    unanswered = None
    while not stop.is_set():
        if unanswered is None:
            key = str(uuid.UUID(int=rng.getrandbits(128)))
            unanswered = ("start", key)
        try:
            answer = server.call("POST", "/api/v1/instances",
                                 {"process": "crash", "variables": {"key": unanswered[1]}},
                                 headers={"Idempotency-Key": unanswered[1]})
            ledger.add(answer["id"])
            unanswered = None
            open_tasks = server.tasks("&instance=" + answer["id"])
            if open_tasks and rng.random() < 0.7:
                task = open_tasks[0]["id"]
                server.call("POST", f"/api/v1/tasks/{task}/complete", {}, as_person="p-wt-head",
                            headers={"Idempotency-Key": "c-" + task})
                ledger.complete(task, "p-wt-head")
        except GONE:
            return unanswered
        except Refused as refused:
            if refused.status != 503:
                raise
    return unanswered


class CrashTest(unittest.TestCase):
    def play(self, store_url):
        print(f"seed {SEED}, {KILLS} kills", flush=True)
        rng = random.Random(SEED)
        ledger = Ledger()
        with Server(store_url) as server:
            server.deploy({"crash.bpmn": PROCESS})
            for round_number in range(KILLS):
                stop = threading.Event()
                with concurrent.futures.ThreadPoolExecutor(4) as pool:
                    running = [pool.submit(client, server, ledger, f"{SEED}-{round_number}-{i}", stop) for i in range(4)]
                    # The moment of the kill is chance, between the first commands and a few hundred of them.
                    time.sleep(rng.uniform(0.05, 0.5))
                    server.kill()
                    stop.set()
                    unanswered = [future.result() for future in running]
                server.start()
                self.repeat(server, ledger, [u for u in unanswered if u])
            self.check_ledger(server, ledger)
            self.check_timers(server, ledger)
            self.assertEqual(server.terminate(), 0)
            code, report = server.audit()
            self.assertEqual(code, 0, report)
            self.assertGreaterEqual(report["instances"], len(ledger.started))

    def repeat(self, server, ledger, unanswered):
        for _, key in unanswered:
            answers = [server.call("POST", "/api/v1/instances", {"process": "crash", "variables": {"key": key}},
                                   headers={"Idempotency-Key": key})["id"] for _ in range(2)]
            self.assertEqual(answers[0], answers[1])
            ledger.add(answers[0])

    def check_ledger(self, server, ledger):
        self.assertGreater(len(ledger.started), KILLS)
        found, cursor = {}, ""
        while True:
            page = server.call("GET", "/api/v1/instances?process=crash&limit=1000" + (f"&cursor={cursor}" if cursor else ""))
            for item in page["items"]:
                found[item["id"]] = item
            cursor = page.get("nextCursor")
            if not cursor:
                break
        self.assertEqual(ledger.started - found.keys(), set(), "acknowledged starts are lost")
        keys = [item["businessKey"] for item in found.values()]
        self.assertEqual(len(keys), len(set(keys)), "a start had two effects")
        for task, person in ledger.completed.items():
            got = server.call("GET", "/api/v1/tasks/" + task)
            self.assertEqual((got["status"], got["endedBy"]), ("completed", person))

    def check_timers(self, server, ledger):
        """Every case has a timer of one second beside its task: all fire, each once."""
        deadline = time.monotonic() + 60
        while server.call("GET", "/api/v1/jobs?kind=timer&limit=1")["items"]:
            self.assertLess(time.monotonic(), deadline, "timers are stuck")
            time.sleep(0.2)
        for instance in sorted(ledger.started)[:50]:
            entries = server.call("GET", f"/api/v1/history/instances/{instance}/journal?limit=100")["items"]
            fired = [event for entry in entries for event in entry["events"] if event["type"] == "TimerFired"]
            self.assertEqual(len(fired), 1, instance)

    def test_on_sqlite(self):
        self.play(None)

    def test_on_postgresql(self):
        url = postgresql()
        if not url:
            self.skipTest("no BIHUAN_TEST_POSTGRESQL")
        self.play(url)


if __name__ == "__main__":
    unittest.main(verbosity=2)
