# SPDX-License-Identifier: MIT
"""out= and in-place forms: who takes out=, where it is written, what its dtype may be; gradients of methods that end in _."""
import unittest
import warnings

import rushlight as torch

F = torch.nn.functional


class Out(unittest.TestCase):
    def test_overloads_without_out(self):
        x, out = torch.ones(2, 3), torch.empty(0)
        for name in "sum mean prod std var median nanmedian".split():
            for call in (lambda f: f(x, out=out), lambda f: getattr(x, name)(0, out=out)):
                with self.subTest(name), self.assertRaises(TypeError):
                    call(getattr(torch, name))
            more = out if "median" not in name else (out, torch.empty(0).long())
            getattr(torch, name)(x, 0, out=more)
            self.assertEqual(out.shape, (3,))
        for call in (lambda: torch.matrix_exp(torch.ones(2, 2), out=out), lambda: torch.movedim(x, 0, 1, out=out),
                     lambda: torch.std(x, True, out=out), lambda: torch.segment_reduce(x, "sum", lengths=torch.tensor([2]), out=out)):
            with self.assertRaises(TypeError):
                call()
        self.assertEqual(torch.std(x, None, out=torch.empty(0)).shape, ())

    def test_spread_needs_dim_for_a_correction(self):
        x = torch.tensor([1.0, 3.0])
        self.assertEqual([x.var().item(), x.var(False).item(), x.var(None, correction=0).item(), x.var(unbiased=False).item()], [2, 1, 1, 1])
        for call in (lambda: torch.var(x, correction=0), lambda: x.std(keepdim=True)):
            with self.assertRaises(TypeError):
                call()

    def test_written(self):
        x = torch.tensor([[3.0, 4.0], [0.0, 2.0]])
        for f, args in ((torch.isin, (x, 2.0)), (torch.isin, (2.0, x)), (F.normalize, (x,)), (F.gelu, (x,)), (torch.narrow_copy, (x, 0, 0, 1)),
                        (torch.conj_physical, (x,))):
            with self.subTest(f):
                want = f(*args)
                out = torch.empty(0, dtype=want.dtype)
                self.assertIs(f(*args, out=out), out)
                self.assertTrue(torch.equal(out, want))
                self.assertFalse(out._shares_storage(x))
        out = torch.empty(0, dtype=torch.int64)
        torch.manual_seed(0)
        want = torch.multinomial(x[0], 2)
        torch.manual_seed(0)
        self.assertTrue(torch.equal(torch.multinomial(x[0], 2, out=out), want))
        outs = torch.empty(0), torch.empty(0), torch.empty(0, dtype=torch.int32), torch.empty(0)
        result = torch.linalg.lstsq(x, torch.ones(2, 1), out=outs)
        self.assertEqual(type(result).__name__, "linalg_lstsq_out")
        self.assertTrue(torch.allclose(x @ outs[0], torch.ones(2, 1)))
        self.assertEqual(outs[2].item(), 2)

    def test_resized_where_it_lies(self):
        def after(size, f):
            memory = torch.zeros(size)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                f(memory)
            return memory.tolist()
        self.assertEqual(after(6, lambda m: torch.add(torch.ones(3), 1, out=m[1:2])), [0, 2, 2, 2, 0, 0])
        self.assertEqual(after(6, lambda m: torch.add(torch.ones(3), 1, out=m[:0])), [2, 2, 2, 0, 0, 0])
        self.assertEqual(after(6, lambda m: torch.add(torch.ones(2), 1, out=m[:4])), [2, 2, 0, 0, 0, 0])
        self.assertEqual(after(6, lambda m: torch.mm(torch.ones(2, 1), torch.ones(1, 2), out=m[2:3])), [0, 0, 1, 1, 1, 1])
        memory = torch.zeros(8)
        place = memory.data_ptr()
        self.assertEqual(torch.add(torch.ones(8), 1, out=memory.resize_(0)).data_ptr(), place)
        columns = torch.add(torch.ones(3, 2).t(), 1, out=torch.zeros(8)[:0])
        self.assertEqual(columns.stride(), (1, 2))
        long = torch.empty(2)
        self.assertEqual(torch.add(torch.ones(4), 1, out=long.resize_(0)).tolist(), [2] * 4)

    def test_overlap(self):
        x = torch.arange(6.0)
        self.assertEqual(torch.cumsum(x[:3], 0, out=x[:3]).tolist(), [0, 1, 3])
        with self.assertRaisesRegex(RuntimeError, "unsupported operation"):
            torch.addmm(x[1:5].view(2, 2), torch.ones(2, 2), torch.ones(2, 2), out=x[:4].view(2, 2))
        square = torch.ones(2, 2)
        self.assertIs(torch.add(square, square, out=square), square)
        self.assertEqual(square.tolist(), [[2, 2], [2, 2]])


class InPlace(unittest.TestCase):
    def test_gradients_are_those_of_the_function(self):
        torch.manual_seed(0)
        x = torch.rand(3, 4, dtype=torch.float64) + 2
        calls = [("cumprod", 1), ("cumsum", 0), ("renorm", 2, 0, 1.0), ("mvlgamma", 3), ("nan_to_num",), ("sgn",), ("float_power", 3.0)]
        for name, *args in calls:
            with self.subTest(name):
                a, b = x.clone().requires_grad_(), x.clone().requires_grad_()
                getattr(a, name)(*args).square().sum().backward()
                changed = b * 1
                result = getattr(changed, name + "_")(*args)
                self.assertIs(result, changed)
                result.square().sum().backward()
                self.assertTrue(torch.allclose(a.grad, b.grad, equal_nan=True))

    def test_memory_is_kept(self):
        for p in (0.5, 1.0):
            x = torch.ones(2, 3, 4, 4)
            self.assertIs(F.feature_alpha_dropout(x, p, True, inplace=True), x)

    def test_resize_as(self):
        x = torch.ones(2, 3)
        self.assertIs(torch.resize_as_(x, torch.ones(4)), x)
        self.assertEqual(x.tolist(), [1, 1, 1, 1])


class Shapes(unittest.TestCase):
    def test_nothing_keeps_its_graph(self):
        one = torch.ones(1, requires_grad=True)
        row = torch.ones(1, 3, requires_grad=True)
        for y in (torch.combinations(one, 2), F.pdist(row), F.pdist(row[:0]), F.pdist(row, float("inf")), F.batch_norm(one[:0], None, None, training=True)):
            self.assertTrue(y.requires_grad)
            self.assertEqual(y.numel(), 0)
            y.sum().backward()
        self.assertEqual(torch.combinations(one, 2).shape, (0, 2))
        self.assertEqual([one.grad.tolist(), row.grad.tolist()], [[0], [[0, 0, 0]]])

    def test_forms(self):
        x = torch.tensor([1.0, 4.0, 9.0])
        self.assertEqual(torch.diff(x, n=0, prepend=x).tolist(), x.tolist())
        self.assertEqual(torch.diff(x, n=-1).tolist(), x.tolist())
        self.assertEqual(torch.diff(x, n=2, append=x[:1]).tolist(), [2, -13])
        self.assertEqual(torch.linalg.vander(torch.tensor(2.0), N=3).tolist(), [[1, 2, 4]])
        for y in (torch.randint_like(x, 3), torch.randint_like(x, high=3), torch.randint_like(x, 1, 3), torch.randint_like(x, 1, high=3),
                  torch.randint_like(x, low=1, high=3)):
            self.assertEqual(y.shape, (3,))
            self.assertTrue(bool((y < 3).all()))
        y, weights = F._scaled_dot_product_attention(*[torch.ones(1, 2, 3)] * 3)
        self.assertEqual([y.shape, weights.tolist()], [(1, 2, 3), [[[0.5, 0.5], [0.5, 0.5]]]])


if __name__ == "__main__":
    unittest.main()
