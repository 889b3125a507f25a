# SPDX-License-Identifier: MIT
"""torch.cpu.amp: autocast for the CPU."""

from .. import _C
from ..amp import autocast_mode


class autocast(autocast_mode.autocast):
    def __init__(self, enabled=True, dtype=_C.bfloat16, cache_enabled=True):
        super().__init__("cpu", dtype, enabled, cache_enabled)
