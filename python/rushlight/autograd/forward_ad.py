# SPDX-License-Identifier: MIT
"""Forward-mode derivatives: within a dual level a tensor may carry a tangent, and what is computed from it carries one, too.

A level is a torch-function mode: it sees every call, and costs nothing where there is none. The tangent of a result is J t, from two
backwards: w -> w J is linear in w, and its derivative by w, times t, is J t. So each function that has a derivative of its derivative
has a forward one, and no op needs a rule. Views and writes act on the tangents' memory as they do on the tensors'. Gradients that
`backward` accumulates carry no tangents; those that `grad` returns do.
"""
import collections
import contextlib
import functools
import inspect
import weakref

from .. import _C
from .._C import Tensor
from .._modes import default_generator, enable_grad, inference_mode
from ..overrides import TorchFunctionMode, _stack
from . import function, grad

__all__ = ["UnpackedDualTensor", "enter_dual_level", "exit_dual_level", "make_dual", "unpack_dual", "dual_level"]

_current_level = -1  # 0 within a dual level
UnpackedDualTensor = collections.namedtuple("UnpackedDualTensor", "primal tangent")

_VIEW_ATTRIBUTES = frozenset("T mT H mH real".split())
# what is no derivative's business: they mark the tensor, or begin a backward
_AS_IT_IS = frozenset("requires_grad_ retain_grad register_hook backward detach share_memory_".split())
_SHAPES_IN_PLACE = frozenset("t_ transpose_ squeeze_ unsqueeze_ swapaxes_ swapdims_".split())
_OPERATORS_IN_PLACE = frozenset(f"__{n}__" for n in "iadd isub imul itruediv idiv ifloordiv imod ipow setitem".split())


def _tensors(value):
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (tuple, list)):
        for v in value:
            yield from _tensors(v)
    elif isinstance(value, dict):
        yield from _tensors(tuple(value.values()))


def _replaced(value, by):
    """value with the tensors that by, a dict of id(tensor), has others for."""
    if isinstance(value, Tensor):
        return by.get(id(value), value)
    if isinstance(value, (tuple, list)):
        made = [_replaced(v, by) for v in value]
        return type(value)(*made) if hasattr(value, "_fields") else type(value)(made)
    if isinstance(value, dict):
        return {k: _replaced(v, by) for k, v in value.items()}
    return value


def _same_layout(a, b):
    return a.numel() == 0 or all(n == 1 or s == r for n, s, r in zip(a.shape, a.stride(), b.stride()))


def _laid_out(tangent, like):
    """tangent, or a copy of it that lies in a storage as `like` does, so that views of one are views of the other."""
    if _same_layout(tangent, like) and (len(tangent.storage()) == len(like.storage()) or like.numel() == 0):
        return tangent
    made = tangent.new_zeros(len(like.storage())).as_strided(like.shape, like.stride(), like.storage_offset())
    return made.copy_(tangent)


@functools.lru_cache(None)
def _place_of_inplace(func):
    """Which parameter of a function of Python's is `inplace`."""
    try:
        names = list(inspect.signature(func).parameters)
    except (TypeError, ValueError):
        return None
    return names.index("inplace") if "inplace" in names else None


def _writes(func, name, args, kwargs):
    """Is it args[0] that the call writes to?"""
    if name in _OPERATORS_IN_PLACE or name.endswith("_") and not name.startswith("__"):
        return True
    place = _place_of_inplace(func)
    return place is not None and bool(args[place] if place < len(args) else kwargs.get("inplace"))


def _states(generator):
    """Where the streams of random numbers are that a call may draw from."""
    return [(g, g.get_state()) for g in (default_generator, generator) if g is not None]


def _restore(states):
    for generator, state in states:
        generator.set_state(state)


def _pushed(outputs, inputs, tangents, create_graph):
    """J t of the recorded outputs = f(inputs): a tensor for each output that depends on inputs, else None."""
    places = [k for k, o in enumerate(outputs) if o.requires_grad]
    found = [None] * len(outputs)
    if not places:
        return found
    weights = [outputs[k].detach().new_ones(outputs[k].shape).requires_grad_() for k in places]
    first = grad([outputs[k] for k in places], inputs, weights, create_graph=True, allow_unused=True)
    linear = [(g, t) for g, t in zip(first, tangents) if g is not None and g.requires_grad]
    second = [None] * len(weights)
    if linear:
        second = grad([g for g, _ in linear], weights, [t for _, t in linear], create_graph=create_graph, allow_unused=True)
    for k, weight, t in zip(places, weights, second):
        found[k] = weight.detach().new_zeros(weight.shape) if t is None else t
    return found


class _ByIdentity:
    """A dictionary of tensors that does not keep them (WeakKeyDictionary compares its keys, and == of tensors is another tensor)."""

    def __init__(self):
        self._entries = {}

    def __setitem__(self, t, value):
        key, entries = id(t), self._entries
        entries[key] = (weakref.ref(t, lambda _: entries.pop(key, None)), value)

    def __contains__(self, t):
        return id(t) in self._entries

    def __getitem__(self, t):
        return self._entries[id(t)][1]

    def get(self, t):
        return self._entries.get(id(t), (None, None))[1]

    def keys(self):
        return [t for t in (reference() for reference, _ in list(self._entries.values())) if t is not None]


class _Level(TorchFunctionMode):
    def __init__(self):
        super().__init__()
        self.tangents = _ByIdentity()  # None for what is not to have one
        self.sources = _ByIdentity()  # made by make_dual

    @contextlib.contextmanager
    def apart(self):
        """Within the block nothing gets a tangent."""
        stack = _stack()
        kept = list(stack)
        stack[:] = [mode for mode in kept if mode is not self]
        try:
            yield
        finally:
            stack[:] = kept

    def tangent(self, t):
        """The tangent of t: its own, or a part of that of the tensor that t is a view of."""
        if t in self.tangents:
            return self.tangents[t]
        base = t._base if t._is_view() else None
        whole = None if base is None else self.tangents.get(base)
        if whole is None:
            return None
        offset = t.storage_offset() - base.storage_offset()
        same = offset == 0 and base.shape == t.shape and _same_layout(base, t)
        self.tangents[t] = whole if same else whole.as_strided(t.shape, t.stride(), whole.storage_offset() + offset)
        return self.tangents[t]

    def write(self, t, new):
        """t was written in place: its tangent is new (None: zeros)."""
        there = self.tangent(t)
        if there is not None:
            there.zero_() if new is None else there.copy_(new)
        elif new is not None:
            base = t._base if t._is_view() and t not in self.tangents else None
            if base is None:
                self.tangents[t] = _laid_out(new.expand(t.shape).clone(), t)
            else:
                self.tangents[base] = _laid_out(new.new_zeros(base.shape), base)
                self.tangent(t).copy_(new)

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        if name == "__get__" and func.__self__.__name__ not in _VIEW_ATTRIBUTES or name in _AS_IT_IS or name == "__set__":
            return func(*args, **kwargs)
        duals = list({id(t): t for t in _tensors((args, kwargs)) if self.tangent(t) is not None}.values())
        if not duals:
            return func(*args, **kwargs)
        if name == "__repr__":
            return f"{func(*args)[:-1]}, tangent={self.tangents[args[0]]!r})"
        if name == "detach_":
            self.tangents[args[0]] = None
            return func(*args)
        if name == "grad":
            return self.of_grad(*args, **kwargs)
        if kwargs.get("out") is not None:
            raise RuntimeError(f"Trying to use forward AD with {name} that does not support it because it is an out= function")
        if name in _SHAPES_IN_PLACE:
            self.tangents[args[0]] = getattr(self.tangents[args[0]], name[:-1])(*args[1:], **kwargs)
            return func(*args, **kwargs)
        before = _states(kwargs.get("generator"))
        if _writes(func, name, args, kwargs):
            (tangent,) = self.of_call(func, args, kwargs, duals, args[0])
            _restore(before)
            result = func(*args, **kwargs)
            self.write(args[0], tangent)
            return result
        result = func(*args, **kwargs)
        made = [t for t in _tensors(result) if t not in self.tangents and t.is_floating_point()]
        if made and all(_is_part(t, args[0]) for t in made):
            if args[0] in self.tangents:
                for t, part in zip(_tensors(result), _tensors(func(self.tangents[args[0]], *args[1:], **kwargs))):
                    self.tangents[t] = part
        elif made:
            after = _states(kwargs.get("generator"))
            _restore(before)
            tangents = self.of_call(func, args, kwargs, duals)
            _restore(after)
            for t, tangent in zip(_tensors(result), tangents):
                if tangent is not None and t not in self.tangents:
                    self.tangents[t] = _laid_out(tangent, t)
        return result

    def of_call(self, func, args, kwargs, duals, written=None):
        """The tangents of func's results, by calling it on other handles of the same memory; or of the argument that it writes."""
        involved = [*_tensors((args, kwargs)), *(self.tangents[t] for t in duals)]
        recording = _C.is_grad_enabled() and any(t.requires_grad for t in involved)
        with inference_mode(False), enable_grad():
            by = {}
            for t in duals:
                own = t.clone() if t.is_inference() else t
                by[id(t)] = own.view_as(own) if recording and t.requires_grad else own.detach().requires_grad_()
            inputs = [by[id(t)] for t in duals]
            target = None
            if written is not None:
                target = by.get(id(written), written).clone()
                by[id(written)] = target
            result = func(*_replaced(args, by), **_replaced(kwargs, by))
            outputs = list(_tensors(result)) if written is None else [target]
            try:
                return _pushed(outputs, inputs, [self.tangents[t] for t in duals], recording)
            except RuntimeError as error:
                raise NotImplementedError(
                    f"Trying to use forward AD with {func.__name__} that does not support it: it has no second derivative"
                ) from error

    def of_grad(self, outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, **kwargs):
        """Gradients and their tangents: they are functions of what make_dual made, all of which has to be in the graph."""
        sources = [t for t in self.sources.keys() if self.tangents.get(t) is not None]
        if not all(t.requires_grad for t in sources):
            raise NotImplementedError("grad within a dual level: each tensor that make_dual returned has to require grad")
        found = grad(outputs, inputs, grad_outputs, retain_graph=True, create_graph=True, only_inputs=only_inputs, **kwargs)
        there = [g for g in found if g is not None]
        tangents = _pushed(there, sources, [self.tangents[t] for t in sources], create_graph)
        if not create_graph:
            found = tuple(g if g is None else g.detach() for g in found)
            there = [g for g in found if g is not None]
        for g, tangent in zip(there, tangents):
            if tangent is not None:
                self.tangents[g] = _laid_out(tangent, g)
        return found

    def of_function(self, cls, ctx, args, outputs, made):
        """The tangents of a Function's results, by its jvp."""
        given = [self.tangent(a) if isinstance(a, Tensor) else None for a in args]
        if all(t is None for t in given):
            return
        if ctx._materialize:
            given = [a.new_zeros(a.shape) if t is None and isinstance(a, Tensor) and a.is_floating_point() else t for a, t in zip(args, given)]
        kept, ctx._saved, ctx._there = (ctx._saved, ctx._there), ctx._saved_for_forward, ()
        found = cls.jvp(ctx, *given)
        ctx._saved, ctx._there = kept
        found = found if isinstance(found, tuple) else (found,)
        if len(found) != len(outputs):
            raise RuntimeError(
                f"{cls.__name__}Backward: jvp returned an incorrect number of gradients (expected {len(outputs)}, got {len(found)})"
            )
        for output, result, t in zip(outputs, made, found):
            if result is None or t is None:
                continue
            place = next((i for i, a in enumerate(args) if a is output), None)
            if place is not None and any(output is d for d in ctx._dirty):
                if t is not given[place]:
                    raise RuntimeError(
                        "An inplace custom Function is not modifying the forward mode gradients inplace. If the forward is"
                        " modifying an input inplace, then the jvp function must modify the corresponding gradient inplace."
                    )
            elif output._is_view() or place is not None:
                text = (
                    "A custom Function's forward is returning a view (or an input as-is) but the jvp is not returning a view"
                )
                if not t._is_view():
                    raise RuntimeError(text + ".")
                place = next(i for i, a in enumerate(args) if a is output or isinstance(a, Tensor) and _is_part(output, a))
                whole = given[place]
                if t._base is not (whole._base if whole._is_view() else whole):
                    raise RuntimeError(text + (" of the same base" if whole._is_view() else " of the given tensor's gradient") + ".")
            self.tangents[result] = t


def _is_part(t, of):
    """Is t a view of the tensor `of`, or of what that is a view of?"""
    if not t._is_view() or not isinstance(of, Tensor):
        return False
    return t._base is (of._base if of._is_view() else of)


# ---- levels ----

def enter_dual_level():
    global _current_level
    if function.dual_level is not None:
        raise RuntimeError("Nested forward mode AD is not supported at the moment")
    function.dual_level = _Level().__enter__()
    _current_level = 0
    return 0


def exit_dual_level(*, level=None):
    global _current_level
    if function.dual_level is None or level not in (None, _current_level):
        raise RuntimeError(
            "Trying to exit a forward AD level that was not the last one that was created. This is not supported."
        )
    _stack().remove(function.dual_level)
    _C._torch_function_modes(-1)
    function.dual_level, _current_level = None, -1


class dual_level:
    """Within the block make_dual gives tangents to tensors. Levels do not nest."""

    def __enter__(self):
        return enter_dual_level()

    def __exit__(self, *_):
        exit_dual_level()


def make_dual(tensor, tangent, *, level=None):
    """A view of tensor that carries the tangent: a tensor of its shape and dtype."""
    own = function.dual_level
    if own is None or level not in (None, 0):
        raise RuntimeError("Trying to create a dual Tensor for forward AD but no level exists, make sure to enter_dual_level() first.")
    for name, t in (("primal", tensor), ("tangent", tangent)):
        if not t.is_floating_point():
            raise ValueError(f"Expected {name} to be floating point or complex, but got: {t.dtype}")
    with own.apart():
        if own.tangent(tangent) is not None:
            raise RuntimeError(f"Trying to set a forward gradient that has a forward gradient at the same level {_current_level}")
        if tangent.shape != tensor.shape:
            raise RuntimeError(
                "Trying to set a forward gradient that has a different size than that of the original Tensor, this is not"
                f" supported. Tensor is of size {list(tensor.shape)} while the given forward gradient is of size {list(tangent.shape)}."
            )
        if tangent.dtype is not tensor.dtype:
            raise RuntimeError(
                f"Expected tangent to have the dtype of the primal, {tensor.dtype}, but got: {tangent.dtype}"
            )
        dual = tensor.view_as(tensor)
        own.tangents[dual] = _laid_out(tangent, dual)
        own.sources[dual] = True
    return dual


def unpack_dual(tensor, *, level=None):
    """(primal, tangent) of a tensor: a view of it that carries no tangent, and the tangent, or None if there is none."""
    own = function.dual_level
    if own is None or level not in (None, 0):
        return UnpackedDualTensor(tensor, None)
    with own.apart():
        tangent = own.tangent(tensor)
        primal = tensor.view_as(tensor)
        own.tangents[primal] = None
    return UnpackedDualTensor(primal, tangent)
