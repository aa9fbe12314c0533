"""The real program under clients that abort, cut, drip, wait and lie: right answers for everybody else, the right refusal,
bounded memory, the next request fine. BIHUAN_ATTACK_ANSWERS=1000000 is the long form, BIHUAN_SEED repeats a run."""
import json
import os
import pathlib
import random
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/black_box"))
from server import Server  # noqa: E402

CLIENT = pathlib.Path(os.environ.get("BIHUAN_ATTACK_CLIENT", ROOT / "build/release/attack"))
ANSWERS = int(os.environ.get("BIHUAN_ATTACK_ANSWERS", 60_000))
SEED = int(os.environ.get("BIHUAN_SEED", random.SystemRandom().randrange(1 << 32)))
PEOPLE = 8
MEGABYTE = 1024  # of the kilobytes that the kernel tells


def memory_kb(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise KeyError(name)


class AttackTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print(f"BIHUAN_SEED={SEED}", flush=True)
        cls.server = Server(processes=None, options=["--log", "error"])
        cls.addClassCleanup(cls.end)
        cls.server.start()
        cls.server.call("PUT", "/api/v1/org", {
            "units": [{"id": "u-1", "name": "示例街道", "kind": "street"}],
            "people": [{"id": f"p-{i}", "name": f"人员{i}", "unit": "u-1"} for i in range(PEOPLE)],
            "roles": [], "roleNames": {}, "supervision": []})
        cls.people = "".join(f"p-{i}\t{cls.token(f'p-{i}')}\n" for i in range(PEOPLE))

    @classmethod
    def end(cls):
        if cls.server.process:
            cls.server.kill()
        cls.server.folder.cleanup()

    @classmethod
    def token(cls, person):
        return cls.server.call("POST", "/api/v1/tokens", {"person": person, "name": "attack", "scope": "all"})["token"]

    def attack(self, which, amount):
        """What the client saw; it must have seen no fault, and the program must be well and not larger than it may be."""
        pid = self.server.process.pid
        before = memory_kb(pid, "VmRSS")
        done = subprocess.run([str(CLIENT), which, str(self.server.port), str(amount), str(SEED)], input=self.people,
                              capture_output=True, text=True, timeout=1800)
        self.assertEqual(done.returncode, 0, done.stderr)
        seen = json.loads(done.stdout)
        self.assertEqual(seen["faults"], [], f"BIHUAN_SEED={SEED}")
        self.assertEqual(self.server.call("GET", "/api/v1/session")["person"], "admin")
        after, peak = memory_kb(pid, "VmRSS"), memory_kb(pid, "VmHWM")
        print(f"{which}: {seen}; memory {before // 1024} → {after // 1024} MB, at most {peak // 1024}", flush=True)
        self.assertLess(after, before + 64 * MEGABYTE, "what was attacked stays large")
        self.assertLess(peak, 400 * MEGABYTE)
        return seen

    def test_1_nobody_gets_anothers_answer_among_clients_that_abort(self):
        seen = self.attack("storm", ANSWERS)
        self.assertGreaterEqual(seen["answers"], ANSWERS)
        self.assertGreater(seen["aborted"], ANSWERS // 20)
        again = self.attack("storm", ANSWERS // 4)  # what the first run took serves the second
        self.assertEqual(again["wrong"], 0)

    def test_2_malformed_requests_are_refused_with_the_right_word(self):
        self.assertGreater(self.attack("malformed", 1)["tried"], 3 * 68)

    def test_3_requests_cut_at_every_place_disturb_nobody(self):
        self.attack("cut", 1 if ANSWERS >= 1_000_000 else 3)

    def test_4_half_closed_sockets_get_their_answers(self):
        self.attack("half-closed", 300)

    def test_5_those_who_wait_cost_no_more_than_a_connection(self):
        seen = self.attack("crowd", 5000)
        self.assertEqual(seen["connected"], 5000 + 500 + 500 + 100)
        self.assertEqual(seen["good_answers"], 60)


if __name__ == "__main__":
    unittest.main(verbosity=2)
