"""Runs the tour of README.md: every call against a fresh server, every answer as printed there.

In the blocks marked `console`, a line that begins with "$ " is a command (a trailing backslash or an open quote continues it) and the lines
below it are its answer; "…" stands for anything. TOUR_UPDATE=1 prints what came instead of comparing."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

from server import ROOT, Server


def steps(markdown):
    """(command, expected answer) in order."""
    for block in re.findall(r"^```console\n(.*?)^```", markdown, re.M | re.S):
        command, answer = [], []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield "\n".join(command), "\n".join(answer)
                command, answer = [line[2:]], []
            elif command and not answer and continues("\n".join(command)):
                command.append(line)
            else:
                answer.append(line)
        if command:
            yield "\n".join(command), "\n".join(answer)


def continues(command):
    """A backslash at the end, or a quote that is still open."""
    return command.endswith("\\") or command.count("'") % 2 == 1


class Shell:
    """One bash for the whole tour, so that variables live on."""

    def __init__(self, folder):
        self.process = subprocess.Popen(["bash"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, cwd=folder)

    def run(self, command):
        self.process.stdin.write(f"{command}\necho; echo --end--$?\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.startswith("--end--"):
                break
            lines.append(line)
        return "".join(lines).strip()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def matches(expected, got):
    pattern = ".*".join(re.escape(part) for part in expected.strip().split("…"))
    return re.fullmatch(pattern, got.strip(), re.S) is not None


class TourTest(unittest.TestCase):
    def test_every_call_of_the_tour_answers_as_printed(self):
        update = os.environ.get("TOUR_UPDATE")
        tour = list(steps((ROOT / "README.md").read_text()))
        self.assertGreater(len(tour), 8)
        with Server(signs_in=False) as server, tempfile.TemporaryDirectory() as folder:
            shell = Shell(folder)
            shell.run(f"bihuan() {{ '{ROOT}/build/release/bihuan' \"$@\"; }}; REPOSITORY='{ROOT}'")
            for command, expected in tour:
                # What the reader copies from the screen of the server.
                command = command.replace("http://127.0.0.1:8080", f"http://127.0.0.1:{server.port}")
                command = command.replace("the-one-time-password", server.one_time_password)
                got = shell.run(command)
                if update:
                    print(f"$ {command}\n{got}", file=sys.stderr)
                else:
                    self.assertTrue(matches(expected, got), f"\n$ {command}\nexpected: {expected}\ngot: {got}")
            shell.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
