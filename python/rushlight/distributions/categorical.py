# SPDX-License-Identifier: MIT
"""Categorical, under the module name that PyTorch gives it."""
from . import Categorical  # noqa: F401
