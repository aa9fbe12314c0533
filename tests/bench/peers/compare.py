#!/usr/bin/env python3
"""Prints one table from what the engines measured: compare.py OURS.json PEERS.txt [--wall]

OURS.json is Google Benchmark's output with the answers as labels; PEERS.txt has lines "engine;case;cpu;wall;answers".
A peer's answers that differ from ours are told after the table, for its ratio then compares different work.
"""
import json
import sys


def ours(path):
    rows = {}
    for run in json.load(open(path, encoding="utf-8"))["benchmarks"]:
        if run.get("aggregate_name") == "median":
            rows[run["run_name"].removeprefix("peers/")] = (run["cpu_time"], run["real_time"], run["label"])
    return rows


def peers(path):
    rows = {}
    for line in open(path, encoding="utf-8"):
        engine, case, cpu, wall, answers = line.rstrip("\n").split(";", 4)
        rows[engine, case] = (float(cpu or 0), float(wall or 0), answers)
    return rows


def written(ns):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


def same(a, b):
    a, b = (text.replace("List(", "[").replace(")", "]") for text in (a, b))
    return a.startswith(b) or b.startswith(a)


def main():
    mine, others = ours(sys.argv[1]), peers(sys.argv[2])
    which = 1 if "--wall" in sys.argv else 0
    engines = list(dict.fromkeys(engine for engine, _ in others))
    print("| " + " | ".join(["case", "Bihuan"] + engines) + " |")
    print("|---" * (len(engines) + 2) + "|")
    differing = []
    for case, row in mine.items():
        cells = [case, written(row[which])]
        for engine in engines:
            other = others.get((engine, case))
            if other is None or other[0] == 0:
                cells.append("–" if other is None else "no answer")
                continue
            cells.append(f"{written(other[which])} ({other[which] / row[which]:.3g}×)")
            if not same(row[2], other[2]):
                differing.append(f"{engine} answers {case} differently: {other[2][:60]} instead of {row[2][:60]}")
        print("| " + " | ".join(cells) + " |")
    print("\n".join([""] + differing if differing else ["", "All answers agree."]))


if __name__ == "__main__":
    main()
