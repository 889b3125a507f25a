# SPDX-License-Identifier: MIT
"""make_tensor: random values of a shape, dtype and range."""

import math

from .. import _C
from .._table import functions as _f


def make_tensor(
    *shape,
    dtype,
    device="cpu",
    low=None,
    high=None,
    requires_grad=False,
    noncontiguous=False,
    exclude_zero=False,
    memory_format=None,
):
    if len(shape) == 1 and isinstance(shape[0], (tuple, list)):
        shape = tuple(shape[0])
    if memory_format is not None and noncontiguous:
        raise ValueError("The parameters `noncontiguous` and `memory_format` are mutually exclusive")
    if dtype is _C.bool:
        low, high = 0, 2
    elif dtype is _C.uint8:
        low, high = 0 if low is None else low, 10 if high is None else high
    else:
        low, high = -9 if low is None else low, (
            (9 if dtype.is_floating_point else 10) if high is None else high
        )
    if low >= high:
        raise ValueError(f"make_tensor: low must be weakly less than high, but got {low} >= {high}")
    if not dtype.is_floating_point and dtype is not _C.bool:
        from .. import iinfo

        lowest, highest = iinfo(dtype).min, iinfo(dtype).max
        low, high = math.floor(min(max(low, lowest), highest)), math.ceil(min(max(high, lowest), highest))
    full = (*shape[:-1], 2 * shape[-1]) if noncontiguous and shape else shape
    if dtype.is_floating_point:
        t = _f["empty"](full, dtype=dtype).uniform_(float(low), float(high))
    else:
        t = _f["randint"](int(low), int(high), full, dtype=dtype)
    if noncontiguous and shape:
        t = t[..., ::2]
    if exclude_zero:
        t = _f["where"](t == 0, t.new_full((), finfo_tiny(dtype)), t)
    if memory_format is not None:
        t = t.contiguous(memory_format=memory_format)
    if requires_grad:
        if not dtype.is_floating_point:
            raise ValueError("make_tensor: requires_grad must be False for integral dtype")
        t.requires_grad_()
    return t


def finfo_tiny(dtype):
    if not dtype.is_floating_point:
        return 1
    from .. import finfo

    return finfo(dtype).tiny


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
