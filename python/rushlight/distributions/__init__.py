# SPDX-License-Identifier: MIT
"""Probability distributions: samples, logarithms of densities, entropies, divergences."""

import math

from .._C import Size, Tensor
from .._modes import no_grad
from .._sampling import multinomial
from .._table import functions as _f

__all__ = ["Distribution", "Bernoulli", "Categorical", "Exponential", "Normal", "Uniform", "kl_divergence"]


def _together(*values):
    """Tensors of one shape; numbers become tensors of the default dtype."""
    from .. import tensor

    like = next((v.dtype for v in values if isinstance(v, Tensor)), None)
    made = [v if isinstance(v, Tensor) else tensor(float(v), dtype=like) for v in values]
    total = sum(m.detach() * 0 for m in made)
    return [m.expand(total.shape) for m in made]


class Distribution:
    """batch_shape: one distribution for each element."""

    has_rsample = False

    def __init__(self, batch_shape, event_shape=(), validate_args=None):
        self.batch_shape, self.event_shape = Size(batch_shape), Size(event_shape)
        self._validate = validate_args is not False

    def _check(self, condition, name, what):
        value = getattr(self, name)
        if self._validate and not bool(condition.all()):
            raise ValueError(
                f"Expected parameter {name} (Tensor of shape {tuple(value.shape)}) of distribution {self!r}"
                f" to satisfy the constraint {what}, but found invalid values:\n{value}"
            )

    def _extended(self, sample_shape):
        return tuple(sample_shape) + tuple(self.batch_shape) + tuple(self.event_shape)

    def sample(self, sample_shape=()):
        with no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape=()):
        raise NotImplementedError(f"{type(self).__name__} has no samples that can be differentiated")

    def sample_n(self, n):
        return self.sample((n,))

    @property
    def stddev(self):
        return self.variance.sqrt()

    def perplexity(self):
        return self.entropy().exp()

    def __repr__(self):
        shown = ", ".join(f"{n}: {_shown(getattr(self, n))}" for n in self._shown_names)
        return f"{type(self).__name__}({shown})"


def _shown(t):
    return t if t.numel() == 1 else t.size()


class Normal(Distribution):
    has_rsample = True
    _shown_names = ("loc", "scale")

    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = _together(loc, scale)
        super().__init__(self.loc.shape, (), validate_args)
        self._check(self.scale > 0, "scale", "GreaterThan(lower_bound=0.0)")

    mean = property(lambda self: self.loc)
    mode = property(lambda self: self.loc)
    stddev = property(lambda self: self.scale)
    variance = property(lambda self: self.scale**2)

    def sample(self, sample_shape=()):
        from .. import normal

        with no_grad():
            shape = self._extended(sample_shape)
            return normal(self.loc.expand(shape), self.scale.expand(shape))

    def rsample(self, sample_shape=()):
        noise = self.loc.detach().new_empty(self._extended(sample_shape)).normal_(0, 1)
        return self.loc + noise * self.scale

    def log_prob(self, value):
        z = (value - self.loc) ** 2 / (2 * self.scale**2)
        return -z - self.scale.log() - math.log(math.sqrt(2 * math.pi))

    def entropy(self):
        return 0.5 + 0.5 * math.log(2 * math.pi) + self.scale.log()

    def cdf(self, value):
        return 0.5 * (1 + ((value - self.loc) / (self.scale * math.sqrt(2))).erf())


class Uniform(Distribution):
    has_rsample = True
    _shown_names = ("low", "high")

    def __init__(self, low, high, validate_args=None):
        self.low, self.high = _together(low, high)
        super().__init__(self.low.shape, (), validate_args)
        if self._validate and not bool((self.low < self.high).all()):
            raise ValueError("Uniform is not defined when low>= high")

    mean = property(lambda self: (self.high + self.low) / 2)
    variance = property(lambda self: (self.high - self.low) ** 2 / 12)

    def rsample(self, sample_shape=()):
        return self.low + self.low.detach().new_empty(self._extended(sample_shape)).uniform_() * (
            self.high - self.low
        )

    def log_prob(self, value):
        inside = ((self.low <= value) & (self.high > value)).to(self.low.dtype)
        return inside.log() - (self.high - self.low).log()

    def entropy(self):
        return (self.high - self.low).log()

    def cdf(self, value):
        return ((value - self.low) / (self.high - self.low)).clamp(0, 1)


class Exponential(Distribution):
    has_rsample = True
    _shown_names = ("rate",)

    def __init__(self, rate, validate_args=None):
        (self.rate,) = _together(rate)
        super().__init__(self.rate.shape, (), validate_args)
        self._check(self.rate > 0, "rate", "GreaterThan(lower_bound=0.0)")

    mean = property(lambda self: self.rate.reciprocal())
    stddev = property(lambda self: self.rate.reciprocal())
    variance = property(lambda self: self.rate.pow(-2))

    def rsample(self, sample_shape=()):
        return self.rate.detach().new_empty(self._extended(sample_shape)).exponential_() / self.rate

    def log_prob(self, value):
        return self.rate.log() - self.rate * value

    def entropy(self):
        return 1.0 - self.rate.log()


class _Logits(Distribution):
    """Given by probs or by logits; the other is computed when it is asked for."""

    def _give(self, probs, logits):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        name, value = ("probs", probs) if probs is not None else ("logits", logits)
        self.__dict__["_given"], self.__dict__[name] = name, value
        return value

    @property
    def _shown_names(self):
        return [name for name in ("probs", "logits") if name in self.__dict__]

    def __getattr__(self, name):
        if name not in ("probs", "logits"):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        value = self._probs_of(self.logits) if name == "probs" else self._logits_of(self.probs)
        self.__dict__[name] = value
        return value


def _inside(probs):
    """Away from 0 and 1, so that logarithms are finite."""
    from .. import finfo

    eps = finfo(probs.dtype).eps
    return probs.clamp(eps, 1 - eps)


class Bernoulli(_Logits):
    def __init__(self, probs=None, logits=None, validate_args=None):
        value = self._give(*(None if v is None else _together(v)[0] for v in (probs, logits)))
        super().__init__(value.shape, (), validate_args)
        if probs is not None:
            self._check((value >= 0) & (value <= 1), "probs", "Interval(lower_bound=0.0, upper_bound=1.0)")

    _probs_of = staticmethod(lambda logits: logits.sigmoid())

    @staticmethod
    def _logits_of(probs):
        inside = _inside(probs)
        return inside.log() - (-inside).log1p()

    mean = property(lambda self: self.probs)
    variance = property(lambda self: self.probs * (1 - self.probs))

    def sample(self, sample_shape=()):
        with no_grad():
            return self.probs.expand(self._extended(sample_shape)).bernoulli()

    def _cross_entropy(self, target):
        return _f["binary_cross_entropy_with_logits"](self.logits, target, None, "none")

    def log_prob(self, value):
        shape = (self.logits.detach() + value.detach()).shape
        return -_f["binary_cross_entropy_with_logits"](
            self.logits.expand(shape), value.expand(shape), None, "none"
        )

    def entropy(self):
        return self._cross_entropy(self.probs)


class Categorical(_Logits):
    def __init__(self, probs=None, logits=None, validate_args=None):
        if probs is not None:
            if probs.dim() < 1:
                raise ValueError("`probs` parameter must be at least one-dimensional.")
            self._give(probs / probs.sum(-1, keepdim=True), logits)
        else:
            if logits is not None and logits.dim() < 1:
                raise ValueError("`logits` parameter must be at least one-dimensional.")
            self._give(None, None if logits is None else logits - logits.logsumexp(-1, keepdim=True))
        given = self.__dict__[self._given]
        self._num_events = given.size(-1)
        super().__init__(given.shape[:-1], (), validate_args)
        if probs is not None:
            self._check(probs >= 0, "probs", "Simplex()")

    _probs_of = staticmethod(lambda logits: _f["softmax"](logits, -1))
    _logits_of = staticmethod(lambda probs: _inside(probs).log())
    param_shape = property(lambda self: self.__dict__[self._given].size())

    def sample(self, sample_shape=()):
        if not isinstance(sample_shape, Size):
            sample_shape = Size(sample_shape)
        rows = self.probs.detach().reshape(-1, self._num_events)
        drawn = multinomial(rows, math.prod(sample_shape), True).t()
        return drawn.reshape(self._extended(sample_shape))

    def log_prob(self, value):
        value = value.long().unsqueeze(-1)
        shape = (value[..., 0] + self.logits.detach()[..., 0] * 0).shape
        places = value.expand(tuple(shape) + (1,))
        return self.logits.expand(tuple(shape) + (self._num_events,)).gather(-1, places).squeeze(-1)

    def entropy(self):
        from .. import finfo

        return -(self.logits.clamp(min=finfo(self.logits.dtype).min) * self.probs).sum(-1)


def kl_divergence(p, q):
    """The expectation of log p - log q under p."""
    if isinstance(p, Normal) and isinstance(q, Normal):
        ratio = (p.scale / q.scale).pow(2)
        return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())
    if isinstance(p, Categorical) and isinstance(q, Categorical):
        return (p.probs * (p.logits - q.logits)).sum(-1)
    if isinstance(p, Bernoulli) and isinstance(q, Bernoulli):
        return (
            p.probs * (p.logits - q.logits)
            - p.logits.clamp_min(0)
            + q.logits.clamp_min(0)
            - ((-p.logits.abs()).exp().log1p() - (-q.logits.abs()).exp().log1p())
        )
    if isinstance(p, Exponential) and isinstance(q, Exponential):
        ratio = q.rate / p.rate
        return ratio - 1 - ratio.log()
    raise NotImplementedError(f"rushlight has no kl_divergence of {type(p).__name__} and {type(q).__name__}")


from .univariate import Binomial, Cauchy, Geometric, Gumbel, HalfNormal, Laplace, LogNormal  # noqa: E402

__all__ += ["Binomial", "Cauchy", "Geometric", "Gumbel", "HalfNormal", "Laplace", "LogNormal"]
