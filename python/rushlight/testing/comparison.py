# SPDX-License-Identifier: MIT
"""assert_close: |actual - expected| <= atol + rtol |expected|, attributes too, in containers too."""

import cmath
from collections import abc

from .. import _C
from .._C import Tensor

# rtol and atol by dtype
_TOLERANCES = {
    _C.float16: (1e-3, 1e-5),
    _C.bfloat16: (1.6e-2, 1e-5),
    _C.float32: (1.3e-6, 1e-5),
    _C.float64: (1e-7, 1e-7),
}


def _tolerances(dtypes, rtol, atol):
    if (rtol is None) != (atol is None):
        raise ValueError(
            "Both 'rtol' and 'atol' must be either specified or omitted, but got no "
            f"{'rtol' if rtol is None else 'atol'}."
        )
    if rtol is not None:
        return rtol, atol
    pairs = [_TOLERANCES.get(d, (0.0, 0.0)) for d in dtypes]
    return max(p[0] for p in pairs), max(p[1] for p in pairs)


class _Mismatch(Exception):
    def __init__(self, kind, text, path=()):
        self.kind, self.text, self.path = kind, text, path


def _fail(text, path, kind=AssertionError):
    if path:
        text += "\n\nThe failure occurred for item " + "".join(f"[{p!r}]" for p in path)
    raise _Mismatch(kind, text, path)


def _differences(actual, expected, rtol, atol, close, identifier):
    """PyTorch's account of what differs."""
    exact = rtol == 0 and atol == 0
    wrong = ~close
    count, total = int(wrong.sum()), close.numel()
    gap = (actual - expected).abs()
    absolute, relative = gap.masked_fill(close, 0), (gap / expected.abs()).masked_fill(close, 0)
    words = "equal" if exact else "close"
    text = (
        f"{identifier}-likes are not {words}!\n\nMismatched elements: {count} / {total}"
        f" ({count / total:.1%})\n"
    )
    for name, values, limit in (("absolute", absolute, atol), ("relative", relative, rtol)):
        flat = values.reshape(-1)
        place = int(flat.argmax())
        index = []
        for n in reversed(actual.shape):
            index.append(place % n)
            place //= n
        text += f"Greatest {name} difference: {flat.max().item()} at index {tuple(reversed(index))}"
        text += "\n" if exact else f" (up to {limit} allowed)\n"
    return text[:-1]


def _compare_tensors(
    actual, expected, path, rtol, atol, equal_nan, check_device, check_dtype, check_layout, check_stride
):
    from .. import isclose, promote_types

    for name, on, x, y in (
        ("shape", True, actual.shape, expected.shape),
        ("device", check_device, actual.device, expected.device),
        ("dtype", check_dtype, actual.dtype, expected.dtype),
    ):
        if on and x != y:
            _fail(f"The values for attribute '{name}' do not match: {x} != {y}.", path)
    if check_stride and actual.stride() != expected.stride():
        _fail(
            f"The values for attribute 'stride()' do not match: {actual.stride()} != {expected.stride()}.",
            path,
        )
    rtol, atol = _tolerances((actual.dtype, expected.dtype), rtol, atol)
    if actual.dtype is not expected.dtype:
        both = promote_types(actual.dtype, expected.dtype)
        actual, expected = actual.to(both), expected.to(both)
    actual, expected = actual.detach().cpu(), expected.detach().cpu()
    if actual.dtype is _C.bool:
        actual, expected = actual.to(_C.uint8), expected.to(_C.uint8)
    close = isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if bool(close.all()):
        return
    if actual.dim() == 0:
        _fail(_scalar_text(actual.item(), expected.item(), rtol, atol), path)
    _fail(_differences(actual, expected, rtol, atol, close, "Tensor"), path)


def _scalar_text(actual, expected, rtol, atol):
    difference = abs(actual - expected)
    if rtol == 0 and atol == 0:
        return (
            f"Scalars are not equal!\n\nAbsolute difference: {difference}\n"
            f"Relative difference: {difference / abs(expected) if expected else float('inf')}"
        )
    return (
        f"Scalars are not close!\n\nAbsolute difference: {difference} (up to {atol} allowed)\nRelative"
        f" difference: {difference / abs(expected) if expected else float('inf')} (up to {rtol} allowed)"
    )


def _is_number(x):
    return isinstance(x, (int, float, complex)) or (
        type(x).__module__ == "numpy" and hasattr(x, "item") and getattr(x, "ndim", 1) == 0
    )


def _compare_numbers(actual, expected, path, rtol, atol, equal_nan, check_dtype):
    actual, expected = (x.item() if hasattr(x, "item") else x for x in (actual, expected))
    if check_dtype and type(actual) is not type(expected):
        _fail(f"The (d)types do not match: {type(actual)} != {type(expected)}.", path)
    if isinstance(actual, bool) or isinstance(expected, bool):
        if actual != expected:
            _fail(f"Booleans mismatch: {actual} is not {expected}", path)
        return
    kinds = [_C.float64 if isinstance(x, (float, complex)) else _C.int64 for x in (actual, expected)]
    rtol, atol = _tolerances(kinds, rtol, atol)
    if actual == expected or (equal_nan and cmath.isnan(actual) and cmath.isnan(expected)):
        return
    difference = abs(actual - expected)
    if cmath.isfinite(difference) and difference <= atol + rtol * abs(expected):
        return
    _fail(_scalar_text(actual, expected, rtol, atol), path)


def _compare(actual, expected, path, allow_subclasses, options):
    if actual is None or expected is None:
        if actual is not expected:
            _fail(f"None mismatch: {actual} is not {expected}", path)
    elif _tensor_like(actual) and _tensor_like(expected) and _related(actual, expected, allow_subclasses):
        from .. import as_tensor

        _compare_tensors(as_tensor(actual), as_tensor(expected), path, **options)
    elif _is_number(actual) and _is_number(expected):
        _compare_numbers(
            actual,
            expected,
            path,
            options["rtol"],
            options["atol"],
            options["equal_nan"],
            options["check_dtype"],
        )
    elif isinstance(actual, abc.Mapping) and isinstance(expected, abc.Mapping):
        if set(actual) != set(expected):
            missing, more = sorted(set(expected) - set(actual), key=str), sorted(
                set(actual) - set(expected), key=str
            )
            _fail(
                f"The keys of the mappings do not match:\nMissing keys in the actual mapping: {missing}\n"
                f"Additional keys in the actual mapping: {more}",
                path,
            )
        for key in sorted(actual, key=str):
            _compare(actual[key], expected[key], (*path, key), allow_subclasses, options)
    elif _is_list(actual) and _is_list(expected):
        if len(actual) != len(expected):
            _fail(f"The length of the sequences mismatch: {len(actual)} != {len(expected)}", path)
        for i, (a, b) in enumerate(zip(actual, expected)):
            _compare(a, b, (*path, i), allow_subclasses, options)
    else:
        _fail(
            f"No comparison pair was able to handle inputs of type {type(actual)} and {type(expected)}.",
            path,
            TypeError,
        )


def _is_array(x):
    return type(x).__module__ == "numpy" and type(x).__name__ == "ndarray"


def _tensor_like(x):
    return isinstance(x, Tensor) or _is_array(x)


def _related(actual, expected, allow_subclasses):
    if not allow_subclasses:
        return type(actual) is type(expected)
    return isinstance(actual, type(expected)) or isinstance(expected, type(actual))


def _is_list(x):
    return isinstance(x, abc.Sequence) and not isinstance(x, (str, bytes))


def assert_close(
    actual,
    expected,
    *,
    allow_subclasses=True,
    rtol=None,
    atol=None,
    equal_nan=False,
    check_device=True,
    check_dtype=True,
    check_layout=True,
    check_stride=False,
    msg=None,
):
    """Raises an AssertionError that says what differs unless |actual - expected| <= atol + rtol |expected| everywhere.

    Without tolerances the dtype decides:

    >>> torch.testing.assert_close(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0 + 1e-6]))
    >>> torch.testing.assert_close(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.5]))
    Traceback (most recent call last):
    ...
    AssertionError: Tensor-likes are not close!
    <BLANKLINE>
    Mismatched elements: 1 / 2 (50.0%)
    Greatest absolute difference: 0.5 at index (1,) (up to 1e-05 allowed)
    Greatest relative difference: 0.20000000298023224 at index (1,) (up to 1.3e-06 allowed)

    Sequences and mappings are compared item by item; the text names the item:

    >>> torch.testing.assert_close({"a": [1, 2]}, {"a": [1, 3]})
    Traceback (most recent call last):
    ...
    AssertionError: Scalars are not equal!
    <BLANKLINE>
    Absolute difference: 1
    Relative difference: 0.3333333333333333
    <BLANKLINE>
    The failure occurred for item ['a'][1]

    dtype and device count as well, unless they are left out:

    >>> torch.testing.assert_close(torch.tensor(1), torch.tensor(1.0))
    Traceback (most recent call last):
    ...
    AssertionError: The values for attribute 'dtype' do not match: torch.int64 != torch.float32.
    >>> torch.testing.assert_close(torch.tensor(1), torch.tensor(1.0), check_dtype=False)
    """
    _tolerances((_C.float32,), rtol, atol)
    options = dict(
        rtol=rtol,
        atol=atol,
        equal_nan=equal_nan,
        check_device=check_device,
        check_dtype=check_dtype,
        check_layout=check_layout,
        check_stride=check_stride,
    )
    try:
        _compare(actual, expected, (), allow_subclasses, options)
    except _Mismatch as e:
        text = e.text if msg is None else msg(e.text) if callable(msg) else msg
        raise e.kind(text) from None


def assert_allclose(actual, expected, rtol=None, atol=None, equal_nan=True, msg=""):
    from .. import as_tensor

    actual = actual if isinstance(actual, Tensor) else as_tensor(actual)
    expected = expected if isinstance(expected, Tensor) else as_tensor(expected).to(actual.dtype)
    assert_close(
        actual,
        expected,
        rtol=rtol,
        atol=atol,
        equal_nan=equal_nan,
        check_device=True,
        check_dtype=False,
        check_stride=False,
        msg=msg or None,
    )
