# SPDX-License-Identifier: MIT
"""Checkpointing: a part of the forward is computed again during backward instead of its intermediate values
being kept."""

import warnings

from .. import _C
from .._C import Tensor
from .._modes import enable_grad, get_rng_state, no_grad, set_rng_state
from ..autograd.function import Function


def detach_variable(inputs):
    if not isinstance(inputs, tuple):
        raise RuntimeError(
            "Only tuple of tensors is supported. Got Unsupported input type: ", type(inputs).__name__
        )
    out = []
    for x in inputs:
        if isinstance(x, Tensor):
            wanted, x = x.requires_grad, x.detach()
            x.requires_grad = wanted
        out.append(x)
    return tuple(out)


class CheckpointFunction(Function):
    @staticmethod
    def forward(ctx, run_function, preserve_rng_state, *args):
        if not any(isinstance(a, Tensor) and a.requires_grad for a in args):
            warnings.warn("None of the inputs have requires_grad=True. Gradients will be None")
        ctx.run_function, ctx.preserve_rng_state = run_function, preserve_rng_state
        if preserve_rng_state:
            ctx.rng_state = get_rng_state()
        ctx.places = [i for i, a in enumerate(args) if isinstance(a, Tensor)]
        ctx.others = [None if isinstance(a, Tensor) else a for a in args]
        ctx.save_for_backward(*[args[i] for i in ctx.places])
        with no_grad():
            return run_function(*args)

    @staticmethod
    def backward(ctx, *grads):
        from ..autograd import backward

        inputs = list(ctx.others)
        for i, t in zip(ctx.places, ctx.saved_tensors):
            inputs[i] = t
        now = get_rng_state() if ctx.preserve_rng_state else None
        if ctx.preserve_rng_state:
            set_rng_state(ctx.rng_state)
        try:
            detached = detach_variable(tuple(inputs))
            with enable_grad():
                outputs = ctx.run_function(*detached)
        finally:
            if now is not None:
                set_rng_state(now)
        outputs = (outputs,) if isinstance(outputs, Tensor) else outputs
        pairs = [(o, g) for o, g in zip(outputs, grads) if isinstance(o, Tensor) and o.requires_grad]
        if not pairs:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        backward([o for o, _ in pairs], [g for _, g in pairs])
        return (None, None) + tuple(x.grad if isinstance(x, Tensor) else None for x in detached)


def checkpoint(function, *args, use_reentrant=True, **kwargs):
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs and use_reentrant:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    if kwargs:
        import functools

        function = functools.partial(function, **kwargs)
    if not use_reentrant:
        return _lift_parameters(function, preserve, args)
    return CheckpointFunction.apply(function, preserve, *args)


def _lift_parameters(function, preserve, args):
    """use_reentrant=False gives gradients to what function uses beside its arguments even if none of them
    requires one."""
    if any(isinstance(a, Tensor) and a.requires_grad for a in args) or not _C.is_grad_enabled():
        return CheckpointFunction.apply(function, preserve, *args)
    from .. import empty

    anchor = empty((0,)).requires_grad_()
    return CheckpointFunction.apply(lambda _, *rest: function(*rest), preserve, anchor, *args)


def checkpoint_sequential(functions, segments, input, use_reentrant=True, **kwargs):
    """functions in so many parts; all but the last are checkpointed."""
    from ..nn import Sequential

    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    if isinstance(functions, Sequential):
        functions = list(functions.children())

    def run(start, end):
        def forward(x):
            for f in functions[start:end]:
                x = f(x)
            return x

        return forward

    size, start = len(functions) // segments, 0
    for _ in range(segments - 1):
        input = checkpoint(
            run(start, start + size), input, use_reentrant=use_reentrant, preserve_rng_state=preserve
        )
        start += size
    return run(start, len(functions))(input)
