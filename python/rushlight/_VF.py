# SPDX-License-Identifier: MIT
"""torch._VF: functions of torch by name."""


def __getattr__(name):
    from .ops import _find

    found = None if name.startswith("__") else _find(name)
    if found is None:
        raise AttributeError(f"module 'rushlight._VF' has no attribute '{name}'")
    return found
