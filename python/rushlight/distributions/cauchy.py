# SPDX-License-Identifier: MIT
"""Cauchy, under the module name that PyTorch gives it."""
from . import Cauchy  # noqa: F401
