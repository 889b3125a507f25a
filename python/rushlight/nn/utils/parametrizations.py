# SPDX-License-Identifier: MIT
"""Ready-made parametrizations: spectral_norm. `orthogonal` is missing: it needs Householder products and matrix exponentials."""

from ..._modes import no_grad
from ..._table import functions as _f
from ..module import Module
from .parametrize import register_parametrization


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
