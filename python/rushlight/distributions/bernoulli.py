# SPDX-License-Identifier: MIT
"""Bernoulli, under the module name that PyTorch gives it."""
from . import Bernoulli  # noqa: F401
