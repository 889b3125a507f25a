# SPDX-License-Identifier: MIT
"""Helpers around parameters: clipping of gradients, one vector of all parameters, packed sequences."""
from . import rnn
from .clip_grad import clip_grad_norm, clip_grad_norm_, clip_grad_value_
from .convert_parameters import parameters_to_vector, vector_to_parameters

__all__ = ["rnn", "clip_grad_norm", "clip_grad_norm_", "clip_grad_value_", "parameters_to_vector", "vector_to_parameters"]


def __getattr__(name):
    if name in ("weight_norm", "remove_weight_norm", "spectral_norm", "remove_spectral_norm", "parametrize", "parametrizations", "prune",
                "skip_init", "stateless", "fusion", "init"):
        raise AttributeError(f"rushlight has no torch.nn.utils.{name}")
    raise AttributeError(f"module 'rushlight.nn.utils' has no attribute '{name}'")
