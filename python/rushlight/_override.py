# SPDX-License-Identifier: MIT
"""Tensor.__torch_function__: results of a subclass are of the subclass; and the functions of Python's that ask for overrides."""
from types import FunctionType

from . import _C
from ._C import Tensor


class DisableTorchFunction:
    """Within the block no class takes a call over."""

    def __enter__(self):
        _C._torch_function_disabled(1)

    def __exit__(self, *_):
        _C._torch_function_disabled(-1)


class _EnableTorchFunction:
    """Undoes DisableTorchFunction for as long as it lives."""

    def __init__(self):
        self._depth = 0
        while _C._torch_function_disabled(0):
            _C._torch_function_disabled(-1)
            self._depth += 1

    def __del__(self):
        _C._torch_function_disabled(self._depth)


_C.DisableTorchFunction = _C._DisableTorchFunction = DisableTorchFunction
_C._EnableTorchFunction = _EnableTorchFunction
_C._TensorBase = Tensor
_kept = None    # what gives its result as it is


def default_nowrap():
    global _kept
    if _kept is None:
        _kept = {Tensor._base.__get__, Tensor.grad.__get__, Tensor._grad.__get__}
    return _kept


def _convert(value, cls):
    if isinstance(value, Tensor):
        return value if isinstance(value, cls) else _C._as_subclass(cls, value)
    if isinstance(value, (tuple, list)):
        made = [_convert(v, cls) for v in value]
        return type(value)(made) if type(value) in (tuple, list) or not hasattr(value, "_fields") else type(value)(*made)
    return value


def __torch_function__(cls, func, types, args=(), kwargs=None):
    """What a subclass of Tensor does with functions if it does not say otherwise: the function itself, its results of the subclass."""
    if not all(issubclass(cls, t) for t in types):
        return NotImplemented
    _C._torch_function_disabled(1)
    try:
        result = func(*args, **(kwargs or {}))
        return result if cls is Tensor or func in default_nowrap() else _convert(result, cls)
    finally:
        _C._torch_function_disabled(-1)


Tensor.__torch_function__ = classmethod(__torch_function__)
_C._override_setup(Tensor.__dict__["__torch_function__"], None, None)

_made = {}    # one asking callable for each function, whatever its names


def asking(f):
    if f not in _made:
        _made[f] = _C._override(f)
    return _made[f]


# these look at any object, or make tensors of what is none
IGNORED = frozenset("""
tensor as_tensor asarray from_numpy from_dlpack to_dlpack frombuffer is_tensor is_storage typename set_default_tensor_type manual_seed seed
logspace scalar_tensor randperm from_file range randint tril_indices triu_indices get_rng_state set_rng_state set_printoptions use_deterministic_algorithms save load promote_types can_cast compile fork wait
""".split())
DUNDER = frozenset("""
__len__ __contains__ __array__ __array_wrap__ __reversed__ __format__ __dlpack__ __dlpack_device__ __deepcopy__ __reduce_ex__
""".split())


def ask_in(names, owner=None):
    """The functions of a namespace (a dict, or the class `owner`) ask their arguments' classes first."""
    for name, f in list(names.items()):
        if type(f) is not FunctionType or name in IGNORED or (name.startswith("_") and name not in DUNDER) or not f.__module__.startswith("rushlight"):
            continue
        if owner is None:
            names[name] = asking(f)
        else:
            setattr(owner, name, asking(f))


def operators(torch):
    """torch.__and__ and its like; the namespaces of PyTorch's C extension whose functions are those of torch."""
    import sys
    from ._table import functions
    for name, row in (("and", "bitwise_and"), ("or", "bitwise_or"), ("xor", "bitwise_xor"), ("lshift", "bitwise_left_shift"), ("rshift", "bitwise_right_shift")):
        torch[f"__{name}__"] = functions[row]
    _C._VariableFunctions = sys.modules[torch["__name__"]]
