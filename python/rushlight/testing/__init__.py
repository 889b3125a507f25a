# SPDX-License-Identifier: MIT
"""Comparisons for tests, and tensors to test with."""

from .comparison import assert_allclose, assert_close
from .creation import make_non_contiguous, make_tensor

__all__ = ["assert_close", "assert_allclose", "make_tensor", "make_non_contiguous"]
