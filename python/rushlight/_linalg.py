# SPDX-License-Identifier: MIT
"""Linear algebra that is made of the op table's factorizations: norms of matrices, ranks, least squares, and the older names in torch.*."""
import math

from . import _C
from ._C import Tensor
from ._composites import _float, _pair, _scalar_name, _wrap, both, exported, function
from ._modes import no_grad
from ._table import functions as _f

LinAlgError = _C._LinAlgError

_C_NAMES = {_C.float64: "double", _C.float32: "float", _C.float16: "c10::Half", _C.bfloat16: "c10::BFloat16", _C.int64: "long int", _C.int32: "int",
            _C.int16: "short int", _C.int8: "signed char", _C.uint8: "unsigned char", _C.bool: "bool"}


def give(out, result, error=None):
    """What out= does: the result is written over it. error(result, out) is the text for a dtype that out cannot have."""
    if out is None:
        return result
    if result.is_floating_point() and not out.is_floating_point() or out.dtype is _C.bool and result.dtype is not _C.bool:
        raise RuntimeError(error(result, out) if error else
                           f"result type {_scalar_name(result)} can't be cast to the desired output type {_scalar_name(out)}")
    with no_grad():
        return _C._write_out("", out, result.detach())


def castable(name, what="result"):
    return lambda result, out: (f"{name}: Expected {what} to be safely castable from {_scalar_name(result)} dtype, but got {what} with dtype "
                                f"{_scalar_name(out)}")


def same(result, out):
    return f"Expected out tensor to have dtype {_C_NAMES[result.dtype]}, but got {_C_NAMES[out.dtype]} instead"


def check_matrix(name, a, what="A"):
    if a.dim() < 2:
        raise RuntimeError(f"{name}: The input tensor {what} must have at least 2 dimensions.")


def check_square(name, a):
    check_matrix(name, a)
    if a.shape[-1] != a.shape[-2]:
        raise RuntimeError(f"{name}: A must be batches of square matrices, but they are {a.shape[-2]} by {a.shape[-1]} matrices")


def check_float(name, a, low=True):
    if not a.is_floating_point():
        raise RuntimeError(f"{name}: Expected a floating point or complex tensor as input. Got {_scalar_name(a)}")
    if not low and a.dtype not in (_C.float32, _C.float64):
        raise RuntimeError(f"{name}: Low precision dtypes not supported. Got {_scalar_name(a)}")


# ---- older names: a warning, once ----

_warned = set()


def warn_once(name, text):
    from ._modes import is_warn_always_enabled
    if name not in _warned or is_warn_always_enabled():
        import warnings
        _warned.add(name)
        warnings.warn(text, stacklevel=4)


def _deprecated(name, text):
    f, method = _f[name], getattr(Tensor, name)

    def wrapped(*args, **options):
        warn_once(name, text)
        return f(*args, **options)

    def as_method(self, *args, **options):
        warn_once(name, text)
        return method(self, *args, **options)

    wrapped.__name__ = as_method.__name__ = name
    exported[name] = wrapped
    setattr(Tensor, name, as_method)


_deprecated("cholesky", "torch.cholesky is deprecated in favor of torch.linalg.cholesky and will be removed in a future PyTorch release.\nL = torch.cholesky(A)\n"
            "should be replaced with\nL = torch.linalg.cholesky(A)\nand\nU = torch.cholesky(A, upper=True)\nshould be replaced with\n"
            "U = torch.linalg.cholesky(A).mH().\nThis transform will produce equivalent results for all valid (symmetric positive definite) inputs.")
_deprecated("qr", "torch.qr is deprecated in favor of torch.linalg.qr and will be removed in a future PyTorch release.\nThe boolean parameter 'some' has been "
            "replaced with a string parameter 'mode'.\nQ, R = torch.qr(A, some)\nshould be replaced with\nQ, R = torch.linalg.qr(A, 'reduced' if some else "
            "'complete')")
_deprecated("symeig", "torch.symeig is deprecated in favor of torch.linalg.eigh and will be removed in a future PyTorch release.\nThe default behavior has "
            "changed from using the upper triangular portion of the matrix by default to using the lower triangular portion.\nL, _ = torch.symeig(A, "
            "upper=upper)\nshould be replaced with\nL = torch.linalg.eigvalsh(A, UPLO='U' if upper else 'L')\nand\nL, V = torch.symeig(A, eigenvectors=True)\n"
            "should be replaced with\nL, V = torch.linalg.eigh(A, UPLO='U' if upper else 'L')")
_deprecated("lu_solve", "torch.lu_solve is deprecated in favor of torch.linalg.lu_solveand will be removed in a future PyTorch release.\nNote that "
            "torch.linalg.lu_solve has its arguments reversed.\nX = torch.lu_solve(B, LU, pivots)\nshould be replaced with\nX = torch.linalg.lu_solve(LU, "
            "pivots, B)")
_deprecated("triangular_solve", "torch.triangular_solve is deprecated in favor of torch.linalg.solve_triangularand will be removed in a future PyTorch release.\n"
            "torch.linalg.solve_triangular has its arguments reversed and does not return a copy of one of the inputs.\nX = torch.triangular_solve(B, A)"
            ".solution\nshould be replaced with\nX = torch.linalg.solve_triangular(A, B).")


def _removed(name, text, method=True):
    def f(*args, **options):
        raise RuntimeError(f"This function was deprecated since version 1.9 and is now removed. {text}")
    f.__name__ = name
    (both if method else function)(f)


_removed("eig", "Please use the `torch.linalg.eig` function instead.")
_removed("solve", "Please use the `torch.linalg.solve` function instead.")
_removed("lstsq", "Please use the `torch.linalg.lstsq` function instead.")
_removed("matrix_rank", "Please use the `torch.linalg.matrix_rank` function instead.", False)


@function
def lu(A, pivot=True, get_infos=False, out=None):
    """(LU, pivots), with get_infos also the number (from 1) of the first zero on each U's diagonal."""
    warn_once("lu", "torch.lu is deprecated in favor of torch.linalg.lu_factor / torch.linalg.lu_factor_ex and will be removed in a future PyTorch release.\n"
              "LU, pivots = torch.lu(A, compute_pivots)\nshould be replaced with\nLU, pivots = torch.linalg.lu_factor(A, compute_pivots)\nand\n"
              "LU, pivots, info = torch.lu(A, compute_pivots, get_infos=True)\nshould be replaced with\nLU, pivots, info = torch.linalg.lu_factor_ex(A, "
              "compute_pivots)")
    result = tuple(_f["linalg_lu_factor_ex"](A, pivot=pivot, check_errors=not get_infos))[:3 if get_infos else 2]
    if out is None:
        return result
    if not isinstance(out, (tuple, list)):
        raise TypeError(f"argument 'out' must be tuple of Tensors, not {type(out).__name__}")
    if len(out) != len(result):
        raise TypeError(f"expected tuple of {len(result)} elements but got {len(out)}")
    return tuple(give(o, r, same) for o, r in zip(out, result))


Tensor.lu = lambda self, pivot=True, get_infos=False: lu(self, pivot, get_infos)

for _old, _new in (("matrix_exp", "linalg_matrix_exp"), ("vdot", "dot")):
    exported[_old] = _f[_new]
    setattr(Tensor, _old, (lambda f: lambda self, *args: f(self, *args))(_f[_new]))


# ---- norms ----

def vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None, out=None):
    return _f["linalg_vector_norm"](x, ord, dim, keepdim, dtype=dtype, out=out)


def _numpy_names(f):
    """axis= and keepdims= are dim= and keepdim=, too."""
    def wrapped(*args, **options):
        for numpy, own in (("axis", "dim"), ("keepdims", "keepdim")):
            if numpy in options:
                options[own] = options.pop(numpy)
        return f(*args, **options)
    wrapped.__name__, wrapped.__doc__ = f.__name__, f.__doc__
    return wrapped


def _singular_values(A, dim):
    rest = [d for d in range(A.dim()) if d not in dim]
    return _f["linalg_svdvals"](A.permute(*rest, *dim))


@_numpy_names
def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None, out=None):
    """fro, nuc (the sum of the singular values), 2, -2 (the largest, the smallest), 1, -1, inf, -inf (sums of columns, of rows)."""
    name = "linalg.matrix_norm"
    if not isinstance(dim, (tuple, list)):
        raise TypeError(f"linalg_matrix_norm(): argument 'dim' must be tuple of ints, not {type(dim).__name__}")
    check_matrix(name, A)
    if len(dim) != 2:
        raise RuntimeError(f"{name}: dim must be a 2-tuple. Got {' '.join(map(str, dim))}")
    check_float(name, A, ord in ("fro", 1, -1, math.inf, -math.inf))
    dims = tuple(_wrap(d, A.dim()) for d in dim)
    if dims[0] == dims[1]:
        raise RuntimeError(f"{name}: dims must be different. Got ({dim[0]}, {dim[1]})")
    if ord not in ("fro", "nuc") and (isinstance(ord, str) or abs(ord) not in (1, 2, math.inf)):
        raise RuntimeError(f"{name}: Order {ord if isinstance(ord, str) else format(ord, 'g')} not supported.")
    if ord == "fro":
        return vector_norm(A, 2, dims, keepdim, dtype=dtype, out=out)
    if dtype is not None:
        check_dtype(name, A, dtype)
        A = A.to(dtype)
    if ord in ("nuc", 2, -2):
        s = _singular_values(A, dims)
        result = s.sum(-1) if ord == "nuc" else s.amax(-1) if ord == 2 else s.amin(-1)
        if keepdim:
            for d in sorted(dims):
                result = result.unsqueeze(d)
        return give(out, result, same)
    over, along = dims if abs(ord) == 1 else dims[::-1]
    if along > over and not keepdim:
        along -= 1
    sums = vector_norm(A, 1, over, keepdim)
    return give(out, sums.amax(along, keepdim) if ord > 0 else sums.amin(along, keepdim), same)


def check_dtype(name, A, dtype):
    from ._dtypes import names, promote_types
    if not dtype.is_floating_point:
        raise RuntimeError(f"{name}: dtype should be floating point or complex, but got {names[dtype]}")
    if promote_types(A.dtype, dtype) is not dtype:
        raise RuntimeError(f"{name}: the dtype of the input ({_scalar_name(A)}) should be convertible without narrowing to the specified dtype ({names[dtype]})")


@_numpy_names
def linalg_norm(A, ord=None, dim=None, keepdim=False, *, out=None, dtype=None):
    """A vector's norm, unless ord or dim ask for a matrix norm."""
    if isinstance(dim, int):
        dim = (dim,)
    if isinstance(ord, str):
        return matrix_norm(A, ord, (-2, -1) if dim is None else dim, keepdim, dtype=dtype, out=out)
    if dim is not None and len(dim) not in (1, 2):
        raise RuntimeError(f"linalg.norm: If dim is specified, it must be of length 1 or 2. Got {list(dim)}")
    if dim is None and ord is not None and A.dim() not in (1, 2):
        raise RuntimeError(f"linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {A.dim()}D.")
    if ord is not None and (dim is not None and len(dim) == 2 or dim is None and A.dim() == 2):
        return matrix_norm(A, ord, (0, 1) if dim is None else dim, keepdim, dtype=dtype, out=out)
    return vector_norm(A, 2 if ord is None else ord, dim, keepdim, dtype=dtype, out=out)


@function
def nuclear_norm(input, dim=None, keepdim=False, *, out=None):
    """The sum of the singular values."""
    if isinstance(dim, bool):
        dim, keepdim = None, dim
    if dim is None:
        if input.dim() != 2:
            n = input.dim()
            raise RuntimeError(f"Expected a tensor with 2 dimensions, but got a tensor with {n} dimension{'' if n == 1 else 's'} instead.")
        dim = (0, 1)
    if isinstance(dim, int) or len(dim) != 2:
        raise RuntimeError("nuclear norm requires a 'dim' argument of size 2")
    if _wrap(dim[0], input.dim()) == _wrap(dim[1], input.dim()):
        raise RuntimeError("duplicate or invalid dimensions")
    return matrix_norm(input, "nuc", tuple(dim), keepdim, out=out)


@function
def frobenius_norm(input, dim=None, keepdim=False, *, out=None):
    dim = () if dim is None else (dim,) if isinstance(dim, int) else tuple(dim)
    if len(dim) > 2:
        raise RuntimeError(f"Expected at most 2 dimensions, but got {len(dim)} dimensions instead.")
    if len(dim) == 2 and _wrap(dim[0], input.dim()) == _wrap(dim[1], input.dim()):
        raise RuntimeError(f"Expected dims to be different, got {list(dim)} instead")
    return _f["norm"](input, 2, dim or None, keepdim, out=out)


@both
@_numpy_names
def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    """p-norms of vectors; 'fro' of at most two dimensions, 'nuc' of matrices."""
    if p == "nuc":
        return nuclear_norm(input if dtype is None else input.to(dtype), dim, keepdim, out=out)
    if p == "fro":
        if dim is not None and not isinstance(dim, int) and len(dim) > 2:
            raise RuntimeError(f"Expected at most 2 dimensions, but got {len(dim)} dimensions instead.")
        p = 2
    elif isinstance(p, str):
        raise RuntimeError(f"only valid string values are 'fro' and 'nuc', found {p}")
    return _f["norm"](input, p, dim, keepdim, dtype=dtype, out=out)


def cond(A, p=None, *, out=None):
    """|A| |A^-1| in the norm p; of 2, -2 and None the ratio of the extreme singular values."""
    if A.dim() < 2:
        raise RuntimeError("linalg.cond: The input tensor must have at least 2 dimensions.")
    if p in (None, 2, -2):
        s = _f["linalg_svdvals"](A)
        if s.shape[-1] == 0:
            result = s.new_zeros(s.shape[:-1])
        else:
            result = s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
        return give(out, result, castable("linalg.cond"))
    if p not in ("fro", "nuc", 1, -1, math.inf, -math.inf):
        raise RuntimeError(f"linalg.cond got an invalid norm type: {p if isinstance(p, str) else format(p, 'g')}")
    check_square(f"linalg.cond(ord={p if isinstance(p, str) else format(p, 'g')})", A)
    check_float("linalg.cond", A, False)
    if A.numel() == 0:
        return give(out, A.new_zeros(A.shape[:-2]), castable("linalg.cond"))
    inverse, info = _f["linalg_inv_ex"](A)
    inverse = inverse.masked_fill((info != 0).reshape(info.shape + (1, 1)), math.inf)
    if p == "nuc":      # of infinities there are no singular values
        good = info == 0
        safe = _f["where"](good.reshape(info.shape + (1, 1)), inverse, _f["zeros_like"](inverse))
        other = matrix_norm(safe, p).masked_fill(~good, math.inf)
    else:
        other = matrix_norm(inverse, p)
    product = matrix_norm(A, p) * other
    return give(out, product.masked_fill(product.isnan(), math.inf), castable("linalg.cond"))     # 0 times infinity


# ---- ranks and pseudoinverses ----

def _tolerance(name, what, t, like):
    if t is not None and not isinstance(t, Tensor):
        return _f["full"]((), float(t), dtype=_C.float64)
    return t


def matrix_rank(A, tol=None, hermitian=False, *, atol=None, rtol=None, out=None):
    """How many singular values are above max(atol, rtol times the largest)."""
    if isinstance(tol, bool):
        tol, hermitian = None, tol
    check_matrix("torch.linalg.matrix_rank", A, "input")
    tol = _tolerance("matrix_rank", "tol", tol, A)
    atol, rtol = (_tolerance("matrix_rank", "atol", atol, A), _tolerance("matrix_rank", "rtol", rtol, A)) if tol is None else (tol, _f["zeros"]((), dtype=_C.float64))
    s = _f["linalg_eigvalsh"](A).abs() if hermitian else _f["linalg_svdvals"](A)
    error = castable("torch.linalg.matrix_rank")
    if s.shape[-1] == 0:
        return give(out, _f["zeros"](A.shape[:-2], dtype=_C.int64), error)
    least = _cut(A, s.detach().amax(-1), atol, rtol)
    return give(out, (s > least.unsqueeze(-1)).sum(-1), error)


def _cut(A, largest, atol, rtol):
    from ._dtypes import finfo
    default = finfo(A.dtype).eps * max(A.shape[-2:])
    relative = largest * default if rtol is None else largest * rtol.to(largest.dtype)
    if atol is None:
        return relative
    atol = atol.to(largest.dtype)
    if rtol is None:
        relative = _f["where"](atol > 0, _f["zeros_like"](relative), relative)
    return _f["maximum"](atol, relative)


def pinv(A, rcond=None, hermitian=False, *, atol=None, rtol=None, out=None):
    """The pseudoinverse; singular values up to max(atol, rtol times the largest) count as 0."""
    if isinstance(rcond, bool):
        rcond, hermitian = None, rcond
    rtol = rcond if rcond is not None else rtol
    result = _f["linalg_pinv"](A, atol=_tolerance("pinv", "atol", atol, A), rtol=_tolerance("pinv", "rtol", rtol, A), hermitian=hermitian)
    return give(out, result, castable("linalg.pinv"))


@both
def pinverse(input, rcond=1e-15):
    return pinv(input, rcond)


# ---- least squares ----

_empty = {}


def lstsq(A, B, rcond=None, *, driver=None, out=None):
    """X with the least |A X - B| (of those the least |X|), residuals |A X - B|^2 by column, ranks, singular values: what the driver gives."""
    name = "torch.linalg.lstsq"
    if A.dim() < 2:
        raise RuntimeError(f"{name}: input must have at least 2 dimensions.")
    if B.dim() < 1:
        raise RuntimeError(f"{name}: other must have at least 1 dimension.")
    if A.dtype is not B.dtype:
        raise RuntimeError(f"{name}: Expected input and other to have the same dtype, but got input's dtype {_scalar_name(A)} and other's dtype {_scalar_name(B)}")
    vector = B.dim() == 1 or (A.dim() - 1 == B.dim() and tuple(B.shape) == tuple(A.shape[:-1]))
    if A.shape[-2] != B.shape[-1 if vector else -2]:
        raise RuntimeError(f"{name}: input.size(-2) should match other.size({-1 if vector else -2})")
    if A.dtype not in (_C.float32, _C.float64):
        raise RuntimeError("This function doesn't handle types other than float and double")
    driver = "gelsy" if driver is None else driver
    if driver not in ("gels", "gelsy", "gelsd", "gelss"):
        raise RuntimeError(f"{name}: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)")
    from ._composites import broadcast_shapes
    from ._dtypes import finfo
    b = B.unsqueeze(-1) if vector else B
    m, n = A.shape[-2:]
    if rcond is None:
        rcond = finfo(A.dtype).eps * max(m, n)
    elif rcond < 0 or (driver == "gelsd" and rcond >= 1):  # as LAPACK's drivers read them
        rcond = finfo(A.dtype).eps
    lead = tuple(broadcast_shapes(A.shape[:-2], b.shape[:-2]))
    a, b = A.expand(lead + (m, n)), b.expand(lead + tuple(b.shape[-2:]))
    p = _f["linalg_pinv"](a, rtol=_f["full"]((), -1.0 if driver == "gels" else float(rcond), dtype=_C.float64))
    x = p @ b
    with no_grad():
        k, none = min(m, n), a.new_empty((0,))
        s = _f["linalg_svdvals"](a) if driver != "gels" else None
        rank = _f["empty"]((0,), dtype=_C.int64)
        full = True
        if s is not None:
            rank = (s > rcond * s[..., :1]).sum(-1) if k else _f["zeros"](lead, dtype=_C.int64)
            full = k == n and bool((rank == n).all())
        residuals = none
        if m > n and driver != "gelsy" and full:
            residuals = (a @ x.detach() - b).square().sum(-2)
    fields = "solution residuals rank singular_values"
    results = (x.squeeze(-1) if vector else x, residuals, rank, s if driver in ("gelsd", "gelss") else none)
    if out is None:
        return _pair("linalg_lstsq", fields, *results)
    if len(out) != len(results):
        raise TypeError(f"expected tuple of {len(results)} elements but got {len(out)}")
    return _pair("linalg_lstsq_out", fields, *map(give, out, results, (castable(name, field) for field in fields.split())))


# ---- products ----

def _order(sizes):
    """For matrices of sizes[i] by sizes[i + 1]: where to cut each run of them, so that the products cost least."""
    n = len(sizes) - 1
    cost, cut = [[0] * n for _ in range(n)], [[0] * n for _ in range(n)]
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            cost[i][j], cut[i][j] = min((cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1], k) for k in range(i, j))
    return cut


def multi_dot(tensors, *, out=None):
    """The product of matrices (the first and the last may be vectors) in the order that costs least."""
    tensors = list(tensors)
    n = len(tensors)
    if n < 2:
        raise RuntimeError(f"multi_dot(): expected at least 2 tensors but got {n}")
    for i, which in ((0, "first"), (-1, "last")):
        if tensors[i].dim() not in (1, 2):
            raise RuntimeError(f"multi_dot(): the {which} tensor must be 1D or 2D but got {tensors[i].dim()}D")
    matrices = list(tensors)
    for i in range(1, n - 1):
        if tensors[i].dim() != 2:
            raise RuntimeError(f"multi_dot(): tensor {i} must be 2D but got {tensors[i].dim()}D")
    for i, t in enumerate(tensors):
        if t.dtype is not tensors[0].dtype:
            raise RuntimeError(f"multi_dot(): all tensors must have be the same dtype but tensor 0 is {_C_NAMES[tensors[0].dtype]} and tensor {i} "
                               f"{_C_NAMES[t.dtype]}")
    if out is not None and out.dtype is not tensors[0].dtype:
        raise RuntimeError(f"multi_dot(): expected out tensor to have dtype {_C_NAMES[tensors[0].dtype]} but got {_C_NAMES[out.dtype]}")
    if matrices[0].dim() == 1:
        matrices[0] = matrices[0].unsqueeze(0)
    if matrices[-1].dim() == 1:
        matrices[-1] = matrices[-1].unsqueeze(-1)
    for i in range(n - 1):
        if matrices[i].shape[1] != matrices[i + 1].shape[0]:
            raise RuntimeError(f"multi_dot(): tensors {i} and {i + 1} with shapes {list(tensors[i].shape)} and {list(tensors[i + 1].shape)} cannot be multiplied")
    cut = _order([matrices[0].shape[0]] + [t.shape[1] for t in matrices])

    def product(i, j):
        return matrices[i] if i == j else product(i, cut[i][j]) @ product(cut[i][j] + 1, j)

    result = product(0, n - 1)
    if tensors[0].dim() == 1:
        result = result.squeeze(0)
    if tensors[-1].dim() == 1:
        result = result.squeeze(-1)
    return give(out, result)


@function
def chain_matmul(*matrices, out=None):
    warn_once("chain_matmul", "torch.chain_matmul is deprecated and will be removed in a future PyTorch release. Use torch.linalg.multi_dot instead, which accepts "
              "a list of two or more tensors rather than multiple parameters.")
    matrices = list(matrices[0]) if len(matrices) == 1 and isinstance(matrices[0], (list, tuple)) else list(matrices)
    for t in matrices:
        if t.dim() != 2:
            raise RuntimeError(f"Tensor dimension is {t.dim()}, expected 2 instead.")
    if not matrices:
        raise RuntimeError("chain_matmul(): Expected one or more matrices")
    return give(out, matrices[0].clone()) if len(matrices) == 1 else multi_dot(matrices, out=out)


def vecdot(x, y, *, dim=-1, out=None):
    check_float("linalg.vecdot", x)
    if x.dtype is not y.dtype:
        raise RuntimeError(f"linalg.vecdot: Expected x and y to have the same dtype, but found x of type {_scalar_name(x)} and y of type {_scalar_name(y)} instead")
    if out is not None and out.dtype is not x.dtype:
        raise RuntimeError(f"linalg.vecdot: Expected out of dtype{_scalar_name(x)} but found {_scalar_name(out)}")
    if x.dim() == 1 and y.dim() == 1:
        return give(out, _f["dot"](x, y))
    return give(out, (x * y).sum(dim))


def vander(x, N=None):
    """Powers 0 … N - 1 of each element."""
    x = x.reshape(1) if x.dim() == 0 else x
    n = x.shape[-1] if N is None else N
    if n <= 1:
        raise RuntimeError("N must be greater than 1.")
    if x.dtype is _C.bool:
        raise RuntimeError("linalg.vander supports floating point, complex, and integer tensors, but got Bool")
    first = _f["ones"](x.shape + (1,), dtype=x.dtype)
    return _f["cat"]([first, x.unsqueeze(-1).expand(x.shape + (n - 1,)).cumprod(-1)], -1)


def old_vander(x, N=None, increasing=False):
    if x.dim() != 1:
        raise RuntimeError("x must be a one-dimensional tensor.")
    n = len(x) if N is None else N
    if n < 0:
        raise RuntimeError("N must be non-negative.")
    x = x.to(_C.int64) if x.dtype is _C.bool else x if x.is_floating_point() else x.to(_C.int64)
    if n < 2:
        return _f["ones"]((len(x), n), dtype=x.dtype)
    first = _f["ones"]((len(x), 1), dtype=x.dtype)
    result = _f["cat"]([first, x.unsqueeze(-1).expand(len(x), n - 1).cumprod(-1)], -1)
    return result if increasing else result.flip(-1)


old_vander.__name__ = "vander"
function(old_vander)


@both
def kron(input, other, *, out=None):
    n = max(input.dim(), other.dim())
    a = input.reshape([1] * (n - input.dim()) + list(input.shape))
    b = other.reshape([1] * (n - other.dim()) + list(other.shape))
    shape = [x * y for x, y in zip(a.shape, b.shape)]
    if n > 1:   # first both as wide as the result: products of short rows are slow
        a, b = a.repeat_interleave(b.shape[-1], -1), b.repeat([1] * (n - 1) + [a.shape[-1]])
    left, right = [], []
    for i, (x, y) in enumerate(zip(a.shape, b.shape)):
        left += [x] if 0 < i == n - 1 else [x, 1]
        right += [y] if 0 < i == n - 1 else [1, y]
    return give(out, (a.reshape(left) * b.reshape(right)).reshape(shape))


@both
def matrix_power(input, n, *, out=None):
    check_square("linalg.matrix_power", input)
    error = castable("matrix_power")
    if n < 0:
        return matrix_power(_f["linalg_inv"](input), -n, out=out)
    if n == 0:
        return give(out, input.clone().copy_(_f["eye"](input.shape[-1], dtype=input.dtype)), error)    # a copy, so that it has a history
    result, base = None, input
    while n:
        if n & 1:
            result = base if result is None else result @ base
        n >>= 1
        base = base @ base if n else base
    return give(out, result.clone() if result is input else result, error)


# ---- tensors seen as matrices ----

def tensorinv(A, ind=2, *, out=None):
    """The inverse of A seen as a matrix from its last dimensions to the first ind ones."""
    if ind <= 0:
        raise RuntimeError(f"Expected a strictly positive integer for 'ind', but got {ind}")
    first, last = tuple(A.shape[:ind]), tuple(A.shape[ind:])
    if math.prod(first) != math.prod(last):
        raise RuntimeError("Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got "
                           f"{math.prod(last)} != {math.prod(first)}")
    inverse = _f["linalg_inv"](A.reshape(math.prod(first), math.prod(last)))
    return give(out, inverse.reshape(last + first), castable("tensorinv"))


def tensorsolve(A, B, dims=None, *, out=None):
    """X with tensordot(A, X, X.ndim) = B; dims of A are moved to its end first."""
    if dims is not None:
        A = A.movedim(tuple(dims), tuple(range(A.dim() - len(dims), A.dim())))
    shape = tuple(A.shape[B.dim():])
    if math.prod(shape) != B.numel() or A.numel() != B.numel() ** 2:
        raise RuntimeError("Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim]), but got "
                           f"{math.prod(shape)} != {math.prod(A.shape[:B.dim()])}")
    x = _f["linalg_solve"](A.reshape(B.numel(), B.numel()), B.reshape(-1))
    return give(out, x.reshape(shape), castable("tensorsolve"))


# ---- a few singular vectors of a large matrix (Halko, Martinsson, Tropp 2009: algorithms 4.4 and 5.1) ----

def _range(A, q, niter, M=None):
    """An orthonormal Q [m, q] that spans most of what A (less M) maps to."""
    n = A.shape[-1]
    R = _f["randn"]((n, q), dtype=A.dtype, device=A.device)

    def times(a, x, m, transposed):
        y = (a.mT if transposed else a) @ x
        return y if m is None else y - (m.mT if transposed else m) @ x

    Q = _f["linalg_qr"](times(A, R, M, False))[0]
    for _ in range(niter):
        Q = _f["linalg_qr"](times(A, Q, M, True))[0]
        Q = _f["linalg_qr"](times(A, Q, M, False))[0]
    return Q


@function
def svd_lowrank(A, q=6, niter=2, M=None):
    """(U, S, V) with A, less M, near U diag(S) V^T of rank q."""
    q = 6 if q is None else q
    m, n = A.shape[-2:]
    M = None if M is None else M.expand(A.shape)
    if m < n:
        V, S, U = svd_lowrank(A.mT, q, niter, None if M is None else M.mT)
        return U, S, V
    Q = _range(A, q, niter, M)
    B = Q.mT @ A if M is None else Q.mT @ A - Q.mT @ M
    U, S, Vh = _f["linalg_svd"](B, False)
    return Q @ U, S, Vh.mT


@function
def pca_lowrank(A, q=None, center=True, niter=2):
    """The principal components of the rows of A."""
    m, n = A.shape[-2:]
    q = min(6, m, n) if q is None else q
    if not 0 <= q <= min(m, n):
        raise ValueError(f"q(={q}) must be non-negative integer and not greater than min(m, n)={min(m, n)}")
    if niter < 0:
        raise ValueError(f"niter(={niter}) must be non-negative integer")
    return svd_lowrank(A - A.mean(-2, keepdim=True) if center else A, q, niter)


# ---- PyTorch's older order of arguments ----

def _older_order(name, first, second):
    """addbmm(beta, self, alpha, a, b) and a.addbmm_(beta, alpha, a, b) still work, with a warning; beta alone, too."""
    def wrap(row, where, method):
        def f(*args, **options):
            if len(args) <= 3:
                return row(*args, **options)
            numbers = [a for a in args if not isinstance(a, Tensor)]
            tensors = [a for a in args if isinstance(a, Tensor)]
            if len(tensors) != 3 or not 1 <= len(numbers) <= 2:
                return row(*args, **options)
            alpha = ", Number alpha" if len(numbers) == 2 else ""
            own = "" if method else ", Tensor input"
            ending = "" if where.endswith("_") else ", *, Tensor out" if not method else ""
            warn_once((where, method, len(numbers)),
                      f"This overload of {where} is deprecated:\n\t{where}(Number beta{own}{alpha}, Tensor {first}, Tensor {second}{ending})\nConsider using one of the "
                      f"following signatures instead:\n\t{where}({'' if method else 'Tensor input, '}Tensor {first}, Tensor {second}, *, Number beta, Number alpha"
                      f"{', Tensor out' if not method else ''})")
            options["beta"] = numbers[0]
            if len(numbers) == 2:
                options["alpha"] = numbers[1]
            return row(*tensors, **options)
        f.__name__, f.__wrapped__ = where, row
        return f
    for at in (name, name + "_"):
        exported[at] = wrap(_f[at], at, False)
        setattr(Tensor, at, wrap(getattr(Tensor, at), at, True))


for _name, _first, _second in (("addmm", "mat1", "mat2"), ("addmv", "mat", "vec"), ("addr", "vec1", "vec2"), ("addbmm", "batch1", "batch2"),
                               ("baddbmm", "batch1", "batch2")):
    _older_order(_name, _first, _second)


@function
def _addmm_activation(input, mat1, mat2, *, beta=1, alpha=1, use_gelu=False, out=None):
    y = _f["addmm"](input, mat1, mat2, beta=beta, alpha=alpha)
    return give(out, _f["gelu"](y) if use_gelu else _f["relu"](y))


@function
def _compute_linear_combination(input, coefficients, *, out=None):
    """coefficients [k, n] times input [n, …], added to out"""
    result = _f["tensordot"](coefficients.to(input.dtype), input, [-1], [0])
    return result if out is None else out.add_(result)


def _infer_size(a, b):
    from ._composites import broadcast_shapes
    return broadcast_shapes(a, b)


_C._infer_size = _infer_size


# ---- general eigenvalues are complex numbers ----

def _no_complex(name):
    def f(A, *, out=None):
        check_square(f"linalg.{name}", A)
        check_float(f"linalg.{name}", A)
        if not bool(A.isfinite().all()):
            raise RuntimeError(f"torch.linalg.{name}: input tensor should not contain infs or NaNs.")
        raise NotImplementedError(f"rushlight has no complex numbers, which torch.linalg.{name} returns: of symmetric matrices use torch.linalg.eigh")
    f.__name__ = name
    return f


eig, eigvals = _no_complex("eig"), _no_complex("eigvals")
