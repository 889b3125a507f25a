# SPDX-License-Identifier: MIT
"""Functions and methods made from the op table: one for each schema name, its overloads in the table's order."""
import types

from . import _C

# Further rows that belong to a name: torch.max(a, b) is maximum, x.split([1, 2]) is split_with_sizes.
MORE_OVERLOADS = {"max": ("maximum",), "min": ("minimum",), "split": ("split_with_sizes",)}

ALIASES = {
    "absolute": "abs", "multiply": "mul", "subtract": "sub", "divide": "div", "true_divide": "div", "greater": "gt",
    "greater_equal": "ge", "less": "lt", "less_equal": "le", "not_equal": "ne", "negative": "neg", "clip": "clamp", "fix": "trunc",
    "concat": "cat", "swapaxes": "transpose", "swapdims": "transpose", "moveaxis": "movedim", "ger": "outer", "arccos": "acos",
    "arcsin": "asin", "arctan": "atan", "arctan2": "atan2", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh",
}

functions = {}     # every function by name, those of torch.nn.functional too


def build(torch, tensor):
    groups, rows = {}, _C._rows()
    for i, (name, schema, method, inplace, inplace_only, internal, nn) in enumerate(rows):
        if internal:
            continue
        base = schema[:schema.index("(")].partition(".")[0]
        groups.setdefault(base, []).append((i, method, inplace, inplace_only, nn))
        if "(Scalar self" not in schema:    # a tensor of no dimensions passes for a Scalar: rows for tensors come first
            groups[base].sort(key=lambda r: "(Scalar self" in rows[r[0]][1])
    for name, others in MORE_OVERLOADS.items():
        for other in others:
            groups[name] = groups[name][:1] + groups[other] + groups[name][1:]
    for name, target in ALIASES.items():
        if target in groups:
            groups[name] = groups[target]
    for name, group in groups.items():
        every = tuple(r[0] for r in group)
        only = group[0][3]
        functions[name] = _C._op(name, every, False, only)
        public = not group[0][4] and not name.startswith(("_", "linalg_", "special_"))
        if public:
            torch[name] = functions[name]
        own = tuple(r[0] for r in group if r[1])
        if own and public:
            setattr(tensor, name, _C._op(name, own, True, only))
        changing = tuple(r[0] for r in group if r[2] and r[1])
        if changing and not only:
            functions[name + "_"] = _C._op(name + "_", changing, False, True)
            if public:
                torch[name + "_"] = functions[name + "_"]
                setattr(tensor, name + "_", _C._op(name + "_", changing, True, True))


class Functions(types.ModuleType):
    """The rows as a module: torch._C._nn."""

    def __getattr__(self, name):
        try:
            return functions[name]
        except KeyError:
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'") from None
