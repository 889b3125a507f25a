# SPDX-License-Identifier: MIT
"""Uniform, under the module name that PyTorch gives it."""
from . import Uniform  # noqa: F401
