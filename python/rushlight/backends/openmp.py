# SPDX-License-Identifier: MIT
"""openmp: not in use."""


def is_available():
    return False
