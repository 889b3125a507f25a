# SPDX-License-Identifier: MIT
"""Compares what this package computes with what PyTorch 1.13.1 computed (tests/golden/python_*.json), or with PyTorch itself.
`FRAMEWORK=torch python3 tests/python/golden.py` writes the files anew, by an interpreter that has PyTorch."""

import importlib
import json
import math
import os
import re
import sys
import unittest

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden")
SETS = ("nn", "optim", "data", "autograd", "indexing")
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+\.\d*(?:e[-+]\d+)?")


def path_of(name):
    return os.path.join(FOLDER, f"python_{name}.json")


def results(name, module):
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    return importlib.import_module("cases_" + name).results(module)


def close(a, b, tolerance):
    return a == b or (math.isnan(a) and math.isnan(b)) or abs(a - b) <= tolerance * max(1.0, abs(b))


def difference(ours, theirs, tolerance=2e-4, path=""):
    """None, or where and how they differ. Numbers inside texts may differ in their last digits."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        if sorted(ours) != sorted(theirs):
            return f"{path}: keys {sorted(ours)} instead of {sorted(theirs)}"
        pairs = [(ours[k], theirs[k], f"{path}.{k}") for k in theirs]
    elif isinstance(theirs, list) and isinstance(ours, list):
        if len(ours) != len(theirs):
            return f"{path}: {len(ours)} entries instead of {len(theirs)}"
        pairs = [(a, b, f"{path}[{i}]") for i, (a, b) in enumerate(zip(ours, theirs))]
    elif isinstance(theirs, float) and isinstance(ours, (int, float)):
        return None if close(ours, theirs, tolerance) else f"{path}: {ours} instead of {theirs}"
    elif isinstance(theirs, str) and isinstance(ours, str):
        same = [" ".join(NUMBER.sub("#", t).split()) for t in (ours, theirs)]
        numbers = [[float(x) for x in NUMBER.findall(t)] for t in (ours, theirs)]
        if same[0] == same[1] and all(close(a, b, 2e-3) for a, b in zip(*numbers)):
            return None
        return f"{path}:\n{ours}\ninstead of\n{theirs}"
    else:
        return (
            None
            if ours == theirs and type(ours) is type(theirs)
            else f"{path}: {ours!r} instead of {theirs!r}"
        )
    return next(filter(None, (difference(a, b, tolerance, p) for a, b, p in pairs)), None)


class GoldenTest(unittest.TestCase):
    """Subclasses give `golden`, the name of a set."""

    golden = None

    def test_golden(self):
        if self.golden is None:
            return
        import rushlight

        with open(path_of(self.golden), encoding="utf-8") as f:
            theirs = json.load(f)
        ours = json.loads(json.dumps(results(self.golden, rushlight)))
        compared = 0
        for case, wanted in theirs.items():
            if case not in ours:
                self.assertIn("numpy", case)  # where it is not installed
                continue
            compared += 1
            with self.subTest(case=case):
                found = difference(ours[case], wanted)
                self.assertIsNone(found, found)
        self.assertGreater(compared, 10)


def main():
    framework = importlib.import_module(os.environ.get("FRAMEWORK", "torch"))
    for name in sys.argv[1:] or SETS:
        with open(path_of(name), "w", encoding="utf-8") as f:
            lines = [
                f"{json.dumps(case)}: {json.dumps(value)}" for case, value in results(name, framework).items()
            ]
            f.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
