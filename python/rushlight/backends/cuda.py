# SPDX-License-Identifier: MIT
"""CUDA switches."""

from types import SimpleNamespace

from .. import _C

matmul = SimpleNamespace(allow_tf32=False)


def is_built():
    return _C._cuda_is_available()
