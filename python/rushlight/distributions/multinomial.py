# SPDX-License-Identifier: MIT
"""Multinomial: how often each of K outcomes comes up in total_count trials."""
from .._C import Size
from .._table import functions as _f
from . import constraints
from .binomial import Binomial
from .categorical import Categorical
from .distribution import Distribution
from .utils import broadcast_all

__all__ = ["Multinomial"]


class Multinomial(Distribution):
    arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}

    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        if not isinstance(total_count, int):
            raise NotImplementedError("inhomogeneous total_count is not supported")
        self.total_count = total_count
        self._categorical = Categorical(probs=probs, logits=logits)
        self._binomial = Binomial(total_count=total_count, probs=self.probs)
        super().__init__(self._categorical.batch_shape, self._categorical.param_shape[-1:], validate_args=validate_args)

    def expand(self, batch_shape, _instance=None):
        new = self._get_checked_instance(Multinomial, _instance)
        new.total_count = self.total_count
        new._categorical = self._categorical.expand(Size(batch_shape))
        Distribution.__init__(new, batch_shape, self.event_shape, validate_args=False)
        new._validate_args = self._validate_args
        return new

    def _new(self, *args, **kwargs):
        return self._categorical._new(*args, **kwargs)

    @constraints.dependent_property(is_discrete=True, event_dim=1)
    def support(self):
        return constraints.multinomial(self.total_count)

    probs = property(lambda self: self._categorical.probs)
    logits = property(lambda self: self._categorical.logits)
    mean = property(lambda self: self.probs * self.total_count)
    variance = property(lambda self: self.total_count * self.probs * (1 - self.probs))
    param_shape = property(lambda self: self._categorical.param_shape)

    def sample(self, sample_shape=Size()):
        trials = self._categorical.sample(Size((self.total_count,) + tuple(sample_shape)))
        trials = trials.permute(tuple(range(1, trials.dim())) + (0,))       # the trials last
        counts = trials.new_zeros(tuple(self._extended_shape(sample_shape)))
        counts.scatter_add_(-1, trials, _f["ones_like"](trials))
        return counts.type_as(self.probs)

    def entropy(self):
        """H = n H(p) - log n! + sum_k sum_x Binomial(x; n, p_k) log x!"""
        from .. import tensor
        n = tensor(self.total_count)
        some = self._binomial.enumerate_support(expand=False)[1:]
        weights = self._binomial.log_prob(some).exp()
        return n * self._categorical.entropy() - (n + 1).lgamma() + (weights * (some + 1).lgamma()).sum([0, -1])

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        logits, value = broadcast_all(self.logits, value)
        logits = logits.clone()
        logits[(value == 0) & (logits == -float("inf"))] = 0
        return (value.sum(-1) + 1).lgamma() - (value + 1).lgamma().sum(-1) + (logits * value).sum(-1)
