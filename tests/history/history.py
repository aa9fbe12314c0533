"""Whether a history can be one of this system: the Python twin of history.h, for runs against the real program.
`faults(lines)` answers a list of (rule, text); `python3 tests/history/history.py FILE` prints them and exits with 1.
The rules and the form of the lines are in README.md; corpus/ holds the twins together."""
import collections
import json
import sys


class Wrong(ValueError):
    """A line that is no part of a history."""


ACTS = {"start", "claim", "unclaim", "transfer", "complete", "other"}
ANSWERS = {"done", "refused", "none"}


def parse(lines):
    """Objects of the lines, by op. Lines may be texts or objects already."""
    by_op = {"write": [], "read": [], "entry": []}
    for number, line in enumerate(lines, 1):
        if isinstance(line, str):
            if not line.strip() or line.startswith("#"):
                continue
            line = json.loads(line)
        if line.get("op") not in by_op:
            raise Wrong(f"line {number}: op '{line.get('op')}'")
        if line.get("act", "other") not in ACTS or line.get("answer", "none") not in ANSWERS:
            raise Wrong(f"line {number}: {line}")
        by_op[line["op"]].append(line)
    return by_op["write"], by_op["read"], by_op["entry"]


def journals_of(entries, found):
    journals = collections.defaultdict(dict)
    for entry in entries:
        journal = journals[entry["instance"]]
        if entry["revision"] in journal:
            found.append(("gap", f"{entry['instance']}@{entry['revision']} stands twice"))
        journal.setdefault(entry["revision"], entry)
    for instance, journal in sorted(journals.items()):
        for expected, revision in enumerate(sorted(journal), 1):
            if revision != expected:
                found.append(("gap", f"{instance}@{expected} is missing"))
                break
    return journals


def is_stored(write, journals, keys):
    key, revision = write.get("key", ""), write.get("revision", 0)
    if not revision:
        return not key or key in keys
    entry = journals.get(write.get("instance"), {}).get(revision)
    if entry is None:
        return False
    return not entry.get("key") or not key or entry["key"] == key


def acknowledged_is_stored(writes, entries, journals, found):
    keys = {entry.get("key") for entry in entries}
    for write in writes:
        if write.get("answer") == "done" and not is_stored(write, journals, keys):
            found.append(("lost", f"{write.get('key')} was acknowledged as "
                                  f"{write.get('instance')}@{write.get('revision', 0)}"))


def one_effect_per_key(entries, found):
    first = {}
    for entry in entries:
        if not entry.get("key") or not entry.get("asked", True):
            continue
        before = first.setdefault(entry["key"], entry)
        if before is not entry:
            found.append(("twice", f"{entry['key']} is {before['instance']}@{before['revision']} and "
                                   f"{entry['instance']}@{entry['revision']}"))


def read_your_writes(writes, reads, found):
    """What began after something had ended must show no less than that; a write must show more."""
    seen = collections.defaultdict(list)
    for write in writes:
        if write.get("answer") == "done" and write.get("revision"):
            seen[write["instance"]].append((write["begin"], write["end"], write["revision"], True))
    for read in reads:
        seen[read["instance"]].append((read["begin"], read["end"], read["revision"], False))
    for instance, ops in sorted(seen.items()):
        ended = sorted(ops, key=lambda op: op[1])
        newest, at = 0, 0
        for begin, _, revision, writing in sorted(ops, key=lambda op: op[0]):
            while at < len(ended) and ended[at][1] < begin:
                newest = max(newest, ended[at][2])
                at += 1
            if revision > newest or (not writing and revision == newest):
                continue
            found.append(("order", f"a {'write' if writing else 'read'} begun at {begin} is {instance}@{revision}, "
                                   f"but {instance}@{newest} was known"))


def claims_are_exclusive(journals, found):
    for _, journal in sorted(journals.items()):
        holds = {}
        for revision in sorted(journal):
            if journal[revision].get("task"):
                follow(holds, journal[revision], found)


def follow(holds, entry, found):
    """`holds`: task → who holds it ("" = nobody), or None when it is done; a task not in it is not known yet."""
    task, person, act = entry["task"], entry.get("person", ""), entry.get("act", "other")
    known, holder = task in holds, holds.get(task)
    faults_of_entry = []
    if known and holder is None:
        faults_of_entry.append("touched after it was done")
    elif act == "claim":
        if known and holder and holder != person:
            faults_of_entry.append(f"{person} claims what {holder} holds")
        holds[task] = person
    elif act == "unclaim":
        if known and not holder:
            faults_of_entry.append("given back, but nobody holds it")
        if known and holder and person and holder != person:
            faults_of_entry.append(f"{person} gives back what {holder} holds")
        holds[task] = ""
    elif act == "transfer":
        holds[task] = person
    elif act == "complete":
        if known and holder and person and holder != person:
            faults_of_entry.append(f"{person} completes what {holder} holds")
        holds[task] = None
    found.extend(("claim", f"{entry['instance']}@{entry['revision']} task {task}: {why}") for why in faults_of_entry)


def faults(lines):
    writes, reads, entries = parse(lines)
    found = []
    journals = journals_of(entries, found)
    acknowledged_is_stored(writes, entries, journals, found)
    one_effect_per_key(entries, found)
    read_your_writes(writes, reads, found)
    claims_are_exclusive(journals, found)
    return found


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        what_is_wrong = faults(file)
    for rule, text in what_is_wrong:
        print(rule, text)
    sys.exit(1 if what_is_wrong else 0)
