# SPDX-License-Identifier: MIT
"""CUDA switches."""

from types import SimpleNamespace

from .. import _C

matmul = SimpleNamespace(allow_tf32=False)


def is_built():
    return _C._cuda_is_available()


_preferred_linalg_library = "default"


def preferred_linalg_library(backend=None):
    """Which of CUDA's libraries factorizations would prefer: remembered, and of no effect here."""
    global _preferred_linalg_library
    if backend is not None:
        if backend not in ("default", "cusolver", "magma"):
            raise RuntimeError("Unknown input value. Choose from: default, cusolver, magma.")
        _preferred_linalg_library = backend
    return _preferred_linalg_library
