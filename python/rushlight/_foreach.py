# SPDX-License-Identifier: MIT
"""torch._foreach_*: one function over lists of tensors. `find` makes each from the function of the same name when it is first asked for."""
from ._C import Tensor

UNARY = frozenset("""abs acos asin atan ceil cos cosh erf erfc exp expm1 floor frac lgamma log log10 log1p log2 neg reciprocal round sigmoid sin sinh
sqrt tan tanh trunc zero""".split())
BINARY = {"add": True, "sub": True, "mul": False, "div": False}     # takes alpha
POINTWISE = frozenset(("addcmul", "addcdiv"))
PAIRWISE = frozenset(("maximum", "minimum"))


def find(name):
    """The function _foreach_NAME, or None."""
    import rushlight
    base = name.rstrip("_")
    inplace = base != name
    if base == "norm" and not inplace:
        return _named(_norm, "norm")
    if base not in UNARY and base not in BINARY and base not in POINTWISE and base not in PAIRWISE or (base == "zero" and not inplace):
        return None
    if base in PAIRWISE and inplace:
        out_of_place = getattr(rushlight, base)

        def one(a, b):
            return out_of_place(a, b, out=a)
    else:
        one = getattr(Tensor, base + "_", None) if inplace else getattr(rushlight, base, None)
    if one is None:
        return None
    make = _unary if base in UNARY else _binary if base in BINARY else _pointwise if base in POINTWISE else _pairwise
    return _named(make("_foreach_" + name, one, inplace, BINARY.get(base, False)), name)


def _named(f, name):
    f.__name__ = f.__qualname__ = "_foreach_" + name
    f.__module__ = "rushlight"
    return f


# ---- arguments ----

def _is_number(x):
    return isinstance(x, (int, float, complex)) or (isinstance(x, Tensor) and x.dim() == 0)


def _is_list(x):
    return isinstance(x, (list, tuple))


def _tensors(name, argument, position, value):
    """The list of tensors that an argument has to be."""
    if not _is_list(value):
        raise TypeError(f"{name}(): argument '{argument}' (position {position}) must be tuple of Tensors, not {type(value).__name__}")
    for i, t in enumerate(value):
        if not isinstance(t, Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument {position - 1}, but got {type(t).__name__}")
    return value


def _some(name, overload, *lists):
    """Lists of nothing have no device to go by."""
    if any(lists):
        return
    raise NotImplementedError(
        f"There were no tensor arguments to this function (e.g., you passed an empty list of Tensors), but no fallback function is registered "
        f"for schema aten::{name}{overload}.  This usually means that this function requires a non-empty list of Tensors, or that you (the "
        f"operator writer) forgot to register a fallback function.")


def _same_length(first, *others):
    for other in others:
        if not first or not other:
            raise RuntimeError("Tensor list must have at least one tensor.")
        if len(other) != len(first):
            raise RuntimeError(f"Tensor lists must have the same number of tensors, got {len(first)} and {len(other)}")


def _no_match(name, given, keywords, signatures):
    kinds = ", ".join([type(x).__name__ for x in given] + [f"{k}={type(v).__name__}" for k, v in keywords.items()])
    raise TypeError(f"{name}() received an invalid combination of arguments - got ({kinds}), but expected one of:\n" +
                    "".join(f" * ({s})\n" for s in signatures))


def _result(results, inplace):
    return None if inplace else tuple(results)


# ---- the forms ----

def _unary(name, one, inplace, _alpha):
    def foreach(self):
        _some(name, "", _tensors(name, "self", 1, self))
        return _result([one(t) for t in self], inplace)
    return foreach


def _pairwise(name, one, inplace, _alpha):
    def foreach(self, other):
        _some(name, ".List", _tensors(name, "self", 1, self), _tensors(name, "other", 2, other))
        _same_length(self, other)
        return _result([one(a, b) for a, b in zip(self, other)], inplace)
    return foreach


def _binary(name, one, inplace, takes_alpha):
    signatures = ("tuple of Tensors self, Number scalar", "tuple of Tensors self, tuple of Scalars scalars",
                  "tuple of Tensors self, tuple of Tensors other" + (", *, Number alpha" if takes_alpha else ""))

    def foreach(*args, **keywords):
        given = dict(zip(("self", "by"), args), **keywords)
        self, by = given.get("self"), next((given[k] for k in ("by", "scalar", "scalars", "other") if k in given), None)
        known = {"self", "by", "scalar", "scalars", "other"} | ({"alpha"} if takes_alpha else set())
        if len(args) > 2:
            raise TypeError(f"{name}() takes 2 positional arguments but {len(args)} were given")
        if not set(given) <= known or len(given) - ("alpha" in given) != 2 or not _is_list(self) or not (_is_number(by) or _is_list(by)):
            _no_match(name, args, keywords, signatures)
        alpha = {"alpha": given["alpha"]} if "alpha" in given else {}
        _tensors(name, "self", 1, self)
        if not _is_list(by):
            if alpha:
                raise TypeError(f"{name}(): argument 'other' (position 2) must be tuple of Tensors, not {type(by).__name__}")
            _some(name, ".Scalar", self)
            return _result([one(t, by) for t in self], inplace)
        if not alpha and all(map(_is_number, by)) and not all(isinstance(b, Tensor) for b in by) or not by:
            _some(name, ".ScalarList", self)
            if len(self) != len(by):
                raise RuntimeError("Tensor list must have same number of elements as scalar list.")
            if name.startswith("_foreach_sub"):     # before anything is written
                for t, number in zip(self, by):
                    if isinstance(number, bool):
                        t.sub(number)
            return _result([one(t, number) for t, number in zip(self, by)], inplace)
        _tensors(name, "other", 2, by)
        _same_length(self, by)
        return _result([one(a, b, **alpha) for a, b in zip(self, by)], inplace)
    return foreach


def _pointwise(name, one, inplace, _alpha):
    def foreach(self, tensor1, tensor2, value=None, *, scalars=None):
        lists = [_tensors(name, n, i + 1, x) for i, (n, x) in enumerate((("self", self), ("tensor1", tensor1), ("tensor2", tensor2)))]
        value = scalars if scalars is not None else 1 if value is None else value
        if not _is_number(value) and not _is_list(value):
            raise TypeError(f"{name}(): argument 'value' (position 4) must be Number, not {type(value).__name__}")
        _some(name, ".ScalarList" if _is_list(value) else ".Scalar", *lists)
        _same_length(*lists)
        if _is_list(value) and len(value) != len(self):
            raise RuntimeError(f"Tensor list must have same number of elements as scalar list, got {len(self)} and {len(value)}")
        values = value if _is_list(value) else [value] * len(self)
        return _result([one(*tensors, value=v) for *tensors, v in zip(*lists, values)], inplace)
    return foreach


def _norm(self, ord=2):
    _some("_foreach_norm", ".Scalar", _tensors("_foreach_norm", "self", 1, self))
    from .linalg import vector_norm
    return tuple(vector_norm(t, ord) for t in self)
