# SPDX-License-Identifier: MIT
"""Dirichlet: density prod x_i^(a_i - 1) / B(a) over proportions that sum to 1."""
from .._C import Size
from .._table import functions as _f
from . import constraints
from .exp_family import ExponentialFamily

__all__ = ["Dirichlet"]


def _Dirichlet_backward(x, concentration, grad_output):
    """The gradient by the concentrations of a draw x, from that by x."""
    total = concentration.sum(-1, True).expand_as(concentration)
    return _f["_dirichlet_grad"](x, concentration, total) * (grad_output - (x * grad_output).sum(-1, True))


class Dirichlet(ExponentialFamily):
    arg_constraints = {"concentration": constraints.independent(constraints.positive, 1)}
    support = constraints.simplex
    has_rsample = True

    def __init__(self, concentration, validate_args=None):
        if concentration.dim() < 1:
            raise ValueError("`concentration` parameter must be at least one-dimensional.")
        self.concentration = concentration
        super().__init__(concentration.shape[:-1], concentration.shape[-1:], validate_args=validate_args)

    def expand(self, batch_shape, _instance=None):
        return self._expanded(Dirichlet, batch_shape, (), _instance, extra=(("concentration", 1),))

    def rsample(self, sample_shape=Size()):
        return _f["_sample_dirichlet"](self.concentration.expand(self._extended_shape(sample_shape)))

    def log_prob(self, value):
        from .. import xlogy
        if self._validate_args:
            self._validate_sample(value)
        a = self.concentration
        return xlogy(a - 1.0, value).sum(-1) + a.sum(-1).lgamma() - a.lgamma().sum(-1)

    mean = property(lambda self: self.concentration / self.concentration.sum(-1, True))

    @property
    def mode(self):
        """Where every a < 1 the density is largest in a corner: that of the largest a."""
        over = (self.concentration - 1).clamp(min=0.0)
        result = over / over.sum(-1, True)
        corner = (self.concentration < 1).all(-1)
        peak = _f["one_hot"](self.concentration.argmax(-1), self.concentration.shape[-1]).to(result)
        return _f["where"](corner.unsqueeze(-1), peak, result)

    @property
    def variance(self):
        total = self.concentration.sum(-1, True)
        return self.concentration * (total - self.concentration) / (total.pow(2) * (total + 1))

    def entropy(self):
        a, k = self.concentration, self.concentration.size(-1)
        total = a.sum(-1)
        return a.lgamma().sum(-1) - total.lgamma() - (k - total) * total.digamma() - ((a - 1.0) * a.digamma()).sum(-1)

    @property
    def _natural_params(self):
        return (self.concentration,)

    def _log_normalizer(self, x):
        return x.lgamma().sum(-1) - x.sum(-1).lgamma()
