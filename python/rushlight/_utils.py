# SPDX-License-Identifier: MIT
"""torch._utils: helpers that programs reach for though they are not documented."""
from ._C import dtype as _dtype


def _element_size(dtype):
    """Bytes of one element."""
    if not isinstance(dtype, _dtype):
        raise RuntimeError(f"expected torch.dtype, but got {type(dtype)}")
    return dtype.itemsize


def _flatten_dense_tensors(tensors):
    """One vector of the elements of all tensors."""
    from . import cat
    return cat([t.reshape(-1) for t in tensors]) if tensors else cat([])


def _unflatten_dense_tensors(flat, tensors):
    """The parts of such a vector, in the shapes of `tensors`."""
    return tuple(part.view(t.shape) for part, t in zip(flat.split([t.numel() for t in tensors]), tensors))
