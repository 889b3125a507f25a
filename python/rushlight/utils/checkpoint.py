# SPDX-License-Identifier: MIT
"""Checkpointing: a part of the forward is computed again during backward instead of its intermediate values
being kept."""

import contextlib
import sys
import warnings
import weakref

from .. import _C
from .._C import Tensor
from .._modes import enable_grad, get_rng_state, no_grad, set_rng_state
from ..autograd.function import Function
from ..autograd.graph import saved_tensors_hooks


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


def _autocast():
    """What enters the autocast mode of now again."""
    mode = sys.modules.get("rushlight.amp.autocast_mode")
    if mode is None:
        return contextlib.nullcontext
    options = {"device_type": "cpu", "dtype": mode.get_autocast_cpu_dtype(), "enabled": mode.is_autocast_cpu_enabled(),
               "cache_enabled": mode.is_autocast_cache_enabled()}
    return lambda: mode.autocast(**options)


class CheckpointFunction(Function):
    @staticmethod
    def forward(ctx, run_function, preserve_rng_state, *args):
        if not any(isinstance(a, Tensor) and a.requires_grad for a in args):
            warnings.warn("None of the inputs have requires_grad=True. Gradients will be None")
        ctx.run_function, ctx.preserve_rng_state, ctx.autocast = run_function, preserve_rng_state, _autocast()
        if preserve_rng_state:
            ctx.rng_state = get_rng_state()
        ctx.places = [i for i, a in enumerate(args) if isinstance(a, Tensor)]
        ctx.others = [None if isinstance(a, Tensor) else a for a in args]
        ctx.save_for_backward(*[args[i] for i in ctx.places])
        with no_grad():
            return run_function(*args)

    @staticmethod
    def backward(ctx, *grads):
        from ..autograd import _is_checkpoint_valid, backward

        if not _is_checkpoint_valid():
            raise RuntimeError(
                "Checkpointing is not compatible with .grad() or when an `inputs` parameter is passed to .backward(). Please use"
                " .backward() and do not pass its `inputs` argument."
            )
        if _C._inside_autograd_grad():
            raise RuntimeError(
                "Checkpointing is not compatible with .grad() or when an `inputs` parameter is passed to .backward(). Please use"
                " .backward() and do not pass its `inputs` argument."
            )
        inputs = list(ctx.others)
        for i, t in zip(ctx.places, ctx.saved_tensors):
            inputs[i] = t
        now = get_rng_state() if ctx.preserve_rng_state else None
        if ctx.preserve_rng_state:
            set_rng_state(ctx.rng_state)
        try:
            detached = detach_variable(tuple(inputs))
            with enable_grad(), ctx.autocast():
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
    if not use_reentrant:
        return _checkpoint_by_hooks(function, preserve, args, kwargs)
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    return CheckpointFunction.apply(function, preserve, *args)


class _Place:
    """Stands for a saved tensor until the function has run again."""

    __slots__ = ("__weakref__",)


def _checkpoint_by_hooks(function, preserve, args, kwargs):
    """What the function saves for backward is replaced by numbered places. The first that is asked for makes the function run
    again; then the k-th tensor saved belongs to the k-th place. Places that are gone by then need nothing."""
    state, autocast = get_rng_state() if preserve else None, _autocast()
    places, values = [], weakref.WeakKeyDictionary()

    def pack(_):
        place = _Place()
        places.append(weakref.ref(place))
        return place

    def run_again():
        waiting = iter(places)

        def fill(t):
            place = next(waiting)()
            if place is not None:
                values[place] = t.detach()

        def never(_):
            raise RuntimeError("You are calling backwards on a tensor that is never exposed. Please open an issue.")

        now = get_rng_state() if preserve else None
        if preserve:
            set_rng_state(state)
        try:
            with enable_grad(), autocast(), saved_tensors_hooks(fill, never):
                function(*args, **kwargs)
        finally:
            if preserve:
                set_rng_state(now)

    def unpack(place):
        if not len(values):
            run_again()
        if place not in values:
            raise RuntimeError(
                "Attempt to retrieve a tensor saved by autograd multiple times without checkpoint recomputation being triggered in"
                " between, this is not currently supported. Please open an issue with details on your use case so that we can"
                " prioritize adding this."
            )
        return values[place]

    with saved_tensors_hooks(pack, unpack):
        return function(*args, **kwargs)


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
