"""A synchronous standby takes over: the primary dies by kill -9 under load, the standby is promoted, and the nodes, whose address
names both, go on without a restart. Everything acknowledged is there, every timer fires once, the record verifies. Who promotes
(pg_auto_failover, Patroni, a person) is not ours: docs/operations.md."""
import threading
import time
import unittest

import postgresql
from client import Client, Tally
from cluster import Node
from postgresql import PostgreSQL
from relay import Line
from server import ROOT

PROCESS = (ROOT / "tests/black_box/crash.bpmn").read_text()
BACK_SECONDS = 15.0


class Starter(threading.Thread):
    def __init__(self, i, port, token, tally, stop):
        super().__init__(daemon=True)
        self.client = Client(port, token, patience=60, seed=i, tally=tally, keep_alive=True)
        self.i, self.stop, self.started, self.failures = i, stop, {}, []

    def run(self):
        n = 0
        while not self.stop.is_set() and not self.failures:
            n += 1
            key = f"over-{self.i}-{n}"
            answer = self.client.call("POST", "/api/v1/instances", {"process": "crash", "variables": {"key": key}}, key)
            if answer.good:
                self.started[key] = answer.body["id"]
            else:
                self.failures.append(answer)
        self.client.close()


@unittest.skipUnless(postgresql.there_is_one(), "no PostgreSQL here")
class FailoverTest(unittest.TestCase):
    def test_the_standby_goes_on_where_the_primary_died(self):
        with PostgreSQL() as primary:
            primary.create()
            with PostgreSQL(primary=primary) as standby:
                # Not before there is a standby: without one nothing would be acknowledged.
                primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'", "postgres")
                primary.query("SELECT pg_reload_conf()", "postgres")
                self.wait_until(lambda: self.sync_state(primary) == "sync", "the standby")
                hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
                url = f"postgresql://bihuan@{hosts}/bihuan?target_session_attrs=read-write"
                with Node("node-1", url) as first, Node("node-2", url) as second:
                    first.first_sign_in(first.one_time_password)
                    second.token = first.token
                    first.deploy({"crash.bpmn": PROCESS})
                    self.fail_over(primary, standby, first, second)

    def sync_state(self, primary):
        rows = primary.query("SELECT sync_state FROM pg_stat_replication", "postgres")
        return rows[0][0] if rows else ""

    def fail_over(self, primary, standby, first, second):
        tally, stop = Tally(), threading.Event()
        with Line("balance", first.port, second.port) as balancer:
            starters = [Starter(i, balancer.port, first.token, tally, stop) for i in range(4)]
            other = Client(second.port, second.token)
            self.wait_until(lambda: other.call("GET", "/api/v1/processes/crash").good, "the deployment")
            for starter in starters:
                starter.start()
            count = lambda: sum(len(starter.started) for starter in starters)
            self.wait_until(lambda: count() > 100, "work on the primary")
            primary.kill()
            died, before = time.monotonic(), count()
            standby.promote()
            promoted = time.monotonic()
            self.wait_until(lambda: count() > before + 100, "work on the new primary")
            print(f"{before} cases on the old primary; promoted {promoted - died:.2f} s after its death; a hundred more "
                  f"{time.monotonic() - promoted:.2f} s later; {tally.counts}, the longest wait was {tally.longest:.2f} s",
                  flush=True)
            self.assertLess(time.monotonic() - promoted, BACK_SECONDS)
            stop.set()
            for starter in starters:
                starter.join()
        self.assertEqual([failure for starter in starters for failure in starter.failures], [])
        self.check({key: case for starter in starters for key, case in starter.started.items()}, first)

    def check(self, started, node):
        found, cursor = {}, ""
        while cursor is not None:
            page = node.call("GET", "/api/v1/instances?process=crash&limit=1000" + cursor)
            for item in page["items"]:
                self.assertNotIn(item["businessKey"], found, "a start had two effects")
                found[item["businessKey"]] = item["id"]
            cursor = page["nextCursor"] and "&cursor=" + page["nextCursor"]
        self.assertEqual({key: found.get(key) for key in started}, started, "acknowledged, but not on the standby")
        self.wait_until(lambda: not node.call("GET", "/api/v1/jobs?kind=timer&limit=1")["items"], "the last timer")
        code, report = node.audit()
        self.assertEqual(code, 0, report)
        self.assertNotIn("[critical]", node.log_text())

    def wait_until(self, condition, what, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, what + " does not come")
            time.sleep(0.02)


if __name__ == "__main__":
    unittest.main(verbosity=2)
