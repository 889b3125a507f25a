# SPDX-License-Identifier: MIT
"""Names of PyTorch's C extension that programs use: torch._C._autograd, torch._C._functions, torch._C._WeakTensorRef."""

import types
import weakref

from .. import _C
from .function import Function
from .graph import _saved_tensors_hooks_is_enabled


class _Undefined(Function):
    @staticmethod
    def forward(ctx, *tensors):
        return tuple(t.view_as(t) for t in tensors)

    @staticmethod
    def backward(ctx, *grads):
        return (None,) * len(grads)


class UndefinedGrad:
    """UndefinedGrad()(x): x, whose gradient never comes."""

    def __call__(self, *tensors):
        made = _Undefined.apply(*tensors)
        return made if len(made) > 1 else made[0]


class DelayedError:
    """DelayedError(text, count)(*values): the values, behind a node that refuses to be differentiated."""

    def __init__(self, text, count):
        self.text, self.count = text, count

    def __call__(self, *values):
        return _C._once_differentiable(values)


class _WeakTensorRef:
    """Tells whether a tensor is still there."""

    def __init__(self, tensor):
        self._reference = weakref.ref(tensor)

    def expired(self):
        return self._reference() is None


_C._functions = types.SimpleNamespace(AccumulateGrad=_C._node_type("AccumulateGrad"), UndefinedGrad=UndefinedGrad, DelayedError=DelayedError)
_C._autograd = types.SimpleNamespace(SavedTensor=_C.SavedTensor, _saved_tensors_hooks_is_enabled=_saved_tensors_hooks_is_enabled)
_C._WeakTensorRef = _WeakTensorRef
