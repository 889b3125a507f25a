# SPDX-License-Identifier: MIT
"""All parameters as one vector, and back."""

from ..._C import Tensor
from ..._table import functions as _f


def parameters_to_vector(parameters):
    return _f["cat"]([p.reshape(-1) for p in parameters])


def vector_to_parameters(vec, parameters):
    if not isinstance(vec, Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {type(vec).__name__}")
    at = 0
    for p in parameters:
        p.data = vec[at : at + p.numel()].view_as(p).data
        at += p.numel()
