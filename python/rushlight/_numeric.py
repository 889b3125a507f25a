# SPDX-License-Identifier: MIT
"""Distances between rows, finite differences, renorm, and put: combinations of the table's rows."""
import math

from . import _C
from ._C import Tensor
from ._composites import _into, _scalar_name, _wrap, both, exported, function, inplace
from ._modes import alert_not_deterministic, no_grad
from ._table import functions as _f


# ---- distances ----

def _root_of_powers(d, p):
    """(sum d^p)^(1/p) over the last dimension of d >= 0, with a gradient of 0 where d or the sum is 0."""
    none = d == 0
    total = d.masked_fill(none, 1).pow(p).masked_fill(none, 0).sum(-1)
    none = total == 0
    return total.masked_fill(none, 1).pow(1 / p).masked_fill(none, 0)


def _norm_of_rows(x, p):
    """The p-norm of x's last dimension; p = 0 counts what is not zero."""
    if x.shape[-1] == 0:
        return x.sum(-1)
    if p == 0:
        return (x != 0).to(x.dtype).sum(-1) + 0 * x.sum(-1)
    if p == 1:
        return x.abs().sum(-1)
    if p == math.inf:
        return x.abs().amax(-1)
    return _root_of_powers(x.abs(), p)


_PRODUCT_MODES = ("use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist")


def _euclidean(x1, x2):
    """|a - b| = sqrt(a a - 2 a b + b b), with a gradient of 0 where it is 0."""
    a, b = (x.square().sum(-1, True) for x in (x1, x2))
    squares = _f["cat"]([-2 * x1, a, _f["ones_like"](a)], -1) @ _f["cat"]([x2, _f["ones_like"](b), b], -1).mT
    if not squares.requires_grad:
        return squares.clamp_min(0).sqrt()
    none = squares <= 0
    return squares.masked_fill(none, 1).sqrt().masked_fill(none, 0)


@function
def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """d[..., i, j] = |x1[..., i] - x2[..., j]|_p. As PyTorch does it, the distances of many rows for p = 2 come of one product of matrices,
    which loses what nearly equal rows differ in; those of at most 25 rows, or with donot_use_mm_for_euclid_dist, come of differences."""
    if compute_mode not in _PRODUCT_MODES:
        raise ValueError(f"{compute_mode} is not a valid value for compute_mode")
    for i, x in ((1, x1), (2, x2)):
        if not x.is_floating_point():
            raise RuntimeError(f"cdist only supports floating-point dtypes, X{i} got: {x.type().rpartition('.')[2][:-6]}")
        if x.dim() < 2:
            raise RuntimeError(f"cdist only supports at least 2D tensors, X{i} got: {x.dim()}D")
    if x1.shape[-1] != x2.shape[-1]:
        raise RuntimeError(f"X1 and X2 must have the same number of columns. X1: {x1.shape[-1]} X2: {x2.shape[-1]}")
    if p < 0:
        raise RuntimeError("cdist only supports non-negative p values")
    many = max(x1.shape[-2], x2.shape[-2]) > 25
    if p == 2 and (compute_mode == _PRODUCT_MODES[1] or compute_mode == _PRODUCT_MODES[0] and many):
        return _euclidean(x1, x2)
    return _norm_of_rows(x1.unsqueeze(-2) - x2.unsqueeze(-3), p)


@function
def pdist(input, p=2.0):
    """The distances of all pairs of rows i < j, in the order of i, then j."""
    if input.dim() != 2:
        raise RuntimeError(f"pdist only supports 2D tensors, got: {input.dim()}D")
    if not input.is_floating_point():
        raise RuntimeError("pdist only supports floating-point dtypes")
    if p < 0:
        raise RuntimeError("pdist only supports non-negative p values")
    row = _f["arange"](input.shape[0])
    first, second = (row.unsqueeze(1) < row).nonzero().unbind(1)
    return _norm_of_rows(input[first] - input[second], p)


def _renorm(input, p, dim, maxnorm):
    if input.dim() < 2:
        raise RuntimeError(f"renorm: input needs at least 2 dimensions, got {input.dim()} dimensions")
    if p <= 0:
        raise RuntimeError("renorm: non-positive-norm not supported")
    if maxnorm < 0:
        raise RuntimeError(f"renorm: expected maxnorm to be >= 0 but got {maxnorm}")
    dim = _wrap(dim, input.dim())
    others = [d for d in range(input.dim()) if d != dim]
    norms = _f["linalg_vector_norm"](input, p, others, True)
    return input * _f["where"](norms > maxnorm, maxnorm / (norms + 1e-7), _f["ones_like"](norms))


@both
def renorm(input, p, dim, maxnorm, *, out=None):
    """Each slice along dim scaled down to the p-norm maxnorm if it is longer."""
    return _into(out, _renorm(input, p, dim, maxnorm))


inplace("renorm_", _renorm)


# ---- differences ----

def _slope(f, h, dim, edge_order):
    """df/dx along dim, second order inside; h is the distance of neighbours, or a tensor of all these distances."""
    n = f.shape[dim]
    at = lambda start, length: f.narrow(dim, start, length)
    if isinstance(h, Tensor):
        shape = [1] * f.dim()
        shape[dim] = -1
        a, b = (h[:-1].reshape(shape), h[1:].reshape(shape))
        # weights first, as NumPy does: where a + b is almost 0 the order of rounding decides
        inner = -b / (a * (a + b)) * at(0, n - 2) + (b - a) / (a * b) * at(1, n - 2) + a / (b * (a + b)) * at(2, n - 2)
        steps = [(h[0], h[1] if n > 2 else None), (h[-1], h[-2] if n > 2 else None)]
    else:
        inner = (at(2, n - 2) - at(0, n - 2)) / (2 * h)
        steps = [(h, h), (h, h)]
    edges = []
    for sign, (a, b), (i, j, k) in ((1, steps[0], (0, 1, 2)), (-1, steps[1], (n - 1, n - 2, n - 3))):
        if edge_order == 1:
            edges.append(sign * (at(j, 1) - at(i, 1)) / a)
        else:   # the parabola through the three outermost points
            edges.append(sign * (-(2 * a + b) / (a * (a + b)) * at(i, 1) + (a + b) / (a * b) * at(j, 1) - a / (b * (a + b)) * at(k, 1)))
    return _f["cat"]([edges[0], inner, edges[1]], dim)


@function
def gradient(input, *, spacing=None, dim=None, edge_order=1):
    """Estimates of the derivatives along dim (all dimensions); spacing: one step, a step for each, or coordinates for each."""
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    dims = list(range(input.dim())) if dim is None else [dim] if isinstance(dim, int) else list(dim)
    wrapped = [_wrap(d, input.dim()) for d in dims]
    if len(set(wrapped)) != len(wrapped):
        raise RuntimeError(f"dim {next(d for d in wrapped if wrapped.count(d) > 1)} appears multiple times in the list of dims")
    if spacing is None:
        spacing = 1
    if isinstance(spacing, (list, tuple)):
        if len(spacing) != len(dims):
            raise RuntimeError("torch.gradient expected spacing to be unspecified, a scalar or " + (
                f"a list of length {len(dims)} but got a list of length {len(spacing)}" if dim is None else
                f"it's spacing and dim arguments to have the same length, but got a spacing argument of length {len(spacing)} and a dim argument "
                f"of length {len(dims)}."))
        steps = list(spacing)
        places = [s for s in steps if isinstance(s, Tensor)]
        for s in places:
            if s.device != places[0].device:
                raise RuntimeError(f"torch.gradient expected each tensor to be on the same device, but got devices {places[0].device} and {s.device}!")
            if s.dim() > 1:
                raise RuntimeError(f"torch.gradient expected each element of spacing to have one dimension, but got an element with {s.dim()} dimensions!")
    else:
        steps = [spacing] * len(dims)
    for d, step in zip(wrapped, steps):
        if input.shape[d] < edge_order + 1:
            raise RuntimeError("torch.gradient expected each dimension size to be at least edge_order+1")
        if isinstance(step, Tensor) and step.dim() == 1 and step.shape[0] != input.shape[d]:
            raise RuntimeError(f"torch.gradient expected the coordinates of dimension {d} to have size {input.shape[d]}, but got "
                               f"{step.shape[0]}")
    f = input if input.is_floating_point() else input.to(_C.get_default_dtype())
    return [_slope(f, s[1:] - s[:-1] if isinstance(s, Tensor) and s.dim() else s, d, edge_order) for d, s in zip(wrapped, steps)]


# ---- put ----

def _put(input, index, source, accumulate=False):
    if not accumulate:
        alert_not_deterministic("put_")
    if index.dtype is not _C.int64:
        raise RuntimeError(f"put_(): Expected a long tensor for index, but got {index.type().rpartition('.')[2][:-6]}")
    if source.dtype is not input.dtype:
        raise RuntimeError(f"put_(): self and source expected to have the same dtype, but got self.dtype = "
                           f"{input.type().rpartition('.')[2][:-6]} and source.dtype = {source.type().rpartition('.')[2][:-6]}")
    if index.numel() != source.numel():
        raise RuntimeError(f"put_(): Expected source and index to have the same number of elements, but got source.numel() = {source.numel()}, "
                           f"index.numel() = {index.numel()}")
    if input.numel() == 0 and index.numel():
        raise IndexError("put_(): Tried to put elements into an empty tensor")
    if index.numel() == 0:
        return input.clone()
    return _f["index_put"](input.reshape(-1), [index.reshape(-1)], source.reshape(-1), accumulate).reshape(input.shape)


@both
def put(input, index, source, accumulate=False):
    """input with source's elements at these places of its flat form (added to what is there if accumulate)."""
    return _put(input, index, source, accumulate)


def _put_(self, index, source, accumulate=False):
    if any(stride == 0 and n > 1 for n, stride in zip(self.shape, self.stride())) or any(self._shares_storage(t) for t in (index, source)):
        raise RuntimeError("unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory "
                           "location. Please clone() the tensor before performing the operation.")
    return self.copy_(_put(self, index, source, accumulate))


_put_.__name__ = "put_"
Tensor.put_ = _put_


# ---- other ways to change a tensor ----

def map2_(self, x, y, f):
    """self[i] = f(self[i], x[i], y[i]) with Python's numbers."""
    if any(t.requires_grad for t in (self, x, y)):
        raise RuntimeError("Can't call map2_() on Variable that requires grad. Use var.detach().map2_() instead.")
    values = zip(*(t.expand_as(self).reshape(-1).tolist() for t in (self, x, y)))
    with no_grad():
        return self.copy_(_C._from_data([f(*v) for v in values], self.dtype, None, False).reshape(self.shape))


Tensor.map2_ = map2_


# ---- PyTorch's older order of arguments ----

def _older_order(name):
    """addcmul(input, value, tensor1, tensor2) still works, with a warning."""
    def wrap(row):
        def f(input, *args, **options):
            if len(args) == 3:
                import warnings
                warnings.warn(f"This overload of {name} is deprecated:\n\t{name}(Tensor input, Number value, Tensor tensor1, Tensor tensor2, "
                              f"*, Tensor out)\nConsider using one of the following signatures instead:\n\t{name}(Tensor input, Tensor "
                              "tensor1, Tensor tensor2, *, Number value, Tensor out)", stacklevel=2)
                options["value"], *args = args
            return row(input, *args, **options)
        f.__name__ = row.__name__
        f.__doc__ = row.__doc__
        return f
    for at in (name, name + "_"):
        f = wrap(_f[at])
        setattr(Tensor, at, f)
        exported[at] = f


for _name in ("addcmul", "addcdiv"):
    _older_order(_name)


# ---- repetition by a tensor of counts ----

_repeat_by_number = _f["repeat_interleave"]


def _places(repeats, output_size):
    """Index i repeats[i] times."""
    if repeats.dtype not in (_C.int32, _C.int64):
        raise RuntimeError(f"\"repeat_interleave_cpu\" not implemented for '{_scalar_name(repeats)}'")
    if repeats.dim() != 1:
        raise RuntimeError("repeat_interleave only accept 1D vector as repeat")
    if repeats.numel() and bool((repeats < 0).any()):
        raise RuntimeError("repeats can not be negative")
    ends = repeats.long().cumsum(0)
    total = int(ends[-1]) if ends.numel() else 0
    if output_size is not None and int(output_size) != total:
        raise RuntimeError("allocated size does not match required size")
    return ends.bincount(minlength=total)[:total].cumsum(0)     # how many have ended


@both
def repeat_interleave(input, repeats=None, dim=None, *, output_size=None):
    """Each index of a dimension repeated, each its own number of times if repeats is a tensor; of repeats alone, the indices."""
    if repeats is None:
        return _places(input, output_size)
    if not isinstance(repeats, Tensor):
        if output_size is not None and isinstance(repeats, int):
            n = input.numel() if dim is None else input.shape[dim]
            if n * repeats != output_size:
                raise RuntimeError("allocated size does not match required size")
        return _repeat_by_number(input, repeats) if dim is None else _repeat_by_number(input, repeats, dim)
    x = input.flatten() if dim is None or input.dim() == 0 else input
    dim = _wrap(dim or 0, x.dim())
    if repeats.dim() == 0 or repeats.shape == (1,):
        repeats = repeats.reshape(1).expand(x.shape[dim])
    elif repeats.dim() != 1:
        raise RuntimeError("repeats must be 0-dim or 1-dim tensor")
    elif repeats.numel() != x.shape[dim]:
        raise RuntimeError("repeats must have the same size as input along dim")
    return x.index_select(dim, _places(repeats, output_size))


# ---- memory ----

@function
def from_file(filename, shared=False, size=0, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """The elements in a file; shared: written through to it, and the file is made long enough."""
    from .storage import TypedStorage
    flat = TypedStorage.from_file(filename, bool(shared), size, dtype=dtype or _C.get_default_dtype())._flat
    return flat.requires_grad_() if requires_grad else flat


@function
def _debug_has_internal_overlap(input):
    """0: no two indices lead to one element, 1: some do, 2: that is too hard to tell."""
    dims = [(n, s) for n, s in zip(input.shape, input.stride()) if n != 1]
    if any(s == 0 and n > 1 for n, s in dims):
        return 1
    step = 1
    for n, s in sorted(dims, key=lambda d: d[1]):
        if s != step:
            return 2 if input.numel() else 0
        step *= n
    return 0


# ---- assertions ----

@function
def _assert(condition, message):
    """assert as a function."""
    assert condition, message


@function
def _assert_async(input):
    """RuntimeError unless a tensor's one value is not zero."""
    if not bool(input):
        raise RuntimeError("Expected Tensor with single nonzero value, but got zero")
