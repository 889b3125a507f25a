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
]


def __getattr__(name):
    if name in ("parametrize", "parametrizations", "prune", "stateless"):
        import importlib

        return importlib.import_module("." + name, __name__)
    if name in ("fusion", "init"):
        raise AttributeError(f"rushlight has no torch.nn.utils.{name}")
    raise AttributeError(f"module 'rushlight.nn.utils' has no attribute '{name}'")
