# SPDX-License-Identifier: MIT
"""Ready-made parametrizations: spectral_norm, orthogonal."""

from ..._C import Tensor
from ..._modes import no_grad
from ..._table import functions as _f
from ..module import Module
from .parametrize import register_parametrization


# ---- orthogonal ----

_MAPS = ("matrix_exp", "cayley", "householder")


def _q_of(a):
    """Q of a = Q R with R's diagonal made positive."""
    r, tau = _f["geqrf"](a)
    return _f["linalg_householder_product"](r, tau) * r.diagonal(dim1=-2, dim2=-1).sign().unsqueeze(-2)


def _is_orthogonal(q):
    from ..._dtypes import finfo
    n, k = q.shape[-2:]
    eye = _f["eye"](k, dtype=q.dtype)
    return bool(((q.mT @ q - eye).abs() <= 10 * n * finfo(q.dtype).eps + 1e-5 * eye).all())


class _Orthogonal(Module):
    """Matrices with orthonormal columns (rows, where they are wide), as functions of a matrix X that may be any:
    exp(A) or the Cayley map (I - A/2)^-1 (I + A/2) of the skew-symmetric A = X - X^T, or a product of the reflectors below X's diagonal.
    With a base Q, Q times that."""

    def __init__(self, weight, orthogonal_map, use_trivialization=True):
        super().__init__()
        self.shape, self.orthogonal_map = weight.shape, orthogonal_map
        if use_trivialization:
            self.register_buffer("base", None)

    def forward(self, X):
        wide = X.shape[-2] < X.shape[-1]
        X = X.mT if wide else X
        n, k = X.shape[-2:]
        if self.orthogonal_map == "householder":
            v = X.tril(-1)
            Q = _f["linalg_householder_product"](v, 2 / (1 + (v * v).sum(-2))) * X.diagonal(dim1=-2, dim2=-1).trunc().unsqueeze(-2)
        else:
            X = X.tril()
            if n != k:
                X = _f["cat"]([X, X.new_zeros(X.shape[:-2] + (n, n - k))], -1)
            A = X - X.mT
            if self.orthogonal_map == "matrix_exp":
                Q = _f["linalg_matrix_exp"](A)
            else:
                eye = _f["eye"](n, dtype=A.dtype)
                Q = _f["linalg_solve"](eye - A / 2, eye + A / 2)
            Q = Q[..., :k]
        if hasattr(self, "base"):
            Q = self.base @ Q
        return Q.mT if wide else Q

    def right_inverse(self, Q):
        if Q.shape != self.shape:
            raise ValueError(f"Expected a matrix or batch of matrices of shape {self.shape}. Got a tensor of shape {Q.shape}.")
        with no_grad():
            wide = Q.shape[-2] < Q.shape[-1]
            q = Q.mT if wide else Q
            n, k = q.shape[-2:]
            if not hasattr(self, "base"):
                if self.orthogonal_map != "householder":
                    raise NotImplementedError("It is not possible to assign to the matrix exponential or the Cayley parametrizations when "
                                              "use_trivialization=False.")
                a, tau = _f["geqrf"](q)     # the reflectors, and the signs that the columns get; forward makes a reflection of tau = 0, too
                d = a.diagonal(dim1=-2, dim2=-1)
                d.copy_(d.sign() * (1 - 2 * (tau == 0).to(d.dtype)))
                return a.mT if wide else a
            if n == k:
                self.base = q.clone() if _is_orthogonal(q) else _q_of(q)
            else:
                more = _f["randn"](tuple(q.shape[:-2]) + (n, n - k), dtype=q.dtype)
                self.base = _q_of(_f["cat"]([q, more], -1))
            start = _f["zeros_like"](Q)     # all maps give the identity for it: reflectors of 0, signs -1
            start.diagonal(dim1=-2, dim2=-1).fill_(-1)
            return start


def orthogonal(module, name="weight", orthogonal_map=None, *, use_trivialization=True):
    weight = getattr(module, name, None)
    if not isinstance(weight, Tensor):
        raise ValueError(f"Module '{module}' has no parameter ot buffer with name '{name}'")
    if weight.dim() < 2:
        raise ValueError(f"Expected a matrix or batch of matrices. Got a tensor of {weight.dim()} dimensions.")
    if orthogonal_map is None:
        orthogonal_map = "matrix_exp" if weight.shape[-2] == weight.shape[-1] else "householder"
    if orthogonal_map not in _MAPS:
        raise ValueError(f'orthogonal_map has to be one of "matrix_exp", "cayley", "householder". Got: {orthogonal_map}')
    register_parametrization(module, name, _Orthogonal(weight, orthogonal_map, use_trivialization), unsafe=True)
    return module


# ---- spectral_norm ----


class _SpectralNorm(Module):
    """weight / s, where s = uᵀ W v is the largest singular value by power iterations."""

    def __init__(self, weight, n_power_iterations=1, dim=0, eps=1e-12):
        super().__init__()
        n = weight.dim()
        if not -n <= dim < n:
            raise IndexError(
                f"Dimension out of range (expected to be in range of [-{n}, {n - 1}] but got {dim})"
            )
        if n_power_iterations <= 0:
            raise ValueError(
                f"Expected n_power_iterations to be positive, but got n_power_iterations={n_power_iterations}"
            )
        self.dim, self.eps = dim % n, eps
        if n > 1:
            self.n_power_iterations = n_power_iterations
            matrix = self._matrix(weight)
            h, w = matrix.size()
            self.register_buffer("_u", self._unit(weight.new_empty(h).normal_(0, 1)))
            self.register_buffer("_v", self._unit(weight.new_empty(w).normal_(0, 1)))
            self._iterate(matrix, 15)

    def _unit(self, x):
        return _f["normalize"](x.detach(), 2.0, 0, self.eps)

    def _matrix(self, weight):
        return weight.transpose(0, self.dim).flatten(1) if self.dim else weight.flatten(1)

    def _iterate(self, matrix, count):
        with no_grad():
            for _ in range(count):
                self._u.copy_(self._unit(matrix.mv(self._v)))
                self._v.copy_(self._unit(matrix.t().mv(self._u)))

    def forward(self, weight):
        if weight.dim() == 1:
            return _f["normalize"](weight, 2.0, 0, self.eps)
        matrix = self._matrix(weight)
        if self.training:
            self._iterate(matrix, self.n_power_iterations)
        u, v = self._u.clone(), self._v.clone()  # the graph keeps these, the next forward changes the buffers
        return weight / u.dot(matrix.mv(v))

    def right_inverse(self, value):
        return value


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    from ..conv import _ConvTransposeNd

    weight = getattr(module, name, None)
    if weight is None:
        raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
    if dim is None:
        dim = 1 if isinstance(module, _ConvTransposeNd) else 0
    register_parametrization(module, name, _SpectralNorm(weight, n_power_iterations, dim, eps))
    return module
