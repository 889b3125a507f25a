# SPDX-License-Identifier: MIT
"""oneDNN: PyTorch's switch; not in use."""

enabled = False


def is_available():
    return False
