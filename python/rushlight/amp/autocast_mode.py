# SPDX-License-Identifier: MIT
"""autocast: while it is on, products and convolutions compute in bfloat16, and what needs more digits in float32; all else takes
the dtypes that come. It is on for the ops of the table (for all threads), not for functions that are written in Python: those
call such ops. On CUDA devices, of which there are none, it warns and changes nothing, as in PyTorch."""

import functools
import inspect
import warnings

from .. import _C
from .._C import Tensor
from .._table import functions as _f

_LOW = "conv1d conv2d conv3d bmm mm baddbmm addmm addbmm linear matmul".split()
_FLOAT32 = """
conv_transpose1d conv_transpose2d conv_transpose3d avg_pool3d binary_cross_entropy binary_cross_entropy_with_logits prod quantile
nanquantile trace max_pool3d reflection_pad1d reflection_pad2d replication_pad1d replication_pad2d replication_pad3d mse_loss l1_loss
smooth_l1_loss huber_loss kl_div nll_loss cosine_embedding_loss
""".split()
_PROMOTE = ("cat", "stack", "index_copy")

_dtypes = {"cuda": _C.float16, "cpu": _C.bfloat16}
_enabled, _cache = False, True


def _eligible(x):
    return isinstance(x, Tensor) and x.is_floating_point() and x.dtype is not _C.float64


def _cast(x, dtype):
    if isinstance(x, (list, tuple)):
        return type(x)([_cast(item, dtype) for item in x]) if type(x) in (list, tuple) else x
    return x.to(dtype) if _eligible(x) and x.dtype is not dtype else x


def _tensors(values):
    for x in values:
        if isinstance(x, (list, tuple)):
            yield from _tensors(x)
        elif _eligible(x):
            yield x


@functools.lru_cache(None)
def _policies():
    """name: LOW, FLOAT32 or PROMOTE; the ops are told to ask."""
    found = {}
    for names, policy in ((_LOW, "low"), (_FLOAT32, "float32"), (_PROMOTE, "promote")):
        for name in names:
            for op in map(inspect.unwrap, (_f.get(name), Tensor.__dict__.get(name))):
                if hasattr(op, "_autocast"):
                    op._autocast()
                    found[name] = policy
    return found


def _call(op, args, kwargs):
    policy = _policies()[op.__name__]
    if policy == "low":
        dtype = _dtypes["cpu"]
    elif policy == "float32" or any(t.dtype is _C.float32 for t in _tensors([*args, *kwargs.values()])):
        dtype = _C.float32
    else:
        dtype = None
    _C._set_autocast(None)  # what the op calls in turn takes what it is given
    try:
        if dtype is not None:
            args, kwargs = [_cast(a, dtype) for a in args], {k: _cast(a, dtype) for k, a in kwargs.items()}
        return op(*args, **kwargs)
    finally:
        _C._set_autocast(_call if _enabled else None)


def _switch(on):
    global _enabled
    _enabled = on
    if on:
        _policies()
    _C._set_autocast(_call if on else None)


class autocast:
    def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
        if device_type not in ("cuda", "cpu"):
            raise RuntimeError("User specified autocast device_type must be 'cuda' or 'cpu'")
        self.device, self.fast_dtype = device_type, dtype or _dtypes[device_type]
        if enabled and device_type == "cuda" and not _C._cuda_is_available():
            warnings.warn("User provided device_type of 'cuda', but CUDA is not available. Disabling", stacklevel=2)
            enabled = False
        if enabled and device_type == "cpu" and self.fast_dtype is not _C.bfloat16:
            warnings.warn(
                "In CPU autocast, but the target dtype is not supported. Disabling autocast.\n"
                "CPU Autocast only supports dtype of torch.bfloat16 currently.",
                stacklevel=2,
            )
            enabled = False
        if enabled and device_type == "cuda":
            raise NotImplementedError("rushlight has no automatic mixed precision on CUDA devices")
        self._enabled, self._before = enabled, []

    def __enter__(self):
        self._before.append(_enabled)
        if self.device == "cpu":
            _switch(self._enabled)
        return self

    def __exit__(self, *_):
        _switch(self._before.pop())
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
    return _enabled


def set_autocast_cpu_enabled(enabled):
    _switch(enabled)


def get_autocast_gpu_dtype():
    return _dtypes["cuda"]


def get_autocast_cpu_dtype():
    return _dtypes["cpu"]


def set_autocast_gpu_dtype(dtype):
    _dtypes["cuda"] = dtype


def set_autocast_cpu_dtype(dtype):
    _dtypes["cpu"] = dtype


def is_autocast_cache_enabled():
    return _cache


def set_autocast_cache_enabled(enabled):
    global _cache
    _cache = enabled


def clear_autocast_cache():
    """Nothing is kept."""
