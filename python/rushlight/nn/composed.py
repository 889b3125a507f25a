# SPDX-License-Identifier: MIT
"""Functions of sequences and tables: embeddings, bags of embeddings, CTC loss."""

import warnings

from .._C import Tensor
from .._table import functions as _f

__all__ = ["ctc_loss", "embedding", "embedding_bag"]


def ctc_loss(
    log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False
):
    """-log of the probability of all alignments of the targets with the steps. log_probs [T, N, C] or [T, C]; targets [N, S] or all in
    one row."""
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    lengths = []
    for name, values in (("input_lengths", input_lengths), ("target_lengths", target_lengths)):
        if isinstance(values, Tensor):
            if values.is_floating_point():
                raise RuntimeError(f"{name} must be integral")
            values = values.reshape(-1).tolist()
        lengths.append((values,) if isinstance(values, int) else values)
    return _f["ctc_loss"](log_probs, targets, *lengths, blank, reduction, zero_infinity)


# ---- embeddings ----


def _limit_norms(weight, input, max_norm, norm_type):
    """Rows of weight that input names and whose norm is above max_norm are scaled down, in place."""
    from .._modes import no_grad

    with no_grad():
        _f["embedding_renorm_"](weight, input, max_norm, norm_type)


def embedding(
    input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False
):
    if padding_idx is not None:
        if not -weight.size(0) <= padding_idx < weight.size(0):
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx %= weight.size(0)
    else:
        padding_idx = -1
    if max_norm is not None:
        _limit_norms(weight, input, max_norm, norm_type)
    return _f["embedding"](weight, input, padding_idx, scale_grad_by_freq, sparse)


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
    if not weight.is_floating_point() and input.is_floating_point():
        warnings.warn(
            "Argument order of nn.functional.embedding_bag was changed. Usage `embedding_bag(weight, input, ...)` is deprecated, and should"
            " now be `embedding_bag(input, weight, ...)`.",
            stacklevel=2,
        )
        input, weight = weight, input
    if per_sample_weights is not None and input.size() != per_sample_weights.size():
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not None, then it must have the same shape as the input"
            f" ({input.shape})"
        )
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed"
                f" length sequences. However, found offsets of type {type(offsets)}"
            )
        offsets = (
            _f["arange"](0, input.numel(), input.size(1), dtype=input.dtype)
            if input.size(1)
            else _f["zeros"](input.size(0), dtype=input.dtype)
        )
        input = input.reshape(-1)
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)
    elif input.dim() == 1:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        if offsets.dim() != 1:
            raise ValueError("offsets has to be a 1D Tensor")
    else:
        raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}")
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    if mode == "max" and scale_grad_by_freq:
        raise ValueError("max mode does not support scaling the gradient by the frequency")
    if mode == "max" and sparse:
        raise ValueError("max mode does not support sparse weights")
    if max_norm is not None:
        _limit_norms(weight, input, max_norm, norm_type)
    if mode != "sum" and per_sample_weights is not None:
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for"
            f" mode='sum' (got mode='{mode}'). Please open a feature request on GitHub."
        )
    number = ("sum", "mean", "max").index(mode)
    return _f["embedding_bag"](
        weight, input, offsets, scale_grad_by_freq, number, sparse, per_sample_weights, include_last_offset, padding_idx
    )[0]
