# SPDX-License-Identifier: MIT
"""torch.utils.dlpack: arrays of other libraries, and tensors for them, without a copy."""
from .._tensor import from_dlpack, to_dlpack

__all__ = ["from_dlpack", "to_dlpack"]
