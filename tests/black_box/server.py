"""Starts the real program and talks to it as a client would. Only the standard library; traffic to 127.0.0.1 alone."""
import http.client
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("BIHUAN_PROGRAM", ROOT / "build/release/bihuan"))
PASSWORD = "测试-Correct-Horse-9"


def postgresql():
    """The address of a schema of its own on the PostgreSQL of tests/with_postgresql; None where there is none."""
    url = os.environ.get("BIHUAN_TEST_POSTGRESQL")
    if not url:
        return None
    schema = "black_box_" + uuid.uuid4().hex[:12]
    subprocess.run(["psql", url, "-qc", f"CREATE SCHEMA {schema}"], check=True, capture_output=True)
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{schema}"


class Refused(Exception):
    """The server said no: status and problem document."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem}")
        self.status, self.problem = status, problem


class Server:
    """One `bihuan serve` on a folder of its own, or on a PostgreSQL; may be killed and started again."""

    def __init__(self, store_url=None, processes=ROOT / "processes", signs_in=True, options=(), within=None):
        self.folder = tempfile.TemporaryDirectory(prefix="bihuan-test-", dir=within)
        self.store_url, self.processes = store_url, processes
        self.port, self.one_time_password, self.signs_in = 0, None, signs_in
        self.options = list(options)
        self.token = None
        self.process = None
        self.program = PROGRAM

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self.process and not self.log.closed:
            self.kill()
        self.folder.cleanup()

    def command(self):
        words = [str(self.program), "--json", "serve", "--port", str(self.port), "--data", self.folder.name]
        if self.processes:
            words += ["--processes", str(self.processes)]
        return words + self.options + (["--store", self.store_url] if self.store_url else [])

    def start(self):
        self.log = open(pathlib.Path(self.folder.name) / "server.log", "ab")
        self.process = subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        if not line:
            self.terminate()
            raise RuntimeError("the server did not start:\n" + self.log_text())
        ready = json.loads(line)
        self.port = ready["port"]
        if ready.get("oneTimePassword"):
            self.one_time_password = ready["oneTimePassword"]
            if self.signs_in:
                self.first_sign_in(self.one_time_password)
        return ready

    def first_sign_in(self, one_time):
        self.token = self.call("POST", "/api/v1/session", {"person": "admin", "password": one_time})["token"]
        self.call("PUT", "/api/v1/account/password", {"current": one_time, "new": PASSWORD})
        self.token = self.call("POST", "/api/v1/session", {"person": "admin", "password": PASSWORD})["token"]

    def kill(self):
        """kill -9, then waits until it is gone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.log.close()
        return code

    def log_text(self):
        return (pathlib.Path(self.folder.name) / "server.log").read_text(errors="replace")[-4000:]

    def call(self, method, path, body=None, as_person=None, headers=None, raw=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = dict(headers or {})
        if self.token:
            sent["Authorization"] = "Bearer " + self.token
        if as_person:
            sent["X-Act-As"] = as_person
        data = raw
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        try:
            connection.request(method, path, data, sent)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        is_json = "json" in (answer.getheader("Content-Type") or "")
        value = json.loads(text) if text and is_json else text
        if answer.status >= 400:
            raise Refused(answer.status, value)
        return value

    def deploy(self, files, note=""):
        """files: name → text."""
        boundary = uuid.uuid4().hex
        parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="name"\r\n\r\ntest\r\n',
                 f'--{boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\n{note}\r\n']
        for name, text in files.items():
            parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                         f"Content-Type: application/octet-stream\r\n\r\n{text}\r\n")
        raw = ("".join(parts) + f"--{boundary}--\r\n").encode()
        return self.call("POST", "/api/v1/deployments", raw=raw,
                         headers={"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def tasks(self, query=""):
        return self.call("GET", "/api/v1/tasks?view=all&limit=1000" + query)["items"]

    def audit(self):
        """`bihuan audit verify` on the store of a stopped server: (exit code, report)."""
        words = [str(self.program), "--json", "audit", "verify", "--data", self.folder.name]
        if self.store_url:
            words += ["--store", self.store_url]
        done = subprocess.run(words, capture_output=True, text=True, timeout=300)
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr
