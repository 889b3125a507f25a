# SPDX-License-Identifier: MIT
"""Normal, under the module name that PyTorch gives it."""
from . import Normal  # noqa: F401
