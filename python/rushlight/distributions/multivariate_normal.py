# SPDX-License-Identifier: MIT
"""MultivariateNormal: given by its covariance, the inverse of it, or the Cholesky factor L of it; samples are loc + L e."""
from .._C import Size
from .._table import functions as _f
from . import constraints
from .distribution import Distribution
from .utils import LOG_TWO_PI, lazy_property, standard_normal

__all__ = ["MultivariateNormal"]


def mv(matrix, vector):
    return _f["matmul"](matrix, vector.unsqueeze(-1)).squeeze(-1)


def mahalanobis(L, x):
    """x^T (L L^T)^-1 x, for batches of both that broadcast: |L^-1 x|^2"""
    from ..linalg import solve_triangular
    return solve_triangular(L, x.unsqueeze(-1), upper=False).squeeze(-1).pow(2).sum(-1)


def half_log_det(L):
    return L.diagonal(dim1=-2, dim2=-1).log().sum(-1)


def precision_to_scale_tril(P):
    """The Cholesky factor of P^-1, by that of P turned by 180 degrees."""
    from ..linalg import cholesky, solve_triangular
    turned = cholesky(P.flip((-2, -1)))
    upper = turned.flip((-2, -1)).mT
    eye = _f["eye"](P.shape[-1], dtype=P.dtype, device=P.device)
    return solve_triangular(upper, eye.expand(P.shape), upper=False)


class MultivariateNormal(Distribution):
    arg_constraints = {"loc": constraints.real_vector, "covariance_matrix": constraints.positive_definite,
                       "precision_matrix": constraints.positive_definite, "scale_tril": constraints.lower_cholesky}
    support = constraints.real_vector
    has_rsample = True

    def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        from .. import broadcast_shapes
        from ..linalg import cholesky
        if loc.dim() < 1:
            raise ValueError("loc must be at least one-dimensional.")
        given = {"scale_tril": scale_tril, "covariance_matrix": covariance_matrix, "precision_matrix": precision_matrix}
        given = {name: m for name, m in given.items() if m is not None}
        if len(given) != 1:
            raise ValueError("Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.")
        (name, matrix), = given.items()
        if matrix.dim() < 2:
            raise ValueError(f"{name} must be at least two-dimensional, with optional leading batch dimensions"
                             if name != "scale_tril" else "scale_tril matrix must be at least two-dimensional, with optional leading batch dimensions")
        batch_shape = broadcast_shapes(matrix.shape[:-2], loc.shape[:-1])
        setattr(self, name, matrix.expand(tuple(batch_shape) + (-1, -1)))
        self.loc = loc.expand(tuple(batch_shape) + (-1,))
        super().__init__(batch_shape, self.loc.shape[-1:], validate_args=validate_args)
        if name == "scale_tril":
            self._unbroadcasted_scale_tril = matrix
        elif name == "covariance_matrix":
            self._unbroadcasted_scale_tril = cholesky(matrix)
        else:
            self._unbroadcasted_scale_tril = precision_to_scale_tril(matrix)

    def expand(self, batch_shape, _instance=None):
        new = self._expanded(MultivariateNormal, batch_shape, (), _instance,
                             extra=(("loc", 1), ("covariance_matrix", 2), ("scale_tril", 2), ("precision_matrix", 2)))
        new._unbroadcasted_scale_tril = self._unbroadcasted_scale_tril
        return new

    def _square(self):
        return tuple(self._batch_shape) + tuple(self._event_shape) * 2

    @lazy_property
    def scale_tril(self):
        return self._unbroadcasted_scale_tril.expand(self._square())

    @lazy_property
    def covariance_matrix(self):
        L = self._unbroadcasted_scale_tril
        return _f["matmul"](L, L.mT).expand(self._square())

    @lazy_property
    def precision_matrix(self):
        from .. import cholesky_inverse
        return cholesky_inverse(self._unbroadcasted_scale_tril).expand(self._square())

    mean = property(lambda self: self.loc)
    mode = property(lambda self: self.loc)
    variance = property(lambda self: self._unbroadcasted_scale_tril.pow(2).sum(-1).expand(tuple(self._batch_shape) + tuple(self._event_shape)))

    def rsample(self, sample_shape=Size()):
        return self.loc + mv(self._unbroadcasted_scale_tril, standard_normal(self._extended_shape(sample_shape), self.loc.dtype, self.loc.device))

    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        L = self._unbroadcasted_scale_tril
        return -0.5 * (self._event_shape[0] * LOG_TWO_PI + mahalanobis(L, value - self.loc)) - half_log_det(L)

    def entropy(self):
        h = 0.5 * self._event_shape[0] * (1.0 + LOG_TWO_PI) + half_log_det(self._unbroadcasted_scale_tril)
        return h.expand(self._batch_shape) if len(self._batch_shape) else h
