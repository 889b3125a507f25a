# SPDX-License-Identifier: MIT
"""Further distributions of one number: Binomial, Cauchy, Geometric, Gumbel, HalfNormal, Laplace, LogNormal."""
import math

from .. import _C
from .._C import Tensor
from .._modes import no_grad
from .._table import functions as _f
from . import Distribution, Normal, _Logits, _inside, _together



class _LocationScale(Distribution):
    """x = loc + scale e, where e follows the standard form."""

    has_rsample = True
    _shown_names = ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = _together(loc, scale)
        super().__init__(self.loc.shape, (), validate_args)
        self._check(self.loc == self.loc, "loc", "Real()")
        self._check(self.scale > 0, "scale", "GreaterThan(lower_bound=0.0)")

    def _uniform(self, sample_shape):
        """in (0, 1), both ends excluded"""
        from .. import finfo
        u = _f["empty"](self._extended(sample_shape), dtype=self.loc.dtype).uniform_(0, 1)
        return u.clamp(finfo(u.dtype).tiny, 1 - finfo(u.dtype).eps / 2)

    def rsample(self, sample_shape=()):
        return self.loc + self.scale * self._standard(sample_shape)

    def _z(self, value):
        return (value - self.loc) / self.scale


class Cauchy(_LocationScale):
    """density 1 / (pi s (1 + z^2))"""

    mean = property(lambda self: _f["full_like"](self.loc, math.nan))
    variance = property(lambda self: _f["full_like"](self.loc, math.nan))
    mode = property(lambda self: self.loc)

    def _standard(self, sample_shape):
        return _f["empty"](self._extended(sample_shape), dtype=self.loc.dtype).cauchy_()

    def log_prob(self, value):
        return -math.log(math.pi) - self.scale.log() - (self._z(value) ** 2).log1p()

    def cdf(self, value):
        return self._z(value).atan() / math.pi + 0.5

    def icdf(self, value):
        return (math.pi * (value - 0.5)).tan() * self.scale + self.loc

    def entropy(self):
        return math.log(4 * math.pi) + self.scale.log()


class Laplace(_LocationScale):
    """density exp(-|z|) / (2 s)"""

    mean = property(lambda self: self.loc)
    mode = property(lambda self: self.loc)
    variance = property(lambda self: 2 * self.scale ** 2)
    stddev = property(lambda self: 2 ** 0.5 * self.scale)

    def _standard(self, sample_shape):
        u = 2 * self._uniform(sample_shape) - 1
        return -u.sign() * (-u.abs()).log1p()

    def log_prob(self, value):
        return -(2 * self.scale).log() - self._z(value).abs()

    def cdf(self, value):
        z = self._z(value)
        return 0.5 - 0.5 * z.sign() * (-z.abs()).expm1()

    def icdf(self, value):
        t = value - 0.5
        return self.loc - self.scale * t.sign() * (-2 * t.abs()).log1p()

    def entropy(self):
        return 1 + (2 * self.scale).log()


class Gumbel(_LocationScale):
    """density exp(-z - exp(-z)) / s"""

    mean = property(lambda self: self.loc + self.scale * 0.57721566490153286)
    mode = property(lambda self: self.loc)
    variance = property(lambda self: (math.pi ** 2 / 6) * self.scale ** 2)
    stddev = property(lambda self: (math.pi / math.sqrt(6)) * self.scale)

    def _standard(self, sample_shape):
        return -(-self._uniform(sample_shape).log()).log()

    def log_prob(self, value):
        z = -self._z(value)
        return z - z.exp() - self.scale.log()

    def cdf(self, value):
        return (-(-self._z(value)).exp()).exp()

    def icdf(self, value):
        return self.loc - self.scale * (-value.log()).log()

    def entropy(self):
        return self.scale.log() + (1 + 0.57721566490153286)


class LogNormal(Normal):
    """exp of a normal variable"""

    mean = property(lambda self: (self.loc + self.scale ** 2 / 2).exp())
    mode = property(lambda self: (self.loc - self.scale ** 2).exp())
    variance = property(lambda self: (self.scale ** 2).expm1() * (2 * self.loc + self.scale ** 2).exp())

    def rsample(self, sample_shape=()):
        return super().rsample(sample_shape).exp()

    def sample(self, sample_shape=()):
        with no_grad():
            return self.rsample(sample_shape)

    def log_prob(self, value):
        log = value.log()
        return super().log_prob(log) - log

    def cdf(self, value):
        return super().cdf(value.log())

    def entropy(self):
        return super().entropy() + self.loc


class HalfNormal(Distribution):
    """the absolute value of a normal variable around 0"""

    has_rsample = True
    _shown_names = ("scale",)

    def __init__(self, scale, validate_args=None):
        self.scale = _together(scale)[0]
        super().__init__(self.scale.shape, (), validate_args)
        self._check(self.scale > 0, "scale", "GreaterThan(lower_bound=0.0)")
        self._base = Normal(0 * self.scale, self.scale, validate_args=False)

    mean = property(lambda self: self.scale * math.sqrt(2 / math.pi))
    mode = property(lambda self: _f["zeros_like"](self.scale))
    variance = property(lambda self: self.scale ** 2 * (1 - 2 / math.pi))

    def rsample(self, sample_shape=()):
        return self._base.rsample(sample_shape).abs()

    def log_prob(self, value):
        value = value if isinstance(value, Tensor) else _C._from_data(value, self.scale.dtype, None, False)
        log = self._base.log_prob(value) + math.log(2)
        return log.masked_fill(value < 0, -math.inf)

    def cdf(self, value):
        return 2 * self._base.cdf(value) - 1

    def entropy(self):
        return self._base.entropy() - math.log(2)


class Geometric(_Logits):
    """how many failures come before the first success: P(k) = (1 - p)^k p"""

    def __init__(self, probs=None, logits=None, validate_args=None):
        value = self._give(*(None if v is None else _together(v)[0] for v in (probs, logits)))
        super().__init__(value.shape, (), validate_args)
        if probs is not None:
            self._check((value > 0) & (value <= 1), "probs", "GreaterThan(lower_bound=0.0)")

    _probs_of = staticmethod(lambda logits: logits.sigmoid())

    @staticmethod
    def _logits_of(probs):
        inside = _inside(probs)
        return inside.log() - (-inside).log1p()

    mean = property(lambda self: 1 / self.probs - 1)
    mode = property(lambda self: _f["zeros_like"](self.probs))
    variance = property(lambda self: (1 / self.probs - 1) / self.probs)

    def sample(self, sample_shape=()):
        from .. import finfo
        with no_grad():
            p = self.probs.expand(self._extended(sample_shape))
            u = _f["empty"](tuple(p.shape), dtype=p.dtype).uniform_(finfo(p.dtype).tiny, 1)
            return (u.log() / (-p).log1p()).floor()

    def log_prob(self, value):
        p = self.probs
        tail = value * (-p).log1p()
        return tail.masked_fill((p == 1) & (value == 0), 0) + p.log()

    def entropy(self):
        p = _inside(self.probs)
        return -(p * p.log() + (1 - p) * (-p).log1p()) / p


class Binomial(_Logits):
    """how many of total_count trials succeed: P(k) = C(n, k) p^k (1 - p)^(n - k)"""

    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        given = self._give(probs, logits)
        count, value = _together(total_count, given)
        self.total_count = count.to(value.dtype)
        self.__dict__[self._given] = value
        super().__init__(value.shape, (), validate_args)
        if probs is not None:
            self._check((value >= 0) & (value <= 1), "probs", "Interval(lower_bound=0.0, upper_bound=1.0)")

    _probs_of = staticmethod(lambda logits: logits.sigmoid())
    _logits_of = staticmethod(Geometric._logits_of)

    @property
    def _shown_names(self):
        return ["total_count", *super()._shown_names]

    mean = property(lambda self: self.total_count * self.probs)
    mode = property(lambda self: ((self.total_count + 1) * self.probs).floor().clamp(max=self.total_count))
    variance = property(lambda self: self.total_count * self.probs * (1 - self.probs))

    def sample(self, sample_shape=()):
        """As many trials as the largest total_count, of which each element counts its own."""
        with no_grad():
            shape = self._extended(sample_shape)
            p, n = self.probs.expand(shape), self.total_count.expand(shape)
            result = _f["zeros"](shape, dtype=p.dtype)
            for i in range(int(n.max()) if n.numel() else 0):
                result += p.bernoulli() * (n > i).to(p.dtype)
            return result

    def log_prob(self, value):
        n = self.total_count
        top = int(n.max()) if n.numel() else 0
        factorial = _f["cat"]([_f["zeros"]((1,), dtype=_C.float64), _f["arange"](1, top + 1, dtype=_C.float64).log().cumsum(0)])   # its log
        choose = (factorial[n.long()] - factorial[value.long()] - factorial[(n - value).long()]).to(n.dtype)
        logits = self.logits
        return choose + value * logits - n * (logits.clamp(min=0) + (-logits.abs()).exp().log1p())

    def enumerate_support(self, expand=True):
        n = int(self.total_count.max())
        if bool((self.total_count != n).any()):
            raise NotImplementedError("Inhomogeneous total count not supported by `enumerate_support`.")
        values = _f["arange"](n + 1, dtype=self.total_count.dtype).reshape((-1,) + (1,) * len(self.batch_shape))
        return values.expand((-1,) + tuple(self.batch_shape)) if expand else values

    def entropy(self):
        log = self.log_prob(self.enumerate_support(False))
        return -(log.exp() * log).sum(0)
