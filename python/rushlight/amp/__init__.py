# SPDX-License-Identifier: MIT
"""torch.amp: autocast. On CUDA devices, of which there are none, it warns and changes nothing, as in PyTorch; on the CPU it is
missing and says so, unless it is switched off."""

from .autocast_mode import autocast

__all__ = ["autocast"]
