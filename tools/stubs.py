#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Type stubs of the Python module, from the op table: PYTHONPATH=build/python tools/stubs.py [--check]. Writes
python/rushlight/__init__.pyi; --check only says whether that is what it would write."""
import keyword
import os
import re
import sys

PATH = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python/rushlight/__init__.pyi")
TYPES = {"Tensor|Scalar": "Tensor | Number", "Tensor": "Tensor", "Scalar": "Number", "ScalarType": "_dtype", "int": "builtins.int", "float": "builtins.float",
         "bool": "builtins.bool", "Device": "_device | str", "str": "str", "Generator": "Generator"}
HEAD = '''# SPDX-License-Identifier: MIT
# Written by tools/stubs.py from the op table; do not edit.
import builtins
from typing import Any, Sequence, Union, overload

Number = Union[builtins.int, builtins.float, builtins.bool]


class dtype:
    is_floating_point: builtins.bool
    is_signed: builtins.bool
    is_complex: builtins.bool
    itemsize: builtins.int


class device:
    type: str
    index: builtins.int | None
    def __init__(self, type: str | device | builtins.int, index: builtins.int = ...) -> None: ...


class Size(tuple[builtins.int, ...]):
    def numel(self) -> builtins.int: ...


class Generator:
    def manual_seed(self, seed: builtins.int) -> Generator: ...
    def initial_seed(self) -> builtins.int: ...
    def get_state(self) -> Tensor: ...
    def set_state(self, state: Tensor) -> Generator: ...


_dtype = dtype
_device = device


class Tensor:
    shape: Size
    dtype: _dtype
    device: _device
    requires_grad: builtins.bool
    grad: Tensor | None
    grad_fn: Any
    data: Tensor
    is_leaf: builtins.bool
    ndim: builtins.int
    T: Tensor
    mT: Tensor
    def __getitem__(self, key: Any) -> Tensor: ...
    def __setitem__(self, key: Any, value: Any) -> None: ...
    def __len__(self) -> builtins.int: ...
    def backward(self, gradient: Tensor | None = None, retain_graph: builtins.bool | None = None, create_graph: builtins.bool = False,
                 inputs: Any = None) -> None: ...
    def item(self) -> Number: ...
    def tolist(self) -> Any: ...
    def numpy(self, *, force: builtins.bool = False) -> Any: ...
    def requires_grad_(self, requires_grad: builtins.bool = True) -> Tensor: ...
    def register_hook(self, hook: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...
'''
OPERATORS = "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift".split()


def type_of(text):
    optional = text.endswith("?")
    text = text.rstrip("?")
    if text in ("Tensor?[]",):
        found = "Sequence[Tensor | None]"
    elif "[" in text:
        element = TYPES[text[:text.index("[")]]
        found = f"Sequence[{element}]" if text.startswith("Tensor") else f"{element} | Sequence[{element}]"
    else:
        found = TYPES[text]
    return found + " | None" if optional else found


def split(text):
    parts, depth, start = [], 0, 0
    for i, ch in enumerate(text):
        depth += ch in "[(" and 1 or ch in "])" and -1 or 0
        if ch == "," and not depth:
            parts.append(text[start:i].strip())
            start = i + 1
    return parts + ([text[start:].strip()] if text[start:].strip() else [])


def signatures(schema, method):
    """The signatures of a schema: the usual one; and where a list of ints is all that is positional, one with the ints themselves."""
    yield signature(schema, method)
    parts = split(schema[schema.index("(") + 1:schema.rindex(") -> ")])
    positional = parts[method:parts.index("*") if "*" in parts else len(parts)]
    if len(positional) == 1 and re.match(r"int\[\d*\] ", positional[0]):
        name = positional[0].partition("=")[0].rsplit(" ", 1)[1]
        parameters, result = signature(schema, method)
        rest = [part for part in split(parameters) if part != "*"][method + 1:]
        yield ", ".join(["self"] * method + [f"*{name}: builtins.int"] + rest), result


def signature(schema, method):
    """The parameters and the result of a schema as a stub has them."""
    m = re.match(r"[\w.]+\((.*)\) -> (.*)$", schema)
    parameters, optional, starred = [], False, False
    for i, part in enumerate(split(m.group(1))):
        if part == "*":
            parameters.append("*")
            starred = True
            continue
        declaration, equals, _ = part.partition("=")
        kind, name = declaration.rsplit(" ", 1)
        if i == 0 and name == "self":
            if method:
                parameters.append("self")
                continue
            name = "input"
        name += "_" * keyword.iskeyword(name)
        has_default = bool(equals)
        if optional and not has_default and not starred:
            has_default = True
        optional = optional or has_default
        parameters.append(f"{name}: {type_of(kind)}" + " = ..." * has_default)
    if "requires_grad" in schema:
        parameters.append("**options: Any")
    elif not method:
        parameters += ([] if starred else ["*"]) + ["out: Any = ..."]
    returns = m.group(2)
    n = returns.count("Tensor")
    result = "tuple[Tensor, ...]" if returns.startswith("Tensor[]") else "Tensor" if n == 1 else f"tuple[{', '.join(['Tensor'] * n)}]"
    return ", ".join(parameters), result


def stubs(rows):
    functions, methods = {}, {}
    for name, schema, method, inplace, inplace_only, internal, nn in rows:
        base = re.match(r"\w+", schema).group()
        if internal or nn or base.startswith("_"):
            continue
        if not inplace_only:
            functions.setdefault(base, []).extend(signatures(schema, False))
            if method:
                methods.setdefault(base, []).extend(signatures(schema, True))
        if (inplace or inplace_only) and method:
            methods.setdefault(base + "_" * (not base.endswith("_")), []).extend(signatures(schema, True))
    text = [HEAD]
    for name in OPERATORS:
        for form in (name, "r" + name, "i" + name):
            text.append(f"    def __{form}__(self, other: Any) -> Tensor: ...\n")
    for group, indent in ((methods, "    "), (functions, "")):
        for name, forms in sorted((n, sorted(f, key=lambda form: len(form[0]))) for n, f in group.items()):  # what takes more comes last
            if keyword.iskeyword(name):
                continue
            for parameters, result in forms:
                if len(forms) > 1:
                    text.append(f"{indent}@overload\n")
                text.append(f"{indent}def {name}({parameters}) -> {result}: ...\n")
        text.append("\n\n" if indent else "")
    text.append("def tensor(data: Any, *, dtype: _dtype | None = None, device: Any = None, requires_grad: builtins.bool = False) -> Tensor: ...\n")
    for d in "float32 float64 float16 bfloat16 int64 int32 int16 int8 uint8 float double half long int short bool".split():
        text.append(f"{d}: _dtype\n")
    text.append("def __getattr__(name: str) -> Any: ...\n")
    return "".join(text)


def main():
    from rushlight import _C
    new = stubs(_C._rows())
    if "--check" in sys.argv:
        with open(PATH) as f:
            sys.exit(0 if f.read() == new else "python/rushlight/__init__.pyi is not fresh: run tools/stubs.py")
    with open(PATH, "w") as f:
        f.write(new)


if __name__ == "__main__":
    main()
