# SPDX-License-Identifier: MIT
"""600 random index expressions against golden data."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from golden import GoldenTest  # noqa: E402


class Indexing(GoldenTest):
    golden = "indexing"


del GoldenTest

if __name__ == "__main__":
    unittest.main()
