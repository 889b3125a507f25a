# SPDX-License-Identifier: MIT
"""All cases beside PyTorch itself, where it is installed: PYTHONPATH=build/python python3 tests/python/live_golden.py."""

import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import rushlight  # noqa: E402
import torch  # noqa: E402

from golden import SETS, difference, results  # noqa: E402


class Live(unittest.TestCase):
    def check(self, name):
        theirs = json.loads(json.dumps(results(name, torch)))
        ours = json.loads(json.dumps(results(name, rushlight)))
        self.assertEqual(sorted(ours), sorted(theirs))
        for case, wanted in theirs.items():
            with self.subTest(case=case):
                found = difference(ours[case], wanted, 1e-4)
                self.assertIsNone(found, found)


class Files(unittest.TestCase):
    """What one saves the other loads: equal tensors, shared storages shared."""

    def between(self, writer, reader):
        base = writer.arange(6.0)
        net = writer.nn.Sequential(writer.nn.Linear(3, 4), writer.nn.BatchNorm1d(4))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "file.pt")
            writer.save({"net": net.state_dict(), "views": (base[:4], base[2:]), "step": 3}, path)
            found = reader.load(path)
        self.assertEqual(found["step"], 3)
        for name, value in net.state_dict().items():
            self.assertEqual((str(found["net"][name].dtype), found["net"][name].tolist()), (str(value.dtype), value.tolist()))
        first, second = found["views"]
        first[2] = 9
        self.assertEqual(second.tolist(), [9, 3, 4, 5])

    def test_ours_there(self):
        self.between(rushlight, torch)

    def test_theirs_here(self):
        self.between(torch, rushlight)


for _name in SETS:
    setattr(Live, "test_" + _name, lambda self, name=_name: self.check(name))

if __name__ == "__main__":
    unittest.main(verbosity=0)
