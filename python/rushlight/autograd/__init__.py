# SPDX-License-Identifier: MIT
"""Derivatives: backward, grad, functions of one's own, checks."""

import warnings

import sys

from .. import _C
from .._C import Tensor
from .._modes import enable_grad, inference_mode, no_grad, set_grad_enabled
from .anomaly_mode import detect_anomaly, set_detect_anomaly
from .function import Function
from . import _names, functional, graph  # noqa: F401
from .._C import SavedTensor  # noqa: F401
from .gradcheck import GradcheckError, gradcheck, gradgradcheck

__all__ = [
    "Variable",
    "Function",
    "backward",
    "grad",
    "gradcheck",
    "gradgradcheck",
    "GradcheckError",
    "detect_anomaly",
    "set_detect_anomaly",
    "no_grad",
    "enable_grad",
    "inference_mode",
    "set_grad_enabled",
    "grad_mode",
    "functional",
]


class _Namespace:
    def __init__(self, **names):
        self.__dict__.update(names)


grad_mode = _Namespace(
    no_grad=no_grad, enable_grad=enable_grad, set_grad_enabled=set_grad_enabled, inference_mode=inference_mode
)


class _VariableType(type):
    def __instancecheck__(cls, x):
        return isinstance(x, Tensor)


class _Engine:
    """What old programs and libraries ask PyTorch's engine object for."""

    @staticmethod
    def queue_callback(callback):
        """Inside of a backward: callback is called at the end of the innermost one."""
        _C._queue_callback(callback)

    @staticmethod
    def is_checkpoint_valid():
        return not _C._inside_autograd_grad()


def _is_checkpoint_valid():
    return not _C._inside_autograd_grad()


class Variable(metaclass=_VariableType):
    """Old programs' name of Tensor: Variable(t, requires_grad) is t."""

    _execution_engine = _Engine()

    def __new__(cls, data, requires_grad=False, volatile=None):
        return data.detach().requires_grad_(True) if requires_grad else data


def _tuple(x):
    return (x,) if isinstance(x, Tensor) else tuple(x)


def _check_gradients(outputs, grads):
    """A gradient for each output: the given one, or 1 where the output is a number."""
    made = []
    for out, g in zip(outputs, grads):
        if isinstance(g, Tensor):
            if g.shape != out.shape:
                raise RuntimeError(
                    f"Mismatch in shape: grad_output[{_index(grads, g)}] has a shape of {g.shape} and "
                    f"output[{_index(outputs, out)}] has a shape of {out.shape}."
                )
        elif g is None:
            if out.requires_grad and out.numel() != 1:
                raise RuntimeError("grad can be implicitly created only for scalar outputs")
        else:
            raise TypeError("gradients can be either Tensors or None, but got " + type(g).__name__)
        made.append(g)
    return tuple(made)


def _index(items, wanted):
    return next(i for i, x in enumerate(items) if x is wanted)


_DEEP = 60  # backwards inside of each other on one thread; each has Python's frames on the stack


def _run(function, *args):
    if _C._backward_depth() < _DEEP:
        return function(*args)
    import threading

    result, error = None, None

    def target():
        nonlocal result, error
        try:
            result = function(*args)
        except BaseException as e:
            error = e

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    if error is not None:
        raise error
    return result


def _gradients(grads, count):
    if isinstance(grads, Tensor):
        return (grads,)
    return tuple(grads) if grads is not None else (None,) * count


def backward(
    tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None
):
    if grad_variables is not None:
        warnings.warn("'grad_variables' is deprecated. Use 'grad_tensors' instead.", stacklevel=2)
        if grad_tensors is not None:
            raise RuntimeError(
                "'grad_tensors' and 'grad_variables' (deprecated) arguments both passed to backward(). Please"
                " only use 'grad_tensors'."
            )
        grad_tensors = grad_variables
    if inputs is not None and not isinstance(inputs, Tensor) and len(inputs) == 0:
        raise RuntimeError("'inputs' argument to backward() cannot be empty.")
    tensors = _tuple(tensors)
    grads = _check_gradients(tensors, _gradients(grad_tensors, len(tensors)))
    retain = bool(create_graph if retain_graph is None else retain_graph)
    if create_graph:
        warnings.warn(
            "Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient which"
            " can cause a memory leak. We recommend using autograd.grad when creating the graph to avoid this. If you have to"
            " use this function, make sure to reset the .grad fields of your parameters to None after use to break the cycle"
            " and avoid the leak.",
            stacklevel=2,
        )
    if inputs is None:
        _run(_C._backward, tensors, grads, retain, create_graph)
        return
    inputs = _tuple(inputs)
    for i, t in enumerate(inputs):
        if not t.requires_grad:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    for t in inputs:
        if not t.is_leaf:
            t.retain_grad()
    before = [t._grad for t in inputs]
    found = _run(_C._grad, tensors, inputs, grads, retain, create_graph, True)
    with set_grad_enabled(create_graph):
        for t, g, was in zip(inputs, found, before):
            if g is None or t._grad is not was:  # on the way to another input: has kept it already
                continue
            if t._grad is None:
                t.grad = g if create_graph else g.detach().clone()
            elif create_graph:
                t.grad = t._grad + g
            else:
                t._grad.add_(g)


def grad(
    outputs,
    inputs,
    grad_outputs=None,
    retain_graph=None,
    create_graph=False,
    only_inputs=True,
    allow_unused=False,
    is_grads_batched=False,
):
    if not only_inputs:
        warnings.warn(
            "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate gradient"
            " for other parts of the graph, please use torch.autograd.backward.",
            stacklevel=2,
        )
    outputs, inputs = _tuple(outputs), _tuple(inputs)
    if not inputs:
        raise ValueError("grad requires non-empty inputs.")
    if is_grads_batched:  # one backward for each entry of the gradients' first dimension
        from .. import stack

        given = _gradients(grad_outputs, len(outputs))
        for i, (out, g) in enumerate(zip(outputs, given)):
            if g is not None and g.shape[1:] != out.shape:
                raise RuntimeError(
                    "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as the batch dimension."
                    f" The sizes of the remaining dimensions are expected to match the shape of corresponding output, but a"
                    f" mismatch was detected: grad_output[{i}] has a shape of {g.shape} and output[{i}] has a shape of {out.shape}."
                    " If you only want some tensors in `grad_output` to be considered batched, consider using vmap."
                )
        batch = tuple(zip(*(g.unbind(0) for g in given)))
        found = [grad(outputs, inputs, g, True, create_graph, True, allow_unused) for g in batch]
        return tuple(None if column[0] is None else stack(column) for column in zip(*found))
    grads = _check_gradients(outputs, _gradients(grad_outputs, len(outputs)))
    return _run(
        _C._grad,
        outputs,
        inputs,
        grads,
        bool(create_graph if retain_graph is None else retain_graph),
        create_graph,
        allow_unused,
    )


def variable(*args, **kwargs):
    raise RuntimeError("torch.autograd.variable(...) is deprecated, use torch.tensor(...) instead")


torch = sys.modules[__package__.partition(".")[0]]
