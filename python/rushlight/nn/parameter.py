# SPDX-License-Identifier: MIT
"""Parameter: a leaf tensor that a module registers by being given it."""

from .. import _C
from .._C import Tensor


class _ParameterType(type(Tensor)):
    def __instancecheck__(cls, x):
        return super().__instancecheck__(x) or (
            cls is Parameter and isinstance(x, Tensor) and getattr(x, "_is_param", False)
        )


class Parameter(Tensor, metaclass=_ParameterType):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = Tensor()
        if not isinstance(data, Tensor):
            raise TypeError(f"expected a Tensor for a Parameter, got {type(data).__name__}")
        kind = cls if type(data) in (Tensor, Parameter) else type(data)
        made = _C._make_subclass(kind, data.detach(), requires_grad)
        if kind is not cls:
            made._is_param = True
        return made

    def __repr__(self):
        return "Parameter containing:\n" + (self._plain_repr() if type(self) is Parameter else f"Parameter({Tensor.__repr__(self)})")

    def __deepcopy__(self, memo):
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return memo[id(self)]

    def __reduce_ex__(self, protocol):
        return _rebuild, (self.data, self.requires_grad)


def _rebuild(data, requires_grad):
    return Parameter(data, requires_grad)


def is_lazy(param):
    return False


class UninitializedParameter:
    def __init__(self, *args, **kw):
        raise NotImplementedError("rushlight has no uninitialized parameters (lazy modules): give the sizes")


class UninitializedBuffer:
    def __init__(self, *args, **kw):
        raise NotImplementedError("rushlight has no uninitialized buffers (lazy modules): give the sizes")
