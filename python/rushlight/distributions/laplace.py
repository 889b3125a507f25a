# SPDX-License-Identifier: MIT
"""Laplace, under the module name that PyTorch gives it."""
from . import Laplace  # noqa: F401
