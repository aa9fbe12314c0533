"""A backup made while people work: restored elsewhere it verifies, holds everything acknowledged before it began, serves, and goes
on: timers that came due meanwhile fire, tasks can be done. SQLite by `bihuan backup`, PostgreSQL by pg_dump and pg_restore, as
docs/operations.md tells it."""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

import postgresql
from client import Client
from postgresql import PostgreSQL
from server import PROGRAM, ROOT, Server

PROCESS = (ROOT / "tests/black_box/crash.bpmn").read_text()


class Busy:
    """People at work: cases begin and tasks end, until the block ends."""

    def __init__(self, server, clients=3):
        self.server, self.started, self.stop, self.failures = server, [], threading.Event(), []
        self.threads = [threading.Thread(target=self.work, args=(i,)) for i in range(clients)]

    def work(self, i):
        client, n = Client(self.server.port, self.server.token), 0
        while not self.stop.is_set():
            n += 1
            key = f"busy-{i}-{n}"
            answer = client.call("POST", "/api/v1/instances", {"process": "crash", "variables": {"key": key}}, key)
            if not answer.good:
                return self.failures.append(answer)
            self.started.append(answer.body["id"])
            if n % 2:
                task = client.call("GET", f"/api/v1/tasks?view=all&instance={answer.body['id']}").body["items"][0]["id"]
                client.call("POST", f"/api/v1/tasks/{task}/complete", {}, "c-" + task, {"X-Act-As": "p-wt-head"})
        return None

    def wait_for(self, count):
        deadline = time.monotonic() + 60
        while len(self.started) < count and not self.failures:
            assert time.monotonic() < deadline, "nobody works"
            time.sleep(0.01)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()


class BackupTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bihuan-backup-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o777)

    def back_up_while_busy(self, server, back_up):
        """The cases acknowledged before the backup began, which it must hold."""
        server.deploy({"crash.bpmn": PROCESS})
        with Busy(server) as busy:
            busy.wait_for(50)
            before = set(busy.started)
            back_up()
            after = len(busy.started)
            busy.wait_for(after + 20)  # the server went on, and goes on
        self.assertEqual(busy.failures, [])
        print(f"{len(before)} cases before the backup, {len(busy.started)} in the end", flush=True)
        return before

    def goes_on(self, restored, before, token):
        """The restored copy serves, with everything that it must hold, and works."""
        restored.token = token
        self.assertEqual(restored.call("GET", "/readyz")["status"], "ready")
        found, cursor = {}, ""
        while cursor is not None:
            page = restored.call("GET", "/api/v1/instances?process=crash&limit=1000" + cursor)
            found |= {item["id"]: item for item in page["items"]}
            cursor = page["nextCursor"] and "&cursor=" + page["nextCursor"]
        self.assertEqual(before - found.keys(), set(), "acknowledged before the backup, but not in it")
        deadline = time.monotonic() + 60
        while restored.call("GET", "/api/v1/jobs?kind=timer&limit=1")["items"]:
            self.assertLess(time.monotonic(), deadline, "timers of the restored copy are stuck")
            time.sleep(0.1)
        while tasks := restored.tasks():
            for task in tasks:
                restored.call("POST", f"/api/v1/tasks/{task['id']}/complete", {}, as_person="p-wt-head")
        self.assertEqual(restored.call("GET", "/api/v1/instances?process=crash&status=active&limit=1")["items"], [])
        new = restored.call("POST", "/api/v1/instances", {"process": "crash", "variables": {"key": "after"}})["id"]
        self.assertNotIn(new, found, "an id is given twice")
        self.assertEqual(restored.terminate(), 0)
        code, report = restored.audit()
        self.assertEqual(code, 0, report)
        self.assertGreater(report["instances"], len(before))

    def bihuan(self, *words):
        return subprocess.run([str(PROGRAM), "--json", *map(str, words)], capture_output=True, text=True, timeout=300)

    def test_sqlite_while_it_serves(self):
        copy = self.folder / "backup.db"
        with Server() as server:
            def back_up():
                done = self.bihuan("backup", copy, "--data", server.folder.name)
                self.assertEqual(done.returncode, 0, done.stderr)
                report = json.loads(done.stdout)
                self.assertTrue(report["ok"])
                self.assertGreaterEqual(report["instances"], 50)
            before = self.back_up_while_busy(server, back_up)
            self.assertEqual([path.name for path in self.folder.iterdir()], ["backup.db"], "one file, nothing beside it")
            self.assertEqual(self.bihuan("backup", copy, "--data", server.folder.name).returncode, 2, "never overwrites")
            token = server.token
        with Server() as restored:
            restored.kill()
            for file in pathlib.Path(restored.folder.name).iterdir():
                file.unlink()
            shutil.copy(copy, pathlib.Path(restored.folder.name) / "bihuan.db")
            restored.start()
            self.goes_on(restored, before, token)

    def test_a_changed_copy_is_found_out(self):
        copy = self.folder / "bihuan.db"
        with Server() as server:
            self.back_up_while_busy(server, lambda: self.bihuan("backup", copy, "--data", server.folder.name))
        with sqlite3.connect(copy) as database:
            changed = database.execute("UPDATE journal SET actor = 'somebody' WHERE seq = 1 AND instance = "
                                       "(SELECT max(id) FROM instance)").rowcount
        database.close()
        self.assertEqual(changed, 1)
        verified = self.bihuan("audit", "verify", "--data", self.folder)
        self.assertEqual(verified.returncode, 1, verified.stdout)
        self.assertEqual(len(json.loads(verified.stdout)["findings"]), 1)

    @unittest.skipUnless(postgresql.there_is_one(), "no PostgreSQL here")
    def test_postgresql_while_it_serves(self):
        dump = self.folder / "backup.dump"
        with PostgreSQL() as database:
            at = ("-h", "127.0.0.1", "-p", database.port)
            with Server(database.create()) as server:
                before = self.back_up_while_busy(server, lambda: database.run(
                    "pg_dump", "-Fc", "-f", dump, *at, "-U", "bihuan", "bihuan"))
                token = server.token
            url = database.create("restored")
            database.run("pg_restore", "--no-owner", "--exit-on-error", *at, "-U", "bihuan", "-d", "restored", dump)
            with Server(url, signs_in=False) as restored:
                self.goes_on(restored, before, token)


if __name__ == "__main__":
    unittest.main(verbosity=2)
