# SPDX-License-Identifier: MIT
"""The samples of the op table and PyTorch's results for them, as Python values: tests/helpers/sample.h and tests/golden/make_ops.py say
how they are written."""
import array
import json
import math
import os
import re
import struct
import subprocess

import rushlight as torch

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DTYPES = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"]
BRIEF = dict(zip(["f32", "f64", "f16", "bf16", "i64", "i32", "i16", "i8", "u8", "b"], DTYPES))
FORMATS = dict(float32="f", float64="d", float16="e", int64="q", int32="i", int16="h", int8="b", uint8="B", bool="?")
LARGE = 30000       # elements: drawing more takes long in Python


def table():
    """The rows as dicts, from the program tools/optable; None if it was not built."""
    program = os.environ.get("RUSH_OPTABLE", os.path.join(ROOT, "build/tools/optable"))
    if not os.path.exists(program):
        return None
    text = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in text.splitlines()]


# ---- drawing ----

def hash_text(text):
    h = 14695981039346656037
    for b in text.encode():
        h = ((h ^ b) * 1099511628211) & (2**64 - 1)
    return h


def draws(key, n):
    state = hash_text(key)
    for _ in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
        z = state ^ state >> 33
        z = z * 0xff51afd7ed558ccd & (2**64 - 1)
        yield z ^ z >> 33


def value_of(z, dtype, mods):
    if dtype == "bool":
        return z >> 63
    if mods.get("range"):
        return z % mods["range"]
    if dtype.startswith(("float", "bfloat")):
        if "p" in mods:
            return (z % 1992295 + 104858) / 2**20
        if "z" in mods:
            return z % 1048576 / 2**20
        if "u" in mods or "d" in mods:
            return (z % 1887437 - 943718) / 2**20
        return ((z & 65535) + (z >> 16 & 65535) + (z >> 32 & 65535) + (z >> 48) - 131070) * 7 / 2**18
    if "p" in mods:
        return 1 + z % 9
    if "z" in mods:
        return z % 2
    if "u" in mods:
        return z % 2 if dtype == "uint8" else z % 3 - 1
    return z % 10 if dtype == "uint8" else z % 19 - 9


def drawn(key, shape, dtype, mods):
    n = math.prod(shape)
    is_float = dtype.startswith(("float", "bfloat"))
    if "q" in mods:
        p = list(range(n))
        z = draws(key, max(n - 1, 0))
        for i in range(n - 1, 0, -1):
            j = next(z) % (i + 1)
            p[i], p[j] = p[j], p[i]
        values = [(x - n // 2 + 0.5) * 0.25 if is_float else x - n // 2 for x in p]
    else:
        values = [value_of(z, dtype, mods) for z in draws(key, n)]
    if "d" in mods and len(shape) >= 2:
        size = shape[-1]
        for at in range(n):
            matrix, row, column = at // (size * size) * size * size, at // size % size, at % size
            if column > row:
                values[at] = values[matrix + column * size + row]
            elif column == row:
                values[at] += size
    if "n" in mods and is_float:
        for start, special in ((1, math.inf), (2, -math.inf), (3, math.nan)):
            values[start::5] = [special] * len(values[start::5])
    if is_float:
        t = torch.frombuffer(array.array("d", values), dtype=torch.float64) if n else torch.empty(0, dtype=torch.float64)
    else:
        t = torch.frombuffer(array.array("q", values), dtype=torch.int64) if n else torch.empty(0, dtype=torch.int64)
    return t.clone().reshape(shape).to(getattr(torch, dtype))


class TooLarge(Exception):
    pass


def tensor(text, key, dtype):
    m = re.fullmatch(r"T\[([\d, ]*)\]((?::\w+)*)", text)
    shape = [int(s) for s in m.group(1).replace(" ", "").split(",") if s]
    if math.prod(shape) > LARGE:
        raise TooLarge
    mods = {}
    for mod in m.group(2).split(":")[1:]:
        if mod in BRIEF:
            mods["dtype"] = BRIEF[mod]
        elif re.fullmatch(r"i\d+", mod):
            mods["range"] = int(mod[1:])
            mods.setdefault("dtype", "int64")
        else:
            mods[mod] = True
    t = drawn(key, shape, mods.get("dtype", dtype), mods)
    if "t" in mods:
        t = t.transpose(-1, -2)
    if "s" in mods:
        t = t[..., ::2]
    if "e" in mods:
        t = t[:1].expand(t.shape)
    if "cl" in mods:
        t = t.contiguous(memory_format=torch.channels_last)
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
    """The name before the dot, [(name, type, required, keyword only)]"""
    m = re.match(r"(\w+)[\w.]*\((.*)\) -> ", schema)
    args, only = [], False
    for part in split(m.group(2)):
        if part == "*":
            only = True
            continue
        declaration, _, default = part.partition("=")
        kind, name = declaration.rsplit(" ", 1)
        args.append((name, kind, default == "", only))
    return m.group(1), args


class Sample:
    """One call: values by argument name, and the tensors in the order of the text."""

    def __init__(self, op, text, dtype):
        self.tensors, self.given, self.text = [], {}, text
        self.name, self.args = schema_args(op["schema"])
        for at, part in enumerate(split(text)):
            m = re.match(r"([A-Za-z_]\w*)=(.*)$", part)
            name, value = (m.group(1), m.group(2)) if m else (self.args[at][0], part)
            self.given[name] = self.value(value, f'{op["name"]}({text})#{at}', dtype, name)

    def value(self, text, key, dtype, name):
        if text.startswith("T["):
            t = tensor(text, key, dtype)
            self.tensors.append(t)
            return t
        if text.startswith("{"):
            return [None if p == "None" else self.value(p, f"{key}.{i}", dtype, name) for i, p in enumerate(split(text[1:-1]))]
        if text.startswith("("):
            v = [float(p) if "." in p or "e" in p else int(p) for p in split(text[1:-1])]
            return tuple(map(float, v)) if any(isinstance(x, float) for x in v) else tuple(v)
        if text.startswith("'"):
            s = text[1:-1]
            formats = {"preserve": torch.preserve_format, "contiguous": torch.contiguous_format, "channels_last": torch.channels_last,
                       "channels_last_3d": torch.channels_last_3d}
            return formats[s] if name == "memory_format" else s
        if text in DTYPES:
            return getattr(torch, text)
        if text in ("None", "True", "False"):
            return {"None": None, "True": True, "False": False}[text]
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)

    def positional(self):
        """Arguments by place as far as they go, the rest by name."""
        args, rest = [], dict(self.given)
        for name, _, _, only in self.args:
            if only or name not in rest:
                break
            args.append(rest.pop(name))
        return args, rest

    def keywords(self):
        """All by name; functions call the first argument input."""
        rest = dict(self.given)
        if self.args and self.args[0][0] == "self" and "self" in rest:
            rest["input"] = rest.pop("self")
        return rest


# ---- golden files ----

class Golden:
    def __init__(self, name):
        with open(os.path.join(ROOT, "tests/golden/ops", name + ".bin"), "rb") as f:
            self.data = f.read()
        self.at = 6

    def take(self, format):
        size = struct.calcsize("<" + format)
        values = struct.unpack_from("<" + format, self.data, self.at)
        self.at += size
        return values[0] if len(values) == 1 else values

    def text(self):
        n = self.take("H")
        self.at += n
        return self.data[self.at - n:self.at].decode()

    def tensor(self):
        dtype, ndim = DTYPES[self.take("B") - 1], self.take("B")
        dims = struct.unpack_from(f"<{2 * ndim}i", self.data, self.at)
        self.at += 8 * ndim
        shape, full = dims[:ndim], self.take("B")
        count = math.prod(shape) if full else 256
        size = count * (2 if dtype == "bfloat16" else struct.calcsize(FORMATS[dtype]))
        raw = self.data[self.at:self.at + size]
        self.at += size + (0 if full else 16)
        if dtype == "bfloat16":
            values = [struct.unpack("<f", b"\0\0" + raw[i:i + 2])[0] for i in range(0, size, 2)]
        else:
            values = list(struct.unpack(f"<{count}{FORMATS[dtype]}", raw))
        return dtype, shape, dims[ndim:], bool(full), values

    def records(self):
        """(hash, dtype, kind, what): kind 0 ([(tensor, name)], [gradient or None or False] or None), 1 and 3 a text, 2 None"""
        while self.at < len(self.data):
            head, dtype, kind = self.take("QBB")
            what = None
            if kind == 0:
                results = [(self.tensor(), self.text()) for _ in range(self.take("B"))]
                m = self.take("B")
                grads = None if m == 255 else []
                for _ in range(0 if m == 255 else m):
                    present = self.take("B")
                    grads.append(self.tensor() if present == 1 else None if present == 0 else False)
                what = results, grads
            elif kind in (1, 3):
                what = self.text()
            yield head, DTYPES[dtype - 1], kind, what


TOLERANCE = dict(float32=(2e-5, 2e-6), float64=(1e-11, 1e-12), float16=(3e-3, 2e-3), bfloat16=(2.4e-2, 1.6e-2))


def difference(t, golden):
    """What is wrong with t, or None."""
    dtype, shape, _, full, values = golden
    if str(t.dtype) != "torch." + dtype:
        return f"dtype {t.dtype}, not {dtype}"
    if tuple(t.shape) != shape:
        return f"shape {tuple(t.shape)}, not {shape}"
    flat = t.detach().reshape(-1)
    got = flat.tolist() if full else flat[torch.arange(256) * t.numel() // 256].tolist()
    rtol, atol = TOLERANCE.get(dtype, (0, 0))
    scale = max((abs(v) for v in values if math.isfinite(v)), default=0)
    for i, (a, b) in enumerate(zip(got, values)):
        if a != b and not (a != a and b != b) and not abs(a - b) <= rtol * abs(b) + atol * max(scale, 1):
            return f"element {i} is {a!r}, not {b!r}"
    return None
