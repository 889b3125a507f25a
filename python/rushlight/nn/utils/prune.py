# SPDX-License-Identifier: MIT
"""Pruning: a parameter becomes name_orig times the buffer name_mask, computed before each forward. What a mask drops is chosen at
random, by size, or by the user."""

import numbers
from abc import ABC, abstractmethod

from ..._table import functions as _f


class BasePruningMethod(ABC):
    """compute_mask(t, default_mask) gives the new mask; it keeps 0 what is 0 in default_mask."""

    def __call__(self, module, inputs):
        setattr(module, self._tensor_name, self.apply_mask(module))

    @abstractmethod
    def compute_mask(self, t, default_mask):
        pass

    def apply_mask(self, module):
        mask = getattr(module, self._tensor_name + "_mask")
        original = getattr(module, self._tensor_name + "_orig")
        return mask.to(dtype=original.dtype) * original

    @classmethod
    def apply(cls, module, name, *args, importance_scores=None, **kwargs):
        """Prunes module.name; a second method on the same name joins the first in a PruningContainer."""
        hooks = module._forward_pre_hooks
        key, old = _find(module, name)
        method = cls(*args, **kwargs)
        method._tensor_name = name
        tensor = getattr(module, name)
        scores = tensor if importance_scores is None else importance_scores
        if scores.shape != tensor.shape:
            raise AssertionError(
                f"importance_scores should have the same shape as parameter {name} of {module}"
            )
        active = method
        if old is not None:
            active = PruningContainer(*(old if isinstance(old, PruningContainer) else (old,)))
            active._tensor_name = name
            active.add_pruning_method(method)
        before = getattr(module, name + "_mask") if old is not None else _f["ones_like"](tensor)
        # Everything that may fail comes before the first change of the module.
        mask = active.compute_mask(scores.detach(), before.detach())
        if old is None:
            original = module._parameters.pop(name)
            module.register_parameter(name + "_orig", original)
        else:
            del hooks[key]
        module.register_buffer(name + "_mask", mask)
        setattr(module, name, active.apply_mask(module))
        module.register_forward_pre_hook(active)
        return active

    def prune(self, t, default_mask=None, importance_scores=None):
        scores = t if importance_scores is None else importance_scores
        if scores.shape != t.shape:
            raise AssertionError("importance_scores should have the same shape as tensor t")
        before = _f["ones_like"](t) if default_mask is None else default_mask
        return t * self.compute_mask(scores, before)

    def remove(self, module):
        """The parameter comes back under its own name, with what was dropped at 0."""
        name = self._tensor_name
        pruned = self.apply_mask(module)
        if hasattr(module, name):
            delattr(module, name)
        original = module._parameters.pop(name + "_orig")
        original.data = pruned.data
        del module._buffers[name + "_mask"]
        setattr(module, name, original)


def _find(module, name):
    for key, hook in module._forward_pre_hooks.items():
        if isinstance(hook, BasePruningMethod) and hook._tensor_name == name:
            return key, hook
    return None, None


class PruningContainer(BasePruningMethod):
    """Several methods on one name: the newest works on what the ones before it left."""

    def __init__(self, *methods):
        self._pruning_methods, self._tensor_name = (), None
        if methods:
            self._tensor_name = methods[0]._tensor_name
        for method in methods:
            self.add_pruning_method(method)

    def add_pruning_method(self, method):
        if not isinstance(method, BasePruningMethod):
            raise TypeError(f"{type(method)} is not a BasePruningMethod subclass")
        if method._tensor_name != self._tensor_name:
            raise ValueError(
                "Can only add pruning methods acting on the parameter named"
                f" '{self._tensor_name}' to PruningContainer {self}. Found '{method._tensor_name}'"
            )
        self._pruning_methods += (method,)

    def __len__(self):
        return len(self._pruning_methods)

    def __iter__(self):
        return iter(self._pruning_methods)

    def __getitem__(self, index):
        return self._pruning_methods[index]

    def compute_mask(self, t, default_mask):
        method, mask = self._pruning_methods[-1], default_mask.to(dtype=t.dtype)
        if method.PRUNING_TYPE == "global":
            return method.compute_mask(t, mask)
        result = mask.clone()
        if method.PRUNING_TYPE == "unstructured":
            kept = mask == 1
            result[kept] = method.compute_mask(t[kept], mask[kept])
        elif method.PRUNING_TYPE == "structured":
            dim = getattr(method, "dim", 0)
            others = [d for d in range(t.dim()) if d != dim % t.dim()]
            slices = mask.sum(others) if others else mask
            live = (slices != 0).nonzero().flatten()
            part = method.compute_mask(t.index_select(dim, live), mask.index_select(dim, live))
            result = result.index_copy(dim, live, part.to(dtype=result.dtype))
        else:
            raise ValueError(f"Unrecognized PRUNING_TYPE {method.PRUNING_TYPE}")
        return result


class Identity(BasePruningMethod):
    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t, default_mask):
        return default_mask


class _ByAmount(BasePruningMethod):
    PRUNING_TYPE = "unstructured"

    def __init__(self, amount):
        _validate_pruning_amount_init(amount)
        self.amount = amount

    def _count(self, size):
        count = _compute_nparams_toprune(self.amount, size)
        _validate_pruning_amount(count, size)
        return count

    def _order(self, t):
        """What is dropped first has the smallest value."""
        raise NotImplementedError

    def compute_mask(self, t, default_mask):
        mask, count = default_mask.clone(), self._count(t.numel())
        if count:
            dropped = self._order(t).topk(count, largest=False).indices
            mask = mask.reshape(-1).index_fill(0, dropped, 0).reshape(mask.shape)
        return mask


class RandomUnstructured(_ByAmount):
    def _order(self, t):
        return -_f["rand_like"](t).reshape(-1)


class L1Unstructured(_ByAmount):
    def _order(self, t):
        return t.abs().reshape(-1)


class _Structured(_ByAmount):
    PRUNING_TYPE = "structured"

    def __init__(self, amount, dim=-1):
        super().__init__(amount)
        self.dim = dim

    def compute_mask(self, t, default_mask):
        if t.dim() <= 1:
            raise ValueError(f"Structured pruning can only be applied to multidimensional tensors. Found tensor of shape {t.shape} with {t.dim()} dims")
        if not -t.dim() <= self.dim < t.dim():
            raise IndexError(f"Invalid index {self.dim} for tensor of size {t.shape}")
        count = self._count(t.size(self.dim))
        if not count:
            return default_mask
        dropped = self._order(t).topk(count, largest=False).indices
        return default_mask.index_fill(self.dim, dropped, 0)


class RandomStructured(_Structured):
    def _order(self, t):
        return _f["rand"](t.size(self.dim))


class LnStructured(_Structured):
    def __init__(self, amount, n, dim=-1):
        super().__init__(amount, dim)
        self.n = n

    def _order(self, t):
        return t.norm(self.n, [d for d in range(t.dim()) if d != self.dim % t.dim()])


class CustomFromMask(BasePruningMethod):
    PRUNING_TYPE = "global"

    def __init__(self, mask):
        self.mask = mask

    def compute_mask(self, t, default_mask):
        return default_mask * self.mask.to(dtype=default_mask.dtype)


def identity(module, name):
    Identity.apply(module, name)
    return module


def random_unstructured(module, name, amount):
    RandomUnstructured.apply(module, name, amount)
    return module


def l1_unstructured(module, name, amount, importance_scores=None):
    L1Unstructured.apply(module, name, amount, importance_scores=importance_scores)
    return module


def random_structured(module, name, amount, dim):
    RandomStructured.apply(module, name, amount, dim)
    return module


def ln_structured(module, name, amount, n, dim, importance_scores=None):
    LnStructured.apply(module, name, amount, n, dim, importance_scores=importance_scores)
    return module


def custom_from_mask(module, name, mask):
    CustomFromMask.apply(module, name, mask)
    return module


def global_unstructured(parameters, pruning_method, importance_scores=None, **kwargs):
    """One method over the elements of all (module, name) pairs together."""
    parameters, given = list(parameters), importance_scores or {}
    scores = _f["cat"]([given.get((m, n), getattr(m, n)).detach().reshape(-1) for m, n in parameters])
    masks = [getattr(m, n + "_mask", _f["ones_like"](getattr(m, n))) for m, n in parameters]
    container = PruningContainer()
    container._tensor_name = "temp"
    method = pruning_method(**kwargs)
    method._tensor_name = "temp"
    if method.PRUNING_TYPE != "unstructured":
        raise TypeError(
            'Only "unstructured" PRUNING_TYPE supported for the `pruning_method`. Found method'
            f" {pruning_method} of type {method.PRUNING_TYPE}"
        )
    container.add_pruning_method(method)
    final = container.compute_mask(scores, _f["cat"]([mask.detach().reshape(-1) for mask in masks]))
    for (module, name), part in zip(parameters, final.split_with_sizes([m.numel() for m in masks])):
        custom_from_mask(module, name, part.reshape(getattr(module, name).shape))


def remove(module, name):
    key, hook = _find(module, name)
    if hook is None:
        raise ValueError(f"Parameter '{name}' of module {module} has to be pruned before pruning can be removed")
    hook.remove(module)
    del module._forward_pre_hooks[key]
    return module


def is_pruned(module):
    return any(
        isinstance(hook, BasePruningMethod) for m in module.modules() for hook in m._forward_pre_hooks.values()
    )


def _validate_pruning_amount_init(amount):
    if not isinstance(amount, numbers.Real):
        raise TypeError(f"Invalid type for amount: {amount}. Must be int or float.")
    if amount < 0 or (not isinstance(amount, numbers.Integral) and amount > 1.0):
        raise ValueError(f"amount={amount} should either be a float in the range [0, 1] or a non-negative integer")


def _validate_pruning_amount(amount, tensor_size):
    if isinstance(amount, numbers.Integral) and amount > tensor_size:
        raise ValueError(f"amount={amount} should be smaller than the number of parameters to prune={tensor_size}")


def _compute_nparams_toprune(amount, tensor_size):
    return amount if isinstance(amount, numbers.Integral) else round(amount * tensor_size)
