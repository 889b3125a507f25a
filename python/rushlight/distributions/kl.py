# SPDX-License-Identifier: MIT
"""kl_divergence, under the module name that PyTorch gives it."""
from . import kl_divergence  # noqa: F401
