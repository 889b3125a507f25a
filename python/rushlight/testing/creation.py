# SPDX-License-Identifier: MIT
"""make_tensor: random values of a shape, dtype and range, the same as PyTorch's for the same seed."""
import math

from .. import _C
from .._table import functions as _f

_INTEGERS = (_C.int64, _C.int32, _C.int16, _C.int8, _C.uint8)
_FLOATS = (_C.float32, _C.float64, _C.float16, _C.bfloat16)


def _range(dtype, low, high):
    """The ends: what was asked for, or the usual, within what the dtype holds."""
    from .. import finfo, iinfo
    if dtype is _C.bool:
        return 0, 2
    if dtype in _INTEGERS:
        limits, usual = iinfo(dtype), (0 if dtype is _C.uint8 else -9, 10)
    else:
        limits, usual = finfo(dtype), (-9, 9)
    low, high = usual[0] if low is None else low, usual[1] if high is None else high
    if low != low or high != high:
        raise ValueError("make_tensor: one of low or high was NaN!")
    if low > high:
        raise ValueError("make_tensor: low must be weakly less than high!")
    low, high = (min(max(x, limits.min), limits.max) for x in (low, high))
    return (math.floor(low), math.ceil(high)) if dtype in _INTEGERS else (low, high)


def make_tensor(*shape, dtype, device="cpu", low=None, high=None, requires_grad=False, noncontiguous=False, exclude_zero=False, memory_format=None):
    """Uniform in [low, high): whole numbers of an integer dtype. noncontiguous: every second element of something; exclude_zero: the smallest
    positive number in the place of 0."""
    if len(shape) == 1 and isinstance(shape[0], (tuple, list)):
        shape = tuple(shape[0])
    if memory_format is not None and noncontiguous:
        raise ValueError(f"The parameters `noncontiguous` and `memory_format` are mutually exclusive, but got noncontiguous={noncontiguous!r} "
                         f"and memory_format={memory_format!r}")
    if dtype not in (*_FLOATS, *_INTEGERS, _C.bool):
        _f["empty"]((), dtype=dtype)      # says that it is missing
    if requires_grad and dtype not in _FLOATS:
        raise ValueError("make_tensor: requires_grad must be False for integral dtype")
    low, high = _range(dtype, low, high)
    if dtype in _FLOATS:
        drawn = _f["rand"](shape, dtype=dtype, device=device)
        t = high * drawn + low * (1 - drawn)
    else:
        t = _f["randint"](int(low), int(high), shape, dtype=dtype, device=device)
    if noncontiguous and t.numel() > 1:
        t = t.repeat_interleave(2, dim=-1)[..., ::2]
    elif memory_format is not None:
        t = t.clone(memory_format=memory_format)
    if exclude_zero:
        t = t.masked_fill_(t == 0, _smallest(dtype))
    return t.requires_grad_() if requires_grad else t


def _smallest(dtype):
    from .. import finfo
    return finfo(dtype).tiny if dtype in _FLOATS else 1


def make_non_contiguous(tensor):
    """A copy that is laid out with gaps: each dimension is a part of a longer one, and the first element is not the memory's first."""
    if tensor.numel() <= 1:
        return tensor.clone()
    from random import randint
    wide = _f["empty"]([randint(n + 1, 2 * n + 1) if n > 1 else n + 1 for n in tensor.shape] + [randint(2, 3)], dtype=tensor.dtype)
    part = wide.select(-1, 1)
    for d, n in enumerate(tensor.shape):
        part = part.narrow(d, randint(1, part.shape[d] - n), n)
    part.copy_(tensor.detach())
    return part.requires_grad_(tensor.requires_grad)
