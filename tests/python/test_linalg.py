# SPDX-License-Identifier: MIT
"""Factorizations: what they promise, PyTorch's signs and texts, derivatives to the second order, what is made of them."""
import math
import unittest
import warnings

import rushlight as torch
from rushlight import nn
from rushlight.autograd import gradcheck, gradgradcheck

F = torch.float64
SIZES = [(1, 1), (3, 3), (5, 2), (2, 5), (40, 40), (70, 33), (33, 70), (90, 4)]


def close(a, b, tolerance=1e-8):
    return a.shape == b.shape and (a.numel() == 0 or float((a - b).abs().max()) < tolerance)


class Factors(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(5)

    def check(self, a, b, tolerance=1e-8):
        self.assertTrue(close(a, b, tolerance), f"{a} {b}")

    def test_products(self):
        for m, n in SIZES:
            for lead in ((), (2, 3)):
                a = torch.randn(*lead, m, n, dtype=F)
                k = min(m, n)
                P, L, U = torch.linalg.lu(a)
                self.check(P @ L @ U, a)
                for mode, size in (("reduced", k), ("complete", m)):
                    Q, R = torch.linalg.qr(a, mode)
                    self.check(Q @ R, a)
                    self.check(Q.mT @ Q, torch.eye(size, dtype=F).expand(*lead, size, size))
                U, S, Vh = torch.linalg.svd(a, full_matrices=False)
                self.check(U * S.unsqueeze(-2) @ Vh, a)
                self.check(U.mT @ U, torch.eye(k, dtype=F).expand(*lead, k, k))
                U, S, Vh = torch.linalg.svd(a)
                self.check(U @ U.mT, torch.eye(m, dtype=F).expand(*lead, m, m))
                self.check(Vh @ Vh.mT, torch.eye(n, dtype=F).expand(*lead, n, n))
                self.check(torch.linalg.svdvals(a), S)
                p = torch.linalg.pinv(a)
                self.check(a @ p @ a, a)
                if m >= n:
                    h, tau = torch.geqrf(a)
                    self.check(torch.linalg.householder_product(h, tau), torch.linalg.qr(a)[0])
                    full = torch.linalg.qr(a, "complete")[0]
                    other = torch.randn(*lead, m, 3, dtype=F)
                    self.check(torch.ormqr(h, tau, other, True, True), full.mT @ other)
                    self.check(torch.ormqr(h, tau, other.mT, False), other.mT @ full)

    def test_square(self):
        for n in (0, 1, 2, 6, 31, 65, 100):
            for lead in ((), (3,)):
                a, b = torch.randn(*lead, n, n, dtype=F), torch.randn(*lead, n, 2, dtype=F)
                eye = torch.eye(n, dtype=F).expand(*lead, n, n)
                s = a + a.mT
                w, v = torch.linalg.eigh(s)
                self.check(v * w.unsqueeze(-2) @ v.mT, s)
                self.check(torch.linalg.eigvalsh(s.tril()), w)
                self.check(torch.linalg.eigvalsh(s.triu(), UPLO="U"), w)
                p = a @ a.mT + n * eye
                low = torch.linalg.cholesky(p)
                self.check(low @ low.mT, p)
                self.check(torch.linalg.cholesky(p.triu(), upper=True), low.mT)
                self.check(p @ torch.cholesky_solve(b, low), b)
                lu, pivots = torch.linalg.lu_factor(a)
                self.check(a @ torch.linalg.lu_solve(lu, pivots, b), b, 1e-5)
                self.check(torch.linalg.lu_solve(lu, pivots, b.mT, left=False, adjoint=True) @ a.mT, b.mT, 1e-5)
                ld, order = torch.linalg.ldl_factor(s)
                self.check(s @ torch.linalg.ldl_solve(ld, order, b), b, 1e-5)
                self.check(torch.matrix_exp(s / max(n, 1)), v * (w / max(n, 1)).exp().unsqueeze(-2) @ v.mT)

    def test_signs(self):       # LAPACK's, hence PyTorch's
        q, r = torch.linalg.qr(torch.tensor([[1.0, 2], [3, 4]], dtype=F))
        self.check(q, torch.tensor([[-0.316227766016838, -0.948683298050514], [-0.948683298050514, 0.316227766016838]], dtype=F))
        self.check(r, torch.tensor([[-3.16227766016838, -4.42718872423573], [0, -0.632455532033676]], dtype=F))
        lu, pivots = torch.linalg.lu_factor(torch.tensor([[1.0, 2], [3, 4]], dtype=F))
        self.check(lu, torch.tensor([[3, 4], [1 / 3, 2 / 3]], dtype=F))
        self.assertEqual((pivots.tolist(), pivots.dtype), ([2, 2], torch.int32))

    def test_strides_and_dtypes(self):
        a = torch.randn(2, 5, 3)
        for t, strides in zip([*torch.linalg.svd(a, False), *torch.linalg.qr(a), torch.linalg.pinv(a)],
                              [(15, 1, 5), (3, 1), (9, 1, 3), (15, 1, 5), (9, 1, 3), (15, 5, 1)]):
            self.assertEqual((t.stride(), t.dtype), (strides, torch.float32))

    def test_extremes(self):
        for scale in (1e-200, 1e200):
            a = torch.tensor([[2.0, 1], [1, 2]], dtype=F) * scale
            self.check(torch.linalg.eigvalsh(a) / scale, torch.tensor([1, 3], dtype=F))
            self.check(torch.linalg.svdvals(a) / scale, torch.tensor([3, 1], dtype=F))
        self.check(torch.linalg.svdvals(torch.zeros(4, 3)), torch.zeros(3))
        hilbert = 1 / (torch.arange(8, dtype=F).unsqueeze(1) + torch.arange(8, dtype=F) + 1)
        self.assertLess(abs(float(torch.linalg.cond(hilbert)) / 15257575270.77 - 1), 1e-4)
        u, s, v = torch.svd(torch.ones(6, 4, dtype=F))
        self.check(u * s @ v.mT, torch.ones(6, 4, dtype=F))

    def test_derivatives(self):
        a, t, w = torch.randn(2, 3, 3, dtype=F), torch.randn(4, 2, dtype=F), torch.randn(2, 4, dtype=F)
        b = torch.randn(2, 3, 2, dtype=F)
        eye = torch.eye(3, dtype=F)
        lin = torch.linalg
        for f, *inputs in ((lin.lu_factor, a), (lambda x: lin.lu(x)[1:], t), (lambda x: lin.lu(x)[1:], w), (lin.qr, a), (lin.qr, t), (lin.qr, w),
                           (lambda x: lin.cholesky(x @ x.mT + eye), a), (lambda x: lin.eigh(x + x.mT)[1].abs(), a), (lambda x: lin.eigvalsh(x + x.mT), a),
                           (lambda x: lin.svd(x, False)[0].abs(), t), (lambda x: lin.svd(x, False)[2].abs(), w), (lin.svdvals, a), (lin.pinv, t),
                           (lambda x, y: lin.pinv(x @ y), t, w), (lin.matrix_exp, a), (lin.householder_product, t, w[:, 0]),
                           (lambda x, y: lin.solve_triangular(x, y, upper=True), a, b), (lambda x, y: lin.lu_solve(*lin.lu_factor(x), y), a, b),
                           (lambda x: lin.matrix_norm(x, "nuc"), a), (lambda x, y: lin.lstsq(x, y)[0], t, torch.randn(4, 1, dtype=F))):
            pick = lambda *x, f=f: [y for y in (lambda r: r if isinstance(r, (tuple, list)) else (r,))(f(*x)) if y.is_floating_point()]
            inputs = [x.clone().requires_grad_() for x in inputs]
            self.assertTrue(gradcheck(pick, inputs))
            self.assertTrue(gradgradcheck(pick, inputs))

    def test_singular_determinant(self):
        a = torch.tensor([[1.0, 2], [2, 4]], dtype=F, requires_grad=True)
        torch.det(a).backward()
        self.check(a.grad, torch.tensor([[4.0, -2], [-2, 1]], dtype=F))

    def test_errors(self):
        lin = torch.linalg
        for text, f in (("linalg.inv: (Batch element 0): The diagonal element 1 is zero, the inversion could not be completed because the input matrix is "
                         "singular.", lambda: lin.inv(torch.zeros(2, 3, 3))),
                        ("torch.linalg.solve: The solver failed because the input matrix is singular.", lambda: lin.solve(torch.zeros(3, 3), torch.zeros(3))),
                        ("linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the leading minor of order "
                         "1 is not positive-definite).", lambda: lin.cholesky(-torch.eye(3))),
                        ("linalg.eigh: The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues "
                         "(error code: 2).", lambda: lin.eigh(torch.full((3, 3), math.nan))),
                        ("linalg.svd: The algorithm failed to converge because the input matrix contained non-finite values.",
                         lambda: lin.svd(torch.full((3, 3), math.nan)))):
            with self.assertRaises(lin.LinAlgError) as caught:
                f()
            self.assertEqual(str(caught.exception), text)
        for text, f in (("Expected UPLO argument to be 'L' or 'U', but got x", lambda: lin.eigh(torch.eye(2), UPLO="x")),
                        ("Expected out tensor to have dtype float, but got int instead", lambda: lin.inv(torch.eye(2), out=torch.empty(2, 2, dtype=torch.int32))),
                        ("cholesky_solve: Expected result to be safely castable from Float dtype, but got result with dtype Int",
                         lambda: torch.cholesky_solve(torch.eye(2), torch.eye(2), out=torch.empty(2, 2, dtype=torch.int32))),
                        ("linalg.matrix_norm: Order 3 not supported.", lambda: lin.matrix_norm(torch.eye(2), 3)),
                        ("linalg.cond got an invalid norm type: x", lambda: lin.cond(torch.eye(2), "x"))):
            with self.assertRaises(RuntimeError) as caught:
                f()
            self.assertEqual(str(caught.exception), text)
        self.assertEqual(lin.inv_ex(torch.zeros(2, 3, 3))[1].tolist(), [1, 1])
        with self.assertRaises(NotImplementedError):
            lin.eig(torch.eye(2))

    def test_composites(self):
        lin = torch.linalg
        a = torch.tensor([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]], dtype=F)
        self.assertEqual(lin.matrix_rank(a).item(), 2)
        self.assertEqual(lin.matrix_rank(a, atol=2.0).item(), 1)
        for order, value in (("fro", 16.881943016134134), ("nuc", 17.91647286716892), (2, 16.84810335261421), (1, 18.0), (-1, 12.0), (math.inf, 24.0), (-math.inf, 6.0)):
            self.assertAlmostEqual(lin.matrix_norm(a, order).item(), value, 12)
            self.assertAlmostEqual(lin.norm(a, order, keepdim=True).item(), value, 12)
        self.assertEqual(lin.cond(torch.tensor([[1.0, 0], [0, 0]]), 1).item(), math.inf)
        self.check(lin.vander(torch.tensor([2.0, 3])), torch.tensor([[1.0, 2], [1, 3]]))
        x, y, z = (torch.randn(*s, dtype=F) for s in ((7, 2), (2, 30), (30, 3)))
        self.check(lin.multi_dot([x, y, z]), x @ y @ z)
        t, b = torch.randn(8, 3, dtype=F), torch.randn(8, dtype=F)
        for driver in ("gels", "gelsy", "gelsd", "gelss"):
            result = lin.lstsq(t, b, driver=driver)
            self.check(t.mT @ (t @ result.solution - b), torch.zeros(3, dtype=F))
        self.check(result.residuals, (t @ result.solution - b).square().sum().reshape(1))
        self.assertEqual(lin.lstsq(torch.ones(2, 3, 0), torch.ones(2, 3, 4)).residuals.shape, (0,))
        self.assertEqual(lin.lstsq(torch.ones(2, 3, 0), torch.ones(2, 3, 4), driver="gelsd").residuals.tolist(), [[3.0] * 4] * 2)
        for driver, rcond, expected in (("gelsd", 1, 1), ("gelsd", 0.5, 1), ("gelsd", -1, 1), ("gelss", 1, 0), ("gelss", -1, 1)):
            self.assertEqual(lin.lstsq(torch.ones(1, 1), torch.ones(1, 1), rcond=rcond, driver=driver).rank.item(), expected)
        low = torch.randn(30, 3, dtype=F) @ torch.randn(3, 20, dtype=F)
        u, s, v = torch.svd_lowrank(low, 4)
        self.check(u * s @ v.mT, low)
        self.check(torch.einsum(x, [0, 1], y, [1, 2], [2, 0]), (x @ y).mT)

    def test_older_order(self):
        m, a, b = torch.ones(2, 2), torch.randn(3, 2, 4), torch.randn(3, 4, 2)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            self.check(m.clone().addbmm_(2, 0.5, a, b), torch.addbmm(m, a, b, beta=2, alpha=0.5), 1e-6)
            self.check(torch.addbmm(2, m, 0.5, a, b), torch.addbmm(m, a, b, beta=2, alpha=0.5), 1e-6)
        self.assertTrue(all("is deprecated" in str(w.message) for w in seen))

    def test_orthogonal(self):
        for shape in ((4, 4), (5, 3), (3, 5)):
            for name in ("matrix_exp", "cayley", "householder"):
                m = nn.Linear(*shape)
                before = m.weight.detach().clone()
                nn.utils.parametrizations.orthogonal(m, "weight", name)
                w = m.weight
                self.assertEqual(w.shape, before.shape)
                k = min(w.shape)
                self.check(w @ w.mT if w.shape[0] == k else w.mT @ w, torch.eye(k), 1e-5)
                m.weight = torch.nn.init.orthogonal_(torch.empty(w.shape))
        torch.manual_seed(0)
        w = torch.nn.init.orthogonal_(torch.empty(2, 2))
        self.check(w @ w.mT, torch.eye(2), 1e-6)


if __name__ == "__main__":
    unittest.main()
