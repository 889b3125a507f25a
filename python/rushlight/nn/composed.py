# SPDX-License-Identifier: MIT
"""Functions that the core has no op for, composed of several: CTC loss, bags of embeddings, the inverse of
max pooling."""

from .. import _C
from .._C import Tensor
from .._modes import alert_not_deterministic
from .._table import functions as _f

__all__ = ["ctc_loss", "embedding_bag", "max_unpool1d", "max_unpool2d", "max_unpool3d"]

_NEVER = -1e30  # the logarithm of a probability of none, finite so that gradients are


def _lengths(values):
    return values.tolist() if isinstance(values, Tensor) else [int(v) for v in values]


def ctc_loss(
    log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False
):
    """-log of the probability of all alignments of the targets with the steps (Graves et al. 2006), by the
    forward recursion over the
    targets with blanks between: a[t, s] = p[t, l(s)] (a[t-1, s] + a[t-1, s-1] + a[t-1, s-2] where that skips
    no needed blank).
    log_probs [T, N, C] or [T, C]; targets [N, S] or all in one row."""
    unbatched = log_probs.dim() == 2
    if unbatched:
        log_probs = log_probs.unsqueeze(1)
    steps, target_sizes = _lengths_of(input_lengths, unbatched), _lengths_of(target_lengths, unbatched)
    t_max, n, classes = log_probs.shape
    if len(steps) != n:
        raise RuntimeError("input_lengths must be of size batch_size")
    if len(target_sizes) != n:
        raise RuntimeError("target_lengths must be of size batch_size")
    if not 0 <= blank < classes:
        raise RuntimeError("blank must be in label range")
    if any(s > t_max for s in steps):
        worst = max(range(n), key=lambda i: steps[i])
        raise RuntimeError(
            f"Expected input_lengths to have value at most {t_max}, but got value {steps[worst]} (while"
            " checking arguments for ctc_loss_cpu)"
        )
    from .. import tensor

    flat, rows, at = targets.reshape(-1).tolist(), [], 0
    for i, size in enumerate(target_sizes):
        start = at if targets.dim() == 1 else i * targets.size(1)
        rows.append(flat[start : start + size])
        at += size
    width = 2 * max(target_sizes, default=0) + 1
    labels = [[blank if k % 2 == 0 or k // 2 >= len(r) else r[k // 2] for k in range(width)] for r in rows]
    skips = [
        [k % 2 == 1 and k > 1 and k // 2 < len(r) and r[k // 2] != r[k // 2 - 1] for k in range(width)]
        for r in rows
    ]
    labels, may_skip = tensor(labels, dtype=_C.int64), tensor(skips)
    never = log_probs.new_full((n, width), _NEVER)
    emitted = log_probs.gather(2, labels.unsqueeze(0).expand(t_max, n, width))
    first = tensor([[k < 2 and k < 2 * len(r) + 1 for k in range(width)] for r in rows])
    alpha = _f["where"](first, emitted[0], never)
    for t in range(1, t_max):
        one = _f["cat"]([never[:, :1], alpha[:, :-1]], 1)
        two = _f["cat"]([never[:, :2], alpha[:, :-2]], 1)[:, :width]
        both = _f["stack"]([alpha, one, _f["where"](may_skip, two, never)])
        following = emitted[t] + _f["logsumexp"](both, 0)
        going = tensor([[t < s] for s in steps])
        alpha = _f["where"](going, following, alpha)
    ends = tensor([[2 * len(r), max(2 * len(r) - 1, 0)] for r in rows], dtype=_C.int64)
    last = alpha.gather(1, ends)
    only_blank = tensor([len(r) == 0 for r in rows])
    loss = -_f["where"](only_blank, last[:, 0], _f["logsumexp"](last, 1))
    impossible = loss > -_NEVER / 2
    loss = loss.masked_fill(impossible, 0.0 if zero_infinity else float("inf"))
    if reduction == "mean":
        loss = loss / tensor([max(s, 1) for s in target_sizes], dtype=loss.dtype)
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    return loss.squeeze(0) if unbatched else loss


def _lengths_of(values, unbatched):
    if unbatched and isinstance(values, int):
        return [values]
    if isinstance(values, Tensor) and values.dim() == 0:
        return [int(values)]
    return _lengths(values)


def embedding_bag(
    input,
    weight,
    offsets=None,
    max_norm=None,
    norm_type=2,
    scale_grad_by_freq=False,
    mode="mean",
    sparse=False,
    per_sample_weights=None,
    include_last_offset=False,
    padding_idx=None,
):
    """Sums, means or largest values of the rows that each bag of indices names."""
    from .functional import embedding

    if per_sample_weights is not None and input.size() != per_sample_weights.size():
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({list(per_sample_weights.shape)}) is not None, then it"
            f" must have the same shape as the input ({list(input.shape)})"
        )
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    if mode != "sum" and per_sample_weights is not None:
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for"
            f" mode='sum' (got mode='{mode}'). Please open a feature request on GitHub."
        )
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed"
                " length sequences. However, found offsets of type "
                + str(type(offsets))
            )
        starts = list(range(0, input.numel(), input.size(1))) if input.size(1) else [0] * input.size(0)
    elif input.dim() == 1:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        if offsets.dim() != 1:
            raise ValueError("offsets has to be a 1D Tensor")
        starts = offsets.tolist()
        if include_last_offset:
            starts.pop()
    else:
        raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}")
    from .. import tensor

    flat = input.reshape(-1)
    sizes = [b - a for a, b in zip(starts, starts[1:] + [flat.numel()])]
    kept = [i != padding_idx for i in flat.tolist()] if padding_idx is not None else [True] * flat.numel()
    rows = embedding(flat, weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse)
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.reshape(-1, 1)
    bag_of = [b for b, n in enumerate(sizes) for _ in range(n)]
    places = [i for i in range(len(kept)) if kept[i]]
    counts = [0] * len(sizes)
    for i in places:
        counts[bag_of[i]] += 1
    rows = rows.index_select(0, tensor(places, dtype=_C.int64))
    if mode == "max":
        parts = rows.split_with_sizes(counts, 0)
        return _f["stack"](
            [p.amax(0) if n else weight.new_zeros(weight.size(1)) for p, n in zip(parts, counts)]
        )
    bags = weight.new_zeros((len(sizes), weight.size(1)))
    bags = bags.index_add(0, tensor([bag_of[i] for i in places], dtype=_C.int64), rows)
    if mode == "sum":
        return bags
    return bags / tensor([max(n, 1) for n in counts], dtype=weight.dtype).unsqueeze(1)


def _max_unpool(n):
    def function(input, indices, kernel_size, stride=None, padding=0, output_size=None):
        many = lambda x: (x,) * n if isinstance(x, int) else tuple(x)  # noqa: E731
        kernel, pad = many(kernel_size), many(padding)
        step = many(stride) if stride is not None else kernel
        usual = [(s - 1) * st + k - 2 * p for s, st, k, p in zip(input.shape[-n:], step, kernel, pad)]
        size = usual
        if output_size is not None:
            size = list(output_size)
            if len(size) == n + 2:
                size = size[2:]
            if len(size) != n:
                raise ValueError(
                    f"output_size should be a sequence containing {n} or {n + 2} elements, but it has a"
                    f" length of '{len(size)}'"
                )
            for d in range(n):
                if not usual[d] - step[d] < size[d] < usual[d] + step[d]:
                    raise ValueError(
                        f'invalid output_size "{size}" (dim {d} must be between {usual[d] - step[d]} and'
                        f" {usual[d] + step[d]})"
                    )
        if input.shape != indices.shape:
            raise RuntimeError(
                f"Expected shape of indices to be same as that of the input tensor ({list(input.shape)}) but"
                f" got indices tensor with shape: {list(indices.shape)}"
            )
        alert_not_deterministic(f"max_unpooling{max(n, 2)}d_forward_out")
        total = 1
        for s in size:
            total *= s
        lead = tuple(input.shape[:-n])
        flat = input.new_zeros(lead + (total,)).scatter(-1, indices.flatten(-n), input.flatten(-n))
        return flat.reshape(lead + tuple(size))

    function.__name__ = f"max_unpool{n}d"
    return function


max_unpool1d, max_unpool2d, max_unpool3d = (_max_unpool(n) for n in (1, 2, 3))
