# SPDX-License-Identifier: MIT
"""torch.ops.aten: the functions by the names of their schemas; an overload's name after it (add.Tensor) is the same function."""

from ._table import functions as _functions


def _find(name):
    """A function of the op table, of torch, of torch.nn.functional, or None."""
    import importlib
    import sys

    if name in _functions:
        return _functions[name]
    for place in (sys.modules[__package__], importlib.import_module(".nn.functional", __package__)):
        found = getattr(place, name, None)
        if callable(found) and not isinstance(found, type):
            return found
    return None


class OpOverloadPacket:
    """aten.name, and aten.name.overload: what is missing raises when it is called."""

    def __init__(self, name, function):
        self.__name__, self._function = name, function

    def __call__(self, *args, **kwargs):
        if self._function is None:
            raise NotImplementedError(f"rushlight has no op aten::{self.__name__}")
        return self._function(*args, **kwargs)

    def __getattr__(self, overload):
        if overload.startswith("__"):
            raise AttributeError(f"'OpOverloadPacket' object has no attribute '{overload}'")
        made = OpOverloadPacket(f"{self.__name__}.{overload}", self._function)
        setattr(self, overload, made)
        return made

    def __repr__(self):
        return f"<OpOverloadPacket(op='aten.{self.__name__}')>"


class _Namespace:
    def __init__(self, name):
        self.name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(f"'_OpNamespace' '{self.name}' object has no attribute '{name}'")
        made = OpOverloadPacket(name, _find(name))
        setattr(self, name, made)
        return made


aten = _Namespace("aten")
