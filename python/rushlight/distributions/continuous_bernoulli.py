# SPDX-License-Identifier: MIT
"""ContinuousBernoulli: density C(p) p^x (1 - p)^(1 - x) on [0, 1]. (G. Loaiza-Ganem, J. P. Cunningham, 2019)
C(p) = 2 atanh(1 - 2 p) / (1 - 2 p), which is 0 / 0 at p = 1/2; near there its Taylor series is used."""
import math

from .._C import Size
from .._table import functions as _f
from . import constraints
from .exp_family import ExponentialFamily
from .utils import broadcast_all, clamp_probs, lazy_property, logits_to_probs, probs_to_logits
from .bernoulli import cross_entropy

__all__ = ["ContinuousBernoulli"]


class ContinuousBernoulli(ExponentialFamily):
    arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
    support = constraints.unit_interval
    has_rsample = True
    _mean_carrier_measure = 0

    def __init__(self, probs=None, logits=None, lims=(0.499, 0.501), validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        if probs is not None:
            self.probs, = broadcast_all(probs)
            if validate_args is not None and not self.arg_constraints["probs"].check(self.probs).all():
                raise ValueError("The parameter probs has invalid values")
            self.probs = clamp_probs(self.probs)
        else:
            self.logits, = broadcast_all(logits)
        self._param = self.probs if probs is not None else self.logits
        self._lims = lims
        super().__init__(self._param.size(), validate_args=validate_args)

    def expand(self, batch_shape, _instance=None):
        new = self._expanded(ContinuousBernoulli, batch_shape, ("probs", "logits"), _instance)
        new._lims, new._param = self._lims, self._param.expand(batch_shape)
        return new

    def _new(self, *args, **kwargs):
        return self._param.new(*args, **kwargs)

    def _outside(self):
        return (self.probs <= self._lims[0]) | (self.probs > self._lims[1])

    def _cut(self):
        """probs, but away from 1/2"""
        return _f["where"](self._outside(), self.probs, self._lims[0] * _f["ones_like"](self.probs))

    def _log_norm(self):
        p = self._cut()
        below = _f["where"](p <= 0.5, p, _f["zeros_like"](p))
        above = _f["where"](p >= 0.5, p, _f["ones_like"](p))
        log_norm = ((-p).log1p() - p.log()).abs().log() - _f["where"](p <= 0.5, (-2.0 * below).log1p(), (2.0 * above - 1.0).log())
        x = (self.probs - 0.5).pow(2)
        return _f["where"](self._outside(), log_norm, math.log(2.0) + (4.0 / 3.0 + 104.0 / 45.0 * x) * x)

    @property
    def mean(self):
        p = self._cut()
        mean = p / (2.0 * p - 1.0) + 1.0 / ((-p).log1p() - p.log())
        x = self.probs - 0.5
        return _f["where"](self._outside(), mean, 0.5 + (1.0 / 3.0 + 16.0 / 45.0 * x.pow(2)) * x)

    stddev = property(lambda self: self.variance.sqrt())

    @property
    def variance(self):
        p = self._cut()
        variance = p * (p - 1.0) / (1.0 - 2.0 * p).pow(2) + 1.0 / ((-p).log1p() - p.log()).pow(2)
        x = (self.probs - 0.5).pow(2)
        return _f["where"](self._outside(), variance, 1.0 / 12.0 - (1.0 / 15.0 - 128.0 / 945.0 * x) * x)

    @lazy_property
    def logits(self):
        return probs_to_logits(self.probs, is_binary=True)

    @lazy_property
    def probs(self):
        return clamp_probs(logits_to_probs(self.logits, is_binary=True))

    param_shape = property(lambda self: self._param.size())

    def _uniform(self, sample_shape):
        from .. import rand
        return rand(self._extended_shape(sample_shape), dtype=self.probs.dtype, device=self.probs.device)

    def sample(self, sample_shape=Size()):
        from .._modes import no_grad
        with no_grad():
            return self.icdf(self._uniform(sample_shape))

    def rsample(self, sample_shape=Size()):
        return self.icdf(self._uniform(sample_shape))

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        return -cross_entropy(self.logits, value) + self._log_norm()

    def cdf(self, value):
        if self._validate_args:
            self._validate_sample(value)
        p = self._cut()
        inside = (p.pow(value) * (1.0 - p).pow(1.0 - value) + p - 1.0) / (2.0 * p - 1.0)
        result = _f["where"](self._outside(), inside, value)
        zeros, ones = _f["zeros_like"](value), _f["ones_like"](value)
        return _f["where"](value <= 0.0, zeros, _f["where"](value >= 1.0, ones, result))

    def icdf(self, value):
        p = self._cut()
        inside = ((-p + value * (2.0 * p - 1.0)).log1p() - (-p).log1p()) / (p.log() - (-p).log1p())
        return _f["where"](self._outside(), inside, value)

    def entropy(self):
        log0, log1 = (-self.probs).log1p(), self.probs.log()
        return self.mean * (log0 - log1) - self._log_norm() - log0

    @property
    def _natural_params(self):
        return (self.logits,)

    def _log_normalizer(self, x):
        far = (x <= self._lims[0] - 0.5) | (x > self._lims[1] - 0.5)
        cut = _f["where"](far, x, (self._lims[0] - 0.5) * _f["ones_like"](x))
        norm = (cut.exp() - 1.0).abs().log() - cut.abs().log()
        return _f["where"](far, norm, 0.5 * x + x.pow(2) / 24.0 - x.pow(4) / 2880.0)
