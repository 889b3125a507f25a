# SPDX-License-Identifier: MIT
"""Switches of PyTorch's backends, for programs that set them. What is used here, rushlight._C._show_config() tells."""

from . import cuda, cudnn, mkl, mkldnn, mps, openmp

__all__ = ["cuda", "cudnn", "mkl", "mkldnn", "mps", "openmp"]

_flags_frozen = False


def disable_global_flags():
    """After this, the switches of the backends can only be set through their `flags()` contexts."""
    global _flags_frozen
    _flags_frozen = True


def flags_frozen():
    return _flags_frozen
