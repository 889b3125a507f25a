# SPDX-License-Identifier: MIT
"""VonMises: density exp(k cos(x - loc)) / (2 pi I0(k)) on the circle.
Samples by rejection from a wrapped Cauchy envelope: D. J. Best, N. I. Fisher, Efficient simulation of the von Mises distribution, 1979."""
import math

from .._C import Size
from .._modes import no_grad
from .._table import functions as _f
from . import constraints
from .distribution import Distribution
from .utils import broadcast_all, lazy_property

__all__ = ["VonMises"]


class VonMises(Distribution):
    arg_constraints = {"loc": constraints.real, "concentration": constraints.positive}
    support = constraints.real
    has_rsample = False

    def __init__(self, loc, concentration, validate_args=None):
        self.loc, self.concentration = broadcast_all(loc, concentration)
        super().__init__(self.loc.shape, (), validate_args)

    def log_prob(self, value):
        """log I0(k) = log(exp(-k) I0(k)) + k"""
        from .. import special
        if self._validate_args:
            self._validate_sample(value)
        k = self.concentration
        return k * (value - self.loc).cos() - math.log(2 * math.pi) - (special.i0e(k).log() + k)

    @lazy_property
    def _envelope(self):
        """r of the paper, in double; for small concentrations its series"""
        from .. import float64
        k = self.concentration.to(float64)
        tau = 1 + (1 + 4 * k ** 2).sqrt()
        rho = (tau - (2 * tau).sqrt()) / (2 * k)
        return _f["where"](k < 1e-5, 1 / k + k, (1 + rho ** 2) / (2 * rho))

    def sample(self, sample_shape=Size()):
        from .. import float64
        shape = tuple(self._extended_shape(sample_shape))
        with no_grad():
            k, r = self.concentration.to(float64).expand(shape), self._envelope.expand(shape)
            x, done = _f["zeros"](shape, dtype=float64), _f["zeros"](shape, dtype=float64).bool()
            while not bool(done.all()):
                u1, u2, u3 = _f["rand"]((3,) + shape, dtype=float64).unbind()
                z = (math.pi * u1).cos()
                f = (1 + r * z) / (r + z)
                c = k * (r - f)
                accept = (c * (2 - c) - u2 > 0) | ((c / u2).log() + 1 - c >= 0)
                x = _f["where"](accept & ~done, (u3 - 0.5).sign() * f.clamp(-1, 1).acos(), x)
                done = done | accept
            return ((x + math.pi + self.loc.to(float64)) % (2 * math.pi) - math.pi).to(self.loc.dtype)

    def expand(self, batch_shape):
        return type(self)(self.loc.expand(batch_shape), self.concentration.expand(batch_shape), validate_args=False)

    mean = property(lambda self: self.loc)
    mode = property(lambda self: self.loc)

    @lazy_property
    def variance(self):
        """circular: 1 - I1(k) / I0(k)"""
        from .. import special
        return 1 - special.i1e(self.concentration) / special.i0e(self.concentration)
