# SPDX-License-Identifier: MIT
"""Gumbel, under the module name that PyTorch gives it."""
from . import Gumbel  # noqa: F401
