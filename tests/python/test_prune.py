# SPDX-License-Identifier: MIT
"""nn.utils.prune and the spectral_norm parametrization."""
import sys
import unittest

import rushlight as torch
from rushlight import nn
from rushlight.nn.utils import parametrizations, prune


class Prune(unittest.TestCase):
    def test_by_size_twice_and_back(self):
        module = nn.Linear(4, 2)
        own = module.weight
        own.data = torch.tensor([[1.0, 2, 3, 4], [-4, -3, -2, -1]])
        prune.l1_unstructured(module, "weight", amount=2)
        self.assertEqual(module.weight.tolist(), [[0, 2, 3, 4], [-4, -3, -2, 0]])
        prune.ln_structured(module, "weight", amount=1, n=1, dim=1)
        self.assertEqual(int((module.weight_mask == 0).sum()), 3)
        prune.remove(module, "weight")
        self.assertIs(module.weight, own)
        self.assertFalse(prune.is_pruned(module))

    def test_spectral_norm(self):
        module = parametrizations.spectral_norm(nn.Linear(3, 3), n_power_iterations=30)
        weight = module.weight.detach()
        x = torch.ones(3)
        for _ in range(200):
            x = weight.t().mv(weight.mv(x))
            x = x / x.norm()
        self.assertAlmostEqual(float(weight.mv(x).norm()), 1.0, places=4)


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
