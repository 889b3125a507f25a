# SPDX-License-Identifier: MIT
"""What distributions share: parameters of one shape, probabilities and their logarithms, attributes that are computed once."""
import math

from .._C import Tensor, get_default_dtype
from .._table import functions as _f

euler_constant = 0.57721566490153286060

__all__ = ["broadcast_all", "logits_to_probs", "clamp_probs", "probs_to_logits", "lazy_property", "tril_matrix_to_vec", "vec_to_tril_matrix"]


def broadcast_all(*values):
    """Tensors of one shape; numbers become tensors of the first tensor's dtype (else the default one) and device."""
    from .. import broadcast_tensors, tensor
    if not all(isinstance(v, (Tensor, int, float)) for v in values):
        raise ValueError("Input arguments must all be instances of numbers.Number, torch.Tensor or objects implementing __torch_function__.")
    if all(isinstance(v, Tensor) for v in values):
        return tuple(broadcast_tensors(*values))
    like = next((v for v in values if isinstance(v, Tensor)), None)
    options = {"dtype": get_default_dtype()} if like is None else {"dtype": like.dtype, "device": like.device}
    return tuple(broadcast_tensors(*(v if isinstance(v, Tensor) else tensor(v, **options) for v in values)))


def standard_normal(shape, dtype, device):
    return _f["empty"](tuple(shape), dtype=dtype, device=device).normal_()


def sum_rightmost(value, dims):
    """The sum over the last `dims` dimensions."""
    return value if dims == 0 else value.reshape(tuple(value.shape[:-dims]) + (-1,)).sum(-1)


def logits_to_probs(logits, is_binary=False):
    return logits.sigmoid() if is_binary else _f["softmax"](logits, -1)


def clamp_probs(probs):
    """Away from 0 and 1, so that logarithms are finite."""
    from .. import finfo
    eps = finfo(probs.dtype).eps
    return probs.clamp(min=eps, max=1 - eps)


def probs_to_logits(probs, is_binary=False):
    inside = clamp_probs(probs)
    return inside.log() - (-inside).log1p() if is_binary else inside.log()


def softplus_like(x):
    """log(1 + exp(x)) without overflow; its slope at 0 is 1/2"""
    return (x.clamp(min=0) + x - x.clamp(max=0)) / 2 + (-x.abs()).exp().log1p()


class lazy_property:
    """An attribute that is computed, with gradients, when it is first asked for, and then kept."""

    def __init__(self, wrapped):
        self.wrapped = wrapped
        self.__doc__ = wrapped.__doc__
        self.__name__ = wrapped.__name__

    def __get__(self, instance, owner=None):
        from .._modes import enable_grad
        if instance is None:
            return property(self.wrapped)
        with enable_grad():
            value = self.wrapped(instance)
        setattr(instance, self.__name__, value)
        return value


class ProbsOrLogits:
    """Of distributions of one bit's probability: given by probs or by logits; the other is computed when it is asked for."""

    def _choose(self, probs, logits, *others):
        """Sets the one that is given, in the shape that it has with the others, which are returned."""
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        name, given = ("probs", probs) if probs is not None else ("logits", logits)
        *others, value = broadcast_all(*others, given)
        setattr(self, name, value)
        self._param = value
        return others

    @lazy_property
    def logits(self):
        return probs_to_logits(self.probs, is_binary=True)

    @lazy_property
    def probs(self):
        return logits_to_probs(self.logits, is_binary=True)

    param_shape = property(lambda self: self._param.size())

    def _new(self, *args, **kwargs):
        return self._param.new(*args, **kwargs)


def tril_matrix_to_vec(mat, diag=0):
    """The elements on and below a diagonal, row by row."""
    n = mat.shape[-1]
    if not -n <= diag < n:
        raise ValueError(f"diag ({diag}) provided is outside [{-n}, {n - 1}].")
    from .. import arange
    i = arange(n)
    return mat[..., i < i.view(n, 1) + (diag + 1)]


def vec_to_tril_matrix(vec, diag=0):
    """The other way round; zeros above the diagonal. n from len = n (n + 1) / 2 + …, a quadratic equation."""
    from .. import arange
    length = vec.shape[-1]
    n = (-(1 + 2 * diag) + ((1 + 2 * diag) ** 2 + 8 * length + 4 * abs(diag) * (diag + 1)) ** 0.5) / 2
    if not round(n) - n == 0:
        raise ValueError(f"The size of last dimension is {length} which cannot be expressed as the lower triangular part of a square D x D matrix.")
    n = round(n)
    i = arange(n)
    result = vec.new_zeros(tuple(vec.shape[:-1]) + (n, n))
    result[..., i < i.view(n, 1) + (diag + 1)] = vec
    return result


LOG_TWO_PI = math.log(2 * math.pi)
