# SPDX-License-Identifier: MIT
"""Draws from given probabilities and from distributions."""

from . import _C
from ._composites import _into
from ._modes import no_grad
from ._table import functions as _f


def multinomial(input, num_samples, replacement=False, *, generator=None, out=None):
    """Indices drawn with the probabilities of each row."""
    if input.dim() not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if not input.is_floating_point():
        raise RuntimeError(
            f"multinomial only supports floating-point dtypes for input, got: {_scalar_name(input)}"
        )
    if out is not None and out.dtype is not _C.int64:
        raise RuntimeError(f"multinomial expects Long tensor out, got: {_scalar_name(out)}")
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > input.size(-1):
        raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    if input.size(-1) > 1 << 24:
        raise RuntimeError("number of categories cannot exceed 2^24")
    with no_grad():
        return _into(out, _multinomial(input.detach(), num_samples, replacement and num_samples > 1, generator))


def _multinomial(input, num_samples, repeated, generator):
    """Each index at most once: the largest of p / exponential noise, as PyTorch does; else where uniform draws fall among the sums of p."""
    if not input.numel() and input.dim() == 2:
        return _f["empty"]((input.size(0), num_samples), dtype=_C.int64)
    bad = input[~(input.isfinite() & (input >= 0))]
    if bad.numel():
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0" if not repeated else "invalid multinomial distribution "
                           f"(encountering probability entry {'= infinity or NaN' if bool(bad[0] >= 0) else '< 0'})")
    total = input.sum(-1, keepdim=True)
    if bool((total <= 0).any()):
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    if not repeated:
        q = input / _f["empty_like"](input).exponential_(1, generator=generator)
        return q.argmax(-1, keepdim=True) if num_samples == 1 else q.topk(num_samples, -1)[1]
    rows, results = (input / total).reshape(-1, input.size(-1)), []
    for row in rows.unbind(0):
        steps = row.cumsum(0).double()
        steps[-1] = 1
        drawn = _f["empty"]((num_samples,), dtype=_C.float64).uniform_(0, 1, generator=generator)
        results.append(_f["searchsorted"](steps, drawn))
    return results[0] if input.dim() == 1 else _f["stack"](results)


def _scalar_name(t):
    return t.type().split(".")[-1].replace("Tensor", "")


_C.Tensor.multinomial = multinomial


# ---- in-place draws from a distribution ----

def _fill(out, result):
    """Over out, whatever its dtype."""
    return _into(out, result.to(out.dtype))


_bernoulli = _f["bernoulli"]


def _probabilities(p):
    if not p.is_floating_point():
        raise RuntimeError(f'"bernoulli_tensor_cpu_p_" not implemented for \'{_scalar_name(p)}\'')
    if p.numel() and not bool(((p >= 0) & (p <= 1)).all()):
        raise RuntimeError("Expected p_in >= 0 && p_in <= 1 to be true, but got false.")


def bernoulli_(self, p=0.5, *, generator=None):
    """1 with probability p, a number or a tensor with one for each element; else 0."""
    if not isinstance(p, _C.Tensor):
        return _bernoulli_number(self, p, generator=generator)
    _probabilities(p)
    with no_grad():
        drawn = _bernoulli(p.expand(self.shape).contiguous(), generator=generator)
    self.zero_()  # nothing of what self was matters to the gradient
    with no_grad():
        return self.copy_(drawn)


def bernoulli(input, p=None, *, generator=None, out=None):
    """1 with the probability that each element of input is (or p for all)."""
    if p is not None:
        result = _f["empty_like"](input.detach()).bernoulli_(p, generator=generator)
    else:
        _probabilities(input)
        result = _bernoulli(input, generator=generator)
    return result if out is None else _fill(out, result)


def normal(mean, std=1.0, size=None, *, generator=None, dtype=None, device=None, requires_grad=False, out=None, layout=None, pin_memory=False):
    """mean + std z; either may be a tensor, or both numbers with a size."""
    numbers = not isinstance(mean, _C.Tensor) and not isinstance(std, _C.Tensor)
    for t in (out, mean, std):
        if isinstance(t, _C.Tensor) and not t.is_floating_point():
            raise RuntimeError(f'"normal_kernel_cpu" not implemented for \'{_scalar_name(t)}\'')
    if isinstance(std, _C.Tensor):
        if std.numel() and not bool((std >= 0).all()):
            raise RuntimeError("normal expects all elements of std >= 0.0")
    elif not std >= 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std}")
    if numbers:
        if size is None:
            raise TypeError("normal() received an invalid combination of arguments - got numbers without a size")
        result = _f["empty"](size, dtype=dtype, device=device).normal_(mean, std, generator=generator).requires_grad_(requires_grad)
    else:
        result = _f["add"](mean if isinstance(mean, _C.Tensor) else std * 0, std if isinstance(std, _C.Tensor) else 0)
        result.normal_(generator=generator)  # and so the gradients of mean and std are zero
        with no_grad():
            result.mul_(std).add_(mean)
    return result if out is None else _fill(out, result.detach())


# Up to here every whole number is one of the dtype.
_EXACT = {_C.float32: ("float", 24), _C.float64: ("double", 53), _C.float16: ("c10::Half", 11), _C.bfloat16: ("c10::BFloat16", 8)}
_random = _C.Tensor.random_


def random_(self, *args, **options):
    """Whole numbers: all that the dtype holds, or those below `to`, or those from `from` on (below `to`)."""
    if not args and not options:
        return _random(self)
    result = _random(self, *args, **options)
    if self.dtype in _EXACT:
        low, high = (args[0], args[1]) if len(args) > 1 else (options.get("from"), args[0] if args else options.get("to"))
        name, bits = _EXACT[self.dtype]
        for what, n in (("from", low), ("to - 1", None if high is None else high - 1)):
            if n is not None and not -1 << bits <= n <= 1 << bits:
                import warnings
                warnings.warn(f"{what} is out of bounds [-(2^{bits}), 2^{bits}]. Due to precision limitations {name} can support discrete uniform "
                              "distribution only within this range. This warning will become an error in version 1.7 release, please fix the "
                              "code in advance", stacklevel=2)
    return result


_bernoulli_number = _C.Tensor.bernoulli_
for _method in (random_, bernoulli_, bernoulli):
    setattr(_C.Tensor, _method.__name__, _method)


_randperm = _f["randperm"]


def randperm(n, *, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    """0 … n - 1 in random order, drawn on the CPU."""
    if out is not None and dtype is None:
        dtype = out.dtype
    drawn = _randperm(n, generator=generator, dtype=dtype)
    if device is not None:
        drawn = drawn.to(device)
    return drawn.requires_grad_(requires_grad) if out is None else _fill(out, drawn)
