"""The public scenarios, taken from another engine's own tests, played over the Camunda 7 REST dialect by their own runner:
deploy, start, complete, send, fire, look. Skipped with a word where the corpora are not beside the project."""
import re
import subprocess
import sys
import unittest

from server import ROOT, Server

RUNNER = ROOT.parent / "shared/corpora/camunda-scenarios/run_scenarios.py"

# Where that engine leaves the standard and this one follows it: docs/engine-rest.md says why, one by one.
DIFFERENT = {}


class Scenarios(unittest.TestCase):
    @unittest.skipUnless(RUNNER.exists(), "no corpora")
    def test_every_scenario_holds_but_for_the_documented_differences(self):
        with Server(processes=None, signs_in=False, options=["--jobs", "off", "--engine-rest", "open"]) as server:
            base = f"http://127.0.0.1:{server.port}/engine-rest"
            done = subprocess.run([sys.executable, str(RUNNER), base, "-v"], capture_output=True, text=True, timeout=600)
            print(done.stdout)
            failed = set(re.findall(r"^FAIL (\S+)", done.stdout, re.M))
            self.assertGreaterEqual(len(re.findall(r"^(?:PASS|FAIL) ", done.stdout, re.M)), 60, done.stderr)
            self.assertEqual(failed, set(DIFFERENT), done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
