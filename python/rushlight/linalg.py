# SPDX-License-Identifier: MIT
"""torch.linalg: norms, products, square systems, Cholesky's factors; eigenvalues, singular values and QR are missing."""

import rushlight as _torch

from ._lu import LinAlgError, cholesky as _cholesky, det, inverse as inv, slogdet, solve, solve_triangular, tensorinv, tensorsolve  # noqa: F401
from ._composites import cross as _cross, matrix_power as _matrix_power
from ._table import functions as _f

vector_norm = _f["linalg_vector_norm"]


def norm(A, ord=None, dim=None, keepdim=False, *, out=None, dtype=None):
    """A vector's norm, unless ord or dim ask for a matrix norm."""
    flat = dim is None and ord is None
    pair = isinstance(dim, (tuple, list)) and len(dim) == 2
    if ord is not None and (pair or (dim is None and A.dim() == 2)):
        return matrix_norm(A, ord, tuple(dim) if pair else (-2, -1), keepdim, dtype=dtype)
    if ord == "fro" or ord == "nuc":
        raise RuntimeError(f"linalg.norm: ord={ord!r} needs a matrix")
    return vector_norm(
        A.reshape(-1) if flat and not keepdim else A, 2 if ord is None else ord, dim, keepdim, dtype=dtype
    )


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None, out=None):
    if dtype is not None:
        A = A.to(dtype)
    dim = tuple(d % A.dim() for d in dim)
    if ord == "fro":
        return vector_norm(A, 2, dim, keepdim)
    if ord in (1, -1, float("inf"), float("-inf")):
        over, along = dim if abs(ord) == 1 else dim[::-1]
        sums = A.abs().sum(over, keepdim=True)
        out = sums.amax(along, keepdim=True) if ord > 0 else sums.amin(along, keepdim=True)
        return out if keepdim else out.squeeze(max(dim)).squeeze(min(dim))
    raise NotImplementedError(f"rushlight.linalg.matrix_norm has no ord={ord!r}: it has no singular values")


def cholesky(A, *, upper=False, out=None):
    return _cholesky(A, upper, out=out)


def cross(input, other, *, dim=-1, out=None):
    return _cross(input, other, dim, out=out)


def matrix_power(A, n, *, out=None):
    return _matrix_power(A, n, out=out)


def multi_dot(tensors, *, out=None):
    result = tensors[0]
    for t in tensors[1:]:
        result = result @ t
    return result


def matmul(input, other, *, out=None):
    return _torch.matmul(input, other, out=out)


def diagonal(A, *, offset=0, dim1=-2, dim2=-1):
    return A.diagonal(offset, dim1, dim2)


def vecdot(x, y, *, dim=-1, out=None):
    return (x * y).sum(dim)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"rushlight has no torch.linalg.{name}")
