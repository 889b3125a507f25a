# SPDX-License-Identifier: MIT
"""Exponential, under the module name that PyTorch gives it."""
from . import Exponential  # noqa: F401
