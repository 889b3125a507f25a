# SPDX-License-Identifier: MIT
"""Switches of PyTorch's backends, for programs that set them. What exists here is told by rushlight._C._show_config()."""
from types import SimpleNamespace

from .. import _C

cudnn = SimpleNamespace(enabled=False, benchmark=False, deterministic=True, allow_tf32=False, is_available=lambda: False, version=lambda: None)
mkl = SimpleNamespace(is_available=lambda: False)
mkldnn = SimpleNamespace(enabled=False, is_available=lambda: False)
openmp = SimpleNamespace(is_available=lambda: False)
mps = SimpleNamespace(is_available=lambda: False, is_built=lambda: False)
cuda = SimpleNamespace(matmul=SimpleNamespace(allow_tf32=False), is_built=lambda: _C._cuda_is_available())
