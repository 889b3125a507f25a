#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""make_ops.py - what PyTorch 1.13.1 gives for the samples of the op table, into tests/golden/ops/NAME.bin.

    tests/golden/make_ops.py [--table build/tools/optable] NAME …    these ops
    tests/golden/make_ops.py --missing                               ops whose file lacks one of their samples, or is missing
    tests/golden/make_ops.py --all                                   all ops

The table is read from the program build/tools/optable. Tensors are drawn as tests/helpers/sample.h says. For each sample and dtype
(float32, float64, float16, bfloat16, int64, bool, where the row has it) the file holds the results (dtype, shape, strides, values),
for float64 also the names of grad_fn and the gradients of sum(result * weights); or the error's text.

The op called is torch.NAME of the schema's name, else Tensor.NAME, torch.nn.functional.NAME, torch.ops.aten.NAME; exceptions are in
OPS. Ops that PyTorch 1.13.1 lacks have a formula there.

File: "RGLD1\\n", then records: u64 hash of the sample's text, u8 dtype, u8 kind, and by kind
    0 results   u8 n, n times (tensor, grad_fn's name); u8 m, m times (u8 present (0 none, 2 PyTorch refuses to
                differentiate by it), tensor): gradients by tensor of the sample (m is 255: PyTorch's
                own backward fails)
    1 error     text
    2 PyTorch has no kernel for this half type
    3 error     text, of an error sample
  tensor: u8 dtype, u8 ndim, i32 shape[ndim], i32 strides[ndim], u8 full; full: all values in row-major order, else the 256 values at
  i * numel / 256, f64 sum and f64 sum of absolute values. text and name: u16 length, bytes. Little-endian.
"""
import ctypes, json, math, os, re, struct, subprocess, sys
import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DTYPES = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"]  # 1 … as rush_dtype
BRIEF = dict(zip(["f32", "f64", "f16", "bf16", "i64", "i32", "i16", "i8", "u8", "b"], DTYPES))
RECORDED = ["float32", "float64", "float16", "bfloat16", "int64", "bool"]
FULL, SUBSET = 512, 256


# ---- drawing, as tests/helpers/sample.h says ----
def hash_text(text):
    h = 14695981039346656037
    for b in text.encode():
        h = ((h ^ b) * 1099511628211) & (2**64 - 1)
    return h


def draws(key, n):
    """The first n draws: state[k] = a^k state[0] + c (1 + a + … + a^(k-1)), all modulo 2^64."""
    with np.errstate(over="ignore"):
        a = np.cumprod(np.full(n, 6364136223846793005, np.uint64), dtype=np.uint64)
        c = np.cumsum(np.concatenate([np.ones(min(n, 1), np.uint64), a[:-1]]), dtype=np.uint64) * np.uint64(1442695040888963407)
        z = a * np.uint64(hash_text(key)) + c
        z ^= z >> np.uint64(33)
        z *= np.uint64(0xff51afd7ed558ccd)
        return z ^ z >> np.uint64(33)


def element_values(z, dtype, mods):
    i = lambda m: (z % np.uint64(m)).astype(np.float64)
    is_float = dtype in ("float32", "float64", "float16", "bfloat16")
    if dtype == "bool":
        return (z >> np.uint64(63)).astype(np.float64)
    if mods.get("range"):
        return i(mods["range"])
    if is_float:
        if "p" in mods:
            return (i(1992295) + 104858) / 2**20
        if "z" in mods:
            return i(1048576) / 2**20
        if "u" in mods or "d" in mods:
            return (i(1887437) - 943718) / 2**20
        parts = sum(((z >> np.uint64(s)) & np.uint64(65535)).astype(np.float64) for s in (0, 16, 32, 48))
        return (parts - 131070) * 7 / 2**18
    if "p" in mods:
        return 1 + i(9)
    if "z" in mods:
        return i(2)
    if "u" in mods:
        return i(2) if dtype == "uint8" else i(3) - 1
    return i(10) if dtype == "uint8" else i(19) - 9


def ramp(key, n, step, shift):
    p = list(range(n))
    z = draws(key, max(n - 1, 0))
    for k, i in enumerate(range(n - 1, 0, -1)):
        j = int(z[k]) % (i + 1)
        p[i], p[j] = p[j], p[i]
    return (np.array(p, np.float64) - n // 2 + shift) * step


def drawn(key, shape, dtype, mods):
    n = math.prod(shape)
    is_float = dtype.startswith(("float", "bfloat"))
    v = ramp(key, n, *((0.25, 0.5) if is_float else (1, 0))) if "q" in mods else element_values(draws(key, n), dtype, mods)
    if "n" in mods and is_float:
        v = v.copy()
        v[1::5], v[2::5], v[3::5] = np.inf, -np.inf, np.nan
    if "d" in mods and len(shape) >= 2:
        a = np.ascontiguousarray(v, np.float64).reshape(shape)
        low = np.tril(a, -1)
        v = low + low.swapaxes(-1, -2) + (a + shape[-1]) * np.eye(shape[-1])
    t = torch.empty(shape, dtype=torch.float64)  # NumPy's strides of empty arrays are others
    t.copy_(torch.from_numpy(np.ascontiguousarray(v, np.float64).reshape(shape)))
    return (t != 0) if dtype == "bool" else t.to(getattr(torch, dtype))


def sample_tensor(text, key, dtype):
    m = re.fullmatch(r"T\[([\d, ]*)\]((?::\w+)*)", text)
    shape = [int(s) for s in m.group(1).replace(" ", "").split(",") if s]
    mods = {}
    for mod in m.group(2).split(":")[1:]:
        if mod in BRIEF:
            mods["dtype"] = BRIEF[mod]
        elif re.fullmatch(r"i\d+", mod):
            mods["range"] = int(mod[1:])
            mods.setdefault("dtype", "int64")
        else:
            assert mod in ("p", "u", "z", "n", "d", "q", "t", "s", "e", "cl"), mod
            mods[mod] = True
    t = drawn(key, shape, mods.get("dtype", dtype), mods)
    if "t" in mods: t = t.transpose(-1, -2)
    if "s" in mods: t = t[..., ::2]
    if "e" in mods: t = t[:1].expand(t.shape)
    if "cl" in mods: t = t.contiguous(memory_format=torch.channels_last)
    return t


# ---- the samples language ----
def split(text):
    parts, depth, start, quoted = [], 0, 0, False
    for i, ch in enumerate(text):
        quoted ^= ch == "'"
        depth += not quoted and ch in "([{"
        depth -= not quoted and ch in ")]}"
        if ch == "," and depth == 0 and not quoted:
            parts.append(text[start:i].strip())
            start = i + 1
    return parts + ([text[start:].strip()] if text[start:].strip() else [])


def schema_args(schema):
    """[(name, type, required, keyword only)]"""
    m = re.match(r"([\w.]+)\((.*)\) -> ", schema)
    args, only = [], False
    for part in split(m.group(2)):
        if part == "*":
            only = True
            continue
        decl, _, default = part.partition("=")
        args.append((decl.split(" ")[-1], decl.rsplit(" ", 1)[0], default == "", only))
    return m.group(1), args


class Sample:
    """One call: values by argument name, and the tensors in the order of the text."""

    def __init__(self, op, text, dtype):
        self.tensors, self.given, self.op, self.text = [], {}, op, text
        _, args = schema_args(op["schema"])
        for at, part in enumerate(split(text)):
            m = re.match(r"([A-Za-z_]\w*)=(.*)$", part)
            name, value = (m.group(1), m.group(2)) if m else (args[at][0], part)
            self.given[name] = self.value(value, f'{op["name"]}({text})#{at}', dtype, name)

    def value(self, text, key, dtype, name):
        if text.startswith("T["):
            t = sample_tensor(text, key, dtype)
            self.tensors.append(t)
            return t
        if text.startswith("{"):
            return [None if p == "None" else self.value(p, f"{key}.{i}", dtype, name) for i, p in enumerate(split(text[1:-1]))]
        if text.startswith("("):
            v = [float(p) if "." in p or "e" in p else int(p) for p in split(text[1:-1])]
            return tuple(float(x) for x in v) if any(isinstance(x, float) for x in v) else tuple(v)
        if text.startswith("'"):
            s = text[1:-1]
            return {"preserve": torch.preserve_format, "contiguous": torch.contiguous_format,
                    "channels_last": torch.channels_last, "channels_last_3d": torch.channels_last_3d}[s] if name == "memory_format" else s
        if text in DTYPES:
            return getattr(torch, text)
        if text in ("None", "True", "False"):
            return {"None": None, "True": True, "False": False}[text]
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)


# ---- calling PyTorch ----
def rms_norm(input, normalized_shape, weight=None, eps=None):
    """x / sqrt(mean(x^2) + eps) * weight, over the last dimensions; eps defaults to the dtype's epsilon"""
    dims = tuple(range(-len(normalized_shape), 0))
    if tuple(input.shape[-len(dims):]) != tuple(normalized_shape):
        raise RuntimeError("Given normalized_shape=%s, expected input with shape [*, %s], but got input of size%s" % (
            list(normalized_shape), ", ".join(map(str, normalized_shape)), list(input.shape)))
    y = input * torch.rsqrt(input.pow(2).mean(dims, keepdim=True) + (torch.finfo(input.dtype).eps if eps is None else eps))
    return y if weight is None else y * weight


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None):
    """softmax(q k^T / sqrt(d) + mask) v; a mask of bool is where attention is allowed"""
    if is_causal and attn_mask is not None:
        raise RuntimeError("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")
    scores = query @ key.transpose(-2, -1) * (1 / math.sqrt(query.size(-1)) if scale is None else scale)
    if is_causal:
        attn_mask = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
    if attn_mask is not None:
        scores = scores.masked_fill(~attn_mask, -math.inf) if attn_mask.dtype == torch.bool else scores + attn_mask
    return torch.softmax(scores, -1) @ value


# ---- windows: gradients as ops of their own, by differentiating the op that they belong to ----
def per_dim(values, n):
    return list(values) * n if len(values) == 1 else list(values)


def convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups):
    lists = [per_dim(v, weight.dim() - 2) for v in (stride, padding, dilation, output_padding)]
    return torch.convolution(input, weight, bias, *lists[:3], transposed, lists[3], groups)


def gradient(f, size, grad):
    """The gradient of f by a tensor of that size; f is linear in it."""
    at = torch.zeros(size, dtype=grad.dtype, requires_grad=True)
    with torch.enable_grad():
        return torch.autograd.grad(f(at), at, grad, create_graph=True)[0]


def max_pool2d_input(grad, self, kernel_size, stride, padding, dilation, ceil_mode):
    with torch.enable_grad():
        x = self.detach().requires_grad_()
        y = torch.nn.functional.max_pool2d(x, kernel_size, stride or None, padding, dilation, ceil_mode)
        return torch.autograd.grad(y, x, grad, create_graph=True)[0]


def max_pool_gather(self, indices, dims):
    if self.numel() == 0:
        return self.new_zeros(indices.shape)
    return self.flatten(-dims).gather(-1, indices.flatten(-dims)).reshape(indices.shape)


def avg_pool_input(grad, input_size, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, dims):
    f = torch._C._nn.avg_pool2d if dims == 2 else torch._C._nn.avg_pool3d
    return gradient(lambda x: f(x, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override), input_size, grad)


def upsample_input(grad, output_size, input_size, mode, align_corners, *scales):
    dims = len(output_size)
    name = ("upsample_nearest", "_upsample_nearest_exact", {1: "upsample_linear", 2: "upsample_bilinear", 3: "upsample_trilinear"}.get(dims),
            "upsample_bicubic", "_upsample_bilinear", "_upsample_bicubic", "adaptive_avg_pool")[mode] + f"{dims}d" + "_aa" * (mode in (4, 5))
    options = () if mode == 6 else ((align_corners,) if mode > 1 else ()) + scales[:dims]
    return gradient(lambda x: getattr(torch._C._nn, name)(x, output_size, *options), input_size, grad)


def embedding_bag(weight, indices, offsets, *a, **k):
    """PyTorch leaves offset2bag out where its sum needs none."""
    out, bag_of, size, which = torch.embedding_bag(weight, indices, offsets, *a, **k)
    ends = torch.cat([offsets, torch.tensor([indices.numel()])])
    if bag_of.numel() != indices.numel():
        bag_of = torch.repeat_interleave(torch.arange(offsets.numel()), ends[1:] - ends[:-1])
    return out, bag_of, size, which


def pad_backward(grad, size, padding, mode):
    return gradient(lambda x: torch.nn.functional.pad(x, padding, ["reflect", "replicate", "circular"][mode]), size, grad)


WINDOWS = {
    "pad_backward": pad_backward,
    "pad_circular": lambda self, pad: torch.nn.functional.pad(self, pad, "circular"),
    "convolution_input": lambda grad, weight, size, *rest: gradient(lambda x: convolution(x, weight, None, *rest), size, grad),
    "convolution_weight": lambda input, grad, size, *rest: gradient(lambda w: convolution(input, w, None, *rest), size, grad),
    "max_pool2d_input": max_pool2d_input,
    "max_pool_gather": max_pool_gather,
    "max_pool_scatter": lambda grad, indices, dims, size: gradient(lambda x: max_pool_gather(x, indices, dims), size, grad),
    "avg_pool_input": avg_pool_input,
    "adaptive_avg_pool2d_input": lambda grad, size: gradient(lambda x: torch._C._nn.adaptive_avg_pool2d(x, grad.shape[-2:]), size, grad),
    "adaptive_avg_pool2d_part": lambda self, size: torch._C._nn.adaptive_avg_pool2d(self, per_dim(size, 2)),
    "upsample_input": upsample_input,
    **{name.lstrip("_"): getattr(torch._C._nn, name) for name in dir(torch._C._nn)
       if "upsample_" in name and "backward" not in name},
    "adaptive_avg_pool3d_part": torch._C._nn.adaptive_avg_pool3d,
}


def spread(f):
    """std, var and kin, whose overloads are one row"""
    def one(self, dim=None, unbiased=None, keepdim=False, correction=None):
        if correction is not None:
            return f(self, dim, correction=correction, keepdim=keepdim)
        options = {} if unbiased is None else {"unbiased": unbiased}
        return f(self, **options) if dim is None and not keepdim else f(self, dim, keepdim=keepdim, **options)
    return one


class Prelu(torch.autograd.Function):
    """torch.prelu takes one weight or one for each channel: here each element is a channel. The layout is an elementwise op's."""
    @staticmethod
    def forward(ctx, self, weight):
        with torch.enable_grad():
            ctx.inputs = [t.detach().requires_grad_(t.is_floating_point()) for t in (self, weight)]
            x, w = (t.to(torch.result_type(self, weight)) for t in torch.broadcast_tensors(*ctx.inputs))
            ctx.y = torch.prelu(x.reshape(1, -1), w.reshape(-1)).reshape(x.shape) if x.numel() else x * w
        return (self * weight).copy_(ctx.y)

    @staticmethod
    def backward(ctx, g):
        wanted = [t for t in ctx.inputs if t.requires_grad]
        found = dict(zip(map(id, wanted), torch.autograd.grad(ctx.y, wanted, g)))
        return tuple(found.get(id(t)) for t in ctx.inputs)


Prelu._backward_cls.__name__ = "PreluBackward0"

# name of the row: what to call instead, with the schema's required arguments and the options given.
# Formulas (ops that PyTorch 1.13.1 lacks) have no grad_fn to compare with.
OPS = {
    "to_dtype": lambda self, dtype: self.to(dtype),
    "std": spread(torch.std),
    "std_mean": spread(torch.std_mean),
    "var": spread(torch.var),
    "var_mean": spread(torch.var_mean),
    "to_device": lambda self, device: self.to(device),
    "prelu": Prelu.apply,
    "div_floor": lambda self, other: torch.div(self, other, rounding_mode="floor"),
    "div_trunc": lambda self, other: torch.div(self, other, rounding_mode="trunc"),
    "gelu_tanh": lambda self: torch.nn.functional.gelu(self, approximate="tanh"),
    "pow_half": lambda self: torch.pow(self, 0.5),
    "pow_two": lambda self: torch.pow(self, 2),
    "pow_three": lambda self: torch.pow(self, 3),
    "tensordot": lambda self, other, dims_self, dims_other: torch.tensordot(self, other, (dims_self, dims_other)),
    "trunc_normal": lambda self, **options: torch.nn.init.trunc_normal_(self.detach(), **options),
    "kl_div": lambda self, target, reduction="mean", log_target=False: torch.nn.functional.kl_div(
        self, target, reduction=reduction, log_target=log_target),
    "mse_loss": lambda self, target, reduction="mean": torch.nn.functional.mse_loss(self, target, reduction=reduction),
    "l1_loss": lambda self, target, reduction="mean": torch.nn.functional.l1_loss(self, target, reduction=reduction),
    "smooth_l1_loss": lambda self, target, reduction="mean", beta=1.0: torch.nn.functional.smooth_l1_loss(
        self, target, reduction=reduction, beta=beta),
    "cross_entropy": lambda self, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0:
        torch.nn.functional.cross_entropy(self, target, weight, None, ignore_index, None, reduction, label_smoothing),
    "group_norm": torch.nn.functional.group_norm,
    "to_copy": lambda self, dtype=None, device=None: torch.ops.aten._to_copy(self, dtype=dtype),
    "convolution": convolution,
    "adaptive_avg_pool2d": lambda self, output_size: torch._C._nn.adaptive_avg_pool2d(self, per_dim(output_size, 2)),
    "adaptive_max_pool2d": lambda self, output_size: torch._C._nn.adaptive_max_pool2d(self, per_dim(output_size, 2)),
    "adaptive_avg_pool3d": lambda self, output_size: torch._C._nn.adaptive_avg_pool3d(self, per_dim(output_size, 3)),
    "adaptive_max_pool3d": lambda self, output_size: torch._C._nn.adaptive_max_pool3d(self, per_dim(output_size, 3)),
    "ctc_loss_part": lambda *a: torch._ctc_loss(*a)[0],
    "embedding_bag": embedding_bag,
    **{name: getattr(torch._C._nn, name) for name in ("im2col", "col2im", "max_unpool2d", "max_unpool3d", "fractional_max_pool2d",
                                                      "fractional_max_pool3d")},
    "avg_pool2d": torch._C._nn.avg_pool2d,
    "avg_pool3d": torch._C._nn.avg_pool3d,
    "interpolate": lambda input, size=None, *a, **k: torch.nn.functional.interpolate(input, size[0] if size and len(size) == 1 else size, *a, **k),
}
FORMULAS = {**WINDOWS, "rms_norm": rms_norm, "scaled_dot_product_attention": scaled_dot_product_attention}


def candidates(op):
    name = schema_args(op["schema"])[0]
    base, _, overload = name.partition(".")
    if op["name"] in OPS or op["name"] in FORMULAS:
        yield OPS.get(op["name"]) or FORMULAS[op["name"]]
        return
    places = (torch, torch.Tensor, torch.nn.functional, torch.special, torch.linalg)
    if "str reduction" in op["schema"]:  # torch's own losses take a number for it
        places = (torch.nn.functional,)
    for where in places:
        if hasattr(where, base):
            yield getattr(where, base)
    for prefix in ("linalg", "special"):
        if base.startswith(prefix + "_") and hasattr(getattr(torch, prefix), base[len(prefix) + 1:]):
            yield getattr(getattr(torch, prefix), base[len(prefix) + 1:])
    try:
        packet = getattr(torch.ops.aten, base)
        if overload and hasattr(packet, overload):
            yield getattr(packet, overload)
        yield packet
    except (AttributeError, RuntimeError):
        pass


def message(e):
    return str(e.args[0]) if isinstance(e, KeyError) else str(e)


def call(op, s):
    """The results as a list, or an exception."""
    _, args = schema_args(op["schema"])
    required = [a for a in args if a[2] and not a[3]]
    positional = [s.given[a[0]] for a in required if a[0] in s.given]
    options = {k: v for k, v in s.given.items() if k not in [a[0] for a in required]}
    if op["inplace_only"] and positional[0].requires_grad:
        positional[0] = positional[0].clone()
    in_order = [a[0] for a in args if not a[3]]
    last = max([in_order.index(k) for k in s.given if k in in_order], default=-1)
    everything = [s.given[k] for k in in_order[:last + 1]] if all(k in s.given for k in in_order[:last + 1]) else None
    if everything is not None and op["inplace_only"] and everything:
        everything[0] = positional[0]
    keyword = {k: v for k, v in s.given.items() if k not in in_order}
    wrong, refused = None, None
    for f in candidates(op):
        for a, k in ((positional, options), (everything, keyword)):
            if a is None:
                continue
            torch.manual_seed(0)
            try:
                r = f(*a, **k)
                return list(r) if isinstance(r, (tuple, list)) else [r if torch.is_tensor(r) else torch.tensor(r)]
            except TypeError as e:
                wrong = wrong or e
            except (NotImplementedError, AttributeError) as e:
                if "not implemented for" in str(e):
                    refused = refused or e
                wrong = wrong or e
            except (RuntimeError, ValueError, IndexError, ZeroDivisionError) as e:
                schema_trouble = "failed to many any schema" in str(e) or "expected at most" in str(e) or "Expected a value of type" in str(e) or "is missing value for argument" in str(e) or "overload" in str(e) or "Unknown keyword" in str(e)
                if schema_trouble:
                    wrong = wrong or TypeError(str(e))
                else:
                    refused = refused or e
    return refused or wrong or LookupError("no such op")


# ---- the file ----
def pack_text(text):
    data = text.encode()
    return struct.pack("<H", len(data)) + data


def raw(t):
    t = t.contiguous()
    return t.view(torch.int16).numpy().tobytes() if t.dtype == torch.bfloat16 else t.numpy().tobytes()


def pack_tensor(t):
    t = t.detach()
    out = struct.pack("<BB", DTYPES.index(str(t.dtype).split(".")[1]) + 1, t.dim())
    out += struct.pack(f"<{2 * t.dim()}i", *t.shape, *t.stride())
    if t.numel() <= FULL:
        return out + b"\1" + raw(t)
    flat = t.reshape(-1)
    at = torch.arange(SUBSET) * t.numel() // SUBSET
    d = flat.double()
    d = d[torch.isfinite(d)]
    return out + b"\0" + raw(flat[at]) + struct.pack("<dd", d.sum().item(), d.abs().sum().item())


def record(op, text, dtype):
    head = struct.pack("<QB", hash_text(text), DTYPES.index(dtype) + 1)
    s = Sample(op, text, dtype)
    results = call(op, s)
    if isinstance(results, Exception):
        if dtype in ("float16", "bfloat16"):
            return head + b"\2"
        if isinstance(results, (TypeError, LookupError, AttributeError)) and not isinstance(results, (KeyError, IndexError)):
            raise results
        return head + b"\1" + pack_text(message(results))
    names, grads, s2 = [""] * len(results), [], None
    if dtype == "float64":
        s2 = Sample(op, text, dtype)
        for t in s2.tensors:
            if t.is_floating_point():
                t.requires_grad_()
        again = call(op, s2)
        refused = set()
        while isinstance(again, RuntimeError):  # "… is not differentiable with respect to argument 'weight' …"
            m = re.search(r"not differentiable with respect to argument '(\w+)'", str(again))
            t = s2.given.get(m.group(1)) if m else None
            if t is None or not t.requires_grad:
                break
            t.requires_grad_(False)
            refused.add(id(t))
            again = call(op, s2)
        if isinstance(again, Exception):
            raise again
        if op["name"] not in FORMULAS and not op["internal"]:
            names = [type(r.grad_fn).__name__ if r.grad_fn is not None else "" for r in again]
        wanted = [(k, r) for k, r in enumerate(again) if r.requires_grad]
        leaves = [t for t in s2.tensors if t.requires_grad]
        if wanted and leaves:
            weights = [drawn(f'{op["name"]}({text})#w{k}', list(r.shape), str(r.dtype).split(".")[1], {"u": True}) for k, r in wanted]
            try:
                found = dict(zip(map(id, leaves), torch.autograd.grad([r for _, r in wanted], leaves, weights, allow_unused=True)))
                grads = [() if id(t) in refused else found.get(id(t)) for t in s2.tensors]
            except RuntimeError as e:
                print(f'note: {op["name"]}({text}): PyTorch has no gradient: {e}')
                grads = None
    out = head + b"\0" + struct.pack("<B", len(results))
    for r, name in zip(results, names):
        out += pack_tensor(r) + pack_text(name)
    out += struct.pack("<B", 255 if grads is None else len(grads))
    for g in grads or []:
        out += b"\0" if g is None else b"\2" if isinstance(g, tuple) else b"\1" + pack_tensor(g)
    return out


def error_record(op, text):
    results = call(op, Sample(op, text, "float32"))
    if not isinstance(results, Exception):
        return None
    return struct.pack("<QBB", hash_text(text), 1, 3) + pack_text(message(results))


def path_of(op):
    return os.path.join(HERE, "ops", op["name"] + ".bin")


def make(op):
    data, trouble = b"RGLD1\n", []
    for text in op["samples"]:
        for dtype in RECORDED:
            if dtype in op["dtypes"]:
                try:
                    data += record(op, text, dtype)
                except Exception as e:
                    trouble.append(f'{op["name"]}({text}) {dtype}: {type(e).__name__}: {e}')
    for text in op["errors"][::2]:
        try:
            r = error_record(op, text)
            if r:
                data += r
            else:
                trouble.append(f'{op["name"]}({text}): PyTorch gives no error')
        except Exception as e:
            trouble.append(f'{op["name"]}({text}): {type(e).__name__}: {e}')
    os.makedirs(os.path.join(HERE, "ops"), exist_ok=True)
    if len(data) > 6:
        with open(path_of(op), "wb") as f:
            f.write(data)
    return trouble, len(data)


def samples_in(op):
    """The (hash, dtype) pairs of an existing file are found by making nothing: the bytes of each head are searched."""
    if not os.path.exists(path_of(op)):
        return False
    data = open(path_of(op), "rb").read()
    return all(struct.pack("<QB", hash_text(t), DTYPES.index(d) + 1) in data for t in op["samples"] for d in RECORDED if d in op["dtypes"])


def exempt():
    lines = open(os.path.join(HERE, "exempt.txt")).read().split("\n")
    return {l.split(" ")[1] for l in lines if l.startswith("golden ") and "(" not in l.split(" ")[1]}


def main():
    args, table = sys.argv[1:], os.path.join(ROOT, "build/tools/optable")
    if "--table" in args:
        i = args.index("--table")
        table = args[i + 1]
        del args[i:i + 2]
    if not args:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    names = [a for a in args if not a.startswith("--")]
    ops = [json.loads(l) for l in subprocess.run([table] + names, check=True, capture_output=True, text=True).stdout.split("\n") if l]
    if not names:
        skip = exempt()
        ops = [op for op in ops if op["name"] not in skip and op["samples"] and (not op["internal"] or op["name"] in OPS or op["name"] in FORMULAS) and ("--all" in args or not samples_in(op))]
    total, bad = 0, 0
    for op in ops:
        trouble, size = make(op)
        total += size
        bad += len(trouble)
        for line in trouble[:4]:
            print("TROUBLE", line.replace("\n", " ")[:300])
    print(f"{len(ops)} ops, {total} bytes, {bad} samples without data")
    sys.exit(bad > 0)


if __name__ == "__main__":
    import warnings
    warnings.simplefilter("ignore")
    main()
