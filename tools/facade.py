#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""facade.py - writes the façade code from the op table: headers, wrappers, reference pages. Nothing else is generated.

    tools/facade.py          write the files
    tools/facade.py --check  exit 1 if a file on disk differs (CI)

It reads the rows (`const op op_NAME = { … }` in src/ops/*.c, pointwise.def and pointwise_special.def) as text and writes
    include/rushlight/ops.h     public ops: prototypes, options structs, macros
    src/ops/internal_ops.h      ops marked OP_INTERNAL
    src/ops/wrappers.c          one function per op: arguments into values, then op_call
    docs/ops.md                 the reference

How a schema becomes C: the first `positional` arguments (default: those without a default value) are positional; the others
are members of an options struct whose zero means the schema's default. A positional argument of type `Tensor|Scalar` at the end,
or `Scalar` anywhere, keeps the kind of the number it is given.
"""
import os, re, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KEYWORDS = {"default", "auto", "register", "int", "float", "size"}


class Arg:
    def __init__(self, text, only):
        text, _, self.default = text.partition("=")
        self.type, self.name = text.rsplit(" ", 1)
        self.default = self.default or None
        self.keyword_only = only
        self.optional = self.type.endswith("?")
        self.base = re.sub(r"\[\d+\]", "[]", self.type.rstrip("?")).replace("Tensor?[]", "Tensor[]")
        self.c = {"size": "shape"}.get(self.name, self.name + "_" if self.name in KEYWORDS else self.name)


class Op:
    def __init__(self, name, schema, doc, flags, positional):
        self.name, self.schema, self.doc, self.flags = name, schema, doc, flags
        m = re.match(r"([\w.]+)\((.*)\) -> (.*)$", schema)
        if not m:
            sys.exit(f"{name}: cannot read schema {schema!r}")
        self.args, only = [], False
        for part in split(m.group(2)):
            if part == "*":
                only = True
            else:
                self.args.append(Arg(part, only))
        self.returns = [r.split(" ")[-1] if " " in r else f"result{i}" for i, r in enumerate(split(m.group(3).strip("()")))]
        self.list = m.group(3) == "Tensor[]"
        required = sum(a.default is None for a in self.args)
        self.n = positional or required
        self.positional, self.options = self.args[:self.n], self.args[self.n:]
        last = self.positional[-1] if self.positional else None
        self.operand = last is not None and last.base in ("Tensor|Scalar", "Scalar")
        self.extra = bool(self.options) or len(self.returns) > 1
        # the last positional argument opens the options struct, unless it is a generic operand or an array with its count
        self.opens = self.extra and not self.operand and last is not None and last.base != "Tensor[]"
        self.inplace, self.inplace_only = "OP_INPLACE" in flags, "OP_INPLACE_ONLY" in flags
        self.internal = "OP_INTERNAL" in flags


def split(text):
    parts, depth, start = [], 0, 0
    for i, ch in enumerate(text):
        depth += ch in "([" or 0
        depth -= ch in ")]" or 0
        if ch == "," and depth == 0:
            parts.append(text[start:i].strip())
            start = i + 1
    if text[start:].strip():
        parts.append(text[start:].strip())
    return parts


def strings(text):
    """The concatenation of the C string literals at the beginning of text."""
    out = ""
    while m := re.match(r'\s*"((?:[^"\\]|\\.)*)"', text):
        out += m.group(1)
        text = text[m.end():]
    return out.replace('\\"', '"')


def balanced(text, start, pair="{}"):
    depth, quoted, i = 0, False, start
    while True:
        ch = text[i]
        if quoted:
            i += ch == "\\"
            quoted = ch != '"'
        elif ch == '"':
            quoted = True
        elif ch == pair[0]:
            depth += 1
        elif ch == pair[1]:
            depth -= 1
            if depth == 0:
                return text[start + 1:i]
        i += 1


def macro_args(text):
    parts, depth, quoted, start, i = [], 0, False, 0, 0
    while i < len(text):
        ch = text[i]
        if quoted:
            i += ch == "\\"
            quoted = ch != '"'
        elif ch == '"':
            quoted = True
        elif ch in "([{":
            depth += 1
        elif ch in ")]}":
            depth -= 1
        elif ch == "," and depth == 0:
            parts.append(text[start:i].strip())
            start = i + 1
        i += 1
    return parts + [text[start:].strip()]


def read_table():
    ops, folder = [], os.path.join(ROOT, "src/ops")
    order = re.findall(r"^OP\((\w+)\)", open(os.path.join(folder, "ops.def")).read(), re.M)
    rows = {}
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".c"):
            continue
        text = open(os.path.join(folder, file)).read()
        for m in re.finditer(r"^const op op_(\w+) = \{", text, re.M):
            body = balanced(text, m.end() - 1)
            field = lambda name: (re.search(r"\." + name + r" =\s", body) or None)
            get = lambda name: strings(body[field(name).end():]) if field(name) else ""
            flags = re.search(r"\.flags =\s+([^,]*),", body)
            positional = re.search(r"\.positional =\s+(\d+)", body)
            rows[m.group(1)] = Op(m.group(1), get("schema"), get("doc"), set(re.findall(r"OP_\w+", flags.group(1))) if flags else set(),
                                  int(positional.group(1)) if positional else 0)
    for name in order:
        if name not in rows:
            sys.exit(f"ops.def names {name}, but no file has op_{name}")
        ops.append(rows[name])
    if set(rows) - set(order):
        sys.exit(f"not in ops.def: {sorted(set(rows) - set(order))}")
    text = "\n".join(open(os.path.join(folder, name)).read() for name in ("pointwise.def", "pointwise_special.def"))
    for m in re.finditer(r"^POINTWISE\(", text, re.M):
        a = macro_args(balanced(text, m.end() - 1, "()"))
        ops.append(Op(a[0], strings(a[3]), strings(a[11]), set(re.findall(r"OP_\w+", a[4])), 0))
    return sorted(ops, key=lambda o: o.name)


# ---- C types ----
def c_params(a, last):
    """[(C type, name)] of a positional argument. Names that are types inside the library get a `_`."""
    return [(t, n + "_" if n in ("value", "op", "edge", "call") else n) for t, n in c_params_plain(a, last)]


def c_params_plain(a, last):
    if a.base == "Tensor|Scalar":
        return [("rush_operand ", a.c)] if last else [("rush_tensor *", a.c)]
    if a.base == "Tensor[]":
        return [("rush_tensor *const *", a.c), ("int64_t ", a.c + "_count")]
    return [({"Tensor": "rush_tensor *", "Scalar": "rush_operand ", "int": "int64_t ", "float": "double ", "bool": "bool ", "int[]": "rush_shape ",
              "ScalarType": "rush_dtype ", "Device": "rush_device ", "str": "const char *", "Generator": "rush_generator *"}[a.base], a.c)]


def option_fields(a):
    zero = a.default in ("0", "0.0", "False", "None")
    if a.base == "Tensor":
        return [("rush_tensor *", a.c)]
    if a.base in ("Scalar", "Tensor|Scalar"):
        return [("rush_operand ", a.c)]
    if a.base == "int[]":
        one = "rush_opt_int " if a.optional else "int64_t "
        return [(one, a.c), ("rush_shape ", a.c + ("s" if a.name == "dim" else "_nd"))]
    if a.base == "int":
        return [("int64_t " if zero and not a.optional or a.default == "1" else "rush_opt_int ", a.c)]
    if a.base == "float":
        return [("double " if zero and not a.optional else "rush_opt_double ", a.c)]
    if a.base == "bool":
        return [("rush_opt_bool ", a.c)] if a.optional else [("bool ", a.c if a.default == "False" else "no_" + a.c)]
    return [({"ScalarType": "rush_dtype ", "Device": "rush_device ", "str": "const char *", "Generator": "rush_generator *"}[a.base], a.c)]


def positional_value(a, e, last):
    return {"Tensor": f"value_tensor({e})" if not a.optional else f"value_tensor_optional({e})",
            "Tensor|Scalar": f"value_of_operand({e})" if last else f"value_tensor({e})", "Scalar": f"value_of_operand({e})",
            "Tensor[]": f"value_of_tensors({e}, {e}_count)", "int": f"value_of_int({e})", "float": f"value_of_double({e})",
            "bool": f"value_of_bool({e})", "int[]": f"value_of_shape({e})", "ScalarType": f"value_of_dtype({e})",
            "Device": f"value_of_device({e})", "str": f"value_of_string({e})", "Generator": f"value_of_generator({e})"}[a.base]


def number(text):
    if text in ("True", "False"):
        return f"value_of_bool({text.lower()})"
    return f"value_of_double({text})" if re.search(r"[.e]", text) else f"value_of_int({text})"


def option_value(a):
    (t, f), *more = option_fields(a)
    e = "options." + f
    if t == "rush_tensor *": return f"value_tensor_optional({e})"
    if t == "rush_operand ": return f"{e}.kind ? value_of_operand({e}) : " + (number(a.default) if a.default != "None" else "value_none()")
    if a.base == "int[]":
        nd = f"options.{more[0][1]}"
        if a.optional:
            return f"{nd}.dims ? value_of_shape({nd}) : {e}.set ? value_of_ints(&{e}.value, 1) : value_none()"
        default = {"[]": None}.get(a.default, a.default)
        if default is None:  # empty list: what it means is the op's
            return f"{nd}.dims ? value_of_shape({nd}) : {e} ? value_of_ints(&{e}, 1) : value_of_ints(NULL, 0)"
        one = f"value_of_ints(&{e}, 1)" if default == "0" else f"{e} ? value_of_ints(&{e}, 1) : value_of_ints(&(const int64_t){{ {default} }}, 1)"
        return f"{nd}.dims ? value_of_shape({nd}) : {one}"
    if t == "rush_opt_int ": return f"{e}.set ? value_of_int({e}.value) : " + (number(a.default) if a.default != "None" else "value_none()")
    if t == "rush_opt_double ": return f"{e}.set ? value_of_double({e}.value) : " + (f"value_of_double({a.default})" if a.default != "None" else "value_none()")
    if t == "rush_opt_bool ": return f"{e}.set ? value_of_bool({e}.value) : value_none()"
    if t == "int64_t ": return f"value_of_int({e} ? {e} : 1)" if a.default == "1" else f"value_of_int({e})"
    if t == "double ": return f"value_of_double({e})"
    if t == "bool ": return f"value_of_bool({e if a.default == 'False' else '!' + e})"
    if t == "const char *": return f"value_of_string({e}" + (")" if a.default == "None" else f" ? {e} : \"{a.default.strip(chr(34) + chr(39))}\")")
    return {"rush_dtype ": f"value_of_dtype({e})", "rush_device ": f"value_of_device({e})", "rush_generator *": f"value_of_generator({e})"}[t]


def forms(op):
    """Names of the C functions of an op: (C name, in place)."""
    out = [] if op.inplace_only else [(op.name, False)]
    return out + ([(op.name + "_", True)] if op.inplace or op.inplace_only else [])


def params(op, struct):
    out = []
    for i, a in enumerate(op.positional[:-1] if op.opens and struct else op.positional):
        out += c_params(a, i == op.n - 1)
    return out


def result_type(op):
    return "rush_list *" if op.list else "rush_tensor *"


def declare(op, api):
    """Prototypes, struct and macros of one op."""
    lines = ["/* " + op.doc.replace("*/", "* /") + " */"] if api else []
    struct = f"rush_{op.name}_args"
    if op.extra:
        fields = [("size_t ", "size")]
        if op.opens:
            fields += c_params(op.positional[-1], False) + [("rush_named_only ", "_")]
        for a in op.options:
            fields += option_fields(a)
        fields += [("rush_tensor **", "out_" + r if r in [a.c for a in op.args] else r) for r in op.returns[1:]]
        lines.append(f"typedef struct {struct} {{ " + " ".join(f"{t}{n};" for t, n in fields) + f" }} {struct};")
    macros = []
    for name, _ in forms(op):
        at = [("rush_site ", "site")] + params(op, True) + ([(struct + " ", "options")] if op.extra else [])
        plain = [("rush_tensor *" if t == "rush_operand " and op.positional[-1].base == "Tensor|Scalar" else "double " if t == "rush_operand " else t, n)
                 for t, n in params(op, False)]
        lines.append(f"{api}{result_type(op)}rush_{name}_at({', '.join(t + n for t, n in at)});")
        if api:
            lines.append(f"{api}{result_type(op)}rush_{name}({', '.join(t + n for t, n in plain) or 'void'});")
        scalars = [a for a in op.positional[:-1] if a.base == "Scalar"]
        names = [f"x{i}" for i in range(len(params(op, False)))]
        wrap = [f"RUSH_OPERAND({n})" if t == "rush_operand " else n for (t, _), n in zip(params(op, False), names)]
        if not op.extra:
            if scalars or op.operand:
                macros.append(f"#define rush_{name}({', '.join(names)}) rush_{name}_at(RUSH_SITE, {', '.join(wrap)})")
            elif names:
                macros.append(f"#define rush_{name}(...) rush_{name}_at(RUSH_SITE, __VA_ARGS__)")
            else:
                macros.append(f"#define rush_{name}() rush_{name}_at(RUSH_SITE)")
        elif op.opens:
            lead = "".join(n + ", " for n in names[:-1])
            lead_wrapped = "".join(n + ", " for n in wrap[:-1])
            macros.append(f"#define rush_{name}({lead}...) rush_{name}_at(RUSH_SITE, {lead_wrapped}({struct}){{ .size = sizeof({struct}), "
                          f".{c_params(op.positional[-1], False)[0][1]} = __VA_ARGS__ }})")
        elif op.operand:
            lead = "".join(n + ", " for n in names[:-1])
            lead_wrapped = "".join(n + ", " for n in wrap[:-1])
            last = names[-1]
            macros += [f"#define rush_{name}({lead}...) RUSH_PICK_(__VA_ARGS__, " + f"rush_{name}_n_, " * 8 + f"rush_{name}_1_, 0)({lead}__VA_ARGS__)",
                       f"#define rush_{name}_1_({lead}{last}) rush_{name}_at(RUSH_SITE, {lead_wrapped}RUSH_OPERAND({last}), ({struct}){{ .size = sizeof({struct}) }})",
                       f"#define rush_{name}_n_({lead}{last}, ...) rush_{name}_at(RUSH_SITE, {lead_wrapped}RUSH_OPERAND({last}), "
                       f"({struct}){{ .size = sizeof({struct}), __VA_ARGS__ }})"]
        else:  # no positional argument to open the struct, or an array: options follow
            lead = "".join(n + ", " for n in names)
            macros.append(f"#define rush_{name}({lead}...) rush_{name}_at(RUSH_SITE, {lead}({struct}){{ .size = sizeof({struct}), __VA_ARGS__ }})")
    return lines, macros


def wrapper(op):
    out = []
    struct = f"rush_{op.name}_args"
    for name, inplace in forms(op):
        at = [("rush_site ", "site")] + params(op, True) + ([(struct + " ", "options")] if op.extra else [])
        values = [positional_value(a, ("options." if op.opens and i == op.n - 1 else "") + c_params(a, i == op.n - 1)[0][1], i == op.n - 1)
                  for i, a in enumerate(op.positional)]
        values += [option_value(a) for a in op.options]
        call = {True: "op_call_inplace", False: "op_call_list" if op.list else "op_call"}[inplace]
        body = f"    const value args[] = {{ {', '.join(values) or '{ .kind = 0 }'} }};\n"
        arguments = f"&op_{op.name}, site, args, {len(values)}"
        if len(op.returns) > 1 and not inplace:
            names = ["out_" + r if r in [x.c for x in op.args] else r for r in op.returns[1:]]
            body += f"    rush_tensor *results[OP_MAX_OUT];\n    bool ok = op_call_multi({arguments}, results);\n"
            body += "".join(f"    if (options.{r}) *options.{r} = ok ? results[{i + 1}] : NULL;\n" for i, r in enumerate(names))
            body += "    return ok ? results[0] : NULL;\n"
        else:
            body += f"    return {call}({arguments});\n"
        out.append(f"{result_type(op)}rush_{name}_at({', '.join(t + n for t, n in at)}) {{\n{body}}}\n")
        if op.internal:
            continue
        plain, pass_on = [], []
        for i, a in enumerate(op.positional):
            for t, n in c_params(a, i == op.n - 1):
                if t == "rush_operand ":
                    tensor = a.base == "Tensor|Scalar"
                    plain.append(("rush_tensor *" if tensor else "double ", n))
                    pass_on.append(f"rush_operand_{'tensor' if tensor else 'float'}({n})")
                else:
                    plain.append((t, n))
                    pass_on.append(n)
        if op.opens:
            pass_on[-1] = f"({struct}){{ .size = sizeof({struct}), .{c_params(op.positional[-1], False)[0][1]} = {pass_on[-1]} }}"
        elif op.extra:
            pass_on.append(f"({struct}){{ .size = sizeof({struct}) }}")
        out.append(f"{result_type(op)}(rush_{name})({', '.join(t + n for t, n in plain) or 'void'}) {{\n"
                   f"    return rush_{name}_at({', '.join(['NULL'] + pass_on)});\n}}\n")
    return "\n".join(out)


GENERATED = "/* SPDX-License-Identifier: MIT */\n/* {} - {} Generated from the op table by tools/facade.py; do not edit. */\n"


def header(ops, guard, file, what, api, cplusplus):
    text = GENERATED.format(file, what) + f"#ifndef {guard}\n#define {guard}\n#include <rushlight/base.h>\n\n"
    text += '#ifdef __cplusplus\nextern "C" {\n#endif\n\n' if cplusplus else ""
    macros = []
    for op in ops:
        lines, m = declare(op, api)
        text += "\n".join(lines) + "\n\n"
        macros += m
    text += "#ifdef __cplusplus\n}\n#endif\n\n" if cplusplus else ""
    text += "#ifndef __cplusplus\n" + "\n".join(macros) + "\n#endif\n" if macros else ""
    return text + "#endif\n"


def docs(ops):
    text = "# Ops\n\nGenerated from the op table by `tools/facade.py`. `_` forms work in place. Arguments after the positional ones are options: `.name = value`.\n"
    for op in ops:
        names = [a.c + (f", {a.c}_count" if a.base == "Tensor[]" else "") for a in op.positional]
        c = [f"`rush_{n}({', '.join(names)}{', …' if op.extra else ''})`" for n, _ in forms(op)]
        text += f"\n## {op.name}\n\n```\n{op.schema}\n```\n\n{', '.join(c)}\n\n{op.doc}\n"
    return text


def main():
    ops = read_table()
    public, internal = [o for o in ops if not o.internal], [o for o in ops if o.internal]
    files = {
        "include/rushlight/ops.h": header(public, "RUSHLIGHT_OPS_H", "ops.h", "the tensor operations.", "RUSH_API ", True),
        "src/ops/internal_ops.h": header(internal, "OPS_INTERNAL_OPS_H", "internal_ops.h", "ops that only other ops use.", "", False),
        "src/ops/wrappers.c": GENERATED.format("wrappers.c", "C functions for the ops.") + '#include "ops/op.h"\n\n#include "ops/internal_ops.h"\n\n' + "\n".join(wrapper(o) for o in ops),
        "docs/ops.md": docs(public),
    }
    stale = []
    for name, text in files.items():
        path = os.path.join(ROOT, name)
        old = open(path).read() if os.path.exists(path) else None
        if old != text:
            stale.append(name)
            if "--check" not in sys.argv:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                open(path, "w").write(text)
    if stale and "--check" in sys.argv:
        sys.exit("not fresh, run tools/facade.py: " + ", ".join(stale))


main()
