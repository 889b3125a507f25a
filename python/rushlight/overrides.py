# SPDX-License-Identifier: MIT
"""__torch_function__ from outside: asking whether a class takes calls over, handing them over, modes, and what can be overridden."""
import contextlib
import functools
import inspect
import threading
import types

from . import _C
from ._C import Tensor
from ._override import IGNORED, default_nowrap

__all__ = """get_ignored_functions get_overridable_functions get_testing_overrides handle_torch_function has_torch_function resolve_name
is_tensor_like is_tensor_method_or_property wrap_torch_function TorchFunctionMode get_default_nowrap_functions BaseTorchFunctionMode""".split()

has_torch_function = _C._has_torch_function


def has_torch_function_unary(relevant):
    return _C._has_torch_function((relevant,))


def has_torch_function_variadic(*relevant):
    return _C._has_torch_function(relevant)


def handle_torch_function(public_api, relevant_args, *args, **kwargs):
    """Gives the call public_api(*args, **kwargs) to the first class among relevant_args that does not return NotImplemented."""
    return _C._handle_torch_function(public_api, relevant_args, args, kwargs)


def _get_overloaded_args(relevant_args):
    return _C._overloaded_args(relevant_args)


def wrap_torch_function(dispatcher):
    """A decorator: dispatcher, with the function's arguments, returns those whose classes are asked."""
    def decorate(function):
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            relevant = dispatcher(*args, **kwargs)
            if has_torch_function(relevant):
                return handle_torch_function(wrapped, relevant, *args, **kwargs)
            return function(*args, **kwargs)
        return wrapped
    return decorate


def is_tensor_like(inp):
    return type(inp) is Tensor or hasattr(type(inp), "__torch_function__")


def get_default_nowrap_functions():
    """Functions whose results a subclass's default implementation gives as they are."""
    return default_nowrap()


# ---- modes ----

_thread = threading.local()


def _stack():
    if not hasattr(_thread, "stack"):
        _thread.stack = []
    return _thread.stack


def _get_current_function_mode_stack():
    return list(_stack())


def _get_current_function_mode():
    return _stack()[-1] if _stack() else None


def _call_mode(*call):
    """(function, types, args, kwargs): the innermost mode's answer; nothing: is there a mode?"""
    stack = _stack()
    if not call:
        return bool(stack)
    if not stack:
        return NotImplemented
    mode = stack.pop()
    try:
        implementation = mode.__torch_function__
        if getattr(implementation, "__self__", None) is not mode:
            raise RuntimeError("TorchFunctionMode's torch_function function should be a normal method not a class method")
        return implementation(*call)
    finally:
        stack.append(mode)


class TorchFunctionMode:
    """Within `with mode:` all functions of torch are given to the mode's __torch_function__(func, types, args, kwargs)."""

    def __init__(self):
        pass

    def __torch_function__(self, func, types, args=(), kwargs=None):
        raise NotImplementedError

    def __enter__(self):
        _C._override_setup(None, None, _call_mode)
        _stack().append(self)
        _C._torch_function_modes(1)
        return self

    def __exit__(self, *_):
        _stack().pop()
        _C._torch_function_modes(-1)

    @classmethod
    def push(cls, *args, **kwargs):
        return cls(*args, **kwargs)


class BaseTorchFunctionMode(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        return func(*args, **(kwargs or {}))


@contextlib.contextmanager
def _no_torch_function_mode():
    stack = _stack()
    kept, stack[:] = list(stack), []
    try:
        yield
    finally:
        stack[:] = kept


# ---- what there is ----

_asking = type(Tensor.size)
_function, _method = type(_C._op("abs", (0,), False, False)), type(_C._op("abs", (0,), True, False))


def _namespaces():
    import rushlight as torch
    from .nn import functional, init
    from . import linalg, special
    return {"torch": torch, "torch.functional": torch, "torch.nn.functional": functional, "torch.nn.init": init, "torch.Tensor": Tensor,
            "torch.linalg": linalg, "torch.special": special}


def _public(name, value):
    if isinstance(value, (types.ModuleType, type)) or name in IGNORED:
        return False
    if isinstance(value, _function):    # what takes no tensor makes one
        return "Tensor" in _schema(value).partition(") ->")[0]
    return isinstance(value, (_asking, _method))


@functools.lru_cache(None)
def get_ignored_functions():
    """Functions that cannot be overridden: they make tensors, or set something."""
    found = set()
    for space in _namespaces().values():
        for name, value in list(vars(space).items()):
            if callable(value) and not isinstance(value, type) and not name.startswith("_") and not _public(name, value):
                with contextlib.suppress(TypeError):
                    found.add(value)
    return found


def get_overridable_functions():
    """The functions that can be overridden, by namespace."""
    found = {}
    for space, holder in _namespaces().items():
        if space == "torch.functional":
            continue
        names = [n for n in vars(holder) if not n.startswith("_") or (space == "torch.Tensor" and n in _OPERATORS)]
        functions = [getattr(holder, n) for n in sorted(names) if _public(n, vars(holder)[n]) or n in _OPERATORS]
        if space == "torch.Tensor":
            functions += [getattr(holder, n).__get__ for n in sorted(vars(holder)) if isinstance(vars(holder)[n], types.GetSetDescriptorType) and n != "__dict__"]
        found[space] = functions
    return found


_OPERATORS = frozenset("""
__getitem__ __setitem__ __rsub__ __rpow__ __rtruediv__ __rfloordiv__ __pow__ __floordiv__ __rmod__ __invert__ __bool__ __float__ __int__ __index__
__len__ __and__ __or__ __xor__ __lshift__ __rshift__ __rlshift__ __rrshift__ __rmatmul__ __ifloordiv__ __ipow__
""".split())


def _schema(function):
    return function.__doc__.strip().splitlines()[0]


def _needed(function):
    """The names of the arguments that a call must give."""
    if function.__name__ in ("__get__", "__set__"):
        return ["self"]
    if isinstance(function, (_function, _method)):
        if "(Tensor self" in _schema(function):
            return ["self" if isinstance(function, _method) else "input"]
        return [_schema(function).partition("(")[2].split()[1].rstrip(",)")]
    with contextlib.suppress(TypeError, ValueError):
        return [p.name for p in inspect.signature(function).parameters.values()
                if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return ["self"]


@functools.lru_cache(None)
def get_testing_overrides():
    """For each function that can be overridden one that takes its arguments and returns -1."""
    made = {}
    for functions in get_overridable_functions().values():
        for function in functions:
            if function in made:
                continue
            names = ", ".join(n if n.isidentifier() else f"a{i}" for i, n in enumerate(_needed(function)))
            more = "*args, **kwargs" if isinstance(function, (_function, _method, _asking)) else ""
            made[function] = eval(f"lambda {names}{', ' if names and more else ''}{more}: -1")
    return made


def is_tensor_method_or_property(func):
    return func.__name__ in ("__get__", "__set__") or func in _tensor_methods()


@functools.lru_cache(None)
def _tensor_methods():
    return frozenset(f for f in get_overridable_functions()["torch.Tensor"])


@functools.lru_cache(None)
def _names():
    found = {}
    for space, holder in _namespaces().items():
        for name in vars(holder):
            value = getattr(holder, name, None) if space == "torch.Tensor" else vars(holder)[name]
            if isinstance(vars(holder)[name], types.GetSetDescriptorType) and name != "__dict__":
                found.setdefault(value.__get__, f"{space}.{name}.__get__")
            elif isinstance(value, (_asking, _function, _method)) or name in _OPERATORS:
                found.setdefault(value, f"{space}.{name}")
    return found


def resolve_name(f):
    """"torch.Tensor.add" for a function that can be overridden, else None or str(f) where that is a name."""
    if isinstance(f, (types.BuiltinFunctionType,)) and f not in _names():
        return str(f)
    return _names().get(f)
