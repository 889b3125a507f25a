# SPDX-License-Identifier: MIT
"""Functions of the user's own, hooks, checks: programs against golden output; exceptions, cycles, repeated use."""

import gc
import os
import sys
import unittest
import weakref

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import rushlight as torch  # noqa: E402
from golden import GoldenTest  # noqa: E402
from rushlight.autograd import Function, gradcheck, gradgradcheck  # noqa: E402


class Programs(GoldenTest):
    golden = "autograd"


class Cube(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 3 * x**2 * g


class Functions(unittest.TestCase):
    def test_checks(self):
        x = torch.randn(4, dtype=torch.float64, requires_grad=True)
        self.assertTrue(gradcheck(Cube.apply, x))
        self.assertTrue(gradgradcheck(Cube.apply, x))

    def test_writes_to_a_view(self):
        class AddTo(Function):
            @staticmethod
            def forward(ctx, x, y):
                x.add_(y)
                ctx.mark_dirty(x)
                return x

            @staticmethod
            def backward(ctx, g):
                return g, 3 * g

        a, b = torch.ones(4, requires_grad=True), torch.ones(2, requires_grad=True)
        base = a * 1
        part = base[1:3]
        self.assertIs(AddTo.apply(part, b), part)
        self.assertEqual((type(base.grad_fn).__name__, type(part.grad_fn).__name__), ("CopySlices", "AsStridedBackward0"))
        (part.sum() + base.sum()).backward()
        self.assertEqual((a.grad.tolist(), b.grad.tolist()), ([1, 2, 2, 1], [6, 6]))

    def test_hooks_in_a_dict(self):
        x, seen = torch.ones(2, requires_grad=True), []
        x._backward_hooks = {"double": lambda g: 2 * g, "see": seen.append}
        x._backward_hooks["add"] = lambda g: g + 1
        (3 * x).sum().backward()
        self.assertEqual((x.grad.tolist(), seen[0].tolist()), ([7, 7], [6, 6]))
        x._backward_hooks = None
        (3 * x).sum().backward()
        self.assertEqual(x.grad.tolist(), [10, 10])

    def test_checks_can_fail(self):
        class Wrong(Cube):
            @staticmethod
            def backward(ctx, g):
                return ctx.saved_tensors[0] * g

        x = torch.randn(4, dtype=torch.float64, requires_grad=True)
        with self.assertRaisesRegex(RuntimeError, "Jacobian mismatch"):
            gradcheck(Wrong.apply, x)
        self.assertFalse(gradcheck(Wrong.apply, x, raise_exception=False))

        class WrongTwice(Cube):
            @staticmethod
            def backward(ctx, g):
                return 3 * ctx.saved_tensors[0].detach() ** 2 * g

        self.assertTrue(gradcheck(WrongTwice.apply, x))
        with self.assertRaisesRegex(RuntimeError, "Jacobian mismatch"):
            gradgradcheck(WrongTwice.apply, x)

    def test_exceptions_pass_through(self):
        class Raises(Cube):
            @staticmethod
            def backward(ctx, g):
                raise KeyError("mine")

        x = torch.ones(2, requires_grad=True)
        for _ in range(3):
            with self.assertRaisesRegex(KeyError, "mine"):
                Raises.apply(x).sum().backward()
        Cube.apply(x).sum().backward()
        self.assertEqual(x.grad.tolist(), [3.0, 3.0])

    def test_cycles_are_collected(self):
        class Keeps(Cube):
            @staticmethod
            def forward(ctx, x):
                y = x * 2
                ctx.kept = y  # the context holds the output's history
                ctx.save_for_backward(x)
                return y

        x = torch.ones(3, requires_grad=True)
        y = Keeps.apply(x)
        context = weakref.ref(y)
        del y
        gc.collect()
        self.assertIsNone(context())

    def test_nothing_is_left(self):
        x = torch.ones(3, requires_grad=True)
        for i in range(3):
            for _ in range(50):
                Cube.apply(Cube.apply(x)).sum().backward()
                try:
                    Cube.apply(x).backward()
                except RuntimeError:
                    pass
            gc.collect()
            if i == 0:
                before = torch._C._live_tensors(), torch._C._live_nodes()
        self.assertEqual((torch._C._live_tensors(), torch._C._live_nodes()), before)

    def test_fast_mode(self):
        x = torch.randn(40, dtype=torch.float64, requires_grad=True)
        y = torch.randn(40, dtype=torch.float64, requires_grad=True)
        self.assertTrue(gradcheck(lambda a, b: (a * b, a.exp()), (x, y), fast_mode=True))
        self.assertTrue(torch.autograd.gradgradcheck(lambda a: a**3, (x,), fast_mode=True))

        class Wrong(Cube):
            @staticmethod
            def backward(ctx, grad):
                return super(Wrong, Wrong).backward(ctx, grad) * 1.1

        before = x.detach().clone()
        with self.assertRaisesRegex(RuntimeError, "fast mode"):
            gradcheck(Wrong.apply, x, fast_mode=True)
        self.assertTrue(torch.equal(x, before))

    def test_batched_gradients(self):
        x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
        (found,) = torch.autograd.grad(x * x, x, torch.eye(3), is_grads_batched=True)
        self.assertEqual(found.tolist(), (2 * x).diag().tolist())


if __name__ == "__main__":
    unittest.main()
