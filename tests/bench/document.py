#!/usr/bin/env python3
"""Writes the figures of tests/bench/figures into docs/performance.md: between `<!-- figures: name -->` and
`<!-- end -->` stands what this makes of the section of that name; the words around it are people's. A section that was
not measured keeps what it has."""

import pathlib
import re
import sys

import goals

ROOT = pathlib.Path(__file__).resolve().parents[2]


def shown(value):
    if value is None:
        return "–"
    size = abs(value)
    return f"{value:,.{0 if size >= 100 or value == 0 else 1 if size >= 10 else 2 if size >= 1 else 3}f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def in_process_row(row):
    bare = row.get("bare")
    return [
        row["workload"],
        str(row["clients"]),
        f"{shown(row['median'])} {row['unit']} [{shown(row['min'])}, {shown(row['max'])}]",
        f"{shown(row['lifeP50Ms'])} / {shown(row['lifeP99Ms'])}",
        f"{shown(row['requestP50Ms'])} / {shown(row['requestP99Ms'])}",
        f"{shown(row['cpuSecondsPer1000'])} / {shown(row['serverCpuSecondsPer1000'])}",
        shown(row["requestsPerCommit"]),
        shown(row["roundTripsPerRequest"]),
        f"{shown(row['diskBytes'])} / {shown(row['logBytes'])}",
        f"{100 * row['median'] / bare:.0f} %" if bare else "–",
    ]


def in_process(rows):
    head = ["workload", "clients", "a second, median [min, max]", "life p50 / p99 ms", "request p50 / p99 ms",
            "CPU s of 1,000, own / server", "requests a commit", "round trips a request", "bytes, disk / log", "of bare"]
    return table(head, map(in_process_row, rows))


def over_rest(rows):
    head = ["workload", "store", "connections", "lives/s", "requests/s", "request p50 / p99 ms",
            "CPU µs of a life: server / database / client", "server MB"]
    return table(head, ([row["workload"], row["store"], str(row["connections"]), shown(row["lives_per_second"]),
                         shown(row["requests_per_second"]), f"{row['p50_us'] / 1000:.2f} / {row['p99_us'] / 1000:.2f}",
                         f"{shown(row['server_cpu_us'])} / {shown(row['database_cpu_us'])} / {shown(row['client_cpu_us'])}",
                         shown(row["memory_kb"] / 1024)] for row in rows))


def when_idle(rows):
    head = ["store", "start", "first answer ms", "CPU ms", "resident MB", "of it own MB"]
    return table(head, ([row["store"], row["start"], shown(row["first_answer_ms"]), shown(row["cpu_ms"]),
                         shown(row["resident_mb"]), shown(row["own_mb"])] for row in rows))


def settings(folder, name):
    """The lines that say machine, settings and load."""
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if re.match(r"(machine|postgresql:|java|flowable|operaton|load|medians)\b", line)]
    return "\n".join("    " + line for line in dict.fromkeys(named))


def beside_peers(folder):
    return "\n".join(line for line in (folder / "peers.txt").read_text(encoding="utf-8").splitlines()
                     if line.startswith("|") or not line).strip()


def section(folder, name):
    """None: it was not measured."""
    if name == "goals":
        return goals.table(folder)
    if not (folder / f"{name}.txt").exists():
        return None
    if name == "peers":
        text = beside_peers(folder)
    elif name == "million":
        text = in_process(goals.figures(folder, "million-sqlite")) + "\n\n" + in_process(goals.figures(folder, "million-postgresql"))
    else:
        make = {"rest": over_rest, "idle": when_idle}.get(name, in_process)
        text = make(goals.figures(folder, name))
    return text + "\n\n" + settings(folder, name)


def main(folder, document=ROOT / "docs/performance.md"):
    def replaced(found):
        text = section(pathlib.Path(folder), found[1])
        return found[0] if text is None else f"<!-- figures: {found[1]} -->\n{text}\n<!-- end -->"

    old = document.read_text(encoding="utf-8")
    document.write_text(re.sub(r"<!-- figures: (\w+) -->\n.*?<!-- end -->", replaced, old, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
