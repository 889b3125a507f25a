# SPDX-License-Identifier: MIT
"""Vital signs: what parts of a program were used, kept and read back as text while the environment has TORCH_VITAL=ON."""
import os

_signs = {}


def vitals_enabled():
    return os.environ.get("TORCH_VITAL", "").upper() == "ON"


def set_vital(vital, attr, value):
    """Notes a value; True if vital signs are kept."""
    if not vitals_enabled():
        return False
    _signs.setdefault(vital, {})[attr] = value
    return True


def read_vitals():
    """Lines "[TORCH_VITAL] part.attribute, two tabs, value"."""
    from ._C import _cuda_is_available
    set_vital("CUDA", "used", "true" if _cuda_is_available() else "False")
    return "".join(f"[TORCH_VITAL] {vital}.{attr}\t\t {value}\n" for vital, attrs in _signs.items() for attr, value in attrs.items())
