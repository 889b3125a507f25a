# SPDX-License-Identifier: MIT
"""PyTorch's inner names that programs import: _utils.collate, _utils.worker."""

import sys

from .. import worker
from . import collate

__all__ = ["collate", "worker", "MP_STATUS_CHECK_INTERVAL"]
MP_STATUS_CHECK_INTERVAL = 5.0
sys.modules[__name__ + ".worker"] = worker
