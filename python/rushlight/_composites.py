# SPDX-License-Identifier: MIT
"""Functions that combine rows of the op table. `both` makes a function of torch and a method of Tensor, `function` the former only."""
import math
import sys

from . import _C
from ._C import Size, Tensor, is_grad_enabled
from ._modes import no_grad
from ._table import functions as _f

exported = {}


def function(f):
    exported[f.__name__] = f
    return f


def both(f):
    setattr(Tensor, f.__name__, f)
    return function(f)


def _list(tensors):
    return list(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else list(tensors)


def _into(out, result):
    """What out= does: the result is written over it."""
    if out is None:
        return result
    if is_grad_enabled() and (out.requires_grad or result.requires_grad):
        raise RuntimeError(f"{sys._getframe(1).f_code.co_name}(): functions with out=... arguments don't support automatic differentiation, "
                           "but one of the arguments requires grad.")
    return _C._write_out(sys._getframe(1).f_code.co_name, out, result)


def _wrap(dim, n):
    bound = max(n, 1)
    if not -bound <= dim < bound:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-bound}, {bound - 1}], but got {dim})")
    return dim % bound


# ---- shapes ----

@function
def atleast_1d(*tensors):
    made = tuple(t.reshape(1) if t.dim() == 0 else t for t in _list(tensors))
    return made[0] if len(tensors) == 1 and isinstance(tensors[0], Tensor) else made


@function
def atleast_2d(*tensors):
    made = tuple(t.reshape(1, 1) if t.dim() == 0 else t.unsqueeze(0) if t.dim() == 1 else t for t in _list(tensors))
    return made[0] if len(tensors) == 1 and isinstance(tensors[0], Tensor) else made


@function
def atleast_3d(*tensors):
    made = tuple(t.reshape(1, 1, 1) if t.dim() == 0 else t.unsqueeze(0).unsqueeze(-1) if t.dim() == 1 else t.unsqueeze(-1)
                 if t.dim() == 2 else t for t in _list(tensors))
    return made[0] if len(tensors) == 1 and isinstance(tensors[0], Tensor) else made


@function
def broadcast_shapes(*shapes):
    for s in shapes:
        if not isinstance(s, (int, tuple, list)):
            raise RuntimeError("Input shapes should be of type ints, a tuple of ints, or a list of ints, got ", s)
    shapes = [(s,) if isinstance(s, int) else Size(s) for s in shapes]
    n = max(map(len, shapes), default=0)
    result = [1] * n
    for shape in shapes:
        for i in range(-1, -1 - len(shape), -1):
            if shape[i] < 0:
                raise RuntimeError(f"Trying to create tensor with negative dimension ({shape[i]}): ({shape[i]})")
            if shape[i] == 1 or shape[i] == result[i]:
                continue
            if result[i] != 1:
                raise RuntimeError("Shape mismatch: objects cannot be broadcast to a single shape")
            result[i] = shape[i]
    return Size(result)


@function
def broadcast_tensors(*tensors):
    tensors = _list(tensors)
    shape = tensors[0].shape if tensors else ()
    for t in tensors[1:]:
        a, b = shape, t.shape
        for i in range(1, 1 + min(len(a), len(b))):
            if a[-i] != b[-i] and a[-i] != 1 and b[-i] != 1:
                raise RuntimeError(f"The size of tensor a ({a[-i]}) must match the size of tensor b ({b[-i]}) at non-singleton dimension "
                                   f"{max(len(a), len(b)) - i}")
        shape = broadcast_shapes(a, b)
    return tuple(t.expand(shape) for t in tensors)


@both
def broadcast_to(input, size):
    return input.expand(size)


def _sizes(total, parts):
    small, larger = divmod(total, parts)
    return [small + (i < larger) for i in range(parts)]


_TENSOR_SPLIT = """but expected one of:
 * (Tensor input, Tensor tensor_indices_or_sections, int dim)
 * (Tensor input, int sections, int dim)
 * (Tensor input, tuple of ints indices, int dim)
"""


@both
def tensor_split(input, *args, **named):
    """tensor_split(input, indices_or_sections, dim=0); the second is also called indices, sections or tensor_indices_or_sections."""
    given = dict(zip(("where", "dim"), args)) if len(args) < 3 else {}
    for name, value in named.items():
        given["where" if name in ("indices", "sections", "tensor_indices_or_sections", "indices_or_sections") else name] = value
    where, dim = given.get("where"), given.get("dim", 0)
    if len(given) != len(args) + len(named) or not given.keys() <= {"where", "dim"} or not isinstance(dim, int) \
            or not isinstance(where, (int, tuple, list, Tensor)):
        kinds = [type(a).__name__ for a in (input, *args)] + [f"{k}={type(v).__name__}" for k, v in named.items()]
        raise TypeError(f"tensor_split() received an invalid combination of arguments - got ({', '.join(kinds)}), {_TENSOR_SPLIT}")
    if input.dim() == 0:
        raise RuntimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    dim = _wrap(dim, input.dim())
    if isinstance(where, Tensor):
        if where.dtype is not _C.int64:
            raise RuntimeError(f"tensor_split expected tensor_indices_or_sections to have dtype of long, but got {_scalar_name(where)}")
        if where.dim() > 1:
            raise RuntimeError("tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a "
                               f"tensor with {where.dim()} dims")
        where = where.tolist()
    n = input.shape[dim]
    if isinstance(where, int):
        if where <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {where}")
        return tuple(input.split_with_sizes(_sizes(n, where), dim))
    for i, at in enumerate(where):
        if not isinstance(at, (int, Tensor)):
            raise TypeError(f"tensor_split(): argument 'indices' must be tuple of ints, but found element of type {type(at).__name__} at pos {i + 1}")
    ends = [*where, n]
    starts = [0, *where]
    return tuple(_f["slice"](input, dim, a, b, 1) for a, b in zip(starts, ends))


def _split_along(name, which, least):
    def f(input, indices_or_sections):
        if input.dim() < least:
            raise RuntimeError(f"torch.{name} requires a tensor with at least {least} dimension, but got a tensor with "
                               f"{input.dim()} dimensions!")
        dim = which(input)
        if isinstance(indices_or_sections, int) and (indices_or_sections == 0 or input.shape[dim] % indices_or_sections):
            raise RuntimeError(f"torch.{name} attempted to split along dimension {dim}, but the size of the dimension {input.shape[dim]} is "
                               f"not divisible by the split_size {indices_or_sections}!")
        return tensor_split(input, indices_or_sections, dim)
    f.__name__ = name
    return both(f)


_split_along("hsplit", lambda t: 0 if t.dim() == 1 else 1, 1)
_split_along("vsplit", lambda t: 0, 2)
_split_along("dsplit", lambda t: 2, 3)


def _sequence(name, tensors):
    """The argument of a function of several tensors."""
    if not isinstance(tensors, (tuple, list)):
        raise TypeError(f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not {type(tensors).__name__}")
    _all_tensors(tensors)
    if not tensors:
        raise RuntimeError(f"{name} expects a non-empty TensorList")
    return list(tensors)


def _all_tensors(tensors):
    for i, t in enumerate(tensors):
        if not isinstance(t, Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument 0, but got {type(t).__name__}")


@function
def hstack(tensors, *, out=None):
    flat = [atleast_1d(t) for t in _sequence("hstack", tensors)]
    return _f["cat"](flat, 0 if flat[0].dim() == 1 else 1, out=out)


@function
def vstack(tensors, *, out=None):
    return _f["cat"]([atleast_2d(t) for t in _sequence("vstack", tensors)], 0, out=out)


@function
def dstack(tensors, *, out=None):
    return _f["cat"]([atleast_3d(t) for t in _sequence("dstack", tensors)], 2, out=out)


exported["row_stack"] = vstack


@function
def column_stack(tensors, *, out=None):
    return hstack([t.reshape(t.numel(), 1) if t.dim() <= 1 else t for t in _sequence("column_stack", tensors)], out=out)


_repeat_interleave = _f["repeat_interleave"]


@both
def repeat_interleave(input, repeats=None, dim=None, *, output_size=None):
    """Each element repeated: as often as a number says, or as a tensor says for each place along dim. Of a tensor of counts alone: its indices."""
    if repeats is None:
        if not isinstance(input, Tensor) or input.dim() != 1:
            raise RuntimeError("repeat_interleave only accept 1D vector as repeat")
        if input.dtype not in (_C.int64, _C.int32):
            raise RuntimeError(f"\"repeat_interleave_cpu\" not implemented for '{_scalar_name(input)}'" if input.is_floating_point()
                               else "repeats has to be Long or Int tensor")
        if input.numel() and bool((input < 0).any()):
            raise RuntimeError("repeats can not be negative")
        ends = input.cumsum(0)
        total = int(ends[-1]) if input.numel() else 0
        if output_size is not None and output_size != total:
            raise RuntimeError("allocated size does not match required size")
        return ends.bincount(minlength=total)[:total].cumsum(0).to(input.dtype)    # how many have ended
    if not isinstance(repeats, Tensor):
        result = _repeat_interleave(input, repeats, dim)
        at = 0 if dim is None else dim
        if output_size is not None and result.shape[at] != output_size:
            raise RuntimeError("allocated size does not match required size")
        return result
    if dim is None:
        input, dim = input.flatten(), 0
    if repeats.dim() > 1:
        raise RuntimeError("repeats must be 0-dim or 1-dim tensor")
    if repeats.numel() == 1:
        repeats = repeats.reshape(1).expand(input.size(dim))
    elif repeats.numel() != input.size(dim):
        raise RuntimeError("repeats must have the same size as input along dim")
    return input.index_select(dim, repeat_interleave(repeats.contiguous(), output_size=output_size))


@both
def ravel(input):
    return input.contiguous().view(-1)


@both
def fliplr(input):
    if input.dim() < 2:
        raise RuntimeError("Input must be >= 2-d.")
    return input.flip(1)


@both
def flipud(input):
    if input.dim() < 1:
        raise RuntimeError("Input must be >= 1-d.")
    return input.flip(0)


@both
def rot90(input, k=1, dims=(0, 1)):
    n = input.dim()
    if len(dims) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(dims)}")
    if n < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {n}")
    a, b = dims
    if a == b or abs(a - b) == n:
        raise RuntimeError(f"expected rotation dims to be different, but got dim0 = {a} and dim1 = {b}")
    for i, d in enumerate(dims):
        if not -n <= d < n:
            raise RuntimeError(f"Rotation dim{i} out of range, dim{i} = {d}")
    k %= 4
    if k == 1:
        return input.flip(b).transpose(a, b)
    if k == 2:
        return input.flip((a, b))
    return input.flip(a).transpose(a, b) if k == 3 else input.clone()


@both
def narrow_copy(input, dim, start, length, *, out=None):
    return _into(out, input.narrow(dim, start, length).clone())


@both
def adjoint(input):
    if input.dim() == 0:
        return input
    if input.dim() == 1:
        raise RuntimeError("tensor.adjoint() is only supported on matrices or batches of matrices. Got 1-D tensor.")
    return input.transpose(-2, -1)


@both
def diag(input, diagonal=0, *, out=None):
    if input.dim() == 1:
        return _into(out, diag_embed(input, diagonal))
    if input.dim() != 2:
        raise RuntimeError("matrix or a vector expected")
    return _into(out, input.diagonal(diagonal).clone())


@both
def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    n = input.dim() + 1
    a, b = _wrap(dim1, n), _wrap(dim2, n)
    if a == b:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    size = input.shape[-1] + abs(offset)
    shape = list(input.shape[:-1])
    for d in sorted((a, b)):
        shape.insert(d, size)
    result = _f["zeros"](shape, dtype=input.dtype, device=input.device)
    result.diagonal(offset, a, b).copy_(input)
    return result


@both
def diagflat(input, offset=0):
    return diag_embed(input.reshape(-1), offset)


@both
def trace(input):
    if input.dim() != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {input.dim()}")
    return input.diagonal().sum()


@both
def select_scatter(input, src, dim, index):
    result = input.clone()
    result.select(dim, index).copy_(src)
    return result


@both
def slice_scatter(input, src, dim=0, start=None, end=None, step=1):
    result = input.clone()
    _f["slice"](result, dim, start, end, step).copy_(src)
    return result


@both
def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    result = input.clone()
    result.diagonal(offset, dim1, dim2).copy_(src)
    return result


@both
def as_strided_scatter(input, src, size, stride, storage_offset=None):
    result = input.clone()
    result.as_strided(size, stride, storage_offset).copy_(src)
    return result


@both
def unsafe_chunk(input, chunks, dim=0):
    return tuple(t.clone() for t in input.chunk(chunks, dim))


@both
def unsafe_split(input, split_size, dim=0):
    return tuple(t.clone() for t in input.split(split_size, dim))


@both
def unsafe_split_with_sizes(input, split_sizes, dim=0):
    return tuple(t.clone() for t in input.split_with_sizes(split_sizes, dim))


@function
def block_diag(*tensors):
    blocks = _list(tensors)
    _all_tensors(blocks)
    if not blocks:
        return _f["empty"]((1, 0))
    blocks = [atleast_2d(t) for t in blocks]
    for i, t in enumerate(blocks):
        if t.dim() > 2:
            raise RuntimeError(f"torch.block_diag: Input tensors must have 2 or fewer dimensions. Input {i} has {t.dim()} dimensions")
    from ._dtypes import result_type
    dtype = blocks[0].dtype
    for t in blocks[1:]:
        dtype = result_type(_f["empty"]((1,), dtype=dtype), _f["empty"]((1,), dtype=t.dtype))
    result = _f["zeros"]((sum(t.shape[0] for t in blocks), sum(t.shape[1] for t in blocks)), dtype=dtype)
    row = column = 0
    for t in blocks:
        result[row:row + t.shape[0], column:column + t.shape[1]] = t
        row, column = row + t.shape[0], column + t.shape[1]
    return result


@function
def cartesian_prod(*tensors):
    tensors = _list(tensors)
    for t in tensors:
        if t.dim() != 1:
            raise RuntimeError(f"Expect a 1D vector, but got shape {list(t.shape)}")
    if len(tensors) == 1:
        return tensors[0]
    return _f["stack"]([t.reshape(-1) for t in _f["meshgrid"](tensors, indexing="ij")], 1)


@function
def combinations(input, r=2, with_replacement=False):
    if input.dim() != 1:
        raise RuntimeError(f"Expect a 1D vector, but got shape {list(input.shape)}")
    if r < 0:
        raise RuntimeError(f"Expect a non-negative number, but got {r}")
    if r == 0:
        return input.new_empty((0,))
    n, apart = input.shape[0], int(not with_replacement)
    columns = [_f["arange"](n)]
    for _ in range(r - 1):      # each row goes on with all places after its last one
        first = columns[-1] + apart
        counts = n - first
        begins = counts.cumsum(0) - counts
        row = repeat_interleave(counts)
        columns = [c[row] for c in columns] + [(first - begins)[row] + _f["arange"](len(row))]
    return input[_f["stack"](columns, 1)]


def _triangle(name, row, col, offset, lower, dtype, device):
    """The coordinates of a triangle's elements, in order of rows."""
    for what, n in (("row", row), ("col", col)):
        if n < 0:
            raise RuntimeError(f"{what} must be non-negative, got{n}")
    if dtype not in (_C.int64, _C.int32):
        raise RuntimeError(f"\"{name}\" not implemented for '{_scalar_name(_f['empty']((), dtype=dtype))}'")
    mask = _f["ones"]((row, col), dtype=_C.bool)
    mask = mask.tril(offset) if lower else mask.triu(offset)
    return mask.nonzero().t().contiguous().to(device=device, dtype=dtype)


@function
def tril_indices(row, col, offset=0, *, dtype=_C.int64, device=None, layout=None, pin_memory=False):
    return _triangle("tril_indices", row, col, offset, True, dtype or _C.int64, device)


@function
def triu_indices(row, col, offset=0, *, dtype=_C.int64, device=None, layout=None, pin_memory=False):
    return _triangle("triu_indices", row, col, offset, False, dtype or _C.int64, device)


# ---- elementwise ----

def _float(t):
    return t if t.is_floating_point() else t.to(_C.get_default_dtype())


def inplace(name, f):
    """The method `name` that writes f(self, …) over self. Where there is a graph, f works on a copy, which its derivative may keep."""
    def g(self, *args, **options):
        graph = is_grad_enabled() and any(isinstance(t, Tensor) and t.requires_grad for t in (self, *args, *options.values()))
        return self.copy_(f(self.clone() if graph else self, *args, **options))
    g.__name__ = name
    setattr(Tensor, name, g)
    exported[name] = g


def _elementwise(f):
    def g(input, *args, out=None, **options):
        return _into(out, f(input, *args, **options))
    g.__name__ = f.__name__
    both(g)
    inplace(f.__name__ + "_", f)
    return g


@_elementwise
def nan_to_num(input, nan=None, posinf=None, neginf=None):
    if not input.is_floating_point():
        return input.clone()
    from ._dtypes import finfo
    limits = finfo(input.dtype)
    x = input.masked_fill(input.isnan(), 0.0 if nan is None else nan)
    x = x.masked_fill(input == math.inf, limits.max if posinf is None else posinf)
    return x.masked_fill(input == -math.inf, limits.min if neginf is None else neginf)


@_elementwise
def sgn(input):
    return input.sign()


@both
def float_power(input, exponent, *, out=None):
    wide = [x.double() if isinstance(x, Tensor) else float(x) for x in (input, exponent)]
    if out is not None and out.dtype is not _C.float64:
        raise RuntimeError(f"the output given to float_power has dtype {_scalar_name(out)} but the operation's result requires dtype Double")
    return _into(out, _f["pow"](*wide))


def _float_power_(self, exponent):
    if self.dtype is not _C.float64:
        raise RuntimeError(f"the base given to float_power_ has dtype {_scalar_name(self)} but the operation's result requires dtype Double")
    return self.pow_(exponent.double() if isinstance(exponent, Tensor) else float(exponent))


_float_power_.__name__ = "float_power_"
Tensor.float_power_ = exported["float_power_"] = _float_power_


def _is_infinite(name, value):
    def f(input, *, out=None):
        if out is not None and out.dtype is not _C.bool:
            raise RuntimeError(f"{name} does not support non-boolean outputs.")
        return _into(out, input == value)
    f.__name__ = name
    both(f)


_is_infinite("isneginf", -math.inf)
_is_infinite("isposinf", math.inf)


@both
def isreal(input):
    return _f["ones_like"](input, dtype=_C.bool)


@both
def prelu(input, weight):
    if weight.numel() != 1:
        if input.dim() == 0:
            raise RuntimeError("Not allow zero-dim input tensor.")
        channels = input.shape[1] if input.dim() > 1 else 1
        if weight.numel() != channels:
            raise RuntimeError(f"Mismatch of parameter numbers and input channel size. Found parameter numbers = {weight.numel()} and "
                               f"channel size = {channels}.")
    if weight.dim() > 1:
        raise RuntimeError(f"prelu: Expected `weight` to be a scalar or 1D tensor, but got ndim = {weight.dim()}")
    weight = weight.reshape(() if weight.numel() == 1 else (-1, *[1] * (input.dim() - 2)))
    return _f["_prelu"](input, weight)


def _same(name, check=None):
    def f(input):
        if check:
            check(input)
        return input
    f.__name__ = name
    both(f)


def _not_bool(t):
    if t.dtype is _C.bool:
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")


_same("conj")
_same("resolve_conj")
_same("resolve_neg")
_same("real")
_same("positive", _not_bool)


@both
def conj_physical(input, *, out=None):
    return input if out is None else _into(out, input.clone())


@function
def fill(input, value):
    return input.clone().fill_(value)


# ---- comparisons ----

def _need_tensors(name, input, other):
    for position, argument, t in ((1, "input", input), (2, "other", other)):
        if not isinstance(t, Tensor):
            raise TypeError(f"{name}(): argument '{argument}' (position {position}) must be Tensor, not {type(t).__name__}")


@both
def equal(input, other):
    _need_tensors("equal", input, other)
    return input.shape == other.shape and bool((input == other).all())


def _scalar_name(t):
    from ._dtypes import names
    return names[t.dtype]


@both
def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    _need_tensors("isclose", input, other)
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{_scalar_name(input)} did not match {_scalar_name(other)}")
    for name, position, t in (("rtol", 3, rtol), ("atol", 4, atol)):
        if isinstance(t, Tensor) and (t.dim() or t.requires_grad):
            raise TypeError(f"isclose(): argument '{name}' (position {position}) must be float, not Tensor")
    if rtol < 0:
        raise RuntimeError(f"rtol must be greater than or equal to zero, but got {rtol:g}")
    if atol < 0:
        raise RuntimeError(f"atol must be greater than or equal to zero, but got {atol:g}")
    close = input == other
    if equal_nan and input.is_floating_point():
        close = close | ((input != input) & (other != other))
    if rtol == 0 and atol == 0:
        return close
    a, b = (input, other) if input.is_floating_point() else (input.to(_C.get_default_dtype()), other.to(_C.get_default_dtype()))
    error = (a - b).abs()
    return close | (error.isfinite() & (error <= atol + (rtol * b).abs()))


@both
def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(isclose(input, other, rtol, atol, equal_nan).all())


@both
def is_nonzero(input):
    if input.numel() != 1:
        raise RuntimeError("Boolean value of Tensor with " + ("more than one value" if input.numel() else "no values") + " is ambiguous")
    return bool(input)


@both
def is_same_size(input, other):
    return input.shape == other.shape


@function
def isin(elements, test_elements, *, assume_unique=False, invert=False, out=None):
    a = elements if isinstance(elements, Tensor) else _C._from_data(elements, None, None, False)
    b = test_elements if isinstance(test_elements, Tensor) else _C._from_data(test_elements, None, None, False)
    _, number, counts = _f["_unique2"](_f["cat"]([a.detach().reshape(-1), b.detach().reshape(-1)]), True, True, True)
    found = _f["zeros_like"](counts, dtype=_C.bool).index_fill_(0, number[a.numel():], True).index_select(0, number[:a.numel()]).reshape(a.shape)
    return _into(out, ~found if invert else found)


# ---- reductions ----

def _pair(name, fields, *values):
    """A named tuple of torch.return_types."""
    return _C._return_type(name, fields)(values)


@both
def msort(input, *, out=None):
    return _into(out, input.sort(0)[0])


@both
def argwhere(input):
    return input.nonzero()


@both
def dist(input, other, p=2):
    return _f["norm"](input - other, p)


@function
def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return _f["norm"](x1 - x2 + eps, p, -1, keepdim)


@both
def diff(input, n=1, dim=-1, prepend=None, append=None, *, out=None):
    if input.dim() == 0:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    dim = _wrap(dim, input.dim())
    for t in (prepend, append):
        if t is not None and t.dim() != input.dim():
            raise RuntimeError("diff expects prepend or append to be the same dimension as input")
        if t is not None and any(t.shape[d] != m for d, m in enumerate(input.shape) if d != dim):
            raise RuntimeError("diff expects the shape of tensor to prepend or append to match that of input except along the differencing "
                               "dimension")
    if n <= 0:
        return _into(out, input.clone())
    parts = [t for t in (prepend, input, append) if t is not None]
    x = _f["cat"](parts, dim) if len(parts) > 1 else input
    for _ in range(min(n, x.shape[dim])):
        size = x.shape[dim]
        a, b = x.narrow(dim, 1, size - 1), x.narrow(dim, 0, size - 1)
        x = a.logical_xor(b) if x.dtype is _C.bool else a - b
    return _into(out, x)


def _check_weights(name, w, count, whole):
    if w.dim() > 1:
        raise RuntimeError(f"cov(): expected {name} to have one or fewer dimensions but got {name} with {w.dim()} dimensions")
    if whole and w.is_floating_point():
        raise RuntimeError(f"cov(): expected {name} to have integral dtype but got {name} with {_scalar_name(w)} dtype")
    if not whole and not w.is_floating_point():
        raise RuntimeError(f"cov(): expected {name} to have floating point dtype but got {name} with {_scalar_name(w)} dtype")
    if w.numel() != count:
        raise RuntimeError(f"cov(): expected {name} to have the same numel as there are observations in the input but got {w.numel()} != {count}")
    if count and bool((w < 0).any()):
        raise RuntimeError(f"cov(): {name} cannot be negative")


@both
def cov(input, *, correction=1, fweights=None, aweights=None):
    """C = sum_k w_k (x_k - m)(x_k - m)^T / norm with m = sum w x / sum w; fweights count an observation, aweights weigh it."""
    if input.dim() > 2:
        raise RuntimeError(f"cov(): expected input to have two or fewer dimensions but got an input with {input.dim()} dimensions")
    if input.dtype is _C.bool:
        raise RuntimeError("cov(): bool dtype is not supported for input")
    x = input.reshape(1, -1) if input.dim() < 2 else input
    n, w = x.shape[1], None
    if fweights is not None:
        _check_weights("fweights", fweights, n, True)
        w = fweights
    if aweights is not None:
        _check_weights("aweights", aweights, n, False)
        w = aweights if w is None else w * aweights
    total = n if w is None else w.sum()
    if w is not None and n and not bool(total):
        raise RuntimeError("cov(): weights sum to zero, can't be normalized")
    x = _float(x)
    mean = (x if w is None else x * w).sum(1, keepdim=True) / total if n else x.sum(1, keepdim=True) * math.nan
    if w is None:
        norm = total - correction
    elif aweights is None or correction == 0:
        norm = total - correction
    else:
        norm = total - correction * (w * aweights).sum() / total
    norm = norm.clamp(min=0) if isinstance(norm, Tensor) else max(norm, 0)
    if norm == 0 or n <= 0 and correction >= 0:
        import warnings
        warnings.warn("cov(): degrees of freedom is <= 0", stacklevel=2)
    x = x - mean
    y = x if w is None else x * w.to(x.dtype)
    return (y @ x.T / norm).squeeze()


@both
def corrcoef(input):
    c = cov(input)
    if c.dim() == 0:
        return c / c
    d = c.diagonal().sqrt()
    return (c / d.unsqueeze(-1) / d.unsqueeze(-2)).clamp(-1, 1)


# ---- products ----

@both
def inner(input, other, *, out=None):
    if input.dim() == 0 or other.dim() == 0:
        return _into(out, input * other)
    if input.shape[-1] != other.shape[-1]:
        raise RuntimeError(f"inner() the last dimension must match on both input tensors but got shapes {list(input.shape)} and "
                           f"{list(other.shape)}")
    return _into(out, _f["tensordot"](input, other, [-1], [-1]))


@both
def cross(input, other, dim=None, *, out=None):
    if dim is None:
        dim = next((i for i, n in enumerate(input.shape) if n == 3), None)
        if dim is None:
            raise RuntimeError("no dimension of size 3 in input")
    if input.dim() != other.dim():
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    _wrap(dim, input.dim())
    if input.shape[dim] != 3 or other.shape[dim] != 3:
        raise RuntimeError(f"linalg.cross: inputs dimension {dim} must have length 3. Got {input.shape[dim]} and {other.shape[dim]}")
    a, b = broadcast_tensors(input, other)
    return _into(out, (a * b.roll(-1, dim) - a.roll(-1, dim) * b).roll(-1, dim))


def _subscript(n):
    if n is Ellipsis:
        return "..."
    if not 0 <= n < 52:
        raise ValueError("einsum(): subscript in subscript list is not within the valid range [0, 52)")
    return chr(ord("A") + n if n < 26 else ord("a") + n - 26)


@function
def einsum(*args):
    """einsum("ij,jk->ik", a, b), or operands each followed by a list of numbers for letters: einsum(a, [0, 1], b, [1, 2], [0, 2])."""
    if len(args) == 2 and isinstance(args[0], str) and isinstance(args[1], (list, tuple)):
        args = (args[0], *args[1])
    if len(args) < 2:
        raise ValueError("einsum(): must specify the equation string and at least one operand, or at least one operand and its subscripts list")
    if isinstance(args[0], Tensor):
        equation = ",".join("".join(map(_subscript, where)) for where in args[1::2])
        if len(args) % 2:
            equation += "->" + "".join(map(_subscript, args[-1]))
        args = (equation, *args[:-1:2]) if len(args) % 2 else (equation, *args[::2])
    if not isinstance(args[0], str):
        raise TypeError("einsum(): the equation must be a string such as 'ij,jk->ik'")
    operands = _list(args[1:])
    named = args[0].partition("->")[0].count(",") + 1
    if named != len(operands):
        raise RuntimeError(f"einsum(): {'fewer' if named > len(operands) else 'more'} operands were provided than specified in the equation")
    return _f["einsum"](args[0], operands)


@function
def meshgrid(*tensors, indexing=None):
    if indexing is None:
        import warnings
        warnings.warn("torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument.", stacklevel=2)
    return _f["meshgrid"](_list(tensors), indexing="ij" if indexing is None else indexing)


@function
def tensordot(a, b, dims=2, out=None):
    if isinstance(dims, Tensor):
        dims = int(dims) if dims.numel() == 1 else dims.tolist()
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims = list(range(a.dim() - dims, a.dim())), list(range(dims))
    first, second = (d.tolist() if isinstance(d, Tensor) else [d] if isinstance(d, int) else list(d) for d in dims)
    return _f["tensordot"](a, b, first, second, out=out)


# ---- sets of values ----

@both
def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    if dim is None:
        values, inverse, counts = _f["_unique2"](input, sorted, return_inverse, return_counts)
    else:
        _check_lines(input, dim)
        rows = input.movedim(dim, 0)
        order = sorted_rows(rows)
        values, inverse, counts = _runs(rows.index_select(0, order), return_inverse, return_counts)
        values = values.movedim(0, dim)
        if return_inverse:
            inverse = _f["empty_like"](inverse).index_copy_(0, order, inverse)
    return _parts(values, inverse, counts, return_inverse, return_counts)


exported["_unique2"] = _f["_unique2"]


@function
def _unique(input, sorted=True, return_inverse=False):
    return _f["_unique2"](input, sorted, return_inverse)[:2]


def _check_lines(input, dim):
    """Lines without elements cannot be compared."""
    zeros = sum(n == 0 for n in input.shape)
    if zeros and input.shape[_wrap(dim, input.dim())]:
        raise RuntimeError("There are 0 sized dimensions, and they aren't selected, so unique cannot be applied")
    if zeros > 1:
        raise RuntimeError("Number of zero sized dimensions is more than one, so unique cannot be applied ")


def _parts(values, inverse, counts, return_inverse, return_counts):
    parts = (values,) + (inverse,) * return_inverse + (counts,) * return_counts
    return parts if len(parts) > 1 else values


def sorted_rows(rows):
    """The order in which the rows are ascending, compared element by element."""
    flat = rows.reshape(rows.shape[0], -1).tolist() if rows.numel() else [[]] * rows.shape[0]
    return _C._from_data(sorted(range(len(flat)), key=flat.__getitem__), _C.int64, None, False) if flat else _f["empty"]((0,), dtype=_C.int64)


def _runs(rows, return_inverse, return_counts):
    """Of consecutive equal rows one, and where asked for: for each row its place among these, and how many each stands for."""
    n = rows.shape[0]
    if n == 0:
        none = _f["empty"]((0,), dtype=_C.int64)
        return rows, none, none
    changes = rows[1:] != rows[:-1]
    begins = _f["cat"]([_f["ones"]((1,), dtype=_C.bool), changes if rows.dim() == 1 else changes.flatten(1).any(1)])
    places = begins.nonzero().squeeze(1)
    inverse = begins.cumsum(0) - 1 if return_inverse else None
    return rows.index_select(0, places), inverse, places.diff(append=places.new_tensor([n])) if return_counts else None


@both
def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    if dim is None:
        values, inverse, counts = _runs(input.reshape(-1), return_inverse, return_counts)
        if return_inverse:
            inverse = inverse.reshape(input.shape)
    else:
        _check_lines(input, dim)
        values, inverse, counts = _runs(input.movedim(dim, 0), return_inverse, return_counts)
        values = values.movedim(0, dim)
    return _parts(values, inverse, counts, return_inverse, return_counts)


# ---- checks ----

@function
def _assert_tensor_metadata(a, size=None, stride=None, dtype=None):
    """Raises unless a has what is named."""
    for name, is_, wanted in (("sizes", a.shape, size), ("strides", a.stride(), stride), ("dtype", a.dtype, dtype)):
        if wanted is not None and (is_ if name == "dtype" else tuple(is_)) != (wanted if name == "dtype" else tuple(wanted)):
            raise RuntimeError(f"Tensor {name} mismatch!")
