# SPDX-License-Identifier: MIT
"""Derivatives of whole functions: Jacobians and Hessians, products with vectors.

Forward derivatives are found by two backwards: v -> v J is linear in v, and its derivative by v, times u, is J u.
`vectorize=True` and `strategy="forward-mode"` say how PyTorch is to compute; here they give the same results by the same way.
"""

from .._C import Tensor
from .._modes import enable_grad

_STRICT = " This is not allowed in strict mode"


def _tuple(x, what, function):
    """x as a tuple of tensors, and whether it was one."""
    if not isinstance(x, (tuple, list)):
        if not isinstance(x, Tensor):
            raise TypeError(
                f"The {what} given to {function} must be either a Tensor or a tuple of Tensors but the given {what} has type {type(x)}."
            )
        return (x,), False
    for i, t in enumerate(x):
        if not isinstance(t, Tensor):
            raise TypeError(
                f"The {what} given to {function} must be either a Tensor or a tuple of Tensors but the value at index {i} has type {type(t)}."
            )
    return tuple(x), True


def _prepare(inputs, function, create_graph):
    inputs, is_tuple = _tuple(inputs, "inputs", function)
    return (
        tuple(
            t.view_as(t) if create_graph and t.requires_grad else t.detach().clone().requires_grad_() for t in inputs
        ),
        is_tuple,
    )


def _run(func, inputs, function, strict):
    outputs, is_tuple = _tuple(func(*inputs), "outputs of the user-provided function", function)
    if strict:
        _must_require_grad(
            outputs,
            "Output {} of the user-provided function does not require gradients. The outputs must be computed in a"
            " differentiable manner from the input when running in strict mode.",
        )
    return outputs, is_tuple


def _must_require_grad(tensors, text):
    for i, t in enumerate(tensors):
        if t is None:
            raise RuntimeError(f"The output of the user-provided function is independent of input {i}.{_STRICT}.")
        if not t.requires_grad:
            raise RuntimeError(text.format(i))


def _vector(v, like, is_tuple, why, function):
    """The given v with the shapes of like; without one a 1, if like is one number."""
    if v is None:
        if len(like) != 1 or like[0].numel() != 1:
            raise RuntimeError(f"The vector v can only be None if {why} a single Tensor with a single element.")
        return tuple(t.new_ones(t.shape) for t in like)
    v, _ = _tuple(v, "v", function)
    if len(v) != len(like):
        if is_tuple:
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(like)} but got {len(v)}.")
        raise RuntimeError("The given v should contain a single Tensor.")
    for i, (a, b) in enumerate(zip(v, like)):
        if a.shape != b.shape:
            place = f"Entry {i} in " if is_tuple else ""
            raise RuntimeError(f"{place}v has invalid size: should be {b.size()} but got {a.size()}.")
    return tuple(t.detach() if not t.requires_grad else t for t in v)


def _grad(outputs, inputs, grads, create_graph):
    from . import grad

    wanted = [(o, g) for o, g in zip(outputs, grads) if o is not None and o.requires_grad]
    if not wanted:
        return (None,) * len(inputs)
    return grad(
        [o for o, _ in wanted],
        inputs,
        [g for _, g in wanted],
        allow_unused=True,
        create_graph=create_graph,
        retain_graph=True,
    )


def _filled(found, like, strict, create_graph, missing, name):
    """Zeros for what is None; in strict mode that is an error, and so is a result that the inputs do not reach."""
    for i, g in enumerate(found) if strict else ():
        if g is None:
            raise RuntimeError(missing.format(i))
        if create_graph and not g.requires_grad:
            raise RuntimeError(
                f"The {name} of the user-provided function is independent of input {i}.{_STRICT} when create_graph=True."
            )
    return tuple(t.new_zeros(t.shape) if g is None else g for g, t in zip(found, like))


def _give(values, is_tuple, create_graph):
    values = values if create_graph else tuple(v.detach() for v in values)
    return values if is_tuple else values[0]


def _strategy(strategy, vectorize, create_graph, strict, hint=""):
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError(f'Expected strategy to be either "forward-mode" or "reverse-mode".{hint}')
    if strategy == "forward-mode":
        where = "torch.autograd.functional.jacobian: "
        if create_graph:
            raise NotImplementedError(
                f'{where}`create_graph=True` and `strategy="forward-mode"` are not supported together (yet).'
                ' Please either set `create_graph=False` or `strategy="reverse-mode"`.'
            )
        if strict:
            raise RuntimeError(
                f'{where}`strict=True` and `strategy="forward-mode"` are not supported together (yet).'
                ' Please either set `strict=False` or `strategy="reverse-mode"`.'
            )
        if not vectorize:
            raise NotImplementedError(
                "Computing Jacobian using forward-AD or forward-over-reverse Hessian isonly implemented for `vectorize=True`."
            )
    if vectorize and strict:
        raise RuntimeError(
            "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported together."
            " Please either set `strict=False` or `vectorize=False`."
        )


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    from .. import stack, zeros_like

    _strategy(
        strategy,
        vectorize,
        create_graph,
        strict,
        " Hint: If your function has more outputs than inputs, "
        '"forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".',
    )
    with enable_grad():
        inputs, tuple_in = _prepare(inputs, "jacobian", create_graph)
        outputs, tuple_out = _run(func, inputs, "jacobian", strict)
        result = []
        for k, out in enumerate(outputs):
            rows = [[] for _ in inputs]
            missing = f"Output {k} of the user-provided function is independent of input {{}}.{_STRICT}."
            for j in range(out.numel()):
                unit = out.new_zeros(out.shape)
                unit.view(-1)[j] = 1
                found = _grad((out,), inputs, (unit,), create_graph)
                for r, g in zip(rows, _filled(found, inputs, strict, create_graph, missing, "jacobian")):
                    r.append(g)
            blocks = tuple(
                (stack(r) if r else t.new_zeros((0,) + t.shape)).view(out.shape + t.shape) for r, t in zip(rows, inputs)
            )
            result.append(_give(blocks, tuple_in, create_graph))
        return tuple(result) if tuple_out else result[0]


def _single(func, function, inputs):
    (out, *_), is_tuple = _tuple(func(*inputs), "outputs of the user-provided function", function)
    if is_tuple:
        raise RuntimeError(f"The function given to {function} should return a single Tensor")
    if out.numel() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {function} should contain a single element")
    return out.reshape(())


_JACOBIAN = (
    "While computing the hessian, found that the jacobian of the user-provided function with respect to input {} is"
    " independent of the input. This is not allowed in strict mode. You should ensure that your function is twice"
    " differentiable and that the jacobian depends on the inputs (this would be violated by a linear function for example)."
)


def _gradient(func, function, inputs, strict):
    """The gradient of a function with one result, with a graph; and the result."""
    (out,), _ = _run(lambda *x: _single(func, function, x), inputs, function, strict)
    found = _grad((out,), inputs, (None,), True)
    filled = tuple(t.new_zeros(t.shape) if g is None else g for g, t in zip(found, inputs))
    if strict:
        _must_require_grad(filled if function == "hessian" else found, _JACOBIAN)
    return out, filled


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    _strategy(outer_jacobian_strategy, vectorize, create_graph, strict)
    tuple_in = _tuple(inputs, "inputs", "hessian")[1]

    def gradient(*x):
        found = _gradient(func, "hessian", x, strict)[1]
        return found if tuple_in else found[0]

    return jacobian(gradient, inputs, create_graph, strict, vectorize, outer_jacobian_strategy)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    with enable_grad():
        inputs, tuple_in = _prepare(inputs, "vjp", create_graph)
        outputs, tuple_out = _run(func, inputs, "vjp", strict)
        v = _vector(v, outputs, tuple_out, "the user-provided function returns", "vjp")
        missing = f"The output of the user-provided function is independent of input {{}}.{_STRICT}."
        found = _filled(_grad(outputs, inputs, v, create_graph), inputs, strict, create_graph, missing, "jacobian")
        return _give(outputs, tuple_out, create_graph), _give(found, tuple_in, create_graph)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    with enable_grad():
        inputs, tuple_in = _prepare(inputs, "jvp", create_graph)
        v = _vector(v, inputs, tuple_in, "the input to the user-provided function is", "jvp")
        outputs, tuple_out = _run(func, inputs, "jvp", strict)
        dummy = tuple(o.new_zeros(o.shape).requires_grad_() for o in outputs)
        first = _grad(outputs, inputs, dummy, True)
        if strict:
            _must_require_grad(
                first,
                "The gradient with respect to input {} is independent of the inputs of the user-provided function."
                f"{_STRICT}.",
            )
        missing = (
            "The gradient with respect to the input is independent of entry {} in the grad_outputs when using the double"
            f" backward trick to compute forward mode gradients.{_STRICT}."
        )
        found = _filled(_grad(first, dummy, v, create_graph), outputs, strict, create_graph, missing, "jacobian")
        return _give(outputs, tuple_out, create_graph), _give(found, tuple_out, create_graph)


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    with enable_grad():
        inputs, tuple_in = _prepare(inputs, "vhp", create_graph)
        v = _vector(v, inputs, tuple_in, "the input to the user-provided function is", "vhp")
        out, first = _gradient(func, "vhp", inputs, strict)
        missing = f"The jacobian of the user-provided function is independent of input {{}}.{_STRICT}."
        found = _filled(_grad(first, inputs, v, create_graph), inputs, strict, create_graph, missing, "hessian")
        return _give((out,), False, create_graph), _give(found, tuple_in, create_graph)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    with enable_grad():
        inputs, tuple_in = _prepare(inputs, "hvp", create_graph)
        v = _vector(v, inputs, tuple_in, "the input to the user-provided function is", "hvp")
        out, first = _gradient(func, "hvp", inputs, strict)
        dummy = tuple(t.new_zeros(t.shape).requires_grad_() for t in inputs)
        second = _grad(first, inputs, dummy, True)
        if strict:
            _must_require_grad(
                second,
                "The hessian of the user-provided function with respect to input {} is independent of the input. This is not"
                " allowed in strict mode. You should ensure that your function is thrice differentiable and that the hessian"
                " depends on the inputs.",
            )
        missing = (
            "The hessian of the user-provided function is independent of entry {} in the grad_jacobian. This is not allowed in"
            " strict mode as it prevents from using the double backward trick to replace forward mode AD."
        )
        found = _filled(_grad(second, dummy, v, create_graph), inputs, strict, create_graph, missing, "hessian")
        return _give((out,), False, create_graph), _give(found, tuple_in, create_graph)
