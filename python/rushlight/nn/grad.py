# SPDX-License-Identifier: MIT
"""Gradients of convolutions as functions: of the input for a given input size, of the weight for a given weight size."""

from .._table import functions as _f


def _of_input(n):
    def function(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
        from ..autograd import grad
        from .._modes import enable_grad

        with enable_grad():
            x = grad_output.new_zeros(tuple(input_size)).requires_grad_()
            y = _f[f"conv{n}d"](x, weight, None, stride, padding, dilation, groups)
        return grad(y, x, grad_output, create_graph=_recorded(weight, grad_output))[0]

    function.__name__ = f"conv{n}d_input"
    return function


def _of_weight(n):
    def function(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
        from ..autograd import grad
        from .._modes import enable_grad

        with enable_grad():
            w = grad_output.new_zeros(tuple(weight_size)).requires_grad_()
            y = _f[f"conv{n}d"](input, w, None, stride, padding, dilation, groups)
        return grad(y, w, grad_output, create_graph=_recorded(input, grad_output))[0]

    function.__name__ = f"conv{n}d_weight"
    return function


def _recorded(*tensors):
    from .. import is_grad_enabled

    return is_grad_enabled() and any(t.requires_grad for t in tensors)


conv1d_input, conv2d_input, conv3d_input = (_of_input(n) for n in (1, 2, 3))
conv1d_weight, conv2d_weight, conv3d_weight = (_of_weight(n) for n in (1, 2, 3))
