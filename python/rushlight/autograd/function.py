# SPDX-License-Identifier: MIT
"""Function: an operation whose forward and backward are written in Python."""

import functools
import warnings
from contextlib import nullcontext

from .. import _C
from .._C import Tensor
from .._modes import no_grad, set_grad_enabled
from .._table import functions as _f

dual_level = None  # that of forward_ad, within one


class FunctionCtx:
    """What forward leaves for backward."""

    _saved = _saved_for_forward = _dirty = _non_differentiable = ()
    _materialize = True
    needs_input_grad = ()

    def save_for_backward(self, *tensors):
        for t in tensors:
            if t is not None and not isinstance(t, Tensor):
                raise TypeError(
                    f"save_for_backward can only save variables, but argument {tensors.index(t)} is of type "
                    f"{type(t).__name__}"
                )
        self._saved = tensors

    def save_for_forward(self, *tensors):
        self._saved_for_forward = tensors

    @property
    def saved_tensors(self):
        return _C._saved_tensors(self, self._there, False) if self._there else self._saved

    @property
    def saved_variables(self):
        warnings.warn("'saved_variables' is deprecated; use 'saved_tensors'", DeprecationWarning, stacklevel=2)
        return self.saved_tensors

    @property
    def _raw_saved_tensors(self):
        return _C._saved_tensors(self, self._there, True) if self._there else ()

    _there = ()  # once the core keeps them: where tensors were, for some may be None

    def mark_dirty(self, *args):
        self._dirty = args

    def mark_non_differentiable(self, *args):
        self._non_differentiable = args

    def set_materialize_grads(self, value):
        self._materialize = value

    def name(self):
        return type(self).__name__


class _Context(FunctionCtx, _C.Node):
    """The ctx of one call; also the call's node in the graph."""

    def _run_backward(self, grads):
        """Called by the engine: gradients of the tensor outputs in, gradients of the tensor inputs out."""
        function = self._function
        if self._materialize:
            grads = tuple(
                g if g is not None or like is None else _f["zeros"](like[0], dtype=like[1])
                for g, like in zip(grads, self._like)
            )
        result = self._user_backward()(self, *grads)
        if not isinstance(result, tuple):
            result = (result,)
        expected = len(self.needs_input_grad)
        extra = result[expected:]
        if len(result) < expected or any(g is not None for g in extra):
            raise RuntimeError(
                f"function {function.__name__}Backward returned an incorrect number of gradients (expected"
                f" {expected}, got {len(result)})"
            )
        for i, g in enumerate(result[:expected]):
            if g is not None and i not in self._input_places:
                raise RuntimeError(
                    f"function {function.__name__}Backward returned a gradient different than None at"
                    f" position {i + 1}, but the corresponding forward input was not a Variable"
                )
        return tuple(result[i] for i in self._input_places)

    def _user_backward(self):
        function = self._function
        backward, vjp = function.backward, function.vjp
        if backward is not Function.backward and vjp is not Function.vjp:
            raise RuntimeError(
                "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should"
                " only implement one of them."
            )
        return vjp if vjp is not Function.vjp else backward


class _FunctionType(type):
    def __init__(cls, name, bases, attributes):
        super().__init__(name, bases, attributes)
        cls._backward_cls = type(name + "Backward", (_Context,), {"_function": cls})


class Function(_C.Node, metaclass=_FunctionType):
    """Subclasses give static methods forward(ctx, *args) and backward(ctx, *grad_outputs); apply runs it."""

    def __init__(self, *args, **kwargs):
        warnings.warn(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all static, so you"
            " should invoke them on the class itself. Instantiating an autograd function will raise an error"
            " in a future version of PyTorch.",
            DeprecationWarning,
            stacklevel=2,
        )

    def __call__(self, *args, **kwargs):
        raise RuntimeError(
            "Legacy autograd function with non-static forward method is deprecated. Please use new-style"
            " autograd function with static forward method. (Example:"
            " https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)"
        )

    @staticmethod
    def forward(ctx, *args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it"
            " with backward mode AD."
        )

    @staticmethod
    def vjp(ctx, *grad_outputs):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it"
            " with backward mode AD."
        )

    @staticmethod
    def jvp(ctx, *grad_inputs):
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with forward mode AD."
        )

    @classmethod
    def apply(cls, *args):
        ctx = cls._backward_cls()
        ctx._input_places = tuple(i for i, a in enumerate(args) if isinstance(a, Tensor))
        recording = _C.is_grad_enabled()
        needs = tuple(isinstance(a, Tensor) and a.requires_grad for a in args)
        ctx.needs_input_grad = needs
        with no_grad(), nullcontext() if dual_level is None else dual_level.apart():
            result = cls.forward(ctx, *args)
        several = isinstance(result, (tuple, list))
        outputs = tuple(result) if several else (result,)
        for o in outputs:
            if o is not None and not isinstance(o, Tensor) and not several:
                raise TypeError(
                    f"{cls.__name__}.forward: expected Tensor or tuple of Tensor (got {type(o).__name__})"
                )
        tensors = tuple(o if isinstance(o, Tensor) else None for o in outputs)
        ctx._like = [None if o is None else (o.shape, o.dtype) for o in tensors]
        dirty = tuple(t for t in ctx._dirty if any(t is a for a in args))
        if len(dirty) < len(ctx._dirty):
            warnings.warn(
                "Only input Tensors should be given to ctx.mark_dirty(). If a Tensor is not an input, there is no need to pass it to"
                " mark_dirty().",
                stacklevel=2,
            )
        ctx._dirty = dirty
        inputs = tuple(args[i] for i in ctx._input_places)
        if not recording:
            made = tuple(
                _alias(t) if any(t is a for a in inputs) and not any(t is d for d in ctx._dirty) else t
                for t in tensors
            )
        else:
            made = _C._function(
                cls.__name__,
                inputs,
                tensors,
                ctx,
                tuple(t for t in ctx._saved if t is not None),
                tuple(ctx._dirty),
                tuple(t for t in ctx._non_differentiable if t is not None),
                False,
                not ctx._materialize,
            )
            if any(needs):
                ctx._saved, ctx._there = (), tuple(t is not None for t in ctx._saved)
        if dual_level is not None:
            with dual_level.apart():
                dual_level.of_function(cls, ctx, args, tensors, made)
        ctx._dirty = ctx._non_differentiable = ()
        if not several:
            return result if made[0] is None else made[0]
        return tuple(o if t is None else t for o, t in zip(outputs, made))


def _alias(t):
    return t if t is None else t.view_as(t)


class BackwardHookFunction(Function):
    """The tensors as they are; in backward the callback sees the gradients and may replace them."""

    @staticmethod
    def forward(ctx, callback, *tensors):
        ctx.callback = callback
        ctx.set_materialize_grads(False)
        through = tuple(_alias(t) for t in tensors)
        ctx.mark_non_differentiable(*[alias for alias, t in zip(through, tensors) if not t.requires_grad])
        return through

    @staticmethod
    def backward(ctx, *grads):
        return (None,) + tuple(ctx.callback(grads))


def once_differentiable(fn):
    """Marks a backward that is not differentiable itself: a double backward through it raises."""

    @functools.wraps(fn)
    def wrapper(ctx, *args):
        with set_grad_enabled(False):
            outputs = fn(ctx, *args)
        if not _C.is_grad_enabled() or not any(isinstance(a, Tensor) and a.requires_grad for a in args):
            return outputs
        several = isinstance(outputs, tuple)
        marked = _C._once_differentiable(outputs if several else (outputs,))
        return marked if several else marked[0]

    return wrapper


class NestedIOFunction(Function):
    def __init_subclass__(cls, **kw):
        raise NotImplementedError("rushlight has no NestedIOFunction: derive from Function")


class InplaceFunction(Function):
    """As Function; PyTorch keeps this name for old programs."""
