# SPDX-License-Identifier: MIT
"""A module's forward with other tensors in the place of its parameters and buffers."""

import warnings
from contextlib import contextmanager

__all__ = ["functional_call"]


@contextmanager
def _swapped(module, given):
    """Inside, each name's slot holds the given tensor; what forward assigns to a slot goes back into `given`."""
    slots, tied = [], {}
    for name, value in given.items():
        path, _, leaf = name.rpartition(".")
        owner = module.get_submodule(path)
        registry = next((r for r in (owner._parameters, owner._buffers) if leaf in r), None)
        if registry is None:
            raise AttributeError(f"{owner._get_name()} has no attribute `{leaf}`")
        slots.append((name, registry, leaf, registry[leaf]))
        if tied.setdefault(id(registry[leaf]), value) is not value:
            warnings.warn(
                "functional_call was passed multiple values for tied weights. This behavior is deprecated and"
                " will be an error in future versions",
                stacklevel=5,
            )
    try:
        for name, registry, leaf, _ in slots:
            registry[leaf] = given[name]
        yield
    finally:
        for name, registry, leaf, _ in slots:
            if leaf in registry:
                given[name] = registry[leaf]
        for _, registry, leaf, own in reversed(slots):
            registry[leaf] = own


def functional_call(module, parameters_and_buffers, args, kwargs=None):
    with _swapped(module, parameters_and_buffers):
        return module(*(args if isinstance(args, tuple) else (args,)), **(kwargs or {}))
