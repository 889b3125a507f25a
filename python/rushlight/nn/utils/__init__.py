# SPDX-License-Identifier: MIT
"""Helpers around parameters: clipping of gradients, one vector of all parameters, packed sequences."""

from . import rnn
from .clip_grad import clip_grad_norm, clip_grad_norm_, clip_grad_value_
from .convert_parameters import parameters_to_vector, vector_to_parameters
from .reparameterize import remove_spectral_norm, remove_weight_norm, spectral_norm, weight_norm

__all__ = [
    "rnn",
    "clip_grad_norm",
    "clip_grad_norm_",
    "clip_grad_value_",
    "parameters_to_vector",
    "vector_to_parameters",
    "weight_norm",
    "remove_weight_norm",
    "spectral_norm",
    "remove_spectral_norm",
    "skip_init",
]


def skip_init(module_cls, *args, **kwargs):
    """The module with parameters whose memory is not filled; no random numbers are used up."""
    import inspect

    from ..._modes import get_rng_state, set_rng_state
    from ..module import Module

    if not issubclass(module_cls, Module):
        raise RuntimeError(f"Expected a Module; got {module_cls}")
    if "device" not in inspect.signature(module_cls).parameters:
        raise RuntimeError("Module must support a 'device' arg to skip initialization")
    state = get_rng_state()
    try:
        made = module_cls(*args, **kwargs)
    finally:
        set_rng_state(state)
    return made.to_empty(device=kwargs.get("device", "cpu"))


def __getattr__(name):
    if name in ("parametrize", "parametrizations", "prune", "stateless", "fusion"):
        import importlib

        return importlib.import_module("." + name, __name__)
    raise AttributeError(f"module 'rushlight.nn.utils' has no attribute '{name}'")
