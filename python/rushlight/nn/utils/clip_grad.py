# SPDX-License-Identifier: MIT
"""Gradients made smaller."""

import warnings

from ..._C import Tensor
from ..._modes import no_grad
from ..._table import functions as _f


def _gradients(parameters):
    parameters = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    return [p.grad for p in parameters if p.grad is not None]


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False):
    """Scales all gradients so that their norm, as of one vector, is at most max_norm. Returns the norm
    before."""
    grads, max_norm, norm_type = _gradients(parameters), float(max_norm), float(norm_type)
    with no_grad():
        if not grads:
            return _f["zeros"](()) + 0.0
        if norm_type == float("inf"):
            total = (
                _f["stack"]([g.abs().max() for g in grads]).max() if len(grads) > 1 else grads[0].abs().max()
            )
        else:
            total = _f["stack"]([g.norm(norm_type) for g in grads]).norm(norm_type)
        if error_if_nonfinite and not bool(total.isfinite()):
            raise RuntimeError(
                f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, so it"
                " cannot be clipped. To disable this error and scale the gradients by the non-finite norm"
                " anyway, set `error_if_nonfinite=False`"
            )
        factor = (max_norm / (total + 1e-6)).clamp(max=1.0)
        for g in grads:
            g.mul_(factor.to(g.dtype))
    return total


def clip_grad_norm(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False):
    warnings.warn(
        "torch.nn.utils.clip_grad_norm is now deprecated in favor of torch.nn.utils.clip_grad_norm_.",
        stacklevel=2,
    )
    return clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite)


def clip_grad_value_(parameters, clip_value):
    clip_value = float(clip_value)
    with no_grad():
        for g in _gradients(parameters):
            g.clamp_(-clip_value, clip_value)
