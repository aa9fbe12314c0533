#!/usr/bin/env python3
"""Writes the decision tables that all engines read, and the inputs that they are asked with.

tables.py FOLDER writes FOLDER/<policy>-<rules>.dmn and FOLDER/<policy>-<rules>.json, a list of sixteen inputs.
Rule i answers i + 1; it asks for a district (equality), a band of amounts (interval) and one of two kinds (a list), so
that exactly one rule matches; Collect tables have some rules for all districts besides.
"""
import json
import pathlib
import sys

BANDS = 10
CASES = pathlib.Path(__file__).with_name("cases.json")


def cells(i, policy):
    district, band = divmod(i, BANDS)
    everywhere = policy == "COLLECT" and i % 200 == 100
    return ["-" if everywhere else f'"D{district}"', f"[{band * 1000 + district}..{band * 1000 + district + 999}]",
            '"a", "b"' if band % 2 else '"c", "b"']


def question(i):
    district, band = divmod(i, BANDS)
    return {"district": f"D{district}", "amount": band * 1000 + district + 500, "kind": "b"}


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def dmn(rules, policy):
    inputs = (("district", "string"), ("amount", "number"), ("kind", "string"))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>',
             '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="peers" name="peers"',
             '  namespace="urn:bihuan:peers">']
    lines += [f'<inputData id="i_{n}" name="{n}"><variable name="{n}" typeRef="{t}"/></inputData>' for n, t in inputs]
    lines.append('<decision id="answer" name="answer"><variable name="answer"/>')
    lines += [f'<informationRequirement id="r_{n}"><requiredInput href="#i_{n}"/></informationRequirement>'
              for n, _ in inputs]
    lines.append(f'<decisionTable id="table" hitPolicy="{policy}">')
    lines += [f'<input id="c_{n}"><inputExpression id="e_{n}" typeRef="{t}"><text>{n}</text></inputExpression></input>'
              for n, t in inputs]
    lines.append('<output id="o" name="answer" typeRef="number"/>')
    for i in range(rules):
        entries = "".join(f'<inputEntry id="t{i}_{k}"><text>{escaped(cell)}</text></inputEntry>'
                          for k, cell in enumerate(cells(i, policy)))
        lines.append(f'<rule id="rule{i}">{entries}<outputEntry id="a{i}"><text>{i + 1}</text></outputEntry></rule>')
    lines.append('</decisionTable></decision></definitions>')
    return "\n".join(lines) + "\n"


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for table in json.loads(CASES.read_text(encoding="utf-8"))["tables"]:
        rules, policy = table["rules"], table["policy"]
        stem = folder / f"{policy.lower()}-{rules}"
        stem.with_suffix(".dmn").write_text(dmn(rules, policy), encoding="utf-8")
        asked = [question((k * rules // 16 + k) % rules) for k in range(16)]
        stem.with_suffix(".json").write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
