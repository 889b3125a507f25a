# SPDX-License-Identifier: MIT
"""The gradient of as_strided: views and inputs that show elements several times, and views that begin before their input."""
import unittest

import rushlight as torch


class AsStrided(unittest.TestCase):
    CASES = (  # elements, what is done to them first, size, stride, offset
        ((25,), lambda x: x.view(5, 5), (3, 3), (6, 2), 2),
        ((12,), None, (1, 2, 1, 5), (0, 5, 100, 1), 2),
        ((5,), None, (3, 3, 3), (0, 1, 0), 2),
        ((5,), lambda x: x.expand(5, 5), (5, 5), (0, 1), 0),
        ((35,), None, (6, 6), (5, 1), 2),
        ((15,), None, (3, 2), (3, 6), 2),
        ((9,), None, (4, 3), (2, 1), 0),
        ((7,), lambda x: x.unfold(0, 3, 2), (2, 2), (3, 1), 1),
        ((2, 3), lambda x: x.expand(10, 2, 3), (2, 3), (3, 1), 0),
        ((4,), None, (0, 2), (2, 1), 0),
        ((3, 4), None, (4, 3), (1, 4), 0),
    )

    def test_gradients(self):
        torch.manual_seed(0)
        for shape, before, size, stride, offset in self.CASES:
            x = torch.randn(shape, dtype=torch.float64, requires_grad=True)

            def f(x):
                return (before(x) if before else x).as_strided(size, stride, offset)
            self.assertTrue(torch.autograd.gradcheck(f, (x,)) and torch.autograd.gradgradcheck(f, (x,)), (size, stride))

    def test_each_place_of_an_expanded_input(self):
        x = torch.ones(5, requires_grad=True)
        x.expand(5, 5).as_strided((5, 5), (0, 1), 0).sum().backward()
        self.assertEqual(x.grad.tolist(), [5] * 5)

    def test_a_view_of_what_lies_before(self):
        x = torch.arange(12.0).view(6, 2)[3:].requires_grad_()
        y = x.as_strided((4, 2), (2, 1), 0)
        self.assertEqual(y.tolist(), [[0, 1], [2, 3], [4, 5], [6, 7]])
        y.sum().backward()
        self.assertEqual(x.grad.tolist(), [[1, 1], [0, 0], [0, 0]])


if __name__ == "__main__":
    unittest.main()
