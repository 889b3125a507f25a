# SPDX-License-Identifier: MIT
"""gradcheck: derivatives against central differences, (f(x + h) - f(x - h)) / 2h, in float64."""

from .. import _C
from .._C import Tensor
from .._modes import enable_grad


class GradcheckError(RuntimeError):
    """What gradcheck found wrong."""


_NOT_REENTRANT = (
    "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different values,"
    " although analytical gradient matches numerical gradient. The tolerance for nondeterminism was {}."
)


_FAST = "\nThe above quantities relating the numerical and analytical jacobians are computed \nin fast mode."


def _tensors(x):
    return (x,) if isinstance(x, Tensor) else tuple(x)


def _differentiable(outputs):
    return tuple(o for o in _tensors(outputs) if isinstance(o, Tensor) and o.requires_grad)


def _numerical(fn, inputs, at, eps):
    """Columns d output / d x[j] for each output: a list of matrices [x.numel, output.numel]."""
    from .. import stack

    x = inputs[at]
    flat = x.data.view(-1) if x.is_contiguous() else None
    columns = []
    for j in range(x.numel()):
        place = flat[j] if flat is not None else _element(x.data, j)
        before = place.item()
        place.fill_(before + eps)
        high = _values(fn, inputs)
        place.fill_(before - eps)
        low = _values(fn, inputs)
        place.fill_(before)
        _same_kind(high, low)
        columns.append(
            [((h - l) / (2 * eps)).reshape(-1) if h.is_floating_point() else None for h, l in zip(high, low)]
        )
    if not columns:
        return None
    return [stack(list(c)) if c[0] is not None else None for c in zip(*columns)]


def _same_kind(first, second):
    for a, b in zip(first, second):
        if a.shape != b.shape:
            raise AssertionError(
                f"Expected `func` to return outputs with the same shape when inputs are perturbed, got: {a.shape} and {b.shape}"
            )
        if a.dtype is not b.dtype:
            raise AssertionError(
                f"Expected `func` to return outputs with the same dtype when inputs are perturbed, got: {a.dtype} and {b.dtype}"
            )


def _values(fn, inputs):
    return [o.detach().clone() for o in _tensors(fn(*inputs)) if isinstance(o, Tensor)]


def _element(x, j):
    index = []
    for n in reversed(x.shape):
        index.append(j % n)
        j //= n
    for i in reversed(index):
        x = x.select(0, i)
    return x


def _analytical(output, inputs, create_graph=False):
    """Rows of the Jacobian of one output by backward: for each input a matrix [x.numel, output.numel]."""
    from .. import stack, zeros, zeros_like
    from . import grad

    rows = [[] for _ in inputs]
    for j in range(output.numel()):
        unit = zeros(tuple(output.shape), dtype=output.dtype, device=output.device)
        unit.view(-1)[j] = 1
        found = grad(output, inputs, unit, retain_graph=True, allow_unused=True)
        for r, g, x in zip(rows, found, inputs):
            if g is not None and g.shape != x.shape:
                raise GradcheckError("Analytical gradient has incorrect size")
            r.append((zeros_like(x) if g is None else g).reshape(-1))
    return [stack(r, 1) if r else None for r in rows]


def _close(a, n, rtol, atol):
    from .. import allclose

    return allclose(a, n.to(a.dtype), rtol, atol)


def _check(func, inputs, eps, atol, rtol, check_grad_dtypes, nondet_tol, check_undefined_grad):
    wanted = [i for i, x in enumerate(inputs) if isinstance(x, Tensor) and x.requires_grad]
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of the them have"
            " requires_grad=True."
        )
    for i in wanted:
        if inputs[i].dtype is not _C.float64:
            import warnings

            warnings.warn(
                f"Input #{i} requires gradient and is not a double precision floating point or complex. This"
                " check will likely fail if all the inputs are not of double precision floating point or"
                " complex. ",
                stacklevel=3,
            )
        inputs[i].retain_grad()
    outputs = _differentiable(func(*inputs))
    every = [o for o in _tensors(func(*inputs)) if isinstance(o, Tensor)]
    places = [k for k, o in enumerate(every) if o.requires_grad]
    if not outputs:
        for i in wanted:
            for n in _numerical(func, inputs, i, eps) or ():
                if n is not None and n.abs().max().item() > atol:
                    raise GradcheckError("Numerical gradient for function expected to be zero")
        return True
    numerical = [_numerical(func, inputs, i, eps) for i in wanted]
    for k, output in zip(places, outputs):
        if output.numel() == 0:
            continue
        first = _analytical(output, [inputs[i] for i in wanted])
        second = _analytical(output, [inputs[i] for i in wanted])
        for position, (i, a, b) in enumerate(zip(wanted, first, second)):
            if inputs[i].numel() == 0:
                continue
            n = numerical[position][k]
            if (a - b).abs().max().item() > nondet_tol:
                raise GradcheckError(_NOT_REENTRANT.format(nondet_tol))
            if not _close(a, n, rtol, atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {k} with respect to input"
                    f" {i},\nnumerical:{n}\nanalytical:{a}\n"
                )
    if check_undefined_grad:
        _check_no_gradient(func, inputs, [inputs[i] for i in wanted])
    return True


def _check_no_gradient(func, inputs, wanted):
    """No gradient comes out of where none, or zeros, go in: for each output that is made undefined alone, and for all."""
    import warnings

    from .. import zeros_like
    from . import grad
    from ._names import UndefinedGrad

    def complain(text):
        warnings.warn(
            "Backwards compatibility: New undefined gradient support checking feature is enabled by default, but it may break existing"
            " callers of this function. If this is true for you, you can call this function with \"check_undefined_grad=False\" to"
            " disable the feature"
        )
        raise GradcheckError(text)

    outputs = _differentiable(func(*inputs))
    found = grad(outputs, wanted, [zeros_like(o) for o in outputs], retain_graph=True, allow_unused=True)
    if any(g is not None and not bool((g == 0).all()) for g in found):
        raise GradcheckError("backward not multiplied by grad_output")
    undefined = UndefinedGrad()(*outputs)
    undefined = undefined if isinstance(undefined, tuple) else (undefined,)
    mixes = [undefined]
    if len(outputs) > 1:
        mixes += [outputs[:k] + undefined[k:k + 1] + outputs[k + 1:] for k in range(len(outputs))]
    for mix in mixes:
        try:
            found = grad(mix, wanted, [zeros_like(o) for o in mix], retain_graph=True, allow_unused=True)
        except RuntimeError:
            complain(
                "Expected backward function to handle undefined output grads. Please look at \"Notes about undefined output gradients\""
                " in \"tools/autograd/derivatives.yaml\""
            )
        if any(g is not None and not bool((g == 0).all()) for g in found):
            complain(
                "Expected all input grads to be undefined or zero when all output grads are undefined or zero. Please look at \"Notes"
                " about undefined output gradients\" in \"tools/autograd/derivatives.yaml\""
            )


def _tangents(func, inputs, at, direction):
    """The tangents of func's outputs where inputs[at] moves along direction."""
    from .forward_ad import dual_level, make_dual, unpack_dual

    args = list(inputs)
    with dual_level():
        for i, x in enumerate(inputs):
            if isinstance(x, Tensor) and x.requires_grad:
                args[i] = make_dual(x.detach(), direction if i == at else x.detach().new_zeros(x.shape))
        return [unpack_dual(o).tangent for o in _tensors(func(*args)) if isinstance(o, Tensor)]


def _check_tangent(k, i, expected, analytical, rtol, atol, more=""):
    analytical = expected.new_zeros(expected.shape) if analytical is None else analytical
    if not _close(analytical, expected, rtol, atol):
        raise GradcheckError(
            f"Jacobian computed with forward mode mismatch for output {k} with respect to input {i},\nnumerical:{expected}\n"
            f"analytical:{analytical}\n{more}"
        )


def _check_forward(func, inputs, eps, atol, rtol):
    """Columns of the Jacobian by forward mode against central differences."""
    for i, x in enumerate(inputs):
        if not isinstance(x, Tensor) or not x.requires_grad:
            continue
        numerical = _numerical(func, inputs, i, eps)
        for j in range(x.numel()):
            unit = x.detach().new_zeros(x.shape)
            unit.view(-1)[j] = 1
            for k, t in enumerate(_tangents(func, inputs, i, unit)):
                if numerical[k] is not None:
                    _check_tangent(k, i, numerical[k][j], None if t is None else t.reshape(-1), rtol, atol)


def _check_fast(func, inputs, eps, atol, rtol, nondet_tol, check_undefined_grad, check_forward_ad, check_backward_ad):
    """One random number per output instead of its Jacobian J: vᵀ J u, by a backward with v, by forward mode along u and by differences
    along u, where u and v have length 1. The difference of large tensors is summed in float64."""
    from .. import Generator, randn
    from . import grad

    own = Generator()  # a function that draws random numbers has to see the same state each time

    def direction(like):
        d = randn(tuple(like.shape), dtype=like.dtype, device=like.device, generator=own)
        return d / d.norm().clamp(min=1e-30)

    wanted = [i for i, x in enumerate(inputs) if isinstance(x, Tensor) and x.requires_grad]
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True."
        )
    every = [o for o in _tensors(func(*inputs)) if isinstance(o, Tensor)]
    ours = [inputs[i] for i in wanted]
    for x in ours:
        x.retain_grad()
    along = [direction(x) for x in ours]
    numerical = []  # for each input the differences of all outputs along its direction
    for x, u in zip(ours, along):
        before = x.detach().clone()
        x.data.copy_(before + u * eps)
        high = _values(func, inputs)
        x.data.copy_(before - u * eps)
        low = _values(func, inputs)
        x.data.copy_(before)
        _same_kind(high, low)
        numerical.append([((h - l) / (2 * eps)) if h.is_floating_point() else None for h, l in zip(high, low)])
    if not any(o.requires_grad for o in every):
        if any(d is not None and d.abs().max().item() > atol for column in numerical for d in column if d is None or d.numel()):
            raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    for k, output in enumerate(every if check_backward_ad else ()):
        if not output.requires_grad or output.numel() == 0:
            continue
        v = direction(output)
        found = grad(output, ours, v, retain_graph=True, allow_unused=True)
        again = grad(output, ours, v, retain_graph=True, allow_unused=True)
        for i, u, g, h, column in zip(wanted, along, found, again, numerical):
            if g is not None and g.numel() and (g - h).abs().max().item() > nondet_tol:
                raise GradcheckError(_NOT_REENTRANT.format(nondet_tol))
            analytical = output.new_zeros(()) if g is None else (g * u).sum().to(output.dtype)
            expected = (column[k] * v).sum()
            if not _close(analytical, expected, rtol, atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {k} with respect to input {i},\nnumerical:{expected}\nanalytical:{analytical}\n{_FAST}"
                )
    if check_undefined_grad and check_backward_ad:
        _check_no_gradient(func, inputs, ours)
    for i, u, column in zip(wanted, along, numerical) if check_forward_ad else ():
        for k, t in enumerate(_tangents(func, inputs, i, u)):
            if column[k] is not None and column[k].numel():
                v = direction(column[k])
                _check_tangent(k, i, (column[k] * v).sum(), None if t is None else (t * v).sum(), rtol, atol, _FAST)


def gradcheck(
    func,
    inputs,
    *,
    eps=1e-6,
    atol=1e-5,
    rtol=1e-3,
    raise_exception=True,
    check_sparse_nnz=False,
    nondet_tol=0.0,
    check_undefined_grad=True,
    check_grad_dtypes=False,
    check_batched_grad=False,
    check_batched_forward_grad=False,
    check_forward_ad=False,
    check_backward_ad=True,
    fast_mode=False,
):
    """Batched gradients are one backward after the other, so check_batched_grad has nothing to add. fast_mode compares one number per
    output instead of its whole Jacobian."""
    assert check_forward_ad or check_backward_ad, "Expected at least one of check_forward_ad or check_backward_ad to be True"
    inputs = _tensors(inputs)
    try:
        with enable_grad():
            if fast_mode:
                _check_fast(func, inputs, eps, atol, rtol, nondet_tol, check_undefined_grad, check_forward_ad, check_backward_ad)
                return True
            if check_backward_ad:
                _check(func, inputs, eps, atol, rtol, check_grad_dtypes, nondet_tol, check_undefined_grad)
            if check_forward_ad:
                _check_forward(func, inputs, eps, atol, rtol)
            return True
    except GradcheckError:
        if raise_exception:
            raise
        return False


def gradgradcheck(
    func,
    inputs,
    grad_outputs=None,
    *,
    eps=1e-6,
    atol=1e-5,
    rtol=1e-3,
    gen_non_contig_grad_outputs=False,
    raise_exception=True,
    nondet_tol=0.0,
    check_undefined_grad=True,
    check_grad_dtypes=False,
    check_batched_grad=False,
    check_fwd_over_rev=False,
    check_rev_over_rev=True,
    fast_mode=False,
):
    """gradcheck of the gradient as a function of the inputs and of the gradients that come in."""
    from .. import randn
    from . import grad

    inputs = _tensors(inputs)
    if grad_outputs is None:
        with enable_grad():
            outputs = _differentiable(func(*inputs))
        grad_outputs = tuple(randn(o.shape, dtype=o.dtype).requires_grad_() for o in outputs)
    else:
        grad_outputs = _tensors(grad_outputs)
    count = len(grad_outputs)
    needs = [isinstance(x, Tensor) and x.requires_grad for x in inputs + grad_outputs]

    def gradient(*args):
        args = tuple(x.requires_grad_() if n and not x.requires_grad else x for x, n in zip(args, needs))
        own, grads = args[:-count], args[-count:]
        outputs = _differentiable(func(*own))
        wanted = tuple(x for x in own if isinstance(x, Tensor) and x.requires_grad)
        return tuple(
            g for g in grad(outputs, wanted, grads, create_graph=True, allow_unused=True) if g is not None
        )

    return gradcheck(
        gradient,
        inputs + grad_outputs,
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_undefined_grad=check_undefined_grad,
        check_grad_dtypes=check_grad_dtypes,
        fast_mode=fast_mode,
        check_forward_ad=check_fwd_over_rev,
        check_backward_ad=check_rev_over_rev,
    )


# ---- what PyTorch's gradcheck was made of once; other libraries' tests call it ----

def _deprecated(name, grad_out):
    import warnings

    warnings.warn(f"{name} was part of PyTorch's private API and not meant to be exposed. We are deprecating it and it will be removed in"
                  " a future version of PyTorch. If you have a specific use for this or feature request for this to be a stable API,"
                  " please file us an issue at https://github.com/pytorch/pytorch/issues/new", stacklevel=3)
    if grad_out not in (None, 1.0):
        raise ValueError(f"Expected grad_out to be 1.0. {name} no longer supports values of grad_out != 1.0.")


def get_numerical_jacobian(fn, inputs, target=None, eps=1e-3, grad_out=1.0):
    """The Jacobians of fn(inputs), first output, by differences: for each tensor of inputs, or for target alone."""
    _deprecated("get_numerical_jacobian", grad_out)
    inputs = _tensors(inputs)
    places = [i for i, x in enumerate(inputs) if isinstance(x, Tensor) and (x is target if target is not None else x.requires_grad)]
    return tuple(_numerical(lambda *args: fn(args), inputs, i, eps)[0] for i in places)


def get_analytical_jacobian(inputs, output, nondet_tol=0.0, grad_out=1.0):
    """(Jacobians of output by backward, two backwards agree, sizes are right, dtypes are right)"""
    _deprecated("get_analytical_jacobian", grad_out)
    wanted = [x for x in _tensors(inputs) if isinstance(x, Tensor) and x.requires_grad]
    first, second = _analytical(output, wanted), _analytical(output, wanted)
    same = all((a - b).abs().max().item() <= nondet_tol for a, b in zip(first, second))
    return tuple(first), same, True, all(j.dtype is x.dtype for j, x in zip(first, wanted))
