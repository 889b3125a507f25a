# SPDX-License-Identifier: MIT
"""Losses as functions. reduction is 'mean', 'sum' or 'none'; size_average and reduce are PyTorch's old names
for it."""

import math
import warnings

from .._C import uint8 as _uint8
from .._table import functions as _f

__all__ = [
    "cross_entropy",
    "nll_loss",
    "mse_loss",
    "l1_loss",
    "smooth_l1_loss",
    "huber_loss",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "kl_div",
    "cosine_embedding_loss",
    "margin_ranking_loss",
    "hinge_embedding_loss",
    "soft_margin_loss",
    "multi_margin_loss",
    "multilabel_margin_loss",
    "multilabel_soft_margin_loss",
    "triplet_margin_loss",
    "triplet_margin_with_distance_loss",
    "poisson_nll_loss",
    "gaussian_nll_loss",
]


def legacy_reduction(size_average, reduce, emit_warning=True):
    """size_average and reduce as one word."""
    size_average = True if size_average is None else size_average
    reduce = True if reduce is None else reduce
    word = "none" if not reduce else "mean" if size_average else "sum"
    if emit_warning:
        warnings.warn(
            f"size_average and reduce args will be deprecated, please use reduction='{word}' instead.",
            stacklevel=3,
        )
    return word


def _word(reduction, size_average, reduce):
    if size_average is not None or reduce is not None:
        return legacy_reduction(size_average, reduce)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return reduction


def _reduced(loss, word):
    return loss if word == "none" else loss.mean() if word == "mean" else loss.sum()


def _warn_of_sizes(input, target):
    if target.size() != input.size():
        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()})."
            " This will likely lead to incorrect results due to broadcasting. Please ensure they have the"
            " same size.",
            stacklevel=3,
        )


def _row(input):
    """input as [N, C]: a vector of classes, or a batch of them that may be empty."""
    if not (input.dim() == 2 and input.size(1) != 0 or input.dim() == 1 and input.size(0) != 0 or input.dim() == 0):
        raise RuntimeError(
            f"Expected non-empty vector or matrix with optional 0-dim batch size, but got: {list(input.shape)}"
        )
    return input if input.dim() == 2 else input.reshape(1, -1)


def _classes(target):
    """Numbers of classes; bytes will do."""
    return target.long() if target.dtype is _uint8 else target


def _pointwise(name, option=None):
    row = _f[name]
    if option is None:

        def loss(input, target, size_average=None, reduce=None, reduction="mean"):
            _warn_of_sizes(input, target)
            return row(input, target, _word(reduction, size_average, reduce))

    elif name == "huber_loss":

        def loss(input, target, reduction="mean", delta=1.0):
            _warn_of_sizes(input, target)
            if delta <= 0:
                raise RuntimeError("huber_loss does not support non-positive values for delta.")
            return row(input, target, _word(reduction, None, None), delta)

    else:

        def loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
            _warn_of_sizes(input, target)
            if beta < 0:
                raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
            return row(input, target, _word(reduction, size_average, reduce), beta)

    loss.__name__ = name
    return loss


mse_loss, l1_loss = _pointwise("mse_loss"), _pointwise("l1_loss")
smooth_l1_loss, huber_loss = _pointwise("smooth_l1_loss", "beta"), _pointwise("huber_loss", "delta")


def cross_entropy(
    input,
    target,
    weight=None,
    size_average=None,
    ignore_index=-100,
    reduce=None,
    reduction="mean",
    label_smoothing=0.0,
):
    return _f["cross_entropy"](
        input, _classes(target), weight, ignore_index, _word(reduction, size_average, reduce), label_smoothing
    )


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    return _f["nll_loss"](input, _classes(target), weight, ignore_index, _word(reduction, size_average, reduce))


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    word = _word(reduction, size_average, reduce)
    if target.size() != input.size():
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}) is"
            " deprecated. Please ensure they have the same size."
        )
    return _f["binary_cross_entropy"](input, target, weight, word)


def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None
):
    word = _word(reduction, size_average, reduce)
    if target.size() != input.size():
        raise ValueError(f"Target size ({target.size()}) must be the same as input size ({input.size()})")
    return _f["binary_cross_entropy_with_logits"](input, target, weight, word, pos_weight)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if size_average is not None or reduce is not None:
        reduction = legacy_reduction(size_average, reduce)
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean'"
            " divides only by the batch size, and aligns with the KL div math definition.'mean' will be"
            " changed to behave the same as 'batchmean' in the next major release.",
            stacklevel=2,
        )
    if reduction == "batchmean":
        total = _f["kl_div"](input, target, "sum", log_target)
        return total / input.size(0) if input.dim() else total
    return _f["kl_div"](input, target, _word(reduction, None, None), log_target)


def cosine_embedding_loss(
    input1, input2, target, margin=0.0, size_average=None, reduce=None, reduction="mean"
):
    return _f["cosine_embedding_loss"](input1, input2, target, margin, _word(reduction, size_average, reduce))


def margin_ranking_loss(input1, input2, target, margin=0.0, size_average=None, reduce=None, reduction="mean"):
    word = _word(reduction, size_average, reduce)
    if input1.dim() != input2.dim() or input1.dim() != target.dim():
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1:"
            f" {input1.size()}, input2: {input2.size()}, target: {target.size()} "
        )
    return _reduced((-target * (input1 - input2) + margin).clamp_min(0), word)


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    word = _word(reduction, size_average, reduce)
    zero = input.new_zeros(())
    far = _f["where"](target != 1, (margin - input).clamp_min(0), zero)
    near = _f["where"](target != -1, input, zero)
    return _reduced(far + near, word)


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return _reduced((input * -target).exp().log1p(), _word(reduction, size_average, reduce))


def multi_margin_loss(
    input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"
):
    """mean over the other classes of max(0, margin - x[y] + x[i])^p"""
    word = _word(reduction, size_average, reduce)
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    x = _row(input)
    if target.dim() > 1 or target.numel() != x.size(0):
        raise RuntimeError(f"inconsistent target size, got: {list(target.shape)}")
    y = target.reshape(-1, 1)
    if weight is not None and weight.dim() != 1:
        raise ValueError("weight must be one-dimensional")
    each = (margin - x.gather(1, y) + x).clamp_min(0) ** p
    if weight is not None:
        each = each * weight[y]
    each = each.scatter(1, y, 0.0)
    loss = each.sum(1) / x.size(1)
    return _reduced(loss if target.dim() else loss.reshape(()), word)


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """Labels of a row end at the first -1: sum over labels j and other classes i of max(0, 1 - x[j] + x[i]) /
    C."""
    word = _word(reduction, size_average, reduce)
    x = _row(input)
    if target.shape != input.shape and (input.dim() or target.numel() != 1):
        raise RuntimeError(f"inconsistent size {list(target.shape)} for argument #2 'target'")
    y = target.reshape(x.shape)
    valid = (y >= 0).to(x.dtype).cumprod(1)
    index = _f["where"](valid > 0, y, y.new_zeros(()))
    is_label = x.new_zeros(x.shape).scatter_add(1, index, valid).clamp_max(1)
    gaps = (1 - x.gather(1, index).unsqueeze(2) + x.unsqueeze(1)).clamp_min(0)  # [N, labels, C]
    loss = (gaps * valid.unsqueeze(2) * (1 - is_label).unsqueeze(1)).sum((1, 2)) / x.size(1)
    return _reduced(loss if input.dim() == 2 else loss.reshape(()), word)


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    word = _word(reduction, size_average, reduce)
    loss = -(target * _f["log_sigmoid"](input) + (1 - target) * _f["log_sigmoid"](-input))
    if weight is not None:
        loss = loss * weight
    return _reduced(loss.mean(-1), word)


def triplet_margin_loss(
    anchor,
    positive,
    negative,
    margin=1.0,
    p=2,
    eps=1e-6,
    swap=False,
    size_average=None,
    reduce=None,
    reduction="mean",
):
    from .functional import pairwise_distance

    word = _word(reduction, size_average, reduce)
    if not anchor.dim() == positive.dim() == negative.dim():
        raise RuntimeError(
            "All inputs should have same dimension but got"
            f" {anchor.dim()}D, {positive.dim()}D and {negative.dim()}D inputs."
        )
    return triplet_margin_with_distance_loss(
        anchor,
        positive,
        negative,
        margin=margin,
        swap=swap,
        reduction=word,
        distance_function=lambda a, b: pairwise_distance(a, b, p, eps),
    )


def triplet_margin_with_distance_loss(
    anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"
):
    from .functional import pairwise_distance

    distance = distance_function if distance_function is not None else pairwise_distance
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = _f["minimum"](far, distance(positive, negative))
    return _reduced((margin + near - far).clamp_min(0), _word(reduction, None, None))


def poisson_nll_loss(
    input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"
):
    if size_average is not None or reduce is not None:
        reduction = legacy_reduction(size_average, reduce)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction + " is not valid")
    loss = input.exp() - target * input if log_input else input - target * (input + eps).log()
    if full:  # Stirling's approximation of log(target!)
        stirling = target * target.log() - target + 0.5 * (2 * math.pi * target).log()
        loss = loss + _f["where"](target > 1, stirling, target.new_zeros(()))
    return _reduced(loss, reduction)


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    if var.size() != input.size():
        if input.size()[:-1] == var.size():
            var = var.unsqueeze(-1)
        elif not (input.size()[:-1] == var.size()[:-1] and var.size(-1) == 1):
            raise ValueError("var is of incorrect size")
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction + " is not valid")
    if bool((var < 0).any()):
        raise ValueError("var has negative entry/entries")
    clamped = var.detach().clamp_min(eps)
    var = var + (clamped - var.detach())
    loss = 0.5 * (var.log() + (input - target) ** 2 / var)
    if full:
        loss = loss + 0.5 * math.log(2 * math.pi)
    return _reduced(loss, reduction)
