# SPDX-License-Identifier: MIT
"""Gradients of convolutions by their input and weight, as functions: the convolution is linear in each."""

from .._table import functions as _f


def _ints(x, n):
    return (x,) * n if isinstance(x, int) else tuple(x)


def _gradient(n, input, weight, by, grad_output, options):
    from .. import autograd
    from .._modes import enable_grad

    at = input if by == 0 else weight
    with enable_grad():
        at = at.detach().requires_grad_()
        output = _f[f"conv{n}d"](at if by == 0 else input, at if by == 1 else weight, None, *options)
        (gradient,) = autograd.grad(output, at, grad_output, create_graph=grad_output.requires_grad)
    return gradient


def _functions(n):
    def by_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
        input = grad_output.new_empty(1).expand(input_size)
        lists = [_ints(v, n) for v in (stride, padding, dilation)]
        return _gradient(n, input, weight, 0, grad_output, (*lists, groups))

    def by_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
        weight = grad_output.new_empty(1).expand(weight_size)
        lists = [_ints(v, n) for v in (stride, padding, dilation)]
        return _gradient(n, input, weight, 1, grad_output, (*lists, groups))

    by_input.__name__, by_weight.__name__ = f"conv{n}d_input", f"conv{n}d_weight"
    by_input.__doc__ = f"The gradient of conv{n}d by its input, of input_size."
    by_weight.__doc__ = f"The gradient of conv{n}d by its weight, of weight_size."
    return by_input, by_weight


conv1d_input, conv1d_weight = _functions(1)
conv2d_input, conv2d_weight = _functions(2)
conv3d_input, conv3d_weight = _functions(3)
