# SPDX-License-Identifier: MIT
"""Forward-mode derivatives: tangents through ops, views, writes in place, gradients and functions of one's own."""
import gc
import unittest
import weakref

import rushlight as torch
import rushlight.autograd.forward_ad as fw
from rushlight.autograd import Function, gradcheck, gradgradcheck


def double(*values):
    return torch.tensor(values, dtype=torch.float64)


class ForwardMode(unittest.TestCase):
    def same(self, a, b):
        self.assertTrue(torch.allclose(a, b), f"{a} and {b}")

    def test_ops(self):
        x, t = double(0.5, 1.5), double(1, -2)
        with fw.dual_level() as level:
            self.assertEqual(level, 0)
            dual = fw.make_dual(x, t)
            primal, tangent = fw.unpack_dual(dual)
            self.assertIs(tangent, t)
            self.assertEqual(primal.tolist(), x.tolist())
            self.same(fw.unpack_dual(dual.exp() * dual).tangent, t * (x.exp() * x + x.exp()))
            values, places = dual.max(0)
            self.assertEqual((fw.unpack_dual(values).tangent.item(), fw.unpack_dual(places).tangent), (-2, None))
            self.assertIsNone(fw.unpack_dual(x * 2).tangent)
            self.assertIsNone(fw.unpack_dual(dual.detach()).tangent)
            with torch.no_grad():
                self.same(fw.unpack_dual(dual.sin()).tangent, t * x.cos())
            self.assertIn("tangent=tensor([ 1., -2.]", repr(dual))
        self.assertIsNone(fw.unpack_dual(dual).tangent)
        self.assertNotIn("tangent", repr(dual))

    def test_random_streams(self):
        """A call with a tangent draws the numbers that it draws without one."""
        x = torch.ones(50)
        torch.manual_seed(3)
        expected, after = torch.nn.functional.dropout(x), torch.rand(1)
        torch.manual_seed(3)
        with fw.dual_level():
            y = torch.nn.functional.dropout(fw.make_dual(x, x))
            primal, tangent = fw.unpack_dual(y)
            self.assertEqual(primal.tolist(), expected.tolist())
            self.assertEqual(tangent.tolist(), expected.tolist())
            self.assertEqual(torch.rand(1).item(), after.item())
            for draw in (lambda z: z.cauchy_(), lambda z: z.log_normal_(), lambda z: z.geometric_(0.5), lambda z: z.bernoulli_(z)):
                self.assertEqual(fw.unpack_dual(draw(fw.make_dual(torch.ones(2), torch.ones(2)))).tangent.tolist(), [0, 0])

    def test_arguments(self):
        """One tensor in two places; inplace=True; shapes changed in place; a norm of nothing."""
        x = torch.randn(3, 3, dtype=torch.float64).requires_grad_()
        for f in (lambda x: x @ x, lambda x: torch.nn.functional.celu(x.clone(), inplace=True), lambda x: x.clone().t_().mul_(x), lambda x: (x * 0 + 1).cumsum(0)):
            self.assertTrue(gradcheck(f, x, check_forward_ad=True))
        with fw.dual_level():
            norm = torch.linalg.vector_norm(fw.make_dual(torch.zeros(2), torch.ones(2)), 3)
            self.assertEqual(fw.unpack_dual(norm).tangent.item(), 0)

    def test_views_and_writes(self):
        x, t = double(1, 2, 3), double(4, 5, 6)
        with fw.dual_level():
            dual = fw.make_dual(x.clone(), t.clone())
            part = dual[1:]
            part *= 2
            self.assertEqual(fw.unpack_dual(dual).tangent.tolist(), [4, 10, 12])
            whole = torch.zeros(2, 3, dtype=torch.float64)
            row = whole[1]
            row.copy_(dual)
            self.assertEqual(fw.unpack_dual(whole).tangent.tolist(), [[0, 0, 0], [4, 10, 12]])
            self.assertEqual(fw.unpack_dual(whole.t()[2]).tangent.tolist(), [0, 12])
            whole.zero_()
            self.assertEqual(fw.unpack_dual(row).tangent.tolist(), [0, 0, 0])
            apart = torch.zeros(3, dtype=torch.float64)
            apart.detach().add_(dual)
            self.assertIsNone(fw.unpack_dual(apart).tangent)

    def test_with_backward(self):
        """Tangents have gradients, and gradients have tangents."""
        x, t = double(0.5, 1.5).requires_grad_(), double(1, -2).requires_grad_()
        with fw.dual_level():
            tangent = fw.unpack_dual(fw.make_dual(x, t) ** 3).tangent
            gx, gt = torch.autograd.grad(tangent.sum(), (x, t))
            self.same(gx, 6 * x * t)
            self.same(gt, 3 * x ** 2)
            dual = fw.make_dual(x.detach(), t.detach()).requires_grad_()
            (g,) = torch.autograd.grad((dual ** 3).sum(), dual)
            self.same(fw.unpack_dual(g).tangent, 6 * x * t)
            with self.assertRaisesRegex(NotImplementedError, "has to require grad"):
                fw.make_dual(x.detach(), t.detach())
                w = double(1, 1).requires_grad_()
                other = fw.make_dual(x.detach(), t.detach())
                torch.autograd.grad((other * w).sum(), w)

    def test_checks(self):
        a, b = torch.randn(2, 3, dtype=torch.float64).requires_grad_(), torch.randn(3, 2, dtype=torch.float64).requires_grad_()
        for fast in (False, True):
            self.assertTrue(gradcheck(lambda a, b: ((a @ b).tanh(), a.sum(1)), (a, b), check_forward_ad=True, fast_mode=fast))
        self.assertTrue(gradgradcheck(lambda a, b: (a @ b).tanh(), (a, b), check_fwd_over_rev=True))

    def test_functions(self):
        class Twice(Function):
            @staticmethod
            def forward(ctx, x, factor):
                ctx.save_for_forward(x)
                ctx.save_for_backward(x)
                ctx.factor = factor
                return x * x * factor

            @staticmethod
            def backward(ctx, g):
                return 2 * ctx.saved_tensors[0] * g * ctx.factor, None

            @staticmethod
            def jvp(ctx, t, none):
                assert none is None
                return wrong[0] * ctx.saved_tensors[0] * t * ctx.factor

        class OnlyBackward(Function):
            forward, backward = Twice.forward, Twice.backward

        wrong = [2]
        x = double(1, 2).requires_grad_()
        for fast in (False, True):
            self.assertTrue(gradcheck(Twice.apply, (x, 3), check_forward_ad=True, fast_mode=fast))
        wrong[0] = 2.5
        for fast in (False, True):
            with self.assertRaisesRegex(RuntimeError, "Jacobian computed with forward mode mismatch for output 0 with respect to input 0"):
                gradcheck(Twice.apply, (x, 3), check_forward_ad=True, fast_mode=fast)
        with fw.dual_level(), self.assertRaisesRegex(NotImplementedError, "You must implement the jvp function"):
            OnlyBackward.apply(fw.make_dual(x, x), 3)

    def test_errors(self):
        x = torch.ones(2)
        with self.assertRaisesRegex(RuntimeError, "no level exists, make sure to enter_dual_level"):
            fw.make_dual(x, x)
        with self.assertRaisesRegex(RuntimeError, "Trying to exit a forward AD level"):
            fw.exit_dual_level()
        with fw.dual_level():
            dual = fw.make_dual(x, x)
            for call, error, text in (
                (fw.enter_dual_level, RuntimeError, "Nested forward mode AD is not supported at the moment"),
                (lambda: fw.make_dual(x, dual), RuntimeError, "has a forward gradient at the same level"),
                (lambda: fw.make_dual(x, torch.ones(3)), RuntimeError, r"has a different size .* Tensor is of size \[2\] .* of size \[3\]"),
                (lambda: fw.make_dual(x, x.long()), ValueError, "Expected tangent to be floating point or complex, but got: torch.int64"),
                (lambda: fw.make_dual(x.long(), x), ValueError, "Expected primal to be floating point"),
                (lambda: torch.add(dual, x, out=x), RuntimeError, "Trying to use forward AD with add that does not support it because it is an out= function"),
                (lambda: dual.add_(torch.ones(3)), RuntimeError, r"^The size of tensor a \(2\) must match the size of tensor b \(3\)"),
                (lambda: torch.igamma(dual, x), NotImplementedError, "Trying to use forward AD with igamma that does not support it"),
            ):
                with self.assertRaisesRegex(error, text):
                    call()

    def test_memory(self):
        """A level keeps no tensor alive, and a tangent goes with its tensor."""
        with fw.dual_level():
            tangent = torch.ones(2)
            gone = weakref.ref(tangent)
            dual = fw.make_dual(torch.ones(2), tangent)
            del tangent
            gc.collect()
            self.assertIsNotNone(gone())
            del dual
            gc.collect()
            self.assertIsNone(gone())


if __name__ == "__main__":
    unittest.main()
