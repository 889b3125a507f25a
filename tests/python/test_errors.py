# SPDX-License-Identifier: MIT
"""Refused calls raise the class and say the words of PyTorch 1.13.1: tests/golden/errors.txt, written by make_errors.py."""
import ast
import os
import unittest
import warnings

import rushlight as torch
from samples import ROOT

try:
    import numpy as np
except ImportError:
    np = None


class Errors(unittest.TestCase):
    maxDiff = None

    def test_texts(self):
        wrong, compared = [], 0
        with open(os.path.join(ROOT, "tests/golden/errors.txt")) as f:
            lines = [line.rstrip("\n").split("\t") for line in f]
        torch.nn.functional
        for expression, kind, text in lines:
            if np is None and "np." in expression:
                continue
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    eval(expression, {"torch": torch, "np": np})
                got = ("no error", "")
            except Exception as e:
                got = (type(e).__name__, str(e))
            if got != (kind, ast.literal_eval(text)):
                wrong.append(f"{expression}: {got[0]}: {got[1]}\n   not {kind}: {ast.literal_eval(text)}")
            compared += 1
        self.assertEqual([], wrong)
        self.assertGreater(compared, 190)


if __name__ == "__main__":
    unittest.main()
