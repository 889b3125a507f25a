# SPDX-License-Identifier: MIT
"""torch.linalg. General eigenvalues (eig, eigvals) are missing: they are complex numbers."""

import rushlight as _torch

from ._composites import cross as _cross
from ._linalg import (LinAlgError, cond, eig, eigvals, linalg_norm as norm, lstsq, matrix_norm, matrix_power, matrix_rank,  # noqa: F401
                      multi_dot, pinv, tensorinv, tensorsolve, vander, vecdot)
from ._table import functions as _f

__all__ = """LinAlgError cholesky cholesky_ex cond cross det diagonal eig eigh eigvals eigvalsh householder_product inv inv_ex ldl_factor ldl_factor_ex
ldl_solve lstsq lu lu_factor lu_factor_ex lu_solve matmul matrix_exp matrix_norm matrix_power matrix_rank multi_dot norm pinv qr slogdet solve solve_ex
solve_triangular svd svdvals tensorinv tensorsolve vander vecdot vector_norm""".split()

for _name in """cholesky cholesky_ex det eigh eigvalsh householder_product inv inv_ex ldl_factor ldl_factor_ex ldl_solve lu lu_factor lu_factor_ex
lu_solve matrix_exp qr slogdet solve solve_ex solve_triangular svd svdvals vector_norm""".split():
    globals()[_name] = _f["linalg_" + _name]
del _name


def cross(input, other, *, dim=-1, out=None):
    return _cross(input, other, dim, out=out)


def matmul(input, other, *, out=None):
    return _torch.matmul(input, other, out=out)


def diagonal(A, *, offset=0, dim1=-2, dim2=-1):
    return A.diagonal(offset, dim1, dim2)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"rushlight has no torch.linalg.{name}")
