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
        for d in (D.Laplace(one, 2 * one), D.Gumbel(0 * one, 2 * one), D.HalfNormal(2 * one), D.Cauchy(0 * one, one)):
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


if __name__ == "__main__":
    unittest.main()
