# SPDX-License-Identifier: MIT
"""Quantiles, histograms of several dimensions, integrals by the trapezoid rule, norms by name: combinations of the table's rows."""
import math
import warnings

from . import _C
from ._C import Tensor
from ._composites import _into, _wrap, both, exported, function
from ._table import functions as _f

_MOST = 16 * 1000 * 1000     # elements of a quantile's input, as in PyTorch


# ---- quantiles ----

_INTERPOLATIONS = ("linear", "lower", "higher", "midpoint", "nearest")


def _check_quantile(name, input, q, interpolation, out):
    if interpolation not in _INTERPOLATIONS:
        raise RuntimeError(f"{name}() interpolation must be one of linear, lower, higher, midpoint or nearest, but got {interpolation}")
    if input.numel() == 0:
        raise RuntimeError(f"{name}() input tensor must be non-empty")
    if input.dtype not in (_C.float32, _C.float64):
        raise RuntimeError(f"{name}() input tensor must be either float or double dtype")
    if isinstance(q, Tensor):
        if q.dim() > 1:
            raise RuntimeError(f"{name}() q must be a scalar or 1D tensor")
        if q.dtype is not input.dtype:
            raise RuntimeError(f"{name}() q tensor must be same dtype as the input tensor")
        if not bool(((q >= 0) & (q <= 1)).all()):
            raise RuntimeError(f"{name}() q values must be in the range [0, 1]")
    elif not 0 <= q <= 1:
        raise RuntimeError(f"{name}() q must be in the range [0, 1] but got {q:g}")
    if out is not None and out.dtype is not input.dtype:
        raise RuntimeError(f"{name}() out tensor must be same dtype as the input tensor")


def _quantile(name, input, q, dim, keepdim, interpolation, out, skip_nan):
    _check_quantile(name, input, q, interpolation, out)
    scalar = not isinstance(q, Tensor)
    if scalar:
        q = _f["full"]((), q, dtype=input.dtype)
    if dim is None:
        shape = (1,) * input.dim() if keepdim else ()
        lines = input.reshape(-1)
    else:
        dim = _wrap(dim, input.dim())
        shape = tuple(1 if d == dim else n for d, n in enumerate(input.shape) if keepdim or d != dim)
        lines = input.movedim(dim, -1) if input.dim() else input.reshape(1)
    if lines.shape[-1] > _MOST:
        raise RuntimeError(f"{name}() input tensor is too large")
    # ranks [quantiles, ..., 1] of the sorted lines [..., n]; NaN is sorted last
    ordered = lines.sort(-1)[0]
    places = q.reshape((-1,) + (1,) * lines.dim())
    last = lines.shape[-1] - 1
    there = ~ordered.isnan()
    if skip_nan:
        ranks = places * (there.sum(-1, True) - 1).clamp(min=0)
    else:
        ranks = _f["where"](there.all(-1, True), places * last, last)
    if interpolation == "lower":
        ranks = ranks.floor()
    elif interpolation == "higher":
        ranks = ranks.ceil()
    elif interpolation == "nearest":
        ranks = ranks.round()
    below = ranks.floor()
    many = ordered.unsqueeze(0).expand((ranks.shape[0],) + tuple(ordered.shape))
    found = many.gather(-1, below.to(_C.int64))
    if interpolation in ("linear", "midpoint"):
        weight = ranks - below if interpolation == "linear" else _f["full_like"](ranks, 0.5)
        above = many.gather(-1, ranks.ceil().to(_C.int64))
        found = found.lerp(above, weight.to(found.dtype))
    found = found.squeeze(-1)
    return _into(out, found.reshape(shape) if scalar or q.dim() == 0 else found.reshape((q.numel(),) + shape))


@both
def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear", out=None):
    """The elements below which a share q of the others lies; a NaN makes the result NaN."""
    return _quantile("quantile", input, q, dim, keepdim, interpolation, out, False)


@both
def nanquantile(input, q, dim=None, keepdim=False, *, interpolation="linear", out=None):
    """quantile among the elements that are not NaN."""
    return _quantile("nanquantile", input, q, dim, keepdim, interpolation, out, True)


# ---- means, extremes, norms ----

@both
def nanmean(input, dim=None, keepdim=False, *, dtype=None, out=None):
    """Mean of the elements that are not NaN."""
    if not input.is_floating_point():
        from ._dtypes import names
        raise RuntimeError(f"nanmean(): expected input to have floating point dtype but got {names[input.dtype]}")
    return _into(out, _f["nansum"](input, dim, keepdim, dtype=dtype) / _f["sum"](~input.detach().isnan(), dim, keepdim))


@function
def _aminmax(input, dim=None, keepdim=False):
    warnings.warn("_aminmax is deprecated as of PyTorch 1.11 and will be removed in a future release. Use aminmax instead. "
                  "This warning will only appear once per process.", stacklevel=2)
    return tuple(_f["aminmax"](input, dim=dim, keepdim=keepdim))


def _matrix_norm(input, p, dim, keepdim, out, dtype):
    """p is "fro" or "nuc"."""
    dims = () if dim is None else (dim,) if isinstance(dim, int) else tuple(dim)
    if p == "fro":
        if dtype is not None:
            raise ValueError("dtype argument is not supported in frobenius norm")
        if len(dims) > 2:
            raise RuntimeError(f"Expected at most 2 dimensions, but got {len(dims)} dimensions instead.")
        if len(dims) == 2 and _wrap(dims[0], input.dim()) == _wrap(dims[1], input.dim()):
            raise RuntimeError(f"Expected dims to be different, got {list(dims)} instead")
        return _f["norm"](input, 2, dims, keepdim, out=out)
    if p != "nuc":
        raise RuntimeError(f"only valid string values are 'fro' and 'nuc', found {p}")
    if dtype is not None:
        raise ValueError("dtype argument is not supported in nuclear norm")
    if dim is None and input.dim() != 2:
        raise RuntimeError(f"Expected a tensor with 2 dimensions, but got a tensor with {input.dim()} dimension{'s' * (input.dim() != 1)} instead.")
    if dim is not None and len(dims) != 2:
        raise RuntimeError("nuclear norm requires a 'dim' argument of size 2")
    from . import linalg
    return _into(out, linalg.matrix_norm(input, "nuc", dims or (-2, -1), keepdim))


@both
def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    """Norm of order p over the given dimensions: of vectors, or "fro" and "nuc" of matrices."""
    if isinstance(p, str):
        if p == "fro" and dtype is None and (dim is None or isinstance(dim, int)):
            return _f["norm"](input, 2, dim, keepdim, out=out)
        return _matrix_norm(input, p, dim, keepdim, out, dtype)
    return _f["norm"](input, p, dim, keepdim, dtype=dtype, out=out)


# ---- the trapezoid rule ----

def _no_bools(name, y, x):
    if x is None and y.dtype is _C.bool:
        raise RuntimeError(f"{name}: received a bool input for `y`, but bool is not supported")
    if x is not None and _C.bool in (y.dtype, x.dtype):
        raise RuntimeError(f"{name}: received a bool input for `x` or `y`, but bool is not supported")


def _strips(name, y, x, dim):
    """Twice the area of each strip between two samples along dim, whose distance is 1 without x."""
    _no_bools(name, y, x)
    if y.dim() == 0:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    dim = _wrap(dim, y.dim())
    size = y.shape[dim]
    both_ends = y.narrow(dim, 1, size - 1) + y.narrow(dim, 0, size - 1)
    if x is None:
        return both_ends
    if x.dim() == 1 and y.dim() >= 1 or x.dim() != y.dim():
        if x.dim() == 1 and x.shape[0] != size:
            raise RuntimeError(f"{name}: There must be one `x` value for each sample point")
        x = x.reshape(tuple(x.shape) + (1,) * (y.dim() - dim - 1)) if x.dim() == 1 else x
    if x.dim() == 0:
        return both_ends * x.new_empty((0,))
    along = dim - y.dim() + x.dim()
    count = x.shape[along]
    return both_ends * (x.narrow(along, 1, count - 1) - x.narrow(along, 0, count - 1))


@function
def trapezoid(y, x=None, *, dx=1, dim=-1):
    """Integral of the samples y along dim, at the places x or dx apart."""
    if y.dim() and y.size(dim) == 0:
        _no_bools("trapezoid", y, x)
        return y.sum(dim, dtype=y.dtype) if y.is_floating_point() else y.sum(dim).to(_C.get_default_dtype())
    if x is None and y.dim():
        _no_bools("trapezoid", y, x)
        return (y.sum(dim) - (y.select(dim, 0) + y.select(dim, -1)) / 2) * dx
    return _strips("trapezoid", y, x, dim).sum(dim) / 2


exported["trapz"] = trapezoid


@function
def cumulative_trapezoid(y, x=None, *, dx=1, dim=-1):
    """Running integral of the samples y along dim: one value less than samples."""
    if y.dim() == 0:
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    if y.size(dim) == 0:
        _no_bools("cumulative_trapezoid", y, x)
        return y / 2
    return _strips("cumulative_trapezoid", y, x, dim).cumsum(dim) * ((dx if x is None else 1) / 2)


# ---- histograms ----

def _outer_edges(values, range, at):
    """The range of a dimension's bins: given, or that of the values."""
    if range is None:
        low, high = (float(values.min()), float(values.max())) if values.numel() else (0.0, 1.0)
    else:
        low, high = range
    if not (math.isfinite(low) and math.isfinite(high)):
        raise RuntimeError(f"torch.histogramdd: dimension {at}'s range [{low:g}, {high:g}] is not finite")
    if low > high:
        raise RuntimeError(f"torch.histogramdd: min should not exceed max, but got min {low:g} max {high:g} for dimension {at}")
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def _edges(values, count, range, at):
    if count <= 0:
        raise RuntimeError(f"torch.histogram(): bins must be > 0, but got {count} for dimension {at}")
    low, high = _outer_edges(values, range, at)
    return _f["linspace"](low, high, count + 1, dtype=values.dtype)


@both
def histogram(input, bins=100, *, range=None, weight=None, density=False, out=None):
    """How many elements (or the sum of whose weights) fall into each bin, and the bins' edges."""
    if not isinstance(bins, Tensor):
        if not input.is_floating_point():
            from ._dtypes import names
            raise NotImplementedError(f"\"histogramdd\" not implemented for '{names[input.dtype]}'")
        if range is not None and len(range) != 2:
            raise RuntimeError(f"torch.histogramdd: for a 1-dimensional histogram range should have 2 elements, but got {len(range)}")
        bins = _edges(input.detach(), bins, range, 0)
    elif range is not None:
        raise TypeError("histogram() received an invalid combination of arguments - range goes with a number of bins, not with a Tensor of edges")
    for part, t in zip(("hist", "bin_edges"), out or ()):
        if t.dtype is not input.dtype:
            types = [{_C.float32: "float", _C.float64: "double"}.get(d, str(d)) for d in (input.dtype, t.dtype)]
            raise RuntimeError(f"torch.histogram: input tensor and {part} tensor should have the same dtype, but got input {types[0]} and {part} {types[1]}"
                               + (" for dimension 0" if part == "bin_edges" else ""))
    return _f["histogram"](input, bins, weight=weight, density=density, out=out)


def _edges_of_each(points, bins, range):
    n = points.shape[1]
    if isinstance(bins, int):
        bins = (bins,) * n
    if bins and isinstance(bins[0], Tensor):
        return list(bins)
    if range is not None and len(range) != 2 * n:
        raise RuntimeError(f"torch.histogramdd: for a {n}-dimensional histogram range should have {2 * n} elements, but got {len(range)}")
    return [_edges(points[:, d], bins[d], None if range is None else range[2 * d:2 * d + 2], d) for d in _numbers(n)]


_numbers = range


@function
def histogramdd(input, bins, *, range=None, weight=None, density=False, out=None):
    """A histogram of points, the rows of input: its counts [bins of each coordinate] and the edges of each coordinate's bins."""
    if input.dim() < 2:
        raise RuntimeError("torch.histogramdd: input tensor should have at least 2 dimensions")
    n = input.shape[-1]
    if not isinstance(bins, int) and len(bins) < n:
        raise RuntimeError(f"torch.histogramdd: bins must have at least {n} elements, one for each coordinate, but got {len(bins)}")
    points = input.detach().reshape(math.prod(input.shape[:-1]), n)
    edges = _edges_of_each(points, bins, range)
    cell, inside = _f["zeros"]((points.shape[0],), dtype=_C.int64), _f["full"]((points.shape[0],), n > 0, dtype=_C.bool)
    shape = []
    for d, edge in zip(_numbers(n), edges):
        values = points[:, d].contiguous()
        count = edge.numel() - 1
        at = _f["bucketize"](values, edge, right=True) - 1
        at = _f["where"](values == edge[-1], count - 1, at)
        inside = inside & (at >= 0) & (at < count) & (values == values)
        cell = cell * count + at.clamp(0, count - 1)
        shape.append(count)
    given = _f["ones"]((points.shape[0],), dtype=input.dtype) if weight is None else weight.reshape(-1).to(input.dtype)
    counts = _f["zeros"]((math.prod(shape),), dtype=input.dtype).index_add(0, cell, _f["where"](inside, given, 0)).reshape(shape)
    if density:
        counts = counts / counts.sum()
        for d, edge in enumerate(edges[:n]):
            counts = counts / edge.diff().reshape((-1,) + (1,) * (n - d - 1))
    return _C._return_type("histogramdd", "hist bin_edges")((_into(out and out[0], counts), tuple(edges[:n])))


# ---- pairs of spread and mean ----

def _spread_and_mean(name):
    row = _f[name]

    def f(input, dim=None, unbiased=True, keepdim=False, *, correction=None):
        if isinstance(dim, bool):       # std_mean(x, False): over all elements
            dim, unbiased = None, dim
        return row(input, dim, unbiased, keepdim, correction=correction)
    f.__name__ = f.__qualname__ = name
    f.__doc__ = row.__doc__
    return function(f)


std_mean, var_mean = _spread_and_mean("std_mean"), _spread_and_mean("var_mean")
