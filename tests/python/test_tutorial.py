# SPDX-License-Identifier: MIT
"""The tutorial's programs print what their C twins print; where the languages differ (lines, NumPy), what NAME.py.txt says."""

import glob
import os
import subprocess
import sys
import unittest

import rushlight

EXAMPLES = os.path.join(
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "examples"
)
PACKAGE_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(rushlight.__file__)))


def has_numpy():
    try:
        import numpy  # noqa: F401
    except ImportError:
        return False
    return True


class Tutorial(unittest.TestCase):
    def test_all_are_here(self):
        for i in range(1, 17):
            self.assertEqual(len(glob.glob(os.path.join(EXAMPLES, "tutorial", f"t{i:02d}_*.py"))), 1, i)


def _add(path):
    name = os.path.basename(path)[:-3]

    def test(self):
        if name == "t12_memory" and not has_numpy():
            self.skipTest("NumPy is not installed")
        environment = {**os.environ, "PYTHONPATH": PACKAGE_FOLDER, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, path], capture_output=True, text=True, env=environment, timeout=120
        )
        self.assertEqual(done.stderr, "")
        own = os.path.join(EXAMPLES, "expected", name + ".py.txt")
        with open(own if os.path.exists(own) else own[:-7] + ".txt") as f:
            self.assertEqual(done.stdout, f.read())

    setattr(Tutorial, "test_" + name, test)


for _path in sorted(glob.glob(os.path.join(EXAMPLES, "tutorial", "t[0-9]*.py"))):
    _add(_path)

if __name__ == "__main__":
    unittest.main()
