# SPDX-License-Identifier: MIT
"""torch.masked: values, dtypes and identities; expected values are PyTorch 1.13.1's."""
import math
import unittest

import rushlight as torch

inf = math.inf


class Masked(unittest.TestCase):
    # op, further arguments: result over dim 1 of [[1, 2, 3], [4, 0, 6]] where the mask hides 2 and the second row
    EXPECTED = {
        ("sum",): [4, 0], ("prod",): [3, 1], ("amax",): [3, -inf], ("amin",): [1, inf], ("logsumexp",): [3.126928, -inf],
        ("argmax",): [2, 0], ("argmin",): [0, 0], ("norm", 2.0): [3.162278, 0], ("norm", -inf): [1, inf],
        ("mean",): [2, None], ("var",): [1, None], ("std",): [1, None], ("median",): [1, None],
        ("cumsum",): [[1, 1, 4], [0, 0, 0]], ("cumprod",): [[1, 1, 3], [1, 1, 1]], ("softmax",): [[.119203, 0, .880797], [None] * 3],
        ("log_softmax",): [[-2.126928, -inf, -.126928], [None] * 3], ("softmin",): [[.880797, 0, .119203], [None] * 3],
        ("normalize", 2.0): [[.316228, 0, .948683], [0, 0, 0]],
    }

    def setUp(self):
        self.x = torch.tensor([[1.0, 2, 3], [4, 0, 6]])
        self.mask = torch.tensor([[True, False, True], [False, False, False]])

    def same(self, found, expected):
        wanted = torch.tensor([[math.nan if v is None else v for v in row] if isinstance(row, list) else math.nan if row is None else row
                               for row in expected], dtype=torch.float32)
        self.assertTrue(torch.allclose(found, wanted, 1e-5, 1e-6, equal_nan=True), f"{found} is not {wanted}")

    def test_values(self):
        for (name, *args), expected in self.EXPECTED.items():
            with self.subTest(name, args=args):
                self.same(getattr(torch.masked, name)(self.x, *args, 1, mask=self.mask), expected)

    def test_dtypes(self):
        whole = self.x.to(torch.uint8)
        for name, dtype in (("sum", torch.int64), ("prod", torch.int64), ("amax", torch.uint8), ("argmin", torch.uint8), ("mean", torch.float32),
                            ("var", torch.float32), ("cumsum", torch.uint8)):
            self.assertIs(getattr(torch.masked, name)(whole, 1, mask=self.mask).dtype, dtype, name)
            self.assertIs(getattr(torch.masked, name)(whole, 1, mask=self.mask, dtype=torch.float64).dtype, torch.float64, name)

    def test_gradients(self):
        x = self.x.clone().requires_grad_()
        torch.masked.prod(x, 1, mask=self.mask).sum().backward()
        self.assertEqual(x.grad.tolist(), [[3, 0, 1], [0, 0, 0]])

    def test_errors(self):
        for make, error, text in (
            (lambda: torch.masked.sum(self.x, (0, 0)), RuntimeError, "dim=0 appears multiple times in the list of dims"),
            (lambda: torch.masked.sum(self.x, mask=torch.ones(1, 2, 3)), IndexError, "expected broadcastable mask"),
            (lambda: torch.masked.amax(self.x > 1, mask=self.mask), NotImplementedError, "identity of amax on torch.bool input"),
            (lambda: torch.masked.median(self.x.long(), 1, mask=self.mask), ValueError, "no fully masked out rows"),
        ):
            with self.assertRaisesRegex(error, text):
                make()


class ReturnTypes(unittest.TestCase):
    def test_of_an_op(self):
        found = torch.max(torch.tensor([[1, 5], [7, 2]]), 1)
        self.assertIs(type(found), torch.return_types.max)
        self.assertEqual(repr(found), "torch.return_types.max(\nvalues=tensor([5, 7]),\nindices=tensor([1, 0]))")
        self.assertEqual(torch.return_types.max((1, 2)).indices, 2)

    def test_out(self):
        out = (torch.empty(0), torch.empty(0, dtype=torch.int64))
        found = torch.mode(torch.tensor([1.0, 2, 2]), out=out)
        self.assertIs(type(found), torch.return_types.mode_out)
        self.assertIs(found.values, out[0])
        with self.assertRaisesRegex(RuntimeError, "expected scalar type Long but got Float for indices"):
            torch.mode(torch.tensor([1.0, 2, 2]), out=(out[0], torch.empty(0)))

    def test_dtype_of_out(self):
        with self.assertRaisesRegex(RuntimeError, "Expected out tensor to have dtype double, but got float instead"):
            torch.sum(torch.ones(3), 0, dtype=torch.float64, out=torch.empty(()))
        with self.assertRaisesRegex(RuntimeError, "all only supports bool tensor for result, got: Float"):
            torch.all(torch.ones(3), out=torch.empty(()))

    def test_many_dimensions(self):
        x = torch.ones([1] * 65)
        self.assertEqual(x.sum().item(), 1)
        self.assertEqual(x.permute(*range(64, -1, -1)).squeeze().dim(), 0)
        with self.assertRaisesRegex(RuntimeError, "only tensors with up to 64 dims are supported"):
            x.sum(0)


if __name__ == "__main__":
    unittest.main()
