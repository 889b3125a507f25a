# SPDX-License-Identifier: MIT
"""cuDNN: not in use; the switches can be set."""

enabled, benchmark, deterministic, allow_tf32 = False, False, True, False


def is_available():
    return False


def version():
    return None
