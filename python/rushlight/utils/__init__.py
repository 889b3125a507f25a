# SPDX-License-Identifier: MIT
"""Data, checkpoints, hooks."""

_SUBMODULES = frozenset(("data", "checkpoint", "dlpack", "hooks", "collect_env"))


def __getattr__(name):
    if name in _SUBMODULES:
        import importlib

        return importlib.import_module("." + name, __name__)
    raise AttributeError(f"module 'rushlight.utils' has no attribute '{name}'")
