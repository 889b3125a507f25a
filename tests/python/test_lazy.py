# SPDX-License-Identifier: MIT
"""Lazy modules take their sizes from the first input; functional_call puts other tensors in a module's slots."""
import copy
import pickle
import sys
import unittest
import warnings

import rushlight as torch
from rushlight import nn
from rushlight.nn.utils.stateless import functional_call

warnings.simplefilter("ignore")


class Lazy(unittest.TestCase):
    def test_sizes_come_from_the_input(self):
        for lazy, plain, input, weight in (
            (nn.LazyLinear(3), nn.Linear, (2, 5), (3, 5)),
            (nn.LazyConv2d(4, 3, groups=2), nn.Conv2d, (1, 6, 8, 8), (4, 3, 3, 3)),
            (nn.LazyConvTranspose1d(4, 2), nn.ConvTranspose1d, (1, 6, 8), (6, 4, 2)),
            (nn.LazyBatchNorm2d(), nn.BatchNorm2d, (2, 7, 3, 3), (7,)),
        ):
            optimizer = torch.optim.SGD(lazy.parameters(), lr=0.1)
            lazy = pickle.loads(pickle.dumps(copy.deepcopy(lazy))) if plain is nn.Linear else lazy
            self.assertTrue(lazy.has_uninitialized_params())
            lazy(torch.ones(input)).sum().backward()
            optimizer.step()
            self.assertIs(type(lazy), plain)
            self.assertEqual(tuple(lazy.weight.shape), weight)
            self.assertIs(type(lazy.weight), nn.Parameter)
            self.assertFalse(lazy._forward_pre_hooks)

    def test_state(self):
        plain, lazy = nn.Linear(5, 3), nn.LazyLinear(3)
        with self.assertRaisesRegex(RuntimeError, "shape of an uninitialized"):
            plain.load_state_dict(lazy.state_dict())
        lazy.load_state_dict(plain.state_dict())
        self.assertTrue(torch.equal(lazy.weight, plain.weight))

    def test_uses_that_need_values(self):
        lazy = nn.LazyLinear(3).weight
        for use in (lambda: lazy + lazy, lambda: torch.empty_like(lazy), lambda: lazy.sum()):
            with self.assertRaisesRegex(ValueError, "Attempted to use an uninitialized parameter in"):
                use()


class FunctionalCall(unittest.TestCase):
    def test_slots_come_back(self):
        module = nn.BatchNorm1d(2)
        weight, own, given = torch.full((2,), 3.0, requires_grad=True), module.weight, {}
        given = {"weight": weight, "running_mean": torch.zeros(2)}
        functional_call(module, given, torch.tensor([[0.0, 4.0], [2.0, 8.0]])).square().sum().backward()
        self.assertIs(module.weight, own)
        self.assertIsNone(own.grad)
        self.assertIsNotNone(weight.grad)
        self.assertEqual(module.running_mean.tolist(), [0, 0])
        self.assertTrue(torch.allclose(given["running_mean"], torch.tensor([0.1, 0.6])))


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
