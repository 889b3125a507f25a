# SPDX-License-Identifier: MIT
"""Derivatives of whole functions: rows of Jacobians and Hessians, products with vectors."""

from .._C import Tensor
from .._modes import enable_grad


def _prepare(inputs, create_graph):
    single = isinstance(inputs, Tensor)
    inputs = (inputs,) if single else tuple(inputs)
    if create_graph:
        return (
            tuple(t.view_as(t) if t.requires_grad else t.detach().clone().requires_grad_() for t in inputs),
            single,
        )
    return tuple(t.detach().clone().requires_grad_() for t in inputs), single


def _run(func, inputs):
    result = func(*inputs)
    single = isinstance(result, Tensor)
    return (result,) if single else tuple(result), single


def _grad(outputs, inputs, grads, create_graph, retain=True):
    from . import grad

    wanted = [(o, g) for o, g in zip(outputs, grads) if o.requires_grad]
    if not wanted:
        return (None,) * len(inputs)
    return grad(
        [o for o, _ in wanted],
        inputs,
        [g for _, g in wanted],
        allow_unused=True,
        create_graph=create_graph,
        retain_graph=retain,
    )


def _zeros(found, like):
    return tuple(t.new_zeros(t.shape) if g is None else g for g, t in zip(found, like))


def _done(values, create_graph):
    return values if create_graph else tuple(v.detach() for v in values)


def _no_batching(vectorize):
    if vectorize:
        raise NotImplementedError("rushlight has no vectorized Jacobians: vectorize=True is missing")


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    from .. import stack, zeros_like

    _no_batching(vectorize)
    if strategy != "reverse-mode":
        raise NotImplementedError("rushlight has no forward-mode derivatives")
    with enable_grad():
        inputs, one_in = _prepare(inputs, create_graph)
        outputs, one_out = _run(func, inputs)
        result = []
        for k, out in enumerate(outputs):
            rows = [[] for _ in inputs]
            for j in range(out.numel()):
                unit = zeros_like(out)
                unit.view(-1)[j] = 1
                found = _grad((out,), inputs, (unit,), create_graph)
                for i, (g, t) in enumerate(zip(found, inputs)):
                    if strict and g is None:
                        raise RuntimeError(
                            f"Output {k} of the user-provided function is independent of input {i}. This is"
                            " not allowed in strict mode."
                        )
                    rows[i].append(t.new_zeros(t.shape) if g is None else g)
            result.append(
                _done(tuple(stack(r).view(out.shape + t.shape) for r, t in zip(rows, inputs)), create_graph)
            )
        result = tuple(r[0] if one_in else r for r in result)
        return result[0] if one_out else result


def hessian(
    func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"
):
    _no_batching(vectorize)
    single = isinstance(inputs, Tensor)

    def gradient(*x):
        out = func(*x)
        if not isinstance(out, Tensor) or out.numel() != 1:
            raise RuntimeError(
                "The Tensor returned by the function given to hessian should contain a single element"
            )
        found = _zeros(_grad((out.reshape(()),), x, (None,), True), x)
        return found[0] if single else found

    return jacobian(gradient, inputs, create_graph=create_graph, strict=strict)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    with enable_grad():
        inputs, one_in = _prepare(inputs, create_graph)
        outputs, one_out = _run(func, inputs)
        if v is None:
            if len(outputs) != 1 or outputs[0].numel() != 1:
                raise RuntimeError(
                    "The vector v can only be None if the user-provided function returns a single Tensor with"
                    " a single element."
                )
            v = tuple(o.new_ones(o.shape) for o in outputs)
        v = (v,) if isinstance(v, Tensor) else tuple(v)
        found = _done(_zeros(_grad(outputs, inputs, v, create_graph), inputs), create_graph)
        outputs = _done(outputs, create_graph)
    return outputs[0] if one_out else outputs, found[0] if one_in else found


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """By two backwards: the vector-Jacobian product is linear in its vector, and its derivative is what is
    wanted."""
    with enable_grad():
        inputs, one_in = _prepare(inputs, create_graph)
        if v is None:
            if len(inputs) != 1 or inputs[0].numel() != 1:
                raise RuntimeError(
                    "The vector v can only be None if the input to the user-provided function is a single"
                    " Tensor with a single element."
                )
            v = tuple(t.new_ones(t.shape) for t in inputs)
        v = (v,) if isinstance(v, Tensor) else tuple(v)
        outputs, one_out = _run(func, inputs)
        dummy = tuple(o.new_zeros(o.shape).requires_grad_() for o in outputs)
        first = _zeros(_grad(outputs, inputs, dummy, True), inputs)
        found = _done(_zeros(_grad(first, dummy, v, create_graph), outputs), create_graph)
        outputs = _done(outputs, create_graph)
    return outputs[0] if one_out else outputs, found[0] if one_out else found


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    with enable_grad():
        inputs, one_in = _prepare(inputs, create_graph)
        outputs, _ = _run(func, inputs)
        v = (
            (v,)
            if isinstance(v, Tensor)
            else tuple(t.new_ones(t.shape) for t in inputs) if v is None else tuple(v)
        )
        first = _zeros(_grad(outputs, inputs, (None,), True), inputs)
        found = _done(_zeros(_grad(first, inputs, v, create_graph), inputs), create_graph)
        out = _done(outputs, create_graph)[0]
    return out, found[0] if one_in else found


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """The Hessian is symmetric: the same as vhp."""
    return vhp(func, inputs, v, create_graph, strict)
