# SPDX-License-Identifier: MIT
"""torch._VF: functions of torch by name."""


def unique_dim(input, dim, sorted=True, return_inverse=False, return_counts=False):
    from . import unique

    return unique(input, sorted, True, True, dim)


def __getattr__(name):
    from .ops import _find

    found = None if name.startswith("__") else _find(name)
    if found is None:
        raise AttributeError(f"module 'rushlight._VF' has no attribute '{name}'")
    return found
