# SPDX-License-Identifier: MIT
"""Choosing and writing elements: scatter_reduce, index_reduce, masks of bytes, nonzero; expected values are PyTorch 1.13.1's."""
import unittest
import warnings

import rushlight as torch


class ScatterReduce(unittest.TestCase):
    # reduce, include_self: result, gradient of self, gradient of src
    EXPECTED = {
        ("sum", True): ([4, 5, 5.5, 7], [1, 2, 3, 4], [1, 1, 2, 2, 3, 3]),
        ("sum", False): ([3, 3, 5, 7], [0, 0, 0, 4], [1, 1, 2, 2, 3, 3]),
        ("prod", True): ([2, 0, 0, 7], [2, 0, 0, 4], [2, 1, 12, 0, 7.5, 0]),
        ("prod", False): ([2, 0, 0, 7], [0, 0, 0, 4], [2, 1, 6, 0, 15, 0]),
        ("mean", True): ([4 / 3, 5 / 3, 5.5 / 3, 7], [1 / 3, 2 / 3, 1, 4], [1 / 3, 1 / 3, 2 / 3, 2 / 3, 1, 1]),
        ("mean", False): ([1.5, 1.5, 2.5, 7], [0, 0, 0, 4], [.5, .5, 1, 1, 1.5, 1.5]),
        ("amax", True): ([2, 3, 5, 7], [0, 0, 0, 4], [0, 1, 0, 2, 0, 3]),
        ("amin", True): ([1, 0, 0, 7], [.5, 0, 0, 4], [.5, 0, 2, 0, 3, 0]),
    }

    def test_values_and_gradients(self):
        index = torch.tensor([0, 0, 1, 1, 2, 2])
        for (reduce, own), expected in self.EXPECTED.items():
            for scatter in (torch.Tensor.scatter_reduce, torch.Tensor.index_reduce):
                if reduce == "sum" and scatter is torch.Tensor.index_reduce:
                    continue
                a = torch.tensor([1, 2, .5, 7], dtype=torch.float64, requires_grad=True)
                b = torch.tensor([1, 2, 0, 3, 0, 5], dtype=torch.float64, requires_grad=True)
                y = scatter(a, 0, index, b, reduce, include_self=own)
                y.backward(torch.tensor([1, 2, 3, 4], dtype=torch.float64))
                for t, values in zip((y, a.grad, b.grad), expected):
                    self.assertTrue(torch.allclose(t, torch.tensor(values, dtype=torch.float64)), (reduce, own, t, values))

    def test_second_derivative(self):
        torch.manual_seed(1)
        a, b = (torch.randn(n, 3, dtype=torch.float64, requires_grad=True) for n in (4, 6))
        index = torch.randint(0, 4, (6, 3))
        for reduce, own in self.EXPECTED:
            self.assertTrue(torch.autograd.gradgradcheck(lambda x, y: x.scatter_reduce(0, index, y, reduce, include_self=own), (a, b)))

    def test_whole_numbers(self):
        index, src = torch.tensor([0, 0, 0]), torch.tensor([3, -9, 2])
        got = [torch.tensor([1, 7]).scatter_reduce_(0, index, src, r, include_self=own).tolist()[0] for r, own in self.EXPECTED]
        self.assertEqual(got, [-3, -4, -54, -54, -1, -2, 3, -9])

    def test_not_a_number(self):
        nan, inf = float("nan"), float("inf")
        src, index = torch.tensor([1, nan, -inf, -inf, 2, inf]), torch.tensor([0, 0, 1, 1, 2, 2])
        y = torch.zeros(3).scatter_reduce(0, index, src, "amax", include_self=False)
        self.assertEqual(str(y.tolist()), "[nan, -inf, inf]")

    def test_errors(self):
        x, i = torch.zeros(3), torch.tensor([0, 1])
        with self.assertRaisesRegex(RuntimeError, "reduce argument must be either sum, prod, mean, amax or amin"):
            x.scatter_reduce(0, i, torch.ones(2), "add")
        with self.assertRaisesRegex(RuntimeError, "Expected reduce to be one of prod, mean, amax or amin but got sum"):
            x.index_reduce(0, i, torch.ones(2), "sum")
        with self.assertRaisesRegex(IndexError, "index out of range in self"):
            x.index_reduce(0, torch.tensor([0, 3]), torch.ones(2), "prod")
        y = torch.zeros(3, requires_grad=True)
        with self.assertRaisesRegex(RuntimeError, "Double backward is unsupported"):
            g, = torch.autograd.grad(y.scatter_reduce(0, torch.tensor([0]), torch.zeros(1), "prod").sum(), y, create_graph=True)


class Masks(unittest.TestCase):
    def test_bytes_warn(self):
        x, mask = torch.arange(6).view(3, 2), torch.tensor([1, 0, 1], dtype=torch.uint8)
        with warnings.catch_warnings(record=True) as w:
            warnings.simplefilter("always")
            self.assertEqual(x[mask].tolist(), [[0, 1], [4, 5]])
            x[mask] = 9
            x.index_put_((mask,), x[1].clone())
        self.assertEqual([str(m.message) for m in w], ["indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead."] * 3)

    def test_byte_without_dimensions(self):
        x = torch.tensor(5)
        self.assertEqual([x[torch.tensor(v, dtype=torch.uint8)].tolist() for v in (1, 0)], [[5], []])

    def test_nothing(self):
        self.assertEqual(torch.arange(3)[[]].dtype, torch.int64)
        with self.assertRaises(IndexError):
            torch.arange(3)[torch.tensor([])]

    def test_shape_is_said_before_dtype(self):
        with self.assertRaisesRegex(RuntimeError, "shape mismatch"):
            torch.zeros(4)[torch.tensor([True, False, True, True])] = torch.tensor([1, 2])


class Nonzero(unittest.TestCase):
    def test_as_tuple(self):
        self.assertEqual([t.tolist() for t in torch.tensor([[0, 1], [2, 0]]).nonzero(as_tuple=True)], [[0, 1], [1, 0]])
        self.assertEqual([t.tolist() for t in torch.nonzero(torch.tensor(3), as_tuple=True)], [[0]])
        with self.assertRaisesRegex(RuntimeError, "out kwarg when as_tuple"):
            torch.nonzero(torch.ones(2), as_tuple=True, out=torch.empty(0).long())


class Numbers(unittest.TestCase):
    def test_a_bool_is_no_int(self):
        x = torch.ones(4, 4)
        for f in (lambda: x.topk(True), lambda: x.unsqueeze(True), lambda: x.sum(True), lambda: torch.zeros(True), lambda: x.size(True)):
            self.assertRaises(TypeError, f)
        self.assertEqual(torch.zeros(2, True).shape, (2, 1))     # PyTorch looks at the first element only

    def test_narrow_at_a_tensor(self):
        x = torch.arange(4)
        self.assertEqual(x.narrow(0, torch.tensor(1), 2).tolist(), [1, 2])
        for start in (torch.tensor(1.0), torch.tensor([1])):
            self.assertRaises(RuntimeError, x.narrow, 0, start, 2)


if __name__ == "__main__":
    unittest.main()
