# SPDX-License-Identifier: MIT
"""Switches of PyTorch's backends, for programs that set them. What is used here, rushlight._C._show_config() tells."""

from . import cuda, cudnn, mkl, mkldnn, mps, openmp

__all__ = ["cuda", "cudnn", "mkl", "mkldnn", "mps", "openmp"]
