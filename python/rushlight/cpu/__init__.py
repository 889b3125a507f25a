# SPDX-License-Identifier: MIT
"""torch.cpu"""

from . import amp

__all__ = ["amp"]
