# SPDX-License-Identifier: MIT
"""torch.ops.aten: the rows of the op table by their schema names. torch.ops.aten.add, torch.ops.aten.add.Tensor and …add.default are one
function, which chooses among its overloads as torch.add does."""

from ._table import functions as _functions


class _Op:
    def __init__(self, name, function):
        self.__name__, self._function = name, function

    def __call__(self, *args, **kwargs):
        return self._function(*args, **kwargs)

    def __getattr__(self, overload):
        if overload.startswith("__"):
            raise AttributeError(overload)
        return self

    def __repr__(self):
        return f"<OpOverloadPacket(op='aten.{self.__name__}')>"


class _Namespace:
    def __getattr__(self, name):
        if name not in _functions:
            raise AttributeError(f"'_OpNamespace' 'aten' object has no attribute '{name}'")
        op = self.__dict__[name] = _Op(name, _functions[name])
        return op


aten = _Namespace()
