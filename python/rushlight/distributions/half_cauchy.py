# SPDX-License-Identifier: MIT
"""HalfCauchy: the absolute value of a Cauchy variable around 0."""
import math

from .._table import functions as _f
from .cauchy import Cauchy
from .half import Half

__all__ = ["HalfCauchy"]


class HalfCauchy(Half):
    whole = Cauchy
    mean = property(lambda self: _f["full"](tuple(self._extended_shape()), math.inf, dtype=self.scale.dtype, device=self.scale.device))
    variance = property(lambda self: self.base_dist.variance)
