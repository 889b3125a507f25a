# SPDX-License-Identifier: MIT
"""Functions that choose, write or arrange elements: places of nonzero elements, index_put, index_reduce, copies instead of views."""
import warnings

from . import _C
from ._C import Tensor
from ._composites import _into, _list, _scalar_name, _wrap, both, function
from ._table import functions as _f
from ._tensor import contiguous_format

# ---- views with arguments of PyTorch's other names ----

_narrow = _f["narrow"]


@both
def narrow(input, dim, start, length):
    if isinstance(start, Tensor):
        if start.dim() or start.is_floating_point() or start.dtype is _C.bool:
            raise RuntimeError("start must be an 0-dim integral Tensor.")
        start = int(start)
    return _narrow(input, dim, start, length)


@both
def swapaxes(input, axis0, axis1):
    return _f["transpose"](input, axis0, axis1)


# ---- where elements are not zero ----

_nonzero = _f["nonzero"]


@both
def nonzero(input, *, out=None, as_tuple=False):
    if isinstance(out, Tensor) and out.dtype is not _C.int64:
        raise RuntimeError(f"nonzero: Expected out tensor to have scalar type Long but got scalar type{_scalar_name(out)}")
    if not as_tuple:
        return _nonzero(input, out=out)
    if out is not None:
        raise RuntimeError("nonzero does not support the out kwarg when as_tuple is True")
    return _nonzero(input.reshape(1) if input.dim() == 0 else input).unbind(1)


# ---- writing at places ----

def _put_at(name):
    put = _f[name]

    def f(input, indices, values, accumulate=False):
        for t in indices:
            if isinstance(t, Tensor) and t.dtype is _C.uint8:
                warnings.warn("indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead.", stacklevel=2)
        return put(input, indices, values, accumulate)
    f.__name__ = name
    both(f)


_put_at("index_put")
_put_at("index_put_")


def _index_reduce(name, scatter):
    def f(input, dim, index, source, reduce, *, include_self=True):
        if reduce not in ("prod", "mean", "amax", "amin"):
            raise RuntimeError(f"index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got {reduce}.")
        if input.dtype is not source.dtype:
            raise RuntimeError(f"index_reduce_(): self ({_scalar_name(input)}) and source ({_scalar_name(source)}) must have the same scalar type")
        if index.dim() > 1:
            raise IndexError(f"index_reduce_(): Index is supposed to be a vector, but got dim: {index.dim()} with type: {_scalar_name(index)} and "
                             f"size: {list(index.shape)}")
        if index.dtype not in (_C.int64, _C.int32):
            raise RuntimeError(f"index_reduce_(): Expected dtype int32/int64 for index but got: {_scalar_name(index)}")
        dim = _wrap(dim, input.dim())
        if dim and dim >= source.dim():
            raise RuntimeError(f"index_reduce_(): Indexing dim {dim} is out of bounds of tensor")
        size = source.shape[dim] if source.dim() else 1
        if index.numel() != size:
            raise RuntimeError(f"index_reduce_(): Number of indices ({index.numel()}) should be equal to source.size(dim): ({size}), for dim: {dim}")
        for i, (a, b) in enumerate(zip(input.shape, source.shape)):
            if i != dim and a != b:
                raise RuntimeError(f"The size of tensor a ({a}) must match the size of tensor b ({b}) at non-singleton dimension {i - (i > dim)}")
        if index.numel() and not 0 <= int(index.min()) <= int(index.max()) < (input.shape[dim] if input.dim() else 1):
            raise IndexError("index out of range in self")
        shape = [1] * source.dim()
        shape[dim:dim + 1] = [size] * bool(shape)
        return scatter(input, dim, index.long().reshape(shape).expand(source.shape), source, reduce, include_self=include_self)
    f.__name__ = name
    return f


setattr(Tensor, "index_reduce_", _index_reduce("index_reduce_", _f["scatter_reduce_"]))
_new_index_reduce = _index_reduce("index_reduce", _f["scatter_reduce"])


@both
def index_reduce(input, dim, index, source, reduce, *, include_self=True, out=None):
    return _into(out, _new_index_reduce(input, dim, index, source, reduce, include_self=include_self))


# ---- complex numbers' parts, of tensors that have real numbers only ----

@function
def imag(input):
    raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")


@function
def view_as_real(input):
    raise RuntimeError("view_as_real is only supported for complex tensors")


Tensor.imag = property(imag)


# ---- copies instead of views ----

def _viewing(name, view, several):
    """torch.NAME_copy: the elements that a view shows, in memory of their own."""
    def f(input, *args, out=None, **options):
        seen = view(input, *args, **options)
        if not several:
            return _into(out, seen.clone(memory_format=contiguous_format))
        if out is None:
            return tuple(t.clone(memory_format=contiguous_format) for t in seen)
        if len(out) != len(seen):
            raise RuntimeError(f"{name}_copy_out() expected an out= argument of size {len(seen)}, got size {len(out)}")
        for target, t in zip(out, seen):
            _into(target, t)
        return None
    f.__name__ = name + "_copy"
    function(f)

for _name in "as_strided detach diagonal expand permute select squeeze t transpose unsqueeze unfold view".split():
    _viewing(_name, getattr(Tensor, _name), False)
for _name in "split split_with_sizes unbind".split():
    _viewing(_name, getattr(Tensor, _name), True)
_viewing("slice", _f["slice"], False)
_viewing("alias", lambda t: t, False)
