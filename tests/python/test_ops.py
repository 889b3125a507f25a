# SPDX-License-Identifier: MIT
"""Every op of the table, called as Python code calls it, gives what PyTorch 1.13.1 gave: as a function with arguments by place and by
name, as a method, with out=, in place; gradients too. Refused calls give PyTorch's text."""
import os
import unittest
import warnings

import rushlight as torch
from rushlight._table import functions
from samples import ROOT, Golden, Sample, TooLarge, difference, drawn, hash_text, table

ROWS = table()


def exempt():
    """{(what, op or op/dtype or op(sample))}"""
    found = set()
    with open(os.path.join(ROOT, "tests/golden/exempt.txt")) as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                what, _, rest = line.partition(" ")
                end = rest.find(")") + 1 if "(" in rest.split(" ")[0] else len(rest.split(" ")[0])
                depth = 0
                if "(" in rest.split(" ")[0]:
                    for end, ch in enumerate(rest):
                        depth += (ch == "(") - (ch == ")")
                        if ch == ")" and depth == 0:
                            break
                    end += 1
                found.add((what, rest[:end]))
    return found


def call(f, args, options):
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        r = f(*args, **options)
    return list(r) if isinstance(r, (tuple, list)) else [r]


@unittest.skipIf(ROWS is None, "tools/optable was not built")
class Ops(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.excused, self.wrong, self.compared = exempt(), [], 0

    def is_excused(self, what, op, text, dtype):
        name = op["name"]
        return any((what, n) in self.excused for n in (name, f"{name}/{dtype}", f"{name}({text})", f"{name}/{dtype}({text})"))

    def note(self, op, text, dtype, form, problem):
        self.wrong.append(f'{op["name"]}({text}) {dtype} {form}: {problem}')

    def rows(self):
        for op in ROWS:
            path = os.path.join(ROOT, "tests/golden/ops", op["name"] + ".bin")
            if not op["internal"] and os.path.exists(path) and op["name"] not in ("trunc_normal",):
                yield op

    def check(self, op, text, dtype, form, results, golden):
        if len(results) != len(golden):
            return self.note(op, text, dtype, form, f"{len(results)} results, not {len(golden)}")
        for k, (r, (g, _)) in enumerate(zip(results, golden)):
            why = difference(r, g)
            if why:
                self.note(op, text, dtype, form, f"result {k}: {why}")
        self.compared += 1

    def forms(self, op, dtype):
        """(name, function, arguments of a sample)"""
        s = Sample(op, "", dtype)
        f = functions.get(s.name + "_") if op["inplace_only"] else functions.get(s.name)
        f = f or functions[s.name]
        yield "by place", f, Sample.positional
        yield "by name", f, lambda sample: ([], sample.keywords())
        method = getattr(torch.Tensor, s.name, None)
        if method is not None and s.args and s.args[0][:2] == ("self", "Tensor"):
            yield "method", method, Sample.positional

    def test_results(self):
        """values, dtypes and shapes in every form of call"""
        for op in self.rows():
            texts = {hash_text(t): t for t in op["samples"]}
            for head, dtype, kind, what in Golden(op["name"]).records():
                text = texts.get(head)
                if kind != 0 or text is None or self.is_excused("golden", op, text, dtype):
                    continue
                if dtype not in ("float32", "int64", "bool"):
                    continue
                for form, f, arguments in self.forms(op, dtype):
                    try:
                        self.check(op, text, dtype, form, call(f, *arguments(Sample(op, text, dtype))), what[0])
                    except TooLarge:
                        pass
                    except Exception as e:
                        self.note(op, text, dtype, form, f"{type(e).__name__}: {e}")
        self.assertEqual([], self.wrong[:60], f"{len(self.wrong)} of {self.compared} differ")
        self.assertGreater(self.compared, 5000)

    def test_out(self):
        """out= takes the result, of the result's shape or empty"""
        for op in self.rows():
            texts = {hash_text(t): t for t in op["samples"]}
            if op["inplace_only"] or op["view"] or op["no_out"] or op["schema"].endswith("Tensor[]"):
                continue
            for head, dtype, kind, what in Golden(op["name"]).records():
                text = texts.get(head)
                if kind != 0 or text is None or dtype != "float32" or len(what[0]) != 1 or self.is_excused("golden", op, text, dtype):
                    continue
                f = functions[Sample(op, "", dtype).name]
                try:
                    args, options = Sample(op, text, dtype).positional()
                    shape = call(f, args, options)[0]
                    for out in (torch.empty_like(shape), torch.empty(0, dtype=shape.dtype)):
                        got = call(f, args, {**options, "out": out})[0]
                        if got is not out:
                            self.note(op, text, dtype, "out=", "another tensor was returned")
                        self.check(op, text, dtype, "out=", [out], what[0])
                except TooLarge:
                    pass
                except Exception as e:
                    self.note(op, text, dtype, "out=", f"{type(e).__name__}: {e}")
                break
        self.assertEqual([], self.wrong[:60], f"{len(self.wrong)} of {self.compared} differ")
        self.assertGreater(self.compared, 200)

    def test_in_place(self):
        """x.op_() changes x to what op gives, where that has x's shape and dtype"""
        for op in self.rows():
            texts = {hash_text(t): t for t in op["samples"]}
            name = Sample(op, "", "float32").name
            if not op["inplace"] or op["inplace_only"]:
                continue
            for head, dtype, kind, what in Golden(op["name"]).records():
                text = texts.get(head)
                if kind != 0 or text is None or dtype != "float32" or self.is_excused("golden", op, text, dtype):
                    continue
                try:
                    args, options = Sample(op, text, dtype).positional()
                    x, golden = args[0], what[0][0][0]
                    if not isinstance(x, torch.Tensor) or tuple(x.shape) != golden[1] or str(x.dtype) != "torch." + golden[0] or ":e" in text:
                        continue
                    version, f = x._version, functions[name + "_"]
                    got = call(f, args, options)[0]
                    if got is not x or x._version != version + 1:
                        self.note(op, text, dtype, "in place", f"version {x._version}")
                    self.check(op, text, dtype, "in place", [x], what[0])
                except TooLarge:
                    pass
                except Exception as e:
                    self.note(op, text, dtype, "in place", f"{type(e).__name__}: {e}")
        self.assertEqual([], self.wrong[:60], f"{len(self.wrong)} of {self.compared} differ")
        self.assertGreater(self.compared, 300)

    def test_gradients(self):
        """gradients of float64 samples, and the names of grad_fn"""
        for op in self.rows():
            texts = {hash_text(t): t for t in op["samples"]}
            for head, dtype, kind, what in Golden(op["name"]).records():
                text = texts.get(head)
                if kind != 0 or text is None or dtype != "float64" or self.is_excused("golden", op, text, dtype) or not what[1]:
                    continue
                try:
                    self.gradients(op, text, dtype, what)
                except TooLarge:
                    pass
                except Exception as e:
                    self.note(op, text, dtype, "gradient", f"{type(e).__name__}: {e}")
        self.assertEqual([], self.wrong[:60], f"{len(self.wrong)} of {self.compared} differ")
        self.assertGreater(self.compared, 1000)

    def gradients(self, op, text, dtype, what):
        s = Sample(op, text, dtype)
        for t, g in zip(s.tensors, what[1]):
            if t.is_floating_point() and g is not False:
                t.requires_grad_()
        args, options = s.positional()
        if op["inplace_only"]:
            args[0] = args[0].clone()
        form, f, _ = next(self.forms(op, dtype))
        results = call(f, args, options)
        for r, (_, name) in zip(results, what[0]):
            got = type(r.grad_fn).__name__ if r.grad_fn is not None else ""
            if name and got != name and not self.is_excused("grad_fn", op, text, dtype):
                self.note(op, text, dtype, "grad_fn", f"{got}, not {name}")
        wanted = [(k, r) for k, r in enumerate(results) if r.requires_grad]
        leaves = [(t, g) for t, g in zip(s.tensors, what[1]) if t.requires_grad]
        weights = [drawn(f'{op["name"]}({text})#w{k}', list(r.shape), str(r.dtype).split(".")[1], {"u": True}) for k, r in wanted]
        found = torch._C._grad(tuple(r for _, r in wanted), tuple(t for t, _ in leaves), tuple(weights), False, False, True)
        for k, (got, (_, g)) in enumerate(zip(found, leaves)):
            why = ("there is one" if got is not None else None) if g is None else "there is none" if got is None else difference(got, g)
            if why and not (g is None and got is not None and not bool(got.any())) and not self.is_excused("tolerance", op, text, dtype):
                self.note(op, text, dtype, "gradient", f"{k}: {why}")
        self.compared += 1

    def test_errors(self):
        """the error samples: PyTorch's text"""
        for op in self.rows():
            texts = {hash_text(t): t for t in op["errors"][::2]}
            own = dict(zip(op["errors"][::2], op["errors"][1::2]))
            for head, dtype, kind, golden in Golden(op["name"]).records():
                text = texts.get(head)
                if kind != 3 or text is None or self.is_excused("error", op, text, dtype):
                    continue
                for form, f, arguments in self.forms(op, dtype):
                    if form == "by name":
                        continue
                    try:
                        call(f, *arguments(Sample(op, text, dtype)))
                        self.note(op, text, dtype, form, "no error")
                    except TooLarge:
                        pass
                    except (RuntimeError, ValueError, IndexError, TypeError, NotImplementedError, ZeroDivisionError) as e:
                        if str(e) not in (golden, own[text]):
                            self.note(op, text, dtype, form, f"{type(e).__name__}: {e}\n   not: {golden}")
                        self.compared += 1
        self.assertEqual([], self.wrong[:60], f"{len(self.wrong)} of {self.compared} differ")
        self.assertGreater(self.compared, 300)


if __name__ == "__main__":
    unittest.main()
