#!/usr/bin/env python3
"""Decides how the figures of `run` are shown: medians over the rounds, each engine at the number of clients where it is
fastest, and how many times the better peer Bihuan does; then everything by clients."""

import json
import statistics
import sys

PEERS = ("flowable", "operaton")


def figures(path):
    """Every figure of every round; Bihuan prints a list, the peers one object a line."""
    for line in open(path, encoding="utf-8"):
        if not line.startswith(("[", "{")):
            continue
        read = json.loads(line)
        for figure in read if isinstance(read, list) else [read]:
            figure.setdefault("engine", "bihuan")
            yield figure


def medians(path):
    """(workload, engine) → clients → medians over the rounds."""
    rounds = {}
    for figure in figures(path):
        key = (figure["workload"], figure["engine"])
        rounds.setdefault(key, {}).setdefault(figure["clients"], []).append(figure)
    names = ("median", "lifeP50Ms", "lifeP99Ms")
    return {
        key: {n: {name: statistics.median(one[name] for one in all_of_it) for name in names} for n, all_of_it in by.items()}
        for key, by in rounds.items()
    }


def best(by_clients):
    """The number of clients at which most is done, and that figure."""
    return max(by_clients.items(), key=lambda item: item[1]["median"])


def shown(by_clients):
    clients, figure = best(by_clients)
    return f"{figure['median']:,.0f} ({clients}; p99 {figure['lifeP99Ms']:.1f} ms)"


def main(path):
    all_of_it = medians(path)
    workloads = list(dict.fromkeys(workload for workload, _ in all_of_it))
    print("| lives/s (clients at the best; p99 of a life) | Bihuan | Flowable | Operaton | times the better peer |")
    print("|---|---|---|---|---|")
    for workload in workloads:
        ours = all_of_it[workload, "bihuan"]
        theirs = [all_of_it[workload, peer] for peer in PEERS]
        better = max(best(by)[1]["median"] for by in theirs)
        ratio = best(ours)[1]["median"] / better
        print(f"| {workload} | {shown(ours)} | {shown(theirs[0])} | {shown(theirs[1])} | {ratio:.1f} |")
    print("\n| lives/s by clients | engine | " + " | ".join(("1", "4", "16", "50")) + " |\n|---|---|---|---|---|---|")
    for workload in workloads:
        for engine in ("bihuan", *PEERS):
            by = all_of_it[workload, engine]
            cells = [f"{by[n]['median']:,.0f}" if n in by else "–" for n in (1, 4, 16, 50)]
            print(f"| {workload} | {engine} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(sys.argv[1])
