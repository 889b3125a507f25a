# SPDX-License-Identifier: MIT
"""Apple GPUs: not in use."""


def is_available():
    return False


def is_built():
    return False
