# SPDX-License-Identifier: MIT
"""Binomial, under the module name that PyTorch gives it."""
from . import Binomial  # noqa: F401
