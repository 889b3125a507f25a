# SPDX-License-Identifier: MIT
"""The context manager and decorator autocast, and the state that programs ask for."""

import functools
import warnings

from .. import _C

_state = {"cuda_dtype": _C.float16, "cpu_dtype": _C.bfloat16, "cache": True}


class autocast:
    def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
        if device_type not in ("cuda", "cpu", "xpu"):
            raise RuntimeError("User specified autocast device_type must be 'cuda' or 'cpu'")
        self.device, self.fast_dtype = device_type, dtype or _state[f"{'cpu' if device_type == 'cpu' else 'cuda'}_dtype"]
        if enabled and device_type == "cuda" and not _C._cuda_is_available():
            warnings.warn("User provided device_type of 'cuda', but CUDA is not available. Disabling", stacklevel=2)
            enabled = False
        if device_type == "cpu" and enabled and self.fast_dtype is not _C.bfloat16:
            warnings.warn(
                "In CPU autocast, but the target dtype is not supported. Disabling autocast.\n"
                "CPU Autocast only supports dtype of torch.bfloat16 currently.",
                stacklevel=2,
            )
            enabled = False
        if enabled:
            raise NotImplementedError(f"rushlight has no autocast on {device_type}: convert the model and its inputs by .to(dtype)")
        self._enabled = enabled

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __call__(self, function):
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        return wrapped


def is_autocast_enabled():
    return False


def is_autocast_cpu_enabled():
    return False


def get_autocast_gpu_dtype():
    return _state["cuda_dtype"]


def get_autocast_cpu_dtype():
    return _state["cpu_dtype"]


def set_autocast_gpu_dtype(dtype):
    _state["cuda_dtype"] = dtype


def set_autocast_cpu_dtype(dtype):
    _state["cpu_dtype"] = dtype


def is_autocast_cache_enabled():
    return _state["cache"]


def set_autocast_cache_enabled(enabled):
    _state["cache"] = enabled


def clear_autocast_cache():
    """Nothing is kept."""
