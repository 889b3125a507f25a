# SPDX-License-Identifier: MIT
"""kl_divergence(p, q): the expectation of log p - log q under p, in closed form; a rule for each pair of classes."""
import math
import warnings
from functools import total_ordering

from .._table import functions as _f
from .bernoulli import Bernoulli
from .beta import Beta
from .binomial import Binomial
from .categorical import Categorical
from .cauchy import Cauchy
from .continuous_bernoulli import ContinuousBernoulli
from .dirichlet import Dirichlet
from .distribution import Distribution
from .exp_family import ExponentialFamily
from .exponential import Exponential
from .gamma import Gamma
from .geometric import Geometric
from .gumbel import Gumbel
from .half_normal import HalfNormal
from .independent import Independent
from .laplace import Laplace
from .lowrank_multivariate_normal import LowRankMultivariateNormal
from .multivariate_normal import MultivariateNormal, half_log_det, mahalanobis
from .normal import Normal
from .one_hot_categorical import OneHotCategorical
from .pareto import Pareto
from .poisson import Poisson
from .transformed_distribution import TransformedDistribution
from .uniform import Uniform
from .utils import euler_constant, sum_rightmost

__all__ = ["register_kl", "kl_divergence"]

_rules = {}      # by pair of classes
_found = {}      # by pair of the classes asked for


def register_kl(type_p, type_q):
    """A decorator that makes a function the rule for two classes (and their subclasses, where these have none of their own)."""
    if not isinstance(type_p, type) and issubclass(type_p, Distribution):
        raise TypeError(f"Expected type_p to be a Distribution subclass but got {type_p}")
    if not isinstance(type_q, type) and issubclass(type_q, Distribution):
        raise TypeError(f"Expected type_q to be a Distribution subclass but got {type_q}")

    def add(rule):
        _rules[type_p, type_q] = rule
        _found.clear()
        return rule
    return add


@total_ordering
class _Match:
    """Classes in order: a subclass comes before its base."""

    def __init__(self, *types):
        self.types = types

    def __eq__(self, other):
        return self.types == other.types

    def __le__(self, other):
        for x, y in zip(self.types, other.types):
            if not issubclass(x, y):
                return False
            if x is not y:
                break
        return True


def _find(type_p, type_q):
    """The rule of the nearest bases; a warning where the nearest for p and for q differ."""
    matches = [(p, q) for p, q in _rules if issubclass(type_p, p) and issubclass(type_q, q)]
    if not matches:
        return None
    left = min(_Match(*m) for m in matches).types
    right = tuple(reversed(min(_Match(*reversed(m)) for m in matches).types))
    if _rules[left] is not _rules[right]:
        warnings.warn(f"Ambiguous kl_divergence({type_p.__name__}, {type_q.__name__}). Please register_kl({left[0].__name__}, {right[1].__name__})",
                      RuntimeWarning)
    return _rules[left]


def kl_divergence(p, q):
    pair = type(p), type(q)
    if pair not in _found:
        _found[pair] = _find(*pair)
    if _found[pair] is None:
        raise NotImplementedError(f"No KL(p || q) is implemented for p type {p.__class__.__name__} and q type {q.__class__.__name__}")
    return _found[pair](p, q)


def _infinite_like(x):
    return _f["full_like"](x, math.inf)


def _inf_where(condition, value):
    return _f["where"](condition, _infinite_like(value), value)


def _x_log_x(x):
    from .. import xlogy
    return xlogy(x, x)


# ---- a class and itself ----

@register_kl(Bernoulli, Bernoulli)
def _(p, q):
    softplus = _f["softplus"]
    t1 = p.probs * (softplus(-q.logits) - softplus(-p.logits))
    t1 = _inf_where(q.probs == 0, t1).masked_fill(p.probs == 0, 0)
    t2 = (1 - p.probs) * (softplus(q.logits) - softplus(p.logits))
    t2 = _inf_where(q.probs == 1, t2).masked_fill(p.probs == 1, 0)
    return t1 + t2


@register_kl(Beta, Beta)
def _(p, q):
    sum_p, sum_q = p.concentration1 + p.concentration0, q.concentration1 + q.concentration0
    return (q.concentration1.lgamma() + q.concentration0.lgamma() + sum_p.lgamma() - p.concentration1.lgamma() - p.concentration0.lgamma() - sum_q.lgamma()
            + (p.concentration1 - q.concentration1) * p.concentration1.digamma() + (p.concentration0 - q.concentration0) * p.concentration0.digamma()
            + (sum_q - sum_p) * sum_p.digamma())


@register_kl(Binomial, Binomial)
def _(p, q):
    kl = p.total_count * (p.probs * (p.logits - q.logits) + (-p.probs).log1p() - (-q.probs).log1p())
    return _inf_where(p.total_count > q.total_count, kl)


@register_kl(Categorical, Categorical)
def _(p, q):
    t = p.probs * (p.logits - q.logits)
    return _inf_where((q.probs == 0).expand_as(t), t).masked_fill((p.probs == 0).expand_as(t), 0).sum(-1)


@register_kl(ContinuousBernoulli, ContinuousBernoulli)
def _(p, q):
    return p.mean * (p.logits - q.logits) + p._log_norm() + (-p.probs).log1p() - q._log_norm() - (-q.probs).log1p()


@register_kl(Dirichlet, Dirichlet)
def _(p, q):
    a, b = p.concentration, q.concentration
    sum_a, sum_b = a.sum(-1), b.sum(-1)
    return sum_a.lgamma() - sum_b.lgamma() - (a.lgamma() - b.lgamma()).sum(-1) + ((a - b) * (a.digamma() - sum_a.digamma().unsqueeze(-1))).sum(-1)


@register_kl(Exponential, Exponential)
def _(p, q):
    ratio = q.rate / p.rate
    return -ratio.log() + ratio - 1


@register_kl(ExponentialFamily, ExponentialFamily)
def _kl_expfamily_expfamily(p, q):
    """The Bregman divergence of the log-normalizer: F(eta_q) - F(eta_p) - <eta_q - eta_p, dF(eta_p)>"""
    from ..autograd import grad
    if not type(p) is type(q):
        raise NotImplementedError("The cross KL-divergence between different exponential families cannot be computed using Bregman divergences")
    eta_p, eta_q = [x.detach().requires_grad_() for x in p._natural_params], q._natural_params
    normalizer = p._log_normalizer(*eta_p)
    slopes = grad(normalizer.sum(), eta_p, create_graph=True)
    result = q._log_normalizer(*eta_q) - normalizer
    for a, b, slope in zip(eta_p, eta_q, slopes):
        term = (b - a) * slope
        result = result - sum_rightmost(term, len(q.event_shape))
    return result


@register_kl(Gamma, Gamma)
def _(p, q):
    return (q.concentration * (p.rate / q.rate).log() + q.concentration.lgamma() - p.concentration.lgamma()
            + (p.concentration - q.concentration) * p.concentration.digamma() + (q.rate - p.rate) * (p.concentration / p.rate))


@register_kl(Gumbel, Gumbel)
def _(p, q):
    ratio, there, here = p.scale / q.scale, q.loc / q.scale, p.loc / q.scale
    return -ratio.log() - there + here + ratio * euler_constant + (there + (1 + ratio).lgamma() - here).exp() - (1 + euler_constant)


@register_kl(Geometric, Geometric)
def _(p, q):
    return -p.entropy() - (-q.probs).log1p() / p.probs - q.logits


@register_kl(HalfNormal, HalfNormal)
def _(p, q):
    return kl_divergence(p.base_dist, q.base_dist)


@register_kl(Laplace, Laplace)
def _(p, q):
    ratio, distance = p.scale / q.scale, (p.loc - q.loc).abs()
    return -ratio.log() + distance / q.scale + ratio * (-distance / p.scale).exp() - 1


def _normals(p, q):
    if p.event_shape != q.event_shape:
        raise ValueError("KL-divergence between two (Low Rank) Multivariate Normals with different event shapes cannot be computed")
    from ..linalg import solve_triangular
    n = p.event_shape[0]
    L_p, L_q = (d._unbroadcasted_scale_tril if isinstance(d, MultivariateNormal) else d.scale_tril for d in (p, q))
    from .. import broadcast_shapes
    shape = tuple(broadcast_shapes(L_p.shape[:-2], L_q.shape[:-2])) + (n, n)
    trace = solve_triangular(L_q.expand(shape), L_p.expand(shape), upper=False).pow(2).sum((-1, -2))
    return half_log_det(L_q) - half_log_det(L_p) + 0.5 * (trace + mahalanobis(L_q, q.loc - p.loc) - n)


for _p in (MultivariateNormal, LowRankMultivariateNormal):
    for _q in (MultivariateNormal, LowRankMultivariateNormal):
        register_kl(_p, _q)(_normals)


@register_kl(Normal, Normal)
def _(p, q):
    ratio = (p.scale / q.scale).pow(2)
    return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())


@register_kl(OneHotCategorical, OneHotCategorical)
def _(p, q):
    return kl_divergence(p._categorical, q._categorical)


@register_kl(Pareto, Pareto)
def _(p, q):
    ratio = q.alpha / p.alpha
    return _inf_where(p.support.lower_bound < q.support.lower_bound, q.alpha * (p.scale / q.scale).log() - ratio.log() + ratio - 1)


@register_kl(Poisson, Poisson)
def _(p, q):
    return p.rate * (p.rate.log() - q.rate.log()) - (p.rate - q.rate)


@register_kl(TransformedDistribution, TransformedDistribution)
def _(p, q):
    if p.transforms != q.transforms or p.event_shape != q.event_shape:
        raise NotImplementedError
    return kl_divergence(p.base_dist, q.base_dist)


@register_kl(Uniform, Uniform)
def _(p, q):
    return _inf_where((q.low > p.low) | (q.high < p.high), ((q.high - q.low) / (p.high - p.low)).log())


@register_kl(Cauchy, Cauchy)
def _(p, q):
    return ((p.scale + q.scale).pow(2) + (p.loc - q.loc).pow(2)).log() - (4 * p.scale * q.scale).log()


@register_kl(Independent, Independent)
def _(p, q):
    if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
        raise NotImplementedError
    return sum_rightmost(kl_divergence(p.base_dist, q.base_dist), p.reinterpreted_batch_ndims)


# ---- pairs of which p has values that q does not have ----

def _infinite(parameter):
    return lambda p, q: _infinite_like(getattr(p, parameter))


for _p, _parameter, _others in (
        (Beta, "concentration1", (Pareto,)), (ContinuousBernoulli, "probs", (Pareto,)),
        (Exponential, "rate", (Beta, ContinuousBernoulli, Pareto, Uniform)), (Gamma, "concentration", (Beta, ContinuousBernoulli, Pareto, Uniform)),
        (Gumbel, "loc", (Beta, ContinuousBernoulli, Exponential, Gamma, Pareto, Uniform)),
        (Laplace, "loc", (Beta, ContinuousBernoulli, Exponential, Gamma, Pareto, Uniform)),
        (Normal, "loc", (Beta, ContinuousBernoulli, Exponential, Gamma, Pareto, Uniform)),
        (Pareto, "scale", (Beta, ContinuousBernoulli, Uniform)), (Poisson, "rate", (Bernoulli, Binomial))):
    for _q in _others:
        register_kl(_p, _q)(_infinite(_parameter))


# ---- pairs of two classes: -H(p) - E log q ----

def _log_normal_of(q, mean, square):
    """E log q of a Normal q, given E x and E x^2"""
    return -0.5 * math.log(2 * math.pi) - q.scale.log() - 0.5 * (square - 2 * q.loc * mean + q.loc.pow(2)) / q.scale.pow(2)


@register_kl(Bernoulli, Poisson)
def _(p, q):
    return -p.entropy() - (p.probs * q.rate.log() - q.rate)


def _to_continuous_bernoulli(p, q):
    return -p.entropy() - p.mean * q.logits - (-q.probs).log1p() - q._log_norm()


def _to_exponential(p, q):
    return -p.entropy() - q.rate.log() + q.rate * p.mean


def _to_normal(p, q):
    return -p.entropy() - _log_normal_of(q, p.mean, p.variance + p.mean.pow(2))


def _unit_to_uniform(p, q):
    return _inf_where((q.low > 0) | (q.high < 1), -p.entropy() + (q.high - q.low).log())


register_kl(Beta, ContinuousBernoulli)(_to_continuous_bernoulli)
for _p in (Beta, ContinuousBernoulli):
    register_kl(_p, Exponential)(_to_exponential)
    register_kl(_p, Normal)(_to_normal)
    register_kl(_p, Uniform)(_unit_to_uniform)
register_kl(Gamma, Exponential)(_to_exponential)
for _p in (Exponential, Gamma, Gumbel, Laplace, Uniform):
    register_kl(_p, Normal)(_to_normal)


@register_kl(Beta, Gamma)
def _(p, q):
    log_x = p.concentration1.digamma() - (p.concentration1 + p.concentration0).digamma()
    return -p.entropy() + q.concentration.lgamma() - q.concentration * q.rate.log() - (q.concentration - 1) * log_x + q.rate * p.mean


@register_kl(Exponential, Gamma)
def _(p, q):
    ratio = q.rate / p.rate
    return -q.concentration * ratio.log() + ratio + q.concentration.lgamma() + q.concentration * euler_constant - (1 + euler_constant)


@register_kl(Exponential, Gumbel)
def _(p, q):
    product, place = p.rate * q.scale, q.loc / q.scale
    return product.log() - 1 - place + place.exp() * product / (product + 1) + product.reciprocal()


@register_kl(Gamma, Gumbel)
def _(p, q):
    scale, place, a = p.rate * q.scale, q.loc / q.scale, p.concentration
    return (a - 1) * a.digamma() - a.lgamma() - a + scale.log() + a / scale + place.exp() * (1 + scale.reciprocal()).pow(-a) - place


@register_kl(Normal, Gumbel)
def _(p, q):
    mean, variance, place = p.loc / q.scale, (p.scale / q.scale).pow(2), q.loc / q.scale
    return mean - place + (-mean + 0.5 * variance + place).exp() - 0.5 * (1 + (variance * 2 * math.pi).log())


@register_kl(Normal, Laplace)
def _(p, q):
    distance = p.loc - q.loc
    z = distance / p.scale
    size = math.sqrt(2 / math.pi) * p.scale * (-0.5 * z.pow(2)).exp() + distance * (math.sqrt(0.5) * z).erf()     # E |x - q.loc|
    return -(p.scale / q.scale).log() + size / q.scale - 0.5 * (1 + math.log(0.5 * math.pi))


@register_kl(Pareto, Exponential)
def _(p, q):
    product = p.scale * q.rate
    return _inf_where(p.alpha <= 1, (p.alpha / product).log() - p.alpha.reciprocal() + p.alpha * product / (p.alpha - 1) - 1)


@register_kl(Pareto, Gamma)
def _(p, q):
    log_x = p.scale.log() + p.alpha.reciprocal()
    kl = (p.alpha.log() - log_x + q.concentration.lgamma() - q.concentration * q.rate.log() + (1 - q.concentration) * log_x
          + q.rate * p.alpha * p.scale / (p.alpha - 1) - 1)
    return _inf_where(p.alpha <= 1, kl)


@register_kl(Pareto, Normal)
def _(p, q):
    step = p.scale / (p.alpha - 1)
    spread = p.alpha * step.pow(2) / (p.alpha - 2) + (p.alpha * step - q.loc).pow(2)
    kl = (math.sqrt(2 * math.pi) * q.scale * p.alpha / p.scale).log() - p.alpha.reciprocal() + spread / (2 * q.scale.pow(2)) - 1
    return _inf_where(p.alpha <= 2, kl)


def _uniform_log(p):
    """E log x"""
    width = p.high - p.low
    return (_x_log_x(p.high) - _x_log_x(p.low) - width) / width


@register_kl(Uniform, Beta)
def _(p, q):
    width, a, b = p.high - p.low, q.concentration1, q.concentration0
    log_rest = (_x_log_x(1 - p.low) - _x_log_x(1 - p.high) - width) / width
    kl = -width.log() + a.lgamma() + b.lgamma() - (a + b).lgamma() - (a - 1) * _uniform_log(p) - (b - 1) * log_rest
    return _inf_where((p.high > 1) | (p.low < 0), kl)


@register_kl(Uniform, ContinuousBernoulli)
def _(p, q):
    return _inf_where((p.high > 1) | (p.low < 0), _to_continuous_bernoulli(p, q))


@register_kl(Uniform, Exponential)
def _(p, q):
    return _inf_where(p.low < 0, _to_exponential(p, q))


@register_kl(Uniform, Gamma)
def _(p, q):
    a = q.concentration
    return _inf_where(p.low < 0, -(p.high - p.low).log() + a.lgamma() - a * q.rate.log() + (1 - a) * _uniform_log(p) + q.rate * p.mean)


@register_kl(Uniform, Gumbel)
def _(p, q):
    ratio, high, low = q.scale / (p.high - p.low), (p.high - q.loc) / q.scale, (p.low - q.loc) / q.scale
    return ratio.log() + 0.5 * (high + low) - ratio * ((-high).exp() - (-low).exp())


@register_kl(Uniform, Pareto)
def _(p, q):
    kl = _uniform_log(p) * (q.alpha + 1) - (q.alpha * q.scale.pow(q.alpha) * (p.high - p.low)).log()
    return _inf_where(p.low < q.support.lower_bound, kl)
