# SPDX-License-Identifier: MIT
"""Names that PyTorch has in two places are one function here."""
import unittest

import rushlight as torch


class Names(unittest.TestCase):
    def test_functional_names_of_torch(self):
        elsewhere = [n for n, where in torch._ELSEWHERE.items() if where == "nn.functional"]
        self.assertGreater(len(elsewhere), 20)
        for name in elsewhere:
            self.assertIs(getattr(torch, name), getattr(torch.nn.functional, name))
            self.assertIn(name, dir(torch))

    def test_missing_name(self):
        with self.assertRaisesRegex(AttributeError, "has no attribute 'no_such_function'"):
            torch.no_such_function


if __name__ == "__main__":
    unittest.main()
