#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes print.bin: tensors with the text that PyTorch 1.13.1 prints for them, doubles with Python's repr, shapes
with the text of torch.Size. Run it with a Python that has that PyTorch: make_print.py [print.bin].

The file, little-endian; i = int32, q = int64, s = i length (-1: none) and bytes:
  "RUSHPRT1"
  i count, then for each tensor: s label, i dtype, i ndim, q shape[ndim], q strides[ndim], s data (from element 0 on),
     s device, s grad_fn, i requires_grad, i default_dtype, s class_name,
     i precision, q threshold, q edgeitems, i linewidth, i sci_mode, s text
  i count, then for each double: its 8 bytes, s text
  i count, then for each shape: i ndim, q shape[ndim], s torch.Size, s tuple"""
import ctypes
import os
import random
import struct
import sys

import torch

DTYPES = [torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
          torch.int8, torch.uint8, torch.bool]
FLOATS = DTYPES[:4]
DEFAULTS = dict(precision=4, threshold=1000, edgeitems=3, linewidth=80, sci_mode=None)
NO_LIMIT = 2**63 - 1
inf, nan = float("inf"), float("nan")
records = []


def i32(v): return struct.pack("<i", v)
def i64s(v): return struct.pack(f"<{len(v)}q", *v)


def string(v):
    if v is None: return i32(-1)
    if isinstance(v, str): v = v.encode()
    return i32(len(v)) + v


def raw(t):
    """The bytes from element 0 to the last element that the strides reach."""
    if t.numel() == 0: return b""
    reach = 1 + sum((n - 1) * s for n, s in zip(t.shape, t.stride()))
    return ctypes.string_at(t.data_ptr(), reach * t.element_size())


def add(label, t, default_dtype=torch.float32, device=None, profile=None, **options):
    """Prints t under these options. device: the CPU tensor is printed on a machine whose default device is another
    one, which is how PyTorch comes to show a device."""
    default_device = torch._C._get_default_device
    torch.set_default_dtype(default_dtype)
    try:
        torch.set_printoptions(**dict(DEFAULTS, **options))
        if profile: torch.set_printoptions(profile=profile)
        if device: torch._C._get_default_device = lambda: "cuda"
        text = repr(t)
    finally:
        torch._C._get_default_device = default_device
        torch.set_default_dtype(torch.float32)
    used = torch._tensor_str.PRINT_OPTS
    threshold = NO_LIMIT if used.threshold == inf else used.threshold
    sci_mode = -1 if used.sci_mode is None else int(used.sci_mode)
    is_parameter = isinstance(t, torch.nn.Parameter)
    grad_fn = type(t.grad_fn).__name__ if t.grad_fn is not None else None
    class_name = "tensor" if type(t) is torch.Tensor else type(t).__name__
    if is_parameter: class_name = "Parameter containing:\n"
    d = t.detach()
    records.append(
        string(label) + i32(DTYPES.index(t.dtype) + 1) + i32(t.dim()) + i64s(t.shape) + i64s(t.stride())
        + string(raw(d)) + string(device) + string(grad_fn) + i32(t.requires_grad)
        + i32(DTYPES.index(default_dtype) + 1) + string(class_name) + i32(used.precision) + i64s([threshold])
        + i64s([used.edgeitems]) + i32(used.linewidth) + i32(sci_mode) + string(text))


def sample(dtype, shape):
    if dtype == torch.bool: return torch.rand(shape) > 0.5
    if dtype.is_floating_point: return (torch.randn(shape) * 3).to(dtype)
    top = min(torch.iinfo(dtype).max, 5000)
    return torch.randint(max(-top, torch.iinfo(dtype).min), top, shape).to(dtype)


def dtypes_and_ranks():
    shapes = [(), (1,), (5,), (40,), (3, 4), (2, 30), (2, 3, 4), (2, 1, 2, 3), (1, 2, 1, 3, 2)]
    for dtype in DTYPES:
        for shape in shapes:
            add(f"{dtype} {shape}", sample(dtype, shape))
        for shape in [(0,), (0, 3), (2, 0), (4, 0, 5)]:
            add(f"{dtype} empty {shape}", torch.empty(shape, dtype=dtype))
        for shape in [(1001,), (50, 50), (11, 12, 13)]:
            add(f"{dtype} summarised {shape}", sample(dtype, shape))
    for dtype in DTYPES[4:9]:
        info = torch.iinfo(dtype)
        add(f"{dtype} limits", torch.tensor([info.min, 0, info.max, 1], dtype=dtype))
    add("all true", torch.ones(4, dtype=torch.bool))
    add("all false", torch.zeros(4, dtype=torch.bool))


def float_values():
    sets = {
        "whole": [1.0, 2, 3], "whole negative": [-1.0, 2, -300], "whole ratio": [1.0, 1000], "whole sci": [1.0, 1001],
        "whole 1e8": [1e8, 2e8], "whole under 1e8": [99999999.0, 1e8], "whole above 1e8": [1.0e8 + 8, 2e8],
        "zeros": [0.0, 0, 0], "negative zero": [-0.0, 0.0], "negative zero and half": [-0.0, 0.5],
        "nan": [nan], "nans": [nan, nan, 0], "inf": [inf], "infs": [inf, -inf], "whole nan": [nan, 1, 2],
        "whole inf": [inf, 100, -inf], "mixed": [nan, inf, -inf, 0.0, -0.0, 1.5], "nan sci": [nan, 1e-9, 1, inf],
        "half": [0.5], "fraction ratio": [0.5, 500.0], "fraction ratio sci": [0.5, 500.1], "tiny": [1e-5],
        "1e-4": [1e-4, 2e-4], "under 1e-4": [0.99e-4, 2e-4], "large fraction": [1e4 + 0.5, 2e4],
        "fraction above 1e8": [123456789.5], "negative large": [-1e5, -2e5 + 0.25], "rounds up": [9.99999, 99.99996],
        "rounds to zero": [0.00012, -0.00011], "ties": [0.03125, 0.09375, 2.5, 0.5], 
        "sci carry": [9.99999e-7, 9.99996e5],
        "negative sci": [-1e-7, 1e7], "one": [1.0], "minus nan": [-nan, 1.25], "one tenth": [0.1, 0.2, 0.3],
        "wide range": [1e-30, 1e30], "huge": [1e38, 3e38], "denormal": [1e-45, 1e-40, 1e-39],
        "many": [i / 7 for i in range(-30, 30)],
    }
    for dtype in FLOATS:
        for name, values in sets.items():
            t = torch.tensor(values, dtype=torch.float64).to(dtype)
            add(f"{dtype} {name}", t)
            if len(values) == 1 or name in ("mixed", "zeros"): add(f"{dtype} 0-d {name}", t[0])
    doubles = {
        "three digit exponent": [1e100, 1e-100, -1e200], "short and long exponents": [1e-200, 1.5],
        "negative long exponent": [-1e-200, 1e5], "carry into exponent": [9.99999e99, 1.0],
        "max": [1.7976931348623157e308],
        "least": [5e-324], "least and max": [5e-324, -1.7976931348623157e308], "third": [1 / 3, 2 / 3],
        "carry at 1e-99": [9.99999e-100, 1e-99], "whole at the ratio": [3.0, 3000.0, 2999.0],
    }
    for name, values in doubles.items():
        add(f"float64 {name}", torch.tensor(values, dtype=torch.float64))
        for mode in (False, True):
            add(f"float64 {name} sci_mode {mode}", torch.tensor(values, dtype=torch.float64), sci_mode=mode)


def views():
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8
    ints = torch.arange(120).reshape(2, 3, 4, 5)
    add("transposed", base.t())
    add("column", base[:, 2])
    add("row", base[3])
    add("element", base[2, 3])
    add("every second", base[::2, 1::3])
    add("diagonal", base.diagonal())
    add("expanded scalar", torch.tensor(7).expand(3, 4))
    add("expanded row", torch.tensor([[1.5, nan, -2]]).expand(3, 3))
    add("expanded column", torch.tensor([[1], [2]], dtype=torch.int16).expand(2, 5))
    add("permuted", ints.permute(3, 1, 0, 2))
    add("overlapping", torch.arange(10).unfold(0, 4, 1))
    add("channels last", torch.arange(24.).reshape(1, 2, 3, 4).to(memory_format=torch.channels_last))
    add("expanded and summarised", torch.tensor([0.25, 4, -1e6]).expand(500, 3))
    add("expanded 3-d summarised", torch.arange(30.).reshape(30, 1, 1).expand(30, 40, 50))
    add("huge expanded", torch.tensor(3, dtype=torch.uint8).expand(2**31, 2**30, 2))
    add("huge expanded, no summary of short dims", torch.tensor(3.5).expand(2, 2**40, 1, 3))
    add("transposed summarised", torch.arange(3000.).reshape(30, 100).t())
    add("sliced summarised", torch.arange(9000)[::3])
    add("64 dims", torch.ones([1] * 64, dtype=torch.int32))
    add("7 dims", torch.arange(2**7).reshape([2] * 7))
    add("6 dims of size 1 and a long row", torch.randn([1] * 6 + [25]))


def summaries():
    add("1000", torch.arange(1000))
    add("1001", torch.arange(1001))
    add("1001 floats", torch.arange(1001.))
    add("summary hides the large", torch.cat([torch.ones(500), torch.tensor([1e9]), torch.ones(500)]))
    add("summary shows the large", torch.cat([torch.tensor([1e9]), torch.ones(1000)]))
    add("6 x 200", torch.arange(1200).reshape(6, 200))
    add("7 x 200", torch.arange(1400).reshape(7, 200))
    add("200 x 6", torch.arange(1200).reshape(200, 6))
    add("200 x 7", torch.arange(1400).reshape(200, 7))
    add("2 x 3 x 4 x 50", torch.arange(1200, dtype=torch.int32).reshape(2, 3, 4, 50))
    add("9 x 1 x 150", (torch.arange(1350) % 97 / 4).reshape(9, 1, 150))
    add("summarised with size 0", torch.empty(2000, 0, 3))
    for edge in (1, 2, 5, 600, NO_LIMIT):
        add(f"edgeitems {edge}", torch.arange(1200).reshape(30, 40), edgeitems=edge)
        add(f"edgeitems {edge} 1-d", torch.arange(1200.), edgeitems=edge)
    add("edgeitems 0 1-d", torch.arange(9), edgeitems=0, threshold=5)
    add("edgeitems 0 0-d", torch.tensor(9), edgeitems=0, threshold=0)
    add("edgeitems 0 below the threshold", torch.arange(6).reshape(2, 3), edgeitems=0)
    for threshold in (0, 1, 5, 6, 7, -1):
        add(f"threshold {threshold}", torch.arange(7), threshold=threshold)
        add(f"threshold {threshold} 2-d", torch.arange(12).reshape(3, 4), threshold=threshold, edgeitems=1)
        add(f"threshold {threshold} 0-d", torch.tensor(1.5), threshold=threshold)


def suffixes():
    for n in range(1, 14):
        x = torch.arange(float(n)).requires_grad_()
        add(f"requires_grad {n}", x)
        add(f"grad_fn {n}", x + 1)
        add(f"double grad_fn {n}", x.detach().double().requires_grad_() * 0.5)
        add(f"device {n}", x.detach().half(), device="cpu")
        add(f"parameter {n}", torch.nn.Parameter(x.detach() / 3))
    x = torch.randn(3, 4, requires_grad=True)
    add("grad_fn 2-d", x @ x.t())
    add("grad_fn view", x.view(-1))
    add("sum", x.sum())
    add("log_softmax", x.log_softmax(1))
    add("long name", torch.nn.functional.binary_cross_entropy_with_logits(x, x.detach().abs(), reduction="none"))
    add("parameter 2-d", torch.nn.Parameter(x.detach()))
    add("parameter frozen", torch.nn.Parameter(x.detach(), requires_grad=False))
    add("parameter double 0-d", torch.nn.Parameter(torch.tensor(1.5, dtype=torch.float64)))
    add("parameter empty", torch.nn.Parameter(torch.empty(0, 2)))
    add("parameter summarised", torch.nn.Parameter(torch.randn(40, 50)))
    add("empty requires grad", torch.empty(0, 5, dtype=torch.float64, requires_grad=True))
    add("empty grad_fn", torch.empty(0, 5, requires_grad=True) * 2)
    add("empty long shape", torch.empty(10**6, 0, 10**5, 10**4, 10**3, 10**2, 10**3, 1, 2, 10**3, dtype=torch.int64))
    add("all suffixes", torch.empty(0, 5, dtype=torch.float64, requires_grad=True) * 2, device="cpu")
    for n in range(1, 5):
        half = x.detach()[0, :n].half().requires_grad_()
        for width in range(30, 90, 1 if n == 3 else 4):
            add(f"all suffixes, {n} values, width {width}", half * 2, device="cpu", linewidth=width)
    for name in ("T", "AVeryLongNameOfATensorClass"):
        t = torch.arange(60.).reshape(2, 30).as_subclass(type(name, (torch.Tensor,), {}))
        add(f"class {name}", t)
        add(f"class {name} double", t.double())


def options():
    values = torch.tensor([[1.23456789, -20.5, 300.125], [0.001, nan, -inf]])
    for precision in (0, 1, 2, 6, 9, 20):
        for mode in (None, False, True):
            add(f"precision {precision} sci_mode {mode}", values, precision=precision, sci_mode=mode)
            add(f"whole, precision {precision} sci_mode {mode}", torch.arange(-3., 9), precision=precision,
                sci_mode=mode)
    add("precision 1074", torch.tensor([5e-324], dtype=torch.float64), precision=1074)
    for mode in (False, True):
        add(f"zeros sci_mode {mode}", torch.zeros(3), sci_mode=mode)
        add(f"inf sci_mode {mode}", torch.tensor([inf, 0, nan]), sci_mode=mode)
        add(f"ints sci_mode {mode}", torch.tensor([1, 10**9]), sci_mode=mode)
        add(f"wide sci_mode {mode}", torch.tensor([1e-10, 1e10, 1.5]), sci_mode=mode)
        add(f"nan and whole sci_mode {mode}", torch.tensor([1.0, nan, 20000.0]), sci_mode=mode)
    for width in (0, 1, 7, 8, 10, 16, 17, 20, 40, 79, 81, 120, 1000, -5):
        add(f"linewidth {width}", torch.arange(30), linewidth=width)
        add(f"linewidth {width} 2-d", torch.randn(2, 15, dtype=torch.float64, requires_grad=True), linewidth=width)
    for profile in ("default", "short", "full"):
        for t in (torch.randn(3, 3), torch.arange(1100), torch.randn(3, 400).half(), torch.tensor(2 / 3)):
            add(f"profile {profile} {tuple(t.shape)}", t, profile=profile)
    for default in (torch.float64, torch.float16, torch.bfloat16):
        for dtype in FLOATS + [torch.int64, torch.int32, torch.bool]:
            add(f"default {default}: {dtype}", sample(dtype, (3,)), default_dtype=default)
            add(f"default {default}: empty {dtype}", torch.empty(0, dtype=dtype), default_dtype=default)


def drawn(count):
    for k in range(count):
        dtype = random.choice(DTYPES)
        shape = [random.choice([1, 2, 3, 4, 7, 9]) for _ in range(random.randint(0, 4))]
        t = sample(dtype, shape)
        if dtype.is_floating_point:
            t = t * 10.0 ** random.randint(-6, 6)
            if random.random() < 0.3: t = t.float().round().to(dtype)
            if random.random() < 0.3: t = t.masked_fill(torch.rand(shape) < 0.2, random.choice([nan, inf, -inf, 0.]))
            if random.random() < 0.3: t = t.requires_grad_()
            if random.random() < 0.3: t = t * 2 if dtype in FLOATS[2:] else t.exp()
        if t.dim() > 1 and random.random() < 0.5: t = t.transpose(0, -1)
        add(f"drawn {k}", t, precision=random.choice([4, 4, 2, 7]), threshold=random.choice([1000, 10, 50]),
            edgeitems=random.choice([3, 1, 2]), linewidth=random.choice([80, 40, 120]),
            sci_mode=random.choice([None, None, True, False]))


def doubles():
    values = [0.0, -0.0, 1.0, -1.5, 0.1, 1e-4, 1e-5, 9.9999e-5, 1e15, 1e16, 123456789012345678.0, 1e22, 1e23, 5e-324,
              inf, -inf, nan, 1.7976931348623157e308, 2.2250738585072014e-308, 0.3, 2 / 3, 100.0, 1234.5,
              9007199254740993.0, 1e100, -1e-300]
    values += [2.0 ** k for k in range(-1074, 1024)]
    values += [struct.unpack("<d", random.randbytes(8))[0] for _ in range(2000)]
    values += [random.uniform(-1000, 1000) for _ in range(300)] + [round(random.uniform(0, 10), 3) for _ in range(300)]
    return [struct.pack("<d", v) + string(repr(v)) for v in values]


def shapes():
    return [i32(len(s)) + i64s(s) + string(str(torch.Size(s))) + string(str(tuple(s)))
            for s in [(), (1,), (0,), (2, 3), (10, 0, 2**40), tuple(range(64))]]


def main():
    torch.manual_seed(1)
    random.seed(1)
    for make in (dtypes_and_ranks, float_values, views, summaries, suffixes, options): make()
    drawn(300)
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "print.bin")
    with open(path, "wb") as out:
        out.write(b"RUSHPRT1")
        for group in (records, doubles(), shapes()):
            out.write(i32(len(group)) + b"".join(group))
            print(len(group), "records")


main()
