# SPDX-License-Identifier: MIT
"""The training scripts of examples/python: their first 20 losses against PyTorch's (tests/golden/python_losses.json), within 1e-3.
`python3 tests/python/test_training.py --write` asks PyTorch anew."""

import json
import os
import subprocess
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LOSSES = os.path.join(ROOT, "tests", "golden", "python_losses.json")
SCRIPTS = {
    "mnist_cnn": ["--data", "none"],
    "word_lm_lstm": [],
    "word_lm_transformer": [],
    "vae": [],
    "dcgan": [],
    "reinforce": [],
    "time_series_lstm": [],
}


def losses(name, framework, path):
    environment = {**os.environ, "FRAMEWORK": framework, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [
        sys.executable,
        os.path.join(ROOT, "examples", "python", name + ".py"),
        "--quiet",
        *SCRIPTS[name],
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    if done.returncode:
        raise AssertionError(f"{name}: {done.stderr}")
    return [float(line) for line in done.stdout.split()]


class Training(unittest.TestCase):
    def check(self, name):
        import rushlight

        with open(LOSSES, encoding="utf-8") as f:
            theirs = json.load(f)[name]
        ours = losses(
            name, "rushlight", os.path.dirname(os.path.dirname(os.path.abspath(rushlight.__file__)))
        )
        self.assertEqual((len(ours), len(theirs)), (20, 20))
        for i, (a, b) in enumerate(zip(ours, theirs)):
            self.assertLessEqual(abs(a - b), 1e-3 * abs(b), f"step {i + 1} of {name}: {a} instead of {b}")


for _name in SCRIPTS:
    setattr(Training, "test_" + _name, lambda self, name=_name: self.check(name))

if __name__ == "__main__":
    if "--write" in sys.argv:
        with open(LOSSES, "w", encoding="utf-8") as f:
            json.dump({name: losses(name, "torch", "") for name in SCRIPTS}, f, indent=0)
            f.write("\n")
    else:
        unittest.main()
