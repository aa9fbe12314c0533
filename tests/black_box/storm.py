"""The people and programs of a storm: they start cases, claim, give back and complete tasks, publish messages, fetch and complete
jobs, and read, each request with a key and asked again until somebody answers. What they asked and heard is written down as
lines of a history (tests/history/README.md). Which nodes live meanwhile is not theirs to know."""
import itertools
import random
import threading
import time

from client import Client, NoAnswer, Tally

PEOPLE = ("p-wt-head", "p-wt-fire", "p-wt-safety")
TOPIC, MESSAGE = "storm", "storm-go"
LOCK_MS = 4000


def now_us():
    return int(time.monotonic() * 1e6)


class Notes:
    """What all clients know together: the lines of the history, and what they may work on."""

    def __init__(self):
        self.lock = threading.Lock()
        self.lines, self.cases, self.problems, self.tally = [], [], [], Tally()
        self.holds = {}

    def add(self, **line):
        with self.lock:
            self.lines.append(line)

    def problem(self, text):
        with self.lock:
            self.problems.append(text)

    def hold(self, job, worker, locked):
        """A lock that its worker knows of: taken at some moment from `locked[0]` to `locked[1]`, for LOCK_MS."""
        if locked:
            with self.lock:
                self.holds.setdefault(job, []).append((*locked, worker))

    def doubly_held(self):
        """Jobs that somebody was given although another's lock on them still held."""
        found = []
        for job, holds in self.holds.items():
            for (begin, end, worker), (next_begin, next_end, other) in itertools.pairwise(sorted(holds)):
                if next_begin > end and next_end < begin + LOCK_MS * 1000:
                    found.append(f"{job}: {worker} had it, {other} got it {(next_end - end) / 1e6:.2f} s later")
        return found

    def acknowledged(self, *acts):
        with self.lock:
            return [line for line in self.lines
                    if line["op"] == "write" and line["answer"] == "done" and line["act"] in acts]


class Person(threading.Thread):
    """One client; what it does next is drawn from its seed."""

    def __init__(self, port, tokens, notes, seed, stop, seconds=(1, 4)):
        super().__init__(daemon=True)
        self.rng, self.notes, self.stop, self.seconds = random.Random(seed), notes, stop, seconds
        self.me, self.n = str(seed), 0
        self.clients = {who: Client(port, token, patience=90, seed=f"{seed}-{who}", tally=notes.tally, keep_alive=True)
                        for who, token in tokens.items()}

    def run(self):
        acts = (self.start_case, self.start_case, self.claim, self.claim, self.complete, self.complete, self.give_back,
                self.publish, self.publish, self.work, self.work, self.read, self.read)
        while not self.stop.is_set():
            try:
                self.rng.choice(acts)()
            except NoAnswer as nobody:
                self.notes.problem(f"{self.me}: {nobody}")
        for client in self.clients.values():
            client.close()

    def write(self, who, act, path, body, key=None, **line):
        """Asks until there is an answer, and writes it down."""
        self.n += 1
        key = key or f"{self.me}/{self.n}"
        begin = now_us()
        answer = self.clients[who].call("POST", path, body, key)
        # A message that another client had sent under the same id moves nothing again: good, but no effect of this key.
        done = answer.good and answer.body.get("reached", 1) > 0
        line |= {"op": "write", "key": key, "act": act, "path": path, "begin": begin, "end": now_us()}
        self.notes.add(**line, answer="done" if done else "refused")
        # 403, 404, 409: somebody was faster.
        if answer.status >= 500 or answer.status in (400, 401, 413, 415, 422):
            self.notes.problem(f"{act} {path} {body}: {answer}")
        return answer

    def any_case(self):
        with self.notes.lock:
            return self.rng.choice(self.notes.cases[-60:]) if self.notes.cases else None

    def start_case(self):
        self.n += 1
        key = f"{self.me}/{self.n}"
        person = self.rng.choice(PEOPLE)
        seconds = self.rng.randint(*self.seconds)
        body = {"process": "storm", "variables": {"key": key, "seconds": seconds}}
        begin = now_us()
        answer = self.clients[person].call("POST", "/api/v1/instances", body, key)
        if not answer.good:
            return self.notes.problem(f"start {key}: {answer}")
        self.notes.add(op="write", key=key, act="start", begin=begin, end=now_us(), answer="done", person=person,
                       instance=answer.body["id"], revision=1)
        with self.notes.lock:
            self.notes.cases.append((answer.body["id"], key))
        return None

    def task_of(self, case):
        items = self.clients["admin"].call("GET", f"/api/v1/tasks?view=all&instance={case[0]}").body["items"]
        return items[0] if items else None

    def act(self, what, person_of):
        case = self.any_case()
        task = case and self.task_of(case)
        if task:
            person = person_of(task)
            self.write(person, what, f"/api/v1/tasks/{task['id']}/{what}", {}, instance=case[0], task=task["id"],
                       person=person)

    def claim(self):
        self.act("claim", lambda task: self.rng.choice(PEOPLE))

    def give_back(self):
        self.act("unclaim", lambda task: task.get("assignee") or self.rng.choice(PEOPLE))

    def complete(self):
        self.act("complete", lambda task: task.get("assignee") or self.rng.choice(PEOPLE))

    def publish(self):
        case = self.any_case()
        if not case:
            return
        # Half of them by an id of the case: two clients that send the same message must move it once.
        name = f"m-{case[1]}" if self.rng.random() < 0.5 else f"m-{case[1]}-{self.me}-{self.n}"
        body = {"name": MESSAGE, "correlationKey": case[1], "id": name}
        self.write("worker", "other", "/api/v1/messages", body, instance=case[0])

    def work(self):
        """An external program: fetches, then mostly completes; now and then it fails or is never heard of again."""
        me = "w-" + self.me
        body = {"workerId": me, "topics": [TOPIC], "maxTasks": 3, "lockDurationMs": LOCK_MS, "waitMs": 300}
        self.n += 1
        begin = now_us()
        answer = self.clients["worker"].call("POST", "/api/v1/external-tasks/fetch-and-lock", body, f"{self.me}/{self.n}")
        if not answer.good:
            return self.notes.problem(f"fetch: {answer}")
        # An answer that is told again holds locks of the first time.
        locked = None if answer.replayed else (begin, now_us())
        for job in answer.body["items"]:
            fate = self.rng.random()
            if fate < 0.05:
                self.notes.hold(job["id"], me, locked)
            elif fate < 0.1:
                self.tell_job(job, "fail", {"workerId": me, "message": "no luck", "retries": 3, "retryDelayMs": 500})
            else:
                self.notes.hold(job["id"], me, locked)
                done = self.tell_job(job, "complete", {"workerId": me})
                if not done.good and locked and now_us() < begin + LOCK_MS * 1000:
                    self.notes.problem(f"{me} held {job['id']} and could not complete it: {done}")
        return None

    def tell_job(self, job, what, body):
        return self.write("worker", "other", f"/api/v1/external-tasks/{job['id']}/{what}", body, instance=job["instance"])

    def read(self):
        case = self.any_case()
        if case:
            begin = now_us()
            answer = self.clients["admin"].call("GET", f"/api/v1/instances/{case[0]}")
            if answer.good:
                # The journal entry that it shows is not told; the revision counts commits, which is the same order.
                self.notes.add(op="read", instance=case[0], begin=begin, end=now_us(),
                               commits=answer.body["instance"]["revision"], status=answer.body["instance"]["status"])
            else:
                self.notes.problem(f"read {case}: {answer}")
