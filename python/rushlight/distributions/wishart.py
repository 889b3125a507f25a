# SPDX-License-Identifier: MIT
"""Wishart: covariances of df normal vectors. A sample is L A A^T L^T, A lower triangular with the roots of Chi2(df - i) on the diagonal and
normal numbers below it. (W. B. Smith, R. R. Hocking, Wishart variate generator, Applied Statistics 21, 1972: Bartlett's decomposition)"""
import math
import warnings

from .._C import Size
from .._table import functions as _f
from . import constraints
from .exp_family import ExponentialFamily
from .gamma import Gamma
from .multivariate_normal import half_log_det, precision_to_scale_tril
from .utils import lazy_property

__all__ = ["Wishart"]


def _multidigamma(x, p):
    steps = _f["arange"](p, dtype=x.dtype, device=x.device) / 2
    return (x.unsqueeze(-1) - steps).digamma().sum(-1)


def _clamp_above_eps(x):
    from .. import finfo
    return x.clamp(min=finfo(x.dtype).eps)


class Wishart(ExponentialFamily):
    arg_constraints = {"covariance_matrix": constraints.positive_definite, "precision_matrix": constraints.positive_definite,
                       "scale_tril": constraints.lower_cholesky, "df": constraints.greater_than(0)}
    support = constraints.positive_definite
    has_rsample = True
    _mean_carrier_measure = 0

    def __init__(self, df, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        from .. import broadcast_shapes, tensor
        from ..linalg import cholesky
        given = {"scale_tril": scale_tril, "covariance_matrix": covariance_matrix, "precision_matrix": precision_matrix}
        given = {name: m for name, m in given.items() if m is not None}
        if len(given) != 1:
            raise ValueError("Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.")
        (name, matrix), = given.items()
        if matrix.dim() < 2:
            raise ValueError("scale_tril must be at least two-dimensional, with optional leading batch dimensions")
        df = tensor(df, dtype=matrix.dtype, device=matrix.device) if isinstance(df, (int, float)) else df
        batch_shape, event_shape = broadcast_shapes(df.shape, matrix.shape[:-2]), matrix.shape[-2:]
        n = event_shape[-1]
        self.df = df.expand(batch_shape)
        if bool((self.df <= n - 1).any()):
            raise ValueError(f"Value of df={df} expected to be greater than ndim - 1 = {n - 1}.")
        setattr(self, name, matrix.expand(tuple(batch_shape) + (-1, -1)))
        self.arg_constraints = dict(type(self).arg_constraints, df=constraints.greater_than(n - 1))
        super().__init__(batch_shape, event_shape, validate_args=validate_args)
        if bool((self.df < n).any()):
            warnings.warn("Low df values detected. Singular samples are highly likely to occur for ndim - 1 < df < ndim.")
        self._unbroadcasted_scale_tril = matrix if name == "scale_tril" else cholesky(matrix) if name == "covariance_matrix" else precision_to_scale_tril(matrix)
        self._set_chi2()

    def _set_chi2(self):
        """Chi2 of df, df - 1, …, df - n + 1"""
        n = self._event_shape[-1]
        steps = _f["arange"](n, dtype=self._unbroadcasted_scale_tril.dtype, device=self._unbroadcasted_scale_tril.device)
        degrees = self.df.unsqueeze(-1) - steps.expand(tuple(self._batch_shape) + (n,))
        self._dist_chi2 = Gamma(degrees / 2, _f["full_like"](degrees, 0.5))

    def expand(self, batch_shape, _instance=None):
        new = self._expanded(Wishart, batch_shape, ("df",), _instance, extra=(("covariance_matrix", 2), ("scale_tril", 2), ("precision_matrix", 2)))
        new._unbroadcasted_scale_tril, new.arg_constraints = self._unbroadcasted_scale_tril, self.arg_constraints
        new._set_chi2()
        return new

    def _full(self):
        return tuple(self._batch_shape) + tuple(self._event_shape)

    @lazy_property
    def scale_tril(self):
        return self._unbroadcasted_scale_tril.expand(self._full())

    @lazy_property
    def covariance_matrix(self):
        L = self._unbroadcasted_scale_tril
        return _f["matmul"](L, L.mT).expand(self._full())

    @lazy_property
    def precision_matrix(self):
        from .. import cholesky_inverse
        return cholesky_inverse(self._unbroadcasted_scale_tril).expand(self._full())

    mean = property(lambda self: self.df.view(tuple(self._batch_shape) + (1, 1)) * self.covariance_matrix)

    @property
    def mode(self):
        factor = self.df - self.covariance_matrix.shape[-1] - 1
        factor = factor.masked_fill(factor <= 0, float("nan"))
        return factor.view(tuple(self._batch_shape) + (1, 1)) * self.covariance_matrix

    @property
    def variance(self):
        V = self.covariance_matrix
        diagonal = V.diagonal(dim1=-2, dim2=-1)
        return self.df.view(tuple(self._batch_shape) + (1, 1)) * (V.pow(2) + diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2))

    def _bartlett(self, sample_shape):
        n = self._event_shape[-1]
        noise = self._dist_chi2.rsample(sample_shape).sqrt().diag_embed(dim1=-2, dim2=-1)
        i, j = _tril_places(n)
        noise[..., i, j] = _f["randn"](tuple(sample_shape) + tuple(self._batch_shape) + (n * (n - 1) // 2,), dtype=noise.dtype, device=noise.device)
        chol = _f["matmul"](self._unbroadcasted_scale_tril, noise)
        return _f["matmul"](chol, chol.mT)

    def rsample(self, sample_shape=Size(), max_try_correction=None):
        """Samples that rounding made singular are drawn again, at most max_try_correction times."""
        if max_try_correction is None:
            max_try_correction = 3 if self._event_shape[-1] < 25 else 10
        sample_shape = Size(sample_shape)
        sample = self._bartlett(sample_shape)
        for _ in range(max_try_correction):
            singular = ~self.support.check(sample)
            if self._batch_shape:
                singular = singular.amax(tuple(range(len(sample_shape)))) if len(sample_shape) else singular
            if not bool(singular.any()):
                break
            warnings.warn("Singular sample detected.")
            again = self._bartlett(sample_shape)
            bad = ~self.support.check(sample)
            sample = _f["where"](bad.unsqueeze(-1).unsqueeze(-1), again, sample)
        return sample

    def log_prob(self, value):
        from .. import mvlgamma, cholesky_solve
        from ..linalg import slogdet
        if self._validate_args:
            self._validate_sample(value)
        nu, p = self.df, self._event_shape[-1]
        L = self._unbroadcasted_scale_tril
        trace = cholesky_solve(value, L.expand(value.shape)).diagonal(dim1=-2, dim2=-1).sum(-1)
        return (-nu * (p * math.log(2) / 2 + half_log_det(L)) - mvlgamma(nu / 2, p=p) + (nu - p - 1) / 2 * slogdet(value).logabsdet - trace / 2)

    def entropy(self):
        from .. import mvlgamma
        nu, p = self.df, self._event_shape[-1]
        L = self._unbroadcasted_scale_tril
        return ((p + 1) * (p * math.log(2) / 2 + half_log_det(L)) + mvlgamma(nu / 2, p=p) - (nu - p - 1) / 2 * _multidigamma(nu / 2, p=p) + nu * p / 2)

    @property
    def _natural_params(self):
        nu, p = self.df, self._event_shape[-1]
        return -self.precision_matrix / 2, (nu - p - 1) / 2

    def _log_normalizer(self, x, y):
        from .. import mvlgamma
        from ..linalg import slogdet
        p = self._event_shape[-1]
        return (y + (p + 1) / 2) * (-slogdet(-2 * x).logabsdet + math.log(2) * p) + mvlgamma(y + (p + 1) / 2, p=p)


def _tril_places(n):
    from .. import tril_indices
    return tril_indices(row=n, col=n, offset=-1)
