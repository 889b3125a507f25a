# SPDX-License-Identifier: MIT
"""All cases beside PyTorch itself, where it is installed: PYTHONPATH=build/python python3 tests/python/live_golden.py."""

import json
import os
import sys
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


for _name in SETS:
    setattr(Live, "test_" + _name, lambda self, name=_name: self.check(name))

if __name__ == "__main__":
    unittest.main(verbosity=0)
