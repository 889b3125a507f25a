# SPDX-License-Identifier: MIT
"""mkl: not in use."""


def is_available():
    return False
