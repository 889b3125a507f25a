# SPDX-License-Identifier: MIT
"""torch._foreach_*: results are those of the function of one tensor, errors those of PyTorch 1.13.1."""
import unittest

import rushlight as torch


class Foreach(unittest.TestCase):
    def setUp(self):
        self.a = [torch.tensor([1.0, -2.0]), torch.tensor([[3, 4]])]
        self.b = [torch.tensor([0.5, 4.0]), torch.tensor([[2, 2]])]

    def lists(self, results):
        self.assertIsInstance(results, tuple)
        return [t.tolist() for t in results]

    def test_binary(self):
        self.assertEqual(self.lists(torch._foreach_add(self.a, 1)), [[2, -1], [[4, 5]]])
        self.assertEqual(self.lists(torch._foreach_add(self.a, [1, 2])), [[2, -1], [[5, 6]]])
        self.assertEqual(self.lists(torch._foreach_add(self.a, self.b, alpha=2)), [[2, 6], [[7, 8]]])
        self.assertEqual(self.lists(torch._foreach_div(self.a, self.b)), [[2, -0.5], [[1.5, 2]]])
        self.assertEqual(self.lists(torch._foreach_maximum(self.a, self.b)), [[1, 4], [[3, 4]]])
        self.assertIsNone(torch._foreach_mul_(self.a, scalar=3))
        self.assertIsNone(torch._foreach_minimum_(self.a, self.b))
        self.assertEqual([t.tolist() for t in self.a], [[0.5, -6], [[2, 2]]])

    def test_others(self):
        self.assertEqual(self.lists(torch._foreach_neg(self.a)), [[-1, 2], [[-3, -4]]])
        self.assertEqual(self.lists(torch._foreach_norm([torch.tensor([3.0, -4.0])], 1)), [7])
        self.assertEqual(self.lists(torch._foreach_addcmul(self.a, self.b, self.b, 2)), [[1.5, 30], [[11, 12]]])
        self.assertEqual(self.lists(torch._foreach_addcmul(self.a, self.b, self.b, [2, 1])), [[1.5, 30], [[7, 8]]])
        torch._foreach_zero_(self.a)
        self.assertEqual([t.tolist() for t in self.a], [[0, 0], [[0, 0]]])
        self.assertEqual(torch._foreach_exp_.__name__, "_foreach_exp_")
        self.assertRaises(AttributeError, getattr, torch, "_foreach_matmul")

    def test_gradient(self):
        x = torch.ones(2, requires_grad=True)
        torch._foreach_mul([x], [torch.tensor([2.0, 5.0])])[0].sum().backward()
        self.assertEqual(x.grad.tolist(), [2, 5])

    def test_errors(self):
        t, flag = torch.ones(2), torch.ones(1, dtype=torch.bool)
        for error, text, call in (
            (NotImplementedError, "There were no tensor arguments to this function", lambda: torch._foreach_add([], [])),
            (RuntimeError, "Tensor list must have same number of elements as scalar list.", lambda: torch._foreach_add([t], [])),
            (RuntimeError, "Tensor lists must have the same number of tensors, got 1 and 2", lambda: torch._foreach_add([t], [t, t])),
            (RuntimeError, "Tensor list must have at least one tensor.", lambda: torch._foreach_maximum([t], [])),
            (RuntimeError, "same number of elements as scalar list, got 1 and 2", lambda: torch._foreach_addcmul([t], [t], [t], [2, 3])),
            (RuntimeError, "with two bool tensors is not supported", lambda: torch._foreach_sub([flag], [flag])),
            (RuntimeError, "result type Float can't be cast to the desired output type Long", lambda: torch._foreach_add_([self.b[1]], 1.5)),
            (TypeError, "must be tuple of Tensors, not Tensor", lambda: torch._foreach_exp(t)),
            (TypeError, "expected Tensor as element 1 in argument 0, but got NoneType", lambda: torch._foreach_add([t, None], 1)),
            (TypeError, "received an invalid combination of arguments - got \\(list, foo=int\\)", lambda: torch._foreach_add([t], foo=2)),
            (NotImplementedError, "a complex Scalar is not supported", lambda: torch._foreach_add([t], 1j)),
        ):
            self.assertRaisesRegex(error, text, call)
        ones = [torch.ones(1), torch.ones(1)]
        self.assertRaises(RuntimeError, torch._foreach_sub_, ones, [1, True])    # refused before anything is written
        self.assertEqual([x.item() for x in ones], [1, 1])


if __name__ == "__main__":
    unittest.main()
