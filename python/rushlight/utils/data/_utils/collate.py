# SPDX-License-Identifier: MIT
"""As rushlight.utils.data.collate."""

from ..collate import *  # noqa: F401,F403
from ..collate import default_collate, default_collate_err_msg_format, default_convert

__all__ = ["default_collate", "default_convert", "default_collate_err_msg_format"]
