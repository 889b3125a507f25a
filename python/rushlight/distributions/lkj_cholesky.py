# SPDX-License-Identifier: MIT
"""LKJCholesky: Cholesky factors of correlation matrices with density proportional to det^(concentration - 1).
Sampled row by row, the onion method: D. Lewandowski, D. Kurowicka, H. Joe, Generating random correlation matrices based on vines and
extended onion method, 2009; Stan's reference manual."""
import math

from .._C import Size
from .._table import functions as _f
from . import constraints
from .beta import Beta
from .distribution import Distribution
from .utils import broadcast_all

__all__ = ["LKJCholesky"]


class LKJCholesky(Distribution):
    arg_constraints = {"concentration": constraints.positive}
    support = constraints.corr_cholesky

    def __init__(self, dim, concentration=1.0, validate_args=None):
        if dim < 2:
            raise ValueError(f"Expected dim to be an integer greater than or equal to 2. Found dim={dim}.")
        self.dim = dim
        self.concentration, = broadcast_all(concentration)
        # the squared length of row i before its diagonal is Beta(i / 2, concentration + (dim - 1 - i) / 2)
        marginal = self.concentration + 0.5 * (dim - 2)
        steps = _f["arange"](dim - 1, dtype=self.concentration.dtype, device=self.concentration.device)
        steps = _f["cat"]([steps.new_zeros((1,)), steps])
        self._beta = Beta(steps + 0.5, marginal.unsqueeze(-1) - 0.5 * steps)
        super().__init__(self.concentration.size(), Size((dim, dim)), validate_args)

    def expand(self, batch_shape, _instance=None):
        new = self._expanded(LKJCholesky, batch_shape, ("concentration",), _instance)
        new.dim, new._beta = self.dim, self._beta.expand(tuple(batch_shape) + (self.dim,))
        return new

    def sample(self, sample_shape=Size()):
        from .. import finfo
        y = self._beta.sample(sample_shape).unsqueeze(-1)
        normal = _f["randn"](tuple(self._extended_shape(sample_shape)), dtype=y.dtype, device=y.device).tril(-1)
        direction = normal / normal.norm(dim=-1, keepdim=True)
        direction[..., 0, :].fill_(0.0)
        w = y.sqrt() * direction
        diagonal = (1 - (w ** 2).sum(-1)).clamp(min=finfo(w.dtype).tiny).sqrt()
        return w + diagonal.diag_embed()

    def log_prob(self, value):
        """sum_i (2 (concentration - 1) + dim - i) log L_ii - log of the normalization"""
        from .. import mvlgamma
        if self._validate_args:
            self._validate_sample(value)
        diagonal = value.diagonal(dim1=-1, dim2=-2)[..., 1:]
        order = 2 * (self.concentration - 1).unsqueeze(-1) + self.dim - _f["arange"](2, self.dim + 1, dtype=value.dtype, device=value.device)
        unnormalized = (order * diagonal.log()).sum(-1)
        k = self.dim - 1
        alpha = self.concentration + 0.5 * k
        normalization = 0.5 * k * math.log(math.pi) + mvlgamma(alpha - 0.5, k) - alpha.lgamma() * k
        return unnormalized - normalization
