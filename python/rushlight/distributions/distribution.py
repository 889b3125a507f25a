# SPDX-License-Identifier: MIT
"""Distribution, under the module name that PyTorch gives it."""
from . import Distribution  # noqa: F401
