# SPDX-License-Identifier: MIT
"""Square systems by elimination with partial pivoting, batched over the leading dimensions: P A = L U.

inv:      A^-1,                    dA = -A^-T g A^-T
solve:    X = A^-1 B,              dB = A^-T g,  dA = -dB X^T
det:      sign(P) prod diag U,     dA = g det A^-T
slogdet:  sign, sum log |diag U|,  dA = g A^-T
cholesky: A = L L^T column by column, recorded op by op
"""
import math

from . import _C
from ._composites import _into, both
from ._modes import no_grad
from ._table import functions as _f


class LinAlgError(RuntimeError):
    """A matrix is singular, or not positive-definite."""


def check_square(name, a):
    if a.dim() < 2:
        raise RuntimeError(f"{name}: The input tensor A must have at least 2 dimensions.")
    if a.shape[-1] != a.shape[-2]:
        raise RuntimeError(f"{name}: A must be batches of square matrices, but they are {a.shape[-2]} by {a.shape[-1]} matrices")
    if not a.is_floating_point():
        raise RuntimeError(f"{name}: Expected a floating point tensor as input. Got {a.dtype}")
    if a.dtype in (_C.float16, _C.bfloat16):
        raise RuntimeError(f"{name}: Low precision dtypes not supported. Got {a.dtype}")


def _flat(t):
    """[..., n, m] as [b, n, m], also where n or m is 0"""
    return t.reshape((math.prod(t.shape[:-2]),) + tuple(t.shape[-2:]))


def factor(a):
    """Of matrices [b, n, n]: L below and U on and above the diagonal, the rows' order [b, n], the order's sign [b]."""
    b, n = a.shape[0], a.shape[-1]
    with no_grad():
        a = a.detach().clone(memory_format=_contiguous())
        every = _f["arange"](b)
        order = _f["arange"](n).expand(b, n).clone()
        sign = _f["ones"]((b,), dtype=a.dtype)
        for k in range(n if b else 0):
            p = a[:, k:, k].abs().argmax(1) + k
            for t in (a, order):
                upper, lower = t[every, k], t[every, p]
                t[every, p] = upper
                t[every, k] = lower
            sign = sign * (1 - 2 * (p != k).to(a.dtype))
            pivot = a[:, k, k]
            ratio = a[:, k + 1:, k] / pivot.masked_fill(pivot == 0, 1).unsqueeze(1)
            a[:, k + 1:, k] = ratio
            a[:, k + 1:, k + 1:] -= ratio.unsqueeze(2) * a[:, k:k + 1, k + 1:]
    return a, order, sign


def _contiguous():
    from ._tensor import contiguous_format
    return contiguous_format


def substitute(t, b, upper, unitriangular=False):
    """X with t X = b for triangular t [b, n, n]; only that triangle is read."""
    n = t.shape[-1]
    rows = [None] * n
    for i in reversed(range(n)) if upper else range(n):
        done = slice(i + 1, n) if upper else slice(0, i)
        x = b[:, i]
        if done.stop > done.start:
            x = x - (t[:, i, done].unsqueeze(1) @ _f["stack"](rows[done], 1)).squeeze(1)
        rows[i] = x if unitriangular else x / t[:, i, i].unsqueeze(1)
    return _f["stack"](rows, 1) if n else b


def _first_singular(lu):
    """(matrix, diagonal element from 1) of the first zero on U's diagonal, or None."""
    zero = lu.diagonal(0, -2, -1) == 0
    if not bool(zero.any()):
        return None
    matrix, element = zero.nonzero()[0].tolist()
    return matrix, element + 1


def _solved(name, a, b, what):
    """A^-1 b without a graph; a [..., n, n], b [..., n, k], the same leading dimensions."""
    with no_grad():
        lu, order, _ = factor(_flat(a))
        bad = _first_singular(lu)
        if bad:
            which = f"(Batch element {bad[0]}): " if a.dim() > 2 else ""
            raise LinAlgError(f"{name}: {which}" + (f"The diagonal element {bad[1]} is zero, the inversion could not be completed because the input "
                              "matrix is singular." if what == "inv" else "The solver failed because the input matrix is singular."))
        right = _flat(b)
        right = right.gather(1, order.unsqueeze(2).expand(right.shape)) if right.numel() else right
        return substitute(lu, substitute(lu, right, False, True), True).reshape(b.shape)


_functions = {}


def _derived(name):
    """The autograd functions, made when first used: autograd is loaded after this."""
    if not _functions:
        from .autograd import Function

        class Inverse(Function):
            @staticmethod
            def forward(ctx, a):
                result = _solved("linalg.inv", a, _f["eye"](a.shape[-1], dtype=a.dtype).expand(a.shape), "inv")
                ctx.save_for_backward(result)
                return result

            @staticmethod
            def backward(ctx, g):
                t = ctx.saved_tensors[0].mT
                return -(t @ g @ t)

        class Solve(Function):
            @staticmethod
            def forward(ctx, a, b):
                x = _solved("linalg.solve", a, b, "solve")
                ctx.save_for_backward(a, x)
                return x

            @staticmethod
            def backward(ctx, g):
                a, x = ctx.saved_tensors
                to_b = Solve.apply(a.mT, g)
                return -(to_b @ x.mT), to_b

        class Determinant(Function):
            """sign and log |det| (of singular matrices 0 and -inf)"""

            @staticmethod
            def forward(ctx, a):
                lu, _, sign = factor(_flat(a))
                d = lu.diagonal(0, -2, -1)
                ctx.save_for_backward(a)
                sign, log = (sign * d.sign().prod(-1)).reshape(a.shape[:-2]), d.abs().log().sum(-1).reshape(a.shape[:-2])
                ctx.mark_non_differentiable(sign)
                return sign, log

            @staticmethod
            def backward(ctx, unused, g):
                return g.unsqueeze(-1).unsqueeze(-1) * inverse(ctx.saved_tensors[0]).mT

        _functions.update(inv=Inverse, solve=Solve, det=Determinant)
    return _functions[name]


@both
def inverse(input, *, out=None):
    check_square("linalg.inv", input)
    return _into(out, _derived("inv").apply(input))


def slogdet_parts(name, a):
    check_square(name, a)
    return _derived("det").apply(a)


@both
def det(input, *, out=None):
    sign, log = slogdet_parts("linalg.det", input)
    return _into(out, sign * log.exp())


@both
def logdet(input):
    sign, log = slogdet_parts("logdet", input)
    return _f["where"](sign < 0, _f["full_like"](log, float("nan")), log)


@both
def slogdet(input, *, out=None):
    from ._composites import _pair
    sign, log = slogdet_parts("linalg.slogdet", input)
    if out is not None:
        sign, log = _into(out[0], sign), _into(out[1], log)
    return _pair("linalg_slogdet", "sign logabsdet", sign, log)


def solve(A, B, *, left=True, out=None):
    """X with A X = B (or X A = B if not left); B may be a vector, or a batch of them."""
    check_square("linalg.solve", A)
    if A.dtype is not B.dtype:
        raise RuntimeError(f"linalg.solve: Expected A and B to have the same dtype, but found A of type {A.dtype} and B of type {B.dtype} instead")
    vector = B.dim() == 1 or (A.dim() - 1 == B.dim() and tuple(B.shape) == tuple(A.shape[:-1]))
    b = B.unsqueeze(-1) if vector else B
    if not left and not vector:
        return _into(out, solve(A.mT, B.mT).mT)
    if A.shape[-1] != b.shape[-2]:
        raise RuntimeError(f"linalg.solve: Incompatible shapes of A and B for the equation AX = B ({A.shape[-2]}x{A.shape[-1]} and "
                           f"{b.shape[-2]}x{b.shape[-1]})")
    from ._composites import broadcast_shapes
    lead = tuple(broadcast_shapes(A.shape[:-2], b.shape[:-2]))
    x = _derived("solve").apply(A.expand(lead + tuple(A.shape[-2:])), b.expand(lead + tuple(b.shape[-2:])))
    return _into(out, x.squeeze(-1) if vector else x)


def solve_triangular(A, B, *, upper, left=True, unitriangular=False, out=None):
    check_square("linalg.solve_triangular", A)
    if not left:
        return _into(out, solve_triangular(A.mT, B.mT, upper=not upper, unitriangular=unitriangular).mT)
    from ._composites import broadcast_shapes
    if A.shape[-1] != B.shape[-2]:
        raise RuntimeError(f"linalg.solve_triangular: Incompatible shapes of A and B for the equation AX = B ({A.shape[-2]}x{A.shape[-1]} and "
                           f"{B.shape[-2]}x{B.shape[-1]})")
    lead = tuple(broadcast_shapes(A.shape[:-2], B.shape[:-2]))
    a, b = A.expand(lead + tuple(A.shape[-2:])), B.expand(lead + tuple(B.shape[-2:]))
    x = substitute(_flat(a), _flat(b), upper, unitriangular)
    return _into(out, x.reshape(b.shape))


@both
def cholesky(input, upper=False, *, out=None):
    """The lower triangular L with positive diagonal and L L^T = A (upper: its transpose). Only A's lower triangle is read."""
    check_square("linalg.cholesky", input)
    n = input.shape[-1]
    a = _flat(input.mT if upper else input)
    columns = []
    for j in range(n):
        column = a[:, j:, j]
        if columns:
            left = _f["stack"](columns, 2)
            column = column - (left[:, j:] @ left[:, j].unsqueeze(2)).squeeze(2)
        head = column[:, :1]
        if not bool((head > 0).all()):
            where = int((~(head > 0)).reshape(-1).nonzero()[0])
            which = f"(Batch element {where}): " if input.dim() > 2 else ""
            raise LinAlgError(f"linalg.cholesky: {which}The factorization could not be completed because the input is not positive-definite "
                              f"(the leading minor of order {j + 1} is not positive-definite).")
        column = column / head.sqrt()
        columns.append(_f["cat"]([a.new_zeros((a.shape[0], j)), column], 1) if j else column)
    result = (_f["stack"](columns, 2) if n else a).reshape(input.shape)
    return _into(out, result.mT if upper else result)


def _check_pair(name, b, a):
    if a.dim() < 2 or b.dim() < 2:
        raise RuntimeError(f"{name}: both tensors need at least 2 dimensions, got {b.dim()} and {a.dim()}")
    if a.dtype is not b.dtype:
        raise RuntimeError(f"{name}: Expected b and A to have the same dtype, got {b.dtype} and {a.dtype}")


@both
def cholesky_solve(input, input2, upper=False, *, out=None):
    """X with L L^T X = input, where L is input2 (upper: input2^T)."""
    _check_pair("cholesky_solve", input, input2)
    low = input2.mT if upper else input2
    return _into(out, solve_triangular(low.mT, solve_triangular(low, input, upper=False), upper=True))


@both
def cholesky_inverse(input, upper=False, *, out=None):
    """(L L^T)^-1 from L = input (upper: input^T)."""
    check_square("cholesky_inverse", input)
    return _into(out, cholesky_solve(_f["eye"](input.shape[-1], dtype=input.dtype).expand(input.shape), input, upper))


@both
def triangular_solve(b, A, upper=True, transpose=False, unitriangular=False, *, out=None):
    """(X, a copy of A) with A X = b (transpose: A^T X = b)."""
    from ._composites import _pair
    _check_pair("triangular_solve", b, A)
    x = solve_triangular(A.mT if transpose else A, b, upper=upper != transpose, unitriangular=unitriangular)
    copy = A.expand(tuple(x.shape[:-2]) + tuple(A.shape[-2:])).clone()
    if out is not None:
        x, copy = _into(out[0], x), _into(out[1], copy)
    return _pair("triangular_solve", "solution cloned_coefficient", x, copy)


def tensorinv(A, ind=2, *, out=None):
    """The inverse of A seen as a matrix from its last dimensions to the first ind ones."""
    if ind <= 0:
        raise RuntimeError("Expected a strictly positive integer for 'ind'")
    first, last = tuple(A.shape[:ind]), tuple(A.shape[ind:])
    if math.prod(first) != math.prod(last):
        raise RuntimeError(f"Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got "
                           f"{math.prod(last)} != {math.prod(first)}")
    return _into(out, inverse(A.reshape(math.prod(first), math.prod(last))).reshape(last + first))


def tensorsolve(A, B, dims=None, *, out=None):
    """X with tensordot(A, X, X.ndim) = B; dims of A are moved to its end first."""
    if dims is not None:
        A = A.movedim(tuple(dims), tuple(range(A.dim() - len(dims), A.dim())))
    shape = tuple(A.shape[B.dim():])
    if math.prod(shape) != B.numel() or A.numel() != B.numel() ** 2:
        raise RuntimeError("Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), but got "
                           f"{math.prod(shape)} != {math.prod(A.shape[:B.dim()])}")
    return _into(out, solve(A.reshape(B.numel(), B.numel()), B.reshape(-1)).reshape(shape))
