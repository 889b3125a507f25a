# SPDX-License-Identifier: MIT
"""HalfNormal, under the module name that PyTorch gives it."""
from . import HalfNormal  # noqa: F401
