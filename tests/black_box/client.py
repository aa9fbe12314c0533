"""A client as this product asks them to be: a request without an answer is sent again, with the same Idempotency-Key, and so
is one that got 503 or "still being handled"; every other answer is final. It knows nothing of nodes: one address."""
import http.client
import json
import random
import threading
import time

GONE = (OSError, http.client.HTTPException)
LONGEST_PAUSE = 1.0


class NoAnswer(Exception):
    """Nothing final came before the patience was over."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def good(self):
        return self.status < 300

    @property
    def replayed(self):
        return self.headers.get("Idempotent-Replayed") == "true"

    def __repr__(self):
        return f"{self.status} {self.body}"


class Tally:
    """What many clients met on the way, for the test's report."""

    def __init__(self):
        self.lock, self.counts, self.longest = threading.Lock(), {}, 0.0

    def add(self, what, seconds=0.0):
        with self.lock:
            self.counts[what] = self.counts.get(what, 0) + 1
            self.longest = max(self.longest, seconds)


class Client:
    def __init__(self, port, token, patience=60.0, timeout=15.0, seed=0, tally=None, keep_alive=False):
        self.port, self.token, self.patience, self.timeout = port, token, patience, timeout
        self.keep_alive = keep_alive
        self.rng, self.tally = random.Random(seed), tally or Tally()
        self.connection = None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def once(self, method, path, body=None, key=None, headers=None):
        """One try. Raises one of GONE where no answer came."""
        sent = {"Authorization": "Bearer " + self.token, **(headers or {})}
        if key:
            # The id of the request stands in the journal beside its effect.
            sent |= {"Idempotency-Key": key, "X-Request-Id": key}
        data = None
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        if not self.connection:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            self.connection.request(method, path, data, sent)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except BaseException:
            self.close()
            raise
        # Another node may have the next one.
        if not self.keep_alive or answer.will_close or self.rng.random() < 0.3:
            self.close()
        is_json = "json" in (answer.headers.get("Content-Type") or "")
        return Answer(answer.status, answer.headers, json.loads(text) if text and is_json else text)

    def call(self, method, path, body=None, key=None, headers=None):
        """Tries until there is a final answer."""
        begun, pause = time.monotonic(), 0.02
        while True:
            try:
                answer = self.once(method, path, body, key, headers)
                again = self.must_try_again(answer)
                if not again:
                    self.tally.add("answered", time.monotonic() - begun)
                    return answer
            except GONE as gone:
                self.tally.add("no answer: " + type(gone).__name__)
            if time.monotonic() - begun > self.patience:
                raise NoAnswer(f"{method} {path} after {self.patience} s")
            time.sleep(pause * (0.5 + self.rng.random()))
            pause = min(LONGEST_PAUSE, pause * 2)

    def must_try_again(self, answer):
        if answer.status in (502, 504):  # a balancer's: the node did not answer it
            self.tally.add(str(answer.status))
            return True
        if answer.status == 503:
            self.tally.add("503" if answer.headers.get("Retry-After") else "503 without Retry-After")
            return True
        if answer.status == 409 and answer.body.get("code") == "idempotency-key-in-progress":
            self.tally.add("409 in progress")
            return True
        if answer.status >= 500:
            self.tally.add(f"{answer.status} {code_of(answer)}")
        return False


def code_of(answer):
    return answer.body.get("code") if isinstance(answer.body, dict) else ""
