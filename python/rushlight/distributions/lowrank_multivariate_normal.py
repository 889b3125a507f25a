# SPDX-License-Identifier: MIT
"""LowRankMultivariateNormal: covariance W W^T + D, W [n, r] and D diagonal. Determinant and inverse come from the capacitance
I + W^T D^-1 W [r, r] (the matrix determinant lemma, Woodbury's identity)."""
from .._C import Size
from .._table import functions as _f
from . import constraints
from .distribution import Distribution
from .multivariate_normal import half_log_det, mahalanobis, mv
from .utils import LOG_TWO_PI, lazy_property, standard_normal

__all__ = ["LowRankMultivariateNormal"]


def _capacitance_tril(W, D):
    from ..linalg import cholesky
    scaled = W.mT / D.unsqueeze(-2)
    return cholesky(_f["matmul"](scaled, W) + _f["eye"](W.size(-1), dtype=W.dtype, device=W.device))


def log_det(D, capacitance_tril):
    return 2 * half_log_det(capacitance_tril) + D.log().sum(-1)


def low_rank_mahalanobis(W, D, x, capacitance_tril):
    across = mv(W.mT / D.unsqueeze(-2), x)
    return (x.pow(2) / D).sum(-1) - mahalanobis(capacitance_tril, across)


class LowRankMultivariateNormal(Distribution):
    arg_constraints = {"loc": constraints.real_vector, "cov_factor": constraints.independent(constraints.real, 2),
                       "cov_diag": constraints.independent(constraints.positive, 1)}
    support = constraints.real_vector
    has_rsample = True

    def __init__(self, loc, cov_factor, cov_diag, validate_args=None):
        from .. import broadcast_shapes
        if loc.dim() < 1:
            raise ValueError("loc must be at least one-dimensional.")
        event_shape = loc.shape[-1:]
        if cov_factor.dim() < 2:
            raise ValueError("cov_factor must be at least two-dimensional, with optional leading batch dimensions")
        if tuple(cov_factor.shape[-2:-1]) != tuple(event_shape):
            raise ValueError(f"cov_factor must be a batch of matrices with shape {event_shape[0]} x m")
        if tuple(cov_diag.shape[-1:]) != tuple(event_shape):
            raise ValueError(f"cov_diag must be a batch of vectors with shape {event_shape}")
        try:
            batch_shape = broadcast_shapes(loc.shape[:-1], cov_factor.shape[:-2], cov_diag.shape[:-1])
        except RuntimeError as e:
            raise ValueError(f"Incompatible batch shapes: loc {loc.shape}, cov_factor {cov_factor.shape}, cov_diag {cov_diag.shape}") from e
        self.loc = loc.expand(tuple(batch_shape) + tuple(event_shape))
        self.cov_diag = cov_diag.expand(tuple(batch_shape) + tuple(event_shape))
        self.cov_factor = cov_factor.expand(tuple(batch_shape) + tuple(cov_factor.shape[-2:]))
        self._unbroadcasted_cov_factor, self._unbroadcasted_cov_diag = cov_factor, cov_diag
        self._capacitance_tril = _capacitance_tril(cov_factor, cov_diag)
        super().__init__(batch_shape, event_shape, validate_args=validate_args)

    def expand(self, batch_shape, _instance=None):
        new = self._expanded(LowRankMultivariateNormal, batch_shape, (), _instance, extra=(("loc", 1), ("cov_diag", 1), ("cov_factor", 2)))
        for name in ("_unbroadcasted_cov_factor", "_unbroadcasted_cov_diag", "_capacitance_tril"):
            setattr(new, name, getattr(self, name))
        return new

    mean = property(lambda self: self.loc)
    mode = property(lambda self: self.loc)

    @lazy_property
    def variance(self):
        both = self._unbroadcasted_cov_factor.pow(2).sum(-1) + self._unbroadcasted_cov_diag
        return both.expand(tuple(self._batch_shape) + tuple(self._event_shape))

    def _square(self):
        return tuple(self._batch_shape) + tuple(self._event_shape) * 2

    @lazy_property
    def scale_tril(self):
        """The Cholesky factor of D^1/2 (D^-1/2 W W^T D^-1/2 + I) D^1/2"""
        from ..linalg import cholesky
        n = self._event_shape[0]
        root = self._unbroadcasted_cov_diag.sqrt().unsqueeze(-1)
        scaled = self._unbroadcasted_cov_factor / root
        inner = _f["matmul"](scaled, scaled.mT).contiguous() + _f["eye"](n, dtype=scaled.dtype, device=scaled.device)
        return (root * cholesky(inner)).expand(self._square())

    @lazy_property
    def covariance_matrix(self):
        W = self._unbroadcasted_cov_factor
        return (_f["matmul"](W, W.mT) + self._unbroadcasted_cov_diag.diag_embed()).expand(self._square())

    @lazy_property
    def precision_matrix(self):
        """D^-1 - D^-1 W (L L^T)^-1 W^T D^-1, L being the factor of the capacitance"""
        from ..linalg import solve_triangular
        across = self._unbroadcasted_cov_factor.mT / self._unbroadcasted_cov_diag.unsqueeze(-2)
        A = solve_triangular(self._capacitance_tril, across, upper=False)
        return (self._unbroadcasted_cov_diag.reciprocal().diag_embed() - _f["matmul"](A.mT, A)).expand(self._square())

    def rsample(self, sample_shape=Size()):
        shape = tuple(self._extended_shape(sample_shape))
        options = self.loc.dtype, self.loc.device
        narrow = standard_normal(shape[:-1] + tuple(self.cov_factor.shape[-1:]), *options)
        wide = standard_normal(shape, *options)
        return self.loc + mv(self._unbroadcasted_cov_factor, narrow) + self._unbroadcasted_cov_diag.sqrt() * wide

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        M = low_rank_mahalanobis(self._unbroadcasted_cov_factor, self._unbroadcasted_cov_diag, value - self.loc, self._capacitance_tril)
        return -0.5 * (self._event_shape[0] * LOG_TWO_PI + log_det(self._unbroadcasted_cov_diag, self._capacitance_tril) + M)

    def entropy(self):
        h = 0.5 * (self._event_shape[0] * (1.0 + LOG_TWO_PI) + log_det(self._unbroadcasted_cov_diag, self._capacitance_tril))
        return h.expand(self._batch_shape) if len(self._batch_shape) else h
