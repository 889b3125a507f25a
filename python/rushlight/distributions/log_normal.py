# SPDX-License-Identifier: MIT
"""LogNormal, under the module name that PyTorch gives it."""
from . import LogNormal  # noqa: F401
