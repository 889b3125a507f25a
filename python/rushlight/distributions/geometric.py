# SPDX-License-Identifier: MIT
"""Geometric, under the module name that PyTorch gives it."""
from . import Geometric  # noqa: F401
