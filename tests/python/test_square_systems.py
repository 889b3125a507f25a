# SPDX-License-Identifier: MIT
"""Inverse, determinant, solve and Cholesky's factor: values, derivatives to the second order, errors; cdist, cov and seeds."""
import unittest

import rushlight as torch
from rushlight.autograd import gradcheck, gradgradcheck


class SquareSystems(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.a = torch.rand(2, 4, 4, dtype=torch.float64, requires_grad=True)
        self.b = torch.rand(2, 4, 3, dtype=torch.float64, requires_grad=True)
        self.eye = torch.eye(4, dtype=torch.float64)

    def test_values(self):
        self.assertTrue(torch.allclose(self.a @ torch.inverse(self.a), self.eye.expand(2, 4, 4)))
        self.assertTrue(torch.allclose(self.a @ torch.linalg.solve(self.a, self.b), self.b))
        sign, log = torch.linalg.slogdet(self.a)
        self.assertTrue(torch.allclose(sign * log.exp(), torch.det(self.a)))
        self.assertEqual(torch.det(torch.tensor([[0.0, 2.0], [3.0, 4.0]])).item(), -6)
        self.assertEqual(torch.det(torch.ones(3, 3)).item(), 0)
        s = self.a @ self.a.mT + self.eye
        low = torch.linalg.cholesky(s)
        self.assertTrue(torch.allclose(low @ low.mT, s) and torch.equal(low, low.tril()))
        self.assertTrue(torch.allclose(torch.matrix_power(self.a, -1), torch.inverse(self.a)))

    def test_factors(self):
        s = self.a @ self.a.mT + self.eye
        low = torch.linalg.cholesky(s)
        self.assertTrue(torch.allclose(s @ torch.cholesky_solve(self.b, low), self.b))
        self.assertTrue(torch.allclose(s @ torch.cholesky_inverse(low.mT, True), self.eye.expand(2, 4, 4)))
        self.assertTrue(torch.allclose(low.mT @ torch.triangular_solve(self.b, low, False, True)[0], self.b))
        t, b = torch.rand(6, 2, 3, dtype=torch.float64), torch.rand(6, dtype=torch.float64)
        self.assertTrue(torch.allclose(torch.tensordot(t, torch.linalg.tensorsolve(t, b), 2), b))
        self.assertTrue(torch.allclose(torch.tensordot(torch.linalg.tensorinv(t, 1), b, 1), torch.linalg.tensorsolve(t, b)))

    def test_derivatives(self):
        for f, inputs in ((torch.inverse, (self.a,)), (torch.linalg.solve, (self.a, self.b)), (torch.det, (self.a,)),
                          (lambda x: torch.slogdet(x)[1], (self.a,)),
                          (lambda x: torch.linalg.cholesky(x @ x.mT + self.eye), (self.a,))):
            self.assertTrue(gradcheck(f, inputs) and gradgradcheck(f, inputs))

    def test_errors(self):
        with self.assertRaisesRegex(torch.linalg.LinAlgError, "diagonal element 2 is zero"):
            torch.inverse(torch.ones(3, 3))
        with self.assertRaisesRegex(torch.linalg.LinAlgError, "leading minor of order 1"):
            torch.linalg.cholesky(-torch.eye(2))
        with self.assertRaisesRegex(RuntimeError, "must be batches of square matrices"):
            torch.det(torch.ones(2, 3))


class Numeric(unittest.TestCase):
    def test_cdist(self):
        x = torch.tensor([[0.0, 0.0], [3.0, 4.0]], requires_grad=True)
        self.assertEqual(torch.cdist(x, x)[0].tolist(), [0, 5])
        self.assertEqual(torch.pdist(x, 1).tolist(), [7])
        torch.cdist(x, x, 0.5).sum().backward()
        self.assertTrue(bool(x.grad.isfinite().all()))

    def test_gradient(self):
        x = torch.tensor([0.0, 1.0, 3.0, 4.0])
        self.assertTrue(torch.allclose(torch.gradient(x * x, spacing=[x], edge_order=2)[0], 2 * x, atol=1e-5))

    def test_put(self):
        self.assertEqual(torch.zeros(2, 2).put_(torch.tensor([1, 1]), torch.tensor([2.0, 3.0]), accumulate=True).tolist(), [[0, 5], [0, 0]])

    def test_draws(self):
        torch.manual_seed(0)    # as PyTorch draws them
        expected = [1, 1, 3]
        self.assertEqual(torch.empty(3).geometric_(0.3).tolist(), expected)
        with self.assertRaisesRegex(RuntimeError, "Overflow when unpacking long"):
            torch.manual_seed(2 ** 64)
        with self.assertRaisesRegex(RuntimeError, "p_in >= 0"):
            torch.bernoulli(torch.tensor([2.0]))

    def test_configuration(self):
        self.assertIn(torch.__version__, torch.__config__.show())
        self.assertIn(str(torch.get_num_threads()), torch.__config__.parallel_info())

    def test_places_and_dtypes(self):
        self.assertEqual(sorted(torch.randperm(5, device="cpu").tolist()), [0, 1, 2, 3, 4])
        self.assertIs(torch.tensor([torch.tensor(1, dtype=torch.int16), torch.tensor(2, dtype=torch.int8)]).dtype, torch.int16)

    def test_weights(self):
        x = torch.tensor([[1.0, 2.0, 4.0]])
        twice = torch.tensor([[1.0, 2.0, 2.0, 4.0]])
        self.assertTrue(torch.allclose(torch.cov(x, fweights=torch.tensor([1, 2, 1])), torch.cov(twice)))

    def test_order_of_dimensions(self):
        self.assertEqual(torch.randn(10, 8).t()[::2, ::2].clone().stride(), (1, 4))

    def test_mask_of_bytes(self):
        with self.assertWarnsRegex(UserWarning, "masked_fill_ received a mask with dtype torch.uint8"):
            torch.zeros(2).masked_fill_(torch.tensor([0, 1], dtype=torch.uint8), 1)


if __name__ == "__main__":
    unittest.main()
