# SPDX-License-Identifier: MIT
"""Bernoulli: 1 with probability p, else 0."""
from .._C import Size
from .._modes import no_grad
from .._table import functions as _f
from . import constraints
from .exp_family import ExponentialFamily
from .utils import broadcast_all, ProbsOrLogits

__all__ = ["Bernoulli"]


def cross_entropy(logits, target):
    """-log of the probability of target"""
    logits, target = broadcast_all(logits, target)
    return _f["binary_cross_entropy_with_logits"](logits, target, None, "none")


class Bernoulli(ProbsOrLogits, ExponentialFamily):
    arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
    support = constraints.boolean
    has_enumerate_support = True
    _mean_carrier_measure = 0

    def __init__(self, probs=None, logits=None, validate_args=None):
        self._choose(probs, logits)
        super().__init__(self._param.size(), validate_args=validate_args)

    def expand(self, batch_shape, _instance=None):
        new = self._expanded(Bernoulli, batch_shape, ("probs", "logits"), _instance)
        new._param = self._param.expand(batch_shape)
        return new

    mean = property(lambda self: self.probs)
    variance = property(lambda self: self.probs * (1 - self.probs))

    @property
    def mode(self):
        mode = (self.probs >= 0.5).to(self.probs)
        mode[self.probs == 0.5] = float("nan")
        return mode

    def sample(self, sample_shape=Size()):
        with no_grad():
            return self.probs.expand(self._extended_shape(sample_shape)).bernoulli()

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        return -cross_entropy(self.logits, value)

    def entropy(self):
        return cross_entropy(self.logits, self.probs)

    def enumerate_support(self, expand=True):
        return self._enumerated(_f["arange"](2, dtype=self._param.dtype, device=self._param.device), expand)

    @property
    def _natural_params(self):
        return (self.probs / (1 - self.probs)).log(),

    def _log_normalizer(self, x):
        return (1 + x.exp()).log()
