# SPDX-License-Identifier: MIT
"""Distributions: densities sum to one, samples have the stated mean and variance, the distribution function is the density's integral."""
import math
import unittest

import rushlight as torch
from rushlight.distributions.binomial import Binomial

D = torch.distributions


class Distributions(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)

    def test_moments(self):
        for d in (D.Binomial(5, torch.tensor(0.3)), D.Geometric(torch.tensor(0.3)), D.Gumbel(0.0, 2.0), D.HalfNormal(2.0),
                  D.Laplace(1.0, 2.0), D.LogNormal(0.0, 0.5)):
            s = d.sample((20000,))
            self.assertLess(abs(float(s.mean() - d.mean)), 0.05, d)
            self.assertLess(abs(float(s.var() / d.variance) - 1), 0.1, d)

    def test_densities(self):
        x = torch.linspace(-40, 40, 80001, dtype=torch.float64)
        one = torch.ones((), dtype=torch.float64)
        for kind, *parameters in ((D.Laplace, one, 2 * one), (D.Gumbel, 0 * one, 2 * one), (D.HalfNormal, 2 * one), (D.Cauchy, 0 * one, one)):
            d = kind(*parameters, validate_args=False)
            density = d.log_prob(x).exp()
            inside = (d.cdf(x[-1]) - d.cdf(x[0].clamp(min=0) if isinstance(d, D.HalfNormal) else x[0])).item()
            self.assertAlmostEqual(float(density.sum()) * 0.001, inside, 3, d)

    def test_counts(self):
        d = Binomial(4, torch.tensor([0.25]))
        expected = [math.comb(4, k) * 0.25 ** k * 0.75 ** (4 - k) for k in range(5)]
        self.assertTrue(torch.allclose(d.log_prob(torch.arange(5.0)).exp(), torch.tensor(expected)))
        self.assertEqual(d.enumerate_support().shape, (5, 1))
        with self.assertRaisesRegex(ValueError, "probs"):
            Binomial(4, torch.tensor([1.5]))

    def test_streams(self):
        """The numbers that PyTorch 1.13.1 draws."""
        torch.manual_seed(3)
        f = torch._table.functions
        a = torch.tensor([0.05, 0.7, 3.0, 40.0], dtype=torch.float64, requires_grad=True)
        x = f["_standard_gamma"](a)
        for got, expected in zip(x.tolist(), [0.21590625803482477, 0.5903044499120038, 3.2566333660543907, 46.38168781044944]):
            self.assertAlmostEqual(got, expected, 12)
        self.assertEqual(torch.poisson(torch.tensor([0.5, 4.0, 30.0, 400.0])).tolist(), [0, 4, 22, 445])
        self.assertEqual(torch.binomial(torch.tensor([5.0, 40.0, 100.0]), torch.tensor([0.3, 0.9, 0.4])).tolist(), [2, 38, 39])
        drawn = f["_sample_dirichlet"](torch.tensor([0.5, 2.0, 7.0], dtype=torch.float64)).tolist()
        for got, expected in zip(drawn, [0.014475238227495609, 0.23098233148053388, 0.7545424302919705]):
            self.assertAlmostEqual(got, expected, 12)

    def test_slope_of_gamma(self):
        """x(a) keeps P(a, x): the slope by differences of special.gammainc"""
        for a in (0.3, 2.0, 30.0, 900.0):
            for z in (-1.5, 0.0, 2.0):
                x = a * (1 - 1 / (9 * a) + z / (3 * a ** 0.5)) ** 3
                if x <= 0:
                    continue
                one = lambda v: torch.tensor(v, dtype=torch.float64)
                p = lambda a, x: float(torch.special.gammainc(one(a), one(x)))
                h, k = 1e-5 * a, 1e-5 * x
                slope = -((p(a + h, x) - p(a - h, x)) / (2 * h)) / ((p(a, x + k) - p(a, x - k)) / (2 * k))
                got = float(torch._table.functions["_standard_gamma_grad"](one(a), one(x)))
                self.assertLess(abs(got / slope - 1), 1e-4, (a, x))

    def test_slope_of_dirichlet(self):
        """Beta(a, 1) has F = x^a, so x moves by -x log x / a; below the mean and above it"""
        one = lambda v: torch.tensor(v, dtype=torch.float64)
        for a in (0.4, 1.0, 3.5, 20.0):
            for x in (0.05, 0.4, 0.7, 0.97):
                got = float(torch._table.functions["_dirichlet_grad"](one(x), one(a), one(a + 1)))
                self.assertAlmostEqual(got / (-x * math.log(x) / a / (1 - x)), 1, 9, (a, x))

    def test_divergences(self):
        """PyTorch 1.13.1's"""
        t = torch.tensor
        for p, q, expected in (
                (D.Beta(2.0, 3.0), D.Gamma(2.0, 1.0), 1.718239665031433), (D.Gamma(2.0, 1.0), D.Gumbel(0.5, 2.0), 0.4366093873977661),
                (D.Uniform(0.2, 0.9), D.Beta(2.0, 3.0), 0.3995533585548401), (D.Pareto(1.0, 3.0), D.Normal(0.0, 2.0), 1.7523648738861084),
                (D.Gumbel(0.3, 1.5), D.Normal(0.0, 2.0), 0.26193559169769287), (D.Normal(0.0, 1.0), D.Laplace(1.0, 2.0), 0.5506713390350342),
                (D.Exponential(2.0), D.Gumbel(0.0, 1.0), 0.8598138689994812), (D.Uniform(1.5, 3.0), D.Pareto(1.0, 2.0), 1.2766661643981934),
                (D.Laplace(0.0, 1.0), D.Normal(0.5, 1.0), 0.350791335105896), (D.Geometric(t(0.3)), D.Geometric(t(0.6)), 0.6126230955123901),
                (D.ContinuousBernoulli(t(0.3)), D.ContinuousBernoulli(t(0.6)), 0.06451928615570068),
                (D.Poisson(2.0), D.Poisson(3.0), 0.1890697479248047), (D.Gamma(2.0, 1.0), D.Uniform(0.0, 1.0), math.inf)):
            got = float(D.kl_divergence(p, q))
            self.assertTrue(got == expected or abs(got - expected) < 1e-5, (p, q, got))
        with self.assertRaisesRegex(NotImplementedError, "No KL"):
            D.kl_divergence(D.Normal(0.0, 1.0), D.Categorical(t([0.5, 0.5])))

    def test_constraints_and_transforms(self):
        C = D.constraints
        x = torch.randn(3, 4, 6, dtype=torch.float64)
        for constraint in (C.positive, C.unit_interval, C.interval(-2.0, 5.0), C.less_than(3.0), C.simplex, C.corr_cholesky):
            transform = D.biject_to(constraint)
            y = transform(x)
            self.assertTrue(bool(constraint.check(y).all()), constraint)
            self.assertTrue(torch.allclose(transform.inv(y), x, 1e-5, 1e-6), constraint)
            if constraint.event_dim == 0:       # log |dy/dx| by autograd
                z = x.clone().requires_grad_()
                slope, = torch.autograd.grad(transform(z).sum(), z)
                self.assertTrue(torch.allclose(transform.log_abs_det_jacobian(x, y), slope.abs().log()), constraint)
        with self.assertRaisesRegex(ValueError, "to satisfy the constraint GreaterThan"):
            D.Normal(0.0, -1.0)

    def test_matrices(self):
        L = torch.tensor([[1.0, 0.0], [0.5, 2.0]], dtype=torch.float64)
        loc = torch.tensor([0.3, -1.0], dtype=torch.float64)
        a, b = D.MultivariateNormal(loc, scale_tril=L), D.MultivariateNormal(loc, precision_matrix=torch.linalg.inv(L @ L.mT))
        x = a.sample((5,))
        self.assertTrue(torch.allclose(a.log_prob(x), b.log_prob(x)))
        self.assertAlmostEqual(float(D.kl_divergence(a, b)), 0, 9)
        self.assertTrue(bool(D.constraints.corr_cholesky.check(D.LKJCholesky(3, 1.5).sample((7,))).all()))
        self.assertEqual(D.Wishart(torch.tensor(5.0), torch.eye(3)).sample((2,)).shape, (2, 3, 3))


if __name__ == "__main__":
    unittest.main()
