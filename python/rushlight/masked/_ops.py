# SPDX-License-Identifier: MIT
"""Masked operations. Each writes its identity over what the mask hides and then runs the ordinary op: 0 for a sum, -inf for a maximum.
A result that no element goes into is the identity (a sum, a maximum) or NaN (a mean, a variance, a softmax)."""
import math

import rushlight as torch

_ZERO, _ONE, _LOWEST, _HIGHEST, _NONE = range(5)
_IDENTITIES = {
    "sum": _ZERO, "cumsum": _ZERO, "norm": _ZERO, "prod": _ONE, "cumprod": _ONE, "amax": _LOWEST, "argmax": _LOWEST,
    "logsumexp": _LOWEST, "amin": _HIGHEST, "argmin": _HIGHEST, "mean": _NONE, "var": _NONE, "std": _NONE,
}
# where the dimensions stand among the arguments that follow the input
_REDUCTIONS = {
    "sum": 0, "prod": 0, "amax": 0, "amin": 0, "argmax": 0, "argmin": 0, "mean": 0, "median": 0, "logsumexp": 0, "norm": 1, "var": 0,
    "std": 0,
}
_NORMALIZATIONS = frozenset("softmax log_softmax softmin normalize cumsum cumprod".split())


def _reduction_identity(op_name, input, *args):
    """The value that changes nothing when it goes into the reduction, of the input's dtype; None where there is none."""
    name, dtype = op_name.rpartition(".")[2], input.dtype
    if name == "median":
        return torch.tensor(math.nan, dtype=dtype if dtype.is_floating_point else torch.get_default_dtype())
    kind = _IDENTITIES.get(name)
    if name == "norm" and args and args[0] == -math.inf:
        kind = _HIGHEST
    if kind in (_LOWEST, _HIGHEST):
        if dtype.is_floating_point:
            return torch.tensor(-math.inf if kind == _LOWEST else math.inf, dtype=dtype)
        if dtype is not torch.bool:
            limits = torch.iinfo(dtype)
            return torch.tensor(limits.min if kind == _LOWEST else limits.max, dtype=dtype)
    elif kind is not None:
        return None if kind == _NONE else torch.tensor(0 if kind == _ZERO else 1, dtype=dtype)
    raise NotImplementedError(f"identity of {name} on {dtype} input")


def _canonical_dim(dim, ndim):
    """The dimensions as a sorted tuple of numbers from 0; None or an empty tuple: all."""
    if dim is None or (not isinstance(dim, int) and len(tuple(dim)) == 0):
        return tuple(range(ndim))
    found, bound = [], max(ndim, 1)
    for d in (dim,) if isinstance(dim, int) else dim:
        if not -bound <= d < bound:
            raise IndexError(f"Dimension out of range (expected to be in range of [{-bound}, {bound - 1}], but got {d})")
        if d % bound in found:
            raise RuntimeError(f"dim={d % bound} appears multiple times in the list of dims")
        found.append(d % bound)
    return tuple(sorted(found))


def _where(mask, input, fill_value):
    return torch.where(mask, input, fill_value)


def _input_mask(input, *args, mask=None, **kwargs):
    """The mask as bools of the input's shape."""
    if mask is None:
        raise ValueError("_input_mask requires explicit mask")
    if mask.dim() > input.dim():
        raise IndexError("_input_mask expected broadcastable mask (got mask dimensionality higher than of the input)")
    if mask.shape != input.shape:
        mask = torch.broadcast_to(mask, input.shape)
    return mask if mask.dtype is torch.bool else mask.to(torch.bool)


def _output_mask(op, input, *args, **kwargs):
    """Which elements of op's result depend on an element under the mask."""
    name = op.__name__
    if name in _NORMALIZATIONS:
        return _input_mask(input, *args, **kwargs)
    if name not in _REDUCTIONS:
        raise ValueError(f"_output_mask expected masked operation (got callable {op.__module__}.{name})")
    mask, place = _input_mask(input, *args, **kwargs), _REDUCTIONS[name]
    dim = args[place] if place < len(args) else kwargs.get("dim", -1 if name == "median" else None)
    return _over_dims(torch.any, mask, _canonical_dim(dim, input.dim()), kwargs.get("keepdim", False))


def _over_dims(f, x, dims, keepdim, **options):
    """A reduction that takes one dimension at a time."""
    for d in reversed(dims):
        x = f(x, d, keepdim, **options)
    return x


def _combine_input_and_mask(op, input, mask, *args):
    """The input with the identity of op over what the mask hides."""
    if mask is None:
        return input
    return _where(_input_mask(input, mask=mask), input, _reduction_identity(op if isinstance(op, str) else op.__name__, input, *args))


def _summed_dtype(input, dtype):
    if dtype is None:
        dtype = input.dtype if input.dtype.is_floating_point else torch.int64
    return dtype


def _count(input, dim, keepdim, mask):
    """How many elements go into each result, in int64."""
    if mask is None:
        mask = torch.ones((), dtype=torch.int64).expand(input.shape)
    else:
        mask = _input_mask(input, mask=mask)
    return torch.sum(mask, _canonical_dim(dim, input.dim()), bool(keepdim)) if input.dim() else torch.sum(mask)


def sum(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """Sum; whole numbers are summed in int64."""
    filled = _combine_input_and_mask("sum", input, mask)
    return torch.sum(filled, _canonical_dim(dim, input.dim()), bool(keepdim), dtype=_summed_dtype(input, dtype))


def prod(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """Product; whole numbers are multiplied in int64."""
    filled = _combine_input_and_mask("prod", input, mask).to(_summed_dtype(input, dtype))
    if dim is not None and not isinstance(dim, int) and len(dim) == 0:      # unlike the others, as in PyTorch
        return filled
    return _over_dims(torch.prod, filled, _canonical_dim(dim, input.dim()), bool(keepdim))


def _scan(name, f):
    def scan(input, dim, *, dtype=None, mask=None):
        filled = _combine_input_and_mask(name, input, mask)
        return f(filled, _canonical_dim(dim, input.dim())[0] if input.dim() else dim, dtype=dtype or input.dtype)
    scan.__name__ = scan.__qualname__ = name
    scan.__doc__ = f"{name} in which hidden elements leave the running value as it is."
    return scan


cumsum = _scan("cumsum", torch.cumsum)
cumprod = _scan("cumprod", torch.cumprod)


def _extreme(name, f):
    def extreme(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        filled = _combine_input_and_mask(name, input, mask)
        return f(filled, _canonical_dim(dim, input.dim()), bool(keepdim)).to(dtype or input.dtype)
    extreme.__name__ = extreme.__qualname__ = name
    extreme.__doc__ = f"{name} of the elements under the mask."
    return extreme


amax = _extreme("amax", torch.amax)
amin = _extreme("amin", torch.amin)


def _place(name, f):
    def place(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        filled = _combine_input_and_mask(name, input, mask)
        return f(filled, dim, bool(keepdim)).to(dtype or input.dtype)
    place.__name__ = place.__qualname__ = name
    place.__doc__ = f"{name} of the elements under the mask; the result has the input's dtype."
    return place


argmax = _place("argmax", torch.argmax)
argmin = _place("argmin", torch.argmin)


def mean(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """Mean; NaN where nothing is under the mask."""
    return sum(input, dim, keepdim=keepdim, dtype=dtype or input.dtype, mask=mask) / _count(input, dim, keepdim, mask)


def median(input, dim=-1, *, keepdim=False, dtype=None, mask=None):
    """Median, the lower of two; NaN does not count."""
    d = _canonical_dim(dim, input.dim())[0] if input.dim() else 0
    floating = input.dtype.is_floating_point
    if not floating and mask is not None and not bool(_output_mask(median, input, dim, mask=mask).all()):
        raise ValueError("masked median expects no fully masked out rows if dtype is not floating point")
    filled = _combine_input_and_mask("median", input, mask)
    return torch.nanmedian(filled, d, bool(keepdim)).values.to(dtype or input.dtype)


def logsumexp(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """log of the sum of exp."""
    dtype = dtype or input.dtype
    filled = _combine_input_and_mask("logsumexp", input, mask)
    return torch.logsumexp(filled, _canonical_dim(dim, input.dim()), bool(keepdim)).to(dtype)


def norm(input, ord=2.0, dim=None, *, keepdim=False, dtype=None, mask=None):
    """Vector norm of the given order."""
    filled = _combine_input_and_mask("norm", input, mask, ord)
    return torch.linalg.vector_norm(filled, ord, _canonical_dim(dim, input.dim()), bool(keepdim), dtype=dtype)


def _variance(input, dim, unbiased, keepdim, dtype, mask):
    compute = input.dtype if input.dtype.is_floating_point else torch.float32
    count = _count(input, dim, True, mask)
    x = input - sum(input, dim, keepdim=True, dtype=dtype or compute, mask=mask) / count
    total = sum(x * x, dim, keepdim=keepdim, dtype=compute, mask=mask)
    if not keepdim:
        count = count.reshape(total.shape)
    if unbiased:
        count = (count - 1).clamp(min=0)
    return total / count


def var(input, dim=None, unbiased=False, *, keepdim=False, dtype=None, mask=None):
    """Variance, divided by the number of elements, or with unbiased=True by one less."""
    result = _variance(input, dim, unbiased, keepdim, dtype, mask)
    return result.to(dtype or result.dtype)


def std(input, dim=None, unbiased=False, *, keepdim=False, dtype=None, mask=None):
    """Standard deviation: the square root of var."""
    result = torch.sqrt(_variance(input, dim, unbiased, keepdim, dtype, mask))
    return result.to(dtype or result.dtype)


def _softmax_kind(name, f, hidden):
    def normalization(input, dim, *, dtype=None, mask=None):
        d = _canonical_dim(dim, input.dim())[0] if input.dim() else 0
        return f(_combine_input_and_mask(hidden, input, mask), d, dtype=dtype or input.dtype)
    normalization.__name__ = normalization.__qualname__ = name
    normalization.__doc__ = f"{name} among the elements under the mask; hidden ones have the probability 0."
    return normalization


softmax = _softmax_kind("softmax", torch.softmax, "amax")
log_softmax = _softmax_kind("log_softmax", torch.log_softmax, "amax")
softmin = _softmax_kind("softmin", lambda x, dim, dtype: torch.softmax(-x, dim, dtype=dtype), "amin")


def normalize(input, ord, dim, *, eps=1e-12, dtype=None, mask=None):
    """input / max(norm, eps); hidden elements are 0."""
    size = norm(input, ord, dim, keepdim=True, dtype=dtype, mask=mask)
    return _combine_input_and_mask("sum", input, mask) / size.clamp(min=eps)


def logaddexp(input, other, *, dtype=None, input_mask=None, other_mask=None):
    """log(exp(input) + exp(other)), either side -inf where its mask hides it."""
    a = _combine_input_and_mask("logsumexp", input, input_mask)
    b = _combine_input_and_mask("logsumexp", other, other_mask)
    return torch.logaddexp(a, b).to(dtype or input.dtype)
