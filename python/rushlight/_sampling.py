# SPDX-License-Identifier: MIT
"""Draws from given probabilities."""

from . import _C
from ._modes import no_grad
from ._table import functions as _f


def multinomial(input, num_samples, replacement=False, *, generator=None):
    """Indices drawn with the probabilities of each row. Few without replacement: the largest of p / exponential noise, as PyTorch does."""
    if input.dim() not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if not input.is_floating_point():
        raise RuntimeError(
            f"multinomial only supports floating-point dtypes for input, got: {_scalar_name(input)}"
        )
    if num_samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and num_samples > input.size(-1):
        raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
    with no_grad():
        if not bool((input.isfinite() & (input >= 0)).all()):
            raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
        total = input.sum(-1, keepdim=True)
        if bool((total <= 0).any()):
            raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
        if not replacement or num_samples == 1:
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
