# SPDX-License-Identifier: MIT
"""How this library is built and runs."""
from . import _C
from .version import __version__


def show():
    """The version and the kinds of device, as text."""
    return f"Rushlight {__version__}\n  - CUDA: {'available' if _C._cuda_is_available() else 'not available'}\n"


def parallel_info():
    """The number of threads, as text."""
    return f"Rushlight parallel info:\n\tget_num_threads() : {_C.get_num_threads()}\n"


def _cxx_flags():
    """The flags that the core was compiled with: those of the build type, see CMakeLists.txt."""
    return "-std=c11 -O3 -ffp-contract=off -fno-math-errno -fno-trapping-math"
