# SPDX-License-Identifier: MIT
"""Losses as torch has them beside torch.nn.functional: arguments in the order of their schemas, reduction as a number (0 none, 1 mean,
2 sum). With autocast they compute in float32."""

import functools
import sys

from .. import _C
from . import functional as F

_WORDS = ("none", "mean", "sum")


def _word(reduction):
    if isinstance(reduction, str):
        return reduction
    if not 0 <= reduction < 3:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return _WORDS[reduction]


def _float32(function):
    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        mode = sys.modules.get("rushlight.amp.autocast_mode")
        if mode is not None and mode.is_autocast_cpu_enabled():
            args, kwargs = [mode._cast(a, _C.float32) for a in args], {k: mode._cast(a, _C.float32) for k, a in kwargs.items()}
        return function(*args, **kwargs)

    return wrapped


@_float32
def poisson_nll_loss(input, target, log_input, full, eps, reduction):
    return F.poisson_nll_loss(input, target, log_input, full, None, eps, None, _word(reduction))


@_float32
def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction=1):
    return F.cosine_embedding_loss(input1, input2, target, margin, reduction=_word(reduction))


@_float32
def hinge_embedding_loss(input, target, margin=1.0, reduction=1):
    return F.hinge_embedding_loss(input, target, margin, reduction=_word(reduction))


@_float32
def margin_ranking_loss(input1, input2, target, margin=0.0, reduction=1):
    loss = (-target * (input1 - input2) + margin).clamp_min(0)
    return loss if _word(reduction) == "none" else getattr(loss, _word(reduction))()


@_float32
def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, reduction=1):
    return F.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, reduction=_word(reduction))


@_float32
def kl_div(input, target, reduction=1, *, log_target=False):
    return F._f["kl_div"](input, target, _word(reduction), log_target)


@_float32
def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction=1):
    return F.binary_cross_entropy_with_logits(input, target, weight, reduction=_word(reduction), pos_weight=pos_weight)


def conv_tbc(input, weight, bias, pad=0):
    return F.conv_tbc(input, weight, bias, pad)
