#!/usr/bin/env python3
"""Decides which figures of tests/bench/figures answer which goal, and says of each whether it is met. A goal whose
section was not measured is left open."""

import json
import pathlib
import sys


def figures(folder, name):
    """Every figure of a section: lines of one object or of a list."""
    path = folder / f"{name}.json"
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("[", "{")):
            read = json.loads(line)
            found += read if isinstance(read, list) else [read]
    return found


def most(rows, value, **which):
    """The highest value of those rows that match; None if there are none."""
    found = [row[value] for row in rows if all(row.get(name) == wanted for name, wanted in which.items())]
    found = [one for one in found if one is not None]
    return max(found, default=None)



def better_peer(folder, workload):
    rows = [row for row in figures(folder, "peers") if row.get("engine")]
    return most(rows, "median", workload=workload)


def ours_beside_peers(folder, workload):
    rows = [row for row in figures(folder, "peers") if not row.get("engine")]
    return most(rows, "median", workload=workload)


def share(part, whole):
    return part / whole if part is not None and whole else None


def cpu(row):
    return row["cpuSecondsPer1000"] + (row["serverCpuSecondsPer1000"] or 0)


def growth(rows, name, few, many):
    """How many times the CPU of one with `few` is that with `many`."""
    cost = {row["workload"]: cpu(row) for row in rows}
    return share(cost.get(f"{name}@{many}"), cost.get(f"{name}@{few}"))


def bare_share(rows, workload):
    shares = [share(row["median"], row["bare"]) for row in rows if row["workload"] == workload and row.get("bare")]
    return max(shares, default=None)


def goals(folder):
    """(goal, value, unit, bound, whether at least or at most)"""
    sqlite, postgresql, memory = (figures(folder, name) for name in ("sqlite", "postgresql", "memory"))
    rest = [row for row in figures(folder, "rest") if row["store"] == "postgresql"]
    for workload, times in (("user-task", 20), ("seq1", 10), ("seq5", 10)):
        peer = better_peer(folder, workload)
        yield f"{workload}, in process, the better peer", share(ours_beside_peers(folder, workload), peer), "×", times, ">="
        over_rest = most(rest, "lives_per_second", workload=workload)
        yield f"{workload}, over REST, the better peer in process", share(over_rest, peer), "×", times / 2, ">="
    for store, rows in (("PostgreSQL", postgresql), ("SQLite", sqlite)):
        for workload in ("seq5", "task-commands"):
            value = bare_share(rows, workload)
            yield f"{workload} on {store}, of the same batches in a bare loop", value and 100 * value, "%", 70, ">="
    yield "SQLite, user tasks, 16 clients", most(sqlite, "median", workload="user-task", clients=16), "/s", 5000, ">="
    for store in ("sqlite", "postgresql"):
        rows = figures(folder, f"million-{store}")
        for name in ("live-new", "live-any"):
            value = growth(rows, name, 1000, 1000000)
            yield f"{name} on {store}: CPU of a command beside 1,000,000 live, to 1,000", value, "×", 1.1, "<="
        for name in ("inbox@1000000", "inbox-all@1000000"):
            yield f"{name} on {store}, p99 of a page", most(rows, "requestP99Ms", workload=name), "ms", 50, "<="
        beside = most(rows, "requestP99Ms", workload="timers-due@1000000")
        yield f"a person's command on {store} while 1,000,000 timers are due, p99", beside, "ms", 200, "<="
    for store, rows in (("memory", memory), ("SQLite", sqlite), ("PostgreSQL", postgresql)):
        ten, many = (most(rows, "requestP50Ms", workload=f"mi-tasks{n}") for n in (10, 10000))
        yield f"completion in 10,000 iterations on {store}, to that in ten (p50)", share(many, ten), "×", 1.1, "<="
    idle = figures(folder, "idle")
    for which, says in (("next", "on a store that is there"), ("first", "at the very first start, which makes the tables")):
        yield f"start to first answer, {says}", most(idle, "first_answer_ms", start=which), "ms", 300, "<="
    yield "resident memory of an idle node, the largest", most(idle, "resident_mb"), "MB", 50, "<="
    yield "five-step instances in memory, engine alone", most(memory, "median", workload="engine alone: seq5"), "/s", 100000, ">="
    yield "five-step instances in memory, with host", most(memory, "median", workload="seq5"), "/s", 100000, ">="


def line(name, value, unit, bound, how):
    wanted = f"{'≥' if how == '>=' else '≤'} {bound:,g} {unit}"
    if value is None:
        return f"| {name} | {wanted} | – | not measured |"
    met = value >= bound if how == ">=" else value <= bound
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"| {name} | {wanted} | {value:,.{digits}f} {unit} | {'met' if met else '**missed**'} |"


def table(folder):
    return "\n".join(["| goal | wanted | measured | |", "|---|---|---|---|", *(line(*goal) for goal in goals(folder))])


if __name__ == "__main__":
    print(table(pathlib.Path(sys.argv[1])))
