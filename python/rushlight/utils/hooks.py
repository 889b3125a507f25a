# SPDX-License-Identifier: MIT
"""Handles of hooks, and the gradients that flow through a module's inputs and outputs."""

import warnings
import weakref
from collections import OrderedDict

from .._C import Tensor


class RemovableHandle:
    """remove() takes the hook out of its dict; so does the end of a `with` block."""

    _count = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        self.extra_dict_ref = weakref.ref(extra_dict) if extra_dict is not None else None
        self.id = RemovableHandle._count
        RemovableHandle._count += 1

    @property
    def next_id(self):
        return RemovableHandle._count

    def remove(self):
        for reference in (self.hooks_dict_ref, self.extra_dict_ref):
            hooks = reference() if reference is not None else None
            if hooks is not None:
                hooks.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    def __getstate__(self):
        return self.hooks_dict_ref(), self.id

    def __setstate__(self, state):
        hooks = state[0] if state[0] is not None else OrderedDict()
        self.hooks_dict_ref, self.extra_dict_ref, self.id = weakref.ref(hooks), None, state[1]
        RemovableHandle._count = max(RemovableHandle._count, self.id + 1)


class ModuleHook:
    """A hook that is given its module first, and does not keep the module alive."""

    def __init__(self, hook, module):
        self.hook, self._module = hook, weakref.ref(module)

    def __call__(self, *args, **kwargs):
        module = self._module()
        if module is None:
            raise RuntimeError("You are trying to call the hook of a dead Module!")
        return self.hook(module, *args, **kwargs)

    def __getstate__(self):
        return self.hook, self._module()

    def __setstate__(self, state):
        self.__init__(*state)


class BackwardHook:
    """Runs a module's full backward hooks. Inputs and outputs pass through an identity node each: the
    outputs' node keeps the
    gradients that come in, the inputs' node calls the users' hooks with both, and passes on what they return.
    """

    def __init__(self, module, user_hooks, user_pre_hooks=()):
        self.module, self.user_hooks, self.user_pre_hooks = module, user_hooks, user_pre_hooks
        self.grad_outputs = None
        self.inputs = self.outputs = (
            None  # (places of the tensors, number of values) once they were passed through a node
        )

    @staticmethod
    def _pass(values, callback):
        """values with its tensors replaced by aliases behind a node, and where these are; or None where no
        graph is recorded."""
        from .. import is_grad_enabled
        from ..autograd.function import BackwardHookFunction

        places = [i for i, v in enumerate(values) if isinstance(v, Tensor)]
        if not is_grad_enabled() or not any(values[i].requires_grad for i in places):
            return values, None
        through = BackwardHookFunction.apply(callback, *[values[i] for i in places])
        replaced = list(values)
        for i, t in zip(places, through if isinstance(through, tuple) else (through,)):
            replaced[i] = t
        return tuple(replaced), (places, len(values))

    @staticmethod
    def _spread(grads, where):
        full = [None] * where[1]
        for i, g in zip(where[0], grads):
            full[i] = g
        return tuple(full)

    def _run(self, grad_inputs):
        if self.grad_outputs is None:  # the gradient reached the inputs without passing the outputs, as in double backward
            return grad_inputs
        for hook in self.user_hooks:
            out = hook(self.module, grad_inputs, self.grad_outputs)
            if out is None:
                continue
            out = out if isinstance(out, tuple) else (out,)
            if len(out) != len(grad_inputs):
                raise RuntimeError(
                    f"Backward hook returned an invalid number of grad_input, got {len(out)}, but expected "
                    f"{len(grad_inputs)}"
                )
            grad_inputs = out
        self.grad_outputs = None
        return grad_inputs

    def _on_inputs(self, grads):
        full = self._run(self._spread(grads, self.inputs))
        return tuple(full[i] for i in self.inputs[0])

    def _on_outputs(self, grads):
        full = self._spread(grads, self.outputs)
        for hook in self.user_pre_hooks:
            out = hook(self.module, full)
            if out is None:
                continue
            out = out if isinstance(out, tuple) else (out,)
            if len(out) != len(full):
                raise RuntimeError(
                    f"Backward pre hook returned an invalid number of grad_output, got {len(out)}, but"
                    f" expected {len(full)}"
                )
            full = out
        self.grad_outputs, grads = full, tuple(full[i] for i in self.outputs[0])
        if self.inputs is None:  # no input requires grad, so there is no later moment
            nothing = (None,) * self.count
            if any(g is not None for g in self._run(nothing)):
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always return None or"
                    " None for all gradients."
                )
        return grads

    def setup_input_hook(self, args):
        self.count = len(args)
        args, self.inputs = self._pass(args, self._on_inputs)
        return args

    def setup_output_hook(self, result):
        single = not isinstance(result, tuple)
        values, self.outputs = self._pass((result,) if single else result, self._on_outputs)
        return values[0] if single else values


_REMOVED = "is deprecated and will be removed in future versions. This hook will be missing some"
_USE_FULL = "Please use register_full_backward_hook to get the documented behavior."


def warn_of_hidden_gradients(inputs, outputs, node):
    """A backward hook of the old kind sits on the last node alone: warns where that node does not have all the gradients of
    the module's inputs and outputs."""
    results = (outputs,) if isinstance(outputs, Tensor) else outputs
    if not isinstance(results, tuple) or not all(isinstance(r, Tensor) for r in results):
        what, missing = "hooks on a Module that does not return a single Tensor or a tuple of Tensors", "grad_output. " + _USE_FULL
    elif not all(isinstance(x, Tensor) for x in inputs):
        what = "hooks on a Module that does not take as input a single Tensor or a tuple of Tensors"
        missing = "grad_input. " + _USE_FULL
    else:
        last = {r.grad_fn for r in results if r.grad_fn is not None}
        if not last or (len(last) == 1 and node not in last):
            what, missing = "hook when outputs are nested in python data structure", "grad_output."
        elif len(last) > 1:
            what, missing = "hook when outputs are generated by different autograd Nodes", "grad_output. " + _USE_FULL
        elif {x.grad_fn for x in inputs if x.grad_fn is not None} != {n for n, _ in node.next_functions}:
            what, missing = "hook when the forward contains multiple autograd Nodes", "grad_input. " + _USE_FULL
        else:
            return
    start = "Using non-full backward" if what.startswith("hooks") else "Using a non-full backward"
    warnings.warn(f"{start} {what} {_REMOVED} {missing}", stacklevel=5)
