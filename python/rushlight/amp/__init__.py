# SPDX-License-Identifier: MIT
"""torch.amp: autocast."""

from .autocast_mode import autocast

__all__ = ["autocast"]
