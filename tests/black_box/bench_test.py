"""bihuan bench measures what it says: each workload runs on each store, its figures are those of work that was done, and
nothing of it is left behind."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from server import PROGRAM

# Small ones of every sort; the rest differ from them in sizes alone.
WORKLOADS = ["engine", "seq5", "exc", "par", "cyc", "mix", "user-task", "ten-tasks", "async5", "timers", "messages", "calls50",
             "mi100", "mi-tasks10", "payload-10k", "inbox", "inbox-all", "live-new@1000", "live-any@1000"]


def bench(*options):
    words = [str(PROGRAM), "--json", "bench", *options, "--runs", "1", "--seconds", "0.02", "--tasks", "1000"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


class Bench(unittest.TestCase):
    def all_of(self, *options):
        figures = bench(*WORKLOADS, "--clients", "3", *options)
        self.assertEqual(len(WORKLOADS), len(figures))
        for figure in figures:
            self.assertGreater(figure["median"], 0, figure)
            self.assertLessEqual(figure["lifeP50Ms"], figure["lifeP99Ms"], figure)
            self.assertEqual(1 if figure["workload"] == "mi-tasks10" or figure["store"] == "–" else 3, figure["clients"])
        return {figure["workload"]: figure for figure in figures}

    def test_in_memory(self):
        figures = self.all_of("--memory")
        self.assertEqual("memory", figures["seq5"]["store"])
        self.assertGreater(figures["seq5"]["bare"], 0)

    def test_on_sqlite_the_folder_is_left_empty(self):
        with tempfile.TemporaryDirectory() as folder:
            figures = self.all_of("--data", folder)
            self.assertEqual([], list(pathlib.Path(folder).iterdir()))
        self.assertGreater(figures["user-task"]["diskBytes"], 0)

    def test_timers_that_come_due_together_fire_once_each_beside_people(self):
        beside, fired = bench("timers-due", "--live", "1000", "--clients", "2")
        self.assertEqual(("lives", "timers"), (beside["unit"], fired["unit"]))
        self.assertGreater(fired["median"], 0)

    @unittest.skipUnless(os.environ.get("BIHUAN_TEST_POSTGRESQL"), "no PostgreSQL")
    def test_on_postgresql_the_database_is_left_as_it_was(self):
        url = os.environ["BIHUAN_TEST_POSTGRESQL"]
        schemas = ["psql", url, "-Atc", "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bihuan_bench%'"]
        figures = self.all_of("--store", url)
        self.assertEqual("0", subprocess.check_output(schemas, text=True).strip())
        self.assertGreater(figures["user-task"]["logBytes"], 0)
        self.assertGreater(figures["seq5"]["roundTripsPerRequest"], 0)

    def test_an_unknown_workload_is_said(self):
        done = subprocess.run([str(PROGRAM), "bench", "no-such"], capture_output=True, text=True)
        self.assertEqual(2, done.returncode)
        self.assertIn("no-such", done.stderr)


if __name__ == "__main__":
    unittest.main()
