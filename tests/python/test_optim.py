# SPDX-License-Identifier: MIT
"""Optimizers and schedulers against golden data; state that the user sees, changes, copies, saves."""

import copy
import io
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import rushlight as torch  # noqa: E402
from golden import GoldenTest  # noqa: E402


class Optimizers(GoldenTest):
    golden = "optim"


def parameter(*values):
    return torch.nn.Parameter(torch.tensor(values))


class State(unittest.TestCase):
    def setUp(self):
        self.p = parameter(1.0, 2.0)

    def step(self, opt, grad=1.0):
        self.p.grad = torch.full((2,), grad)
        opt.step()

    def test_what_is_shown_stays_current(self):
        opt = torch.optim.Adam([self.p], lr=0.1)
        self.step(opt)
        shown = opt.state[self.p]
        self.step(opt)
        self.assertEqual(shown["step"].item(), 2)
        self.assertTrue(torch.allclose(shown["exp_avg"], torch.full((2,), 0.19)))

    def test_changes_are_taken(self):
        opt = torch.optim.SGD([self.p], lr=1.0, momentum=0.5)
        self.step(opt)
        opt.state[self.p]["momentum_buffer"].fill_(10.0)
        opt.param_groups[0]["lr"] = 0.1
        before = self.p.detach().clone()
        self.step(opt)
        self.assertTrue(torch.allclose(self.p, before - 0.1 * 6))
        opt.state[self.p]["momentum_buffer"] = torch.zeros(2)
        before = self.p.detach().clone()
        self.step(opt)
        self.assertTrue(torch.allclose(self.p, before - 0.1))

    def test_parameters_may_be_replaced(self):
        opt = torch.optim.SGD([self.p], lr=1.0)
        self.step(opt)
        other = parameter(5.0)
        opt.param_groups[0]["params"][0] = other
        other.grad = torch.ones(1)
        opt.step()
        self.assertEqual(other.tolist(), [4.0])

    def test_new_data(self):
        opt = torch.optim.SGD([self.p], lr=1.0)
        self.p.data = torch.tensor([7.0, 8.0])
        self.step(opt)
        self.assertEqual(self.p.tolist(), [6.0, 7.0])

    def test_more_groups(self):
        opt = torch.optim.Adam([self.p], lr=0.1)
        self.step(opt)
        other = parameter(1.0)
        opt.add_param_group({"params": other, "lr": 0.5})
        other.grad = torch.ones(1)
        self.step(opt)
        self.assertAlmostEqual(other.item(), 0.5, 5)
        self.assertEqual(opt.state[self.p]["step"].item(), 2)

    def test_saved_and_loaded(self):
        for make in (
            lambda p: torch.optim.Adam([p], 0.1, amsgrad=True),
            lambda p: torch.optim.RMSprop([p], 0.1, momentum=0.9, centered=True),
            lambda p: torch.optim.SGD([p], 0.1, 0.9),
            lambda p: torch.optim.Adagrad([p], 0.1),
            lambda p: torch.optim.AdamW([p]),
        ):
            self.setUp()
            opt = make(self.p)
            for i in range(3):
                self.step(opt, i + 1.0)
            file = io.BytesIO()
            torch.save([opt.state_dict(), self.p], file)
            file.seek(0)
            state, p = torch.load(file)
            twin = make(p)
            twin.load_state_dict(state)
            for i in range(3):
                self.step(opt, i - 1.5)
                p.grad = self.p.grad.clone()
                twin.step()
            self.assertEqual(p.tolist(), self.p.tolist(), type(opt).__name__)

    def test_deepcopy(self):
        opt = torch.optim.Adam([self.p], 0.1)
        self.step(opt)
        twin = copy.deepcopy(opt)
        q = twin.param_groups[0]["params"][0]
        self.assertIsNot(q, self.p)
        self.step(opt)
        q.grad = torch.ones(2)
        twin.step()
        self.assertEqual(q.tolist(), self.p.tolist())

    def test_closure_and_zero_grad(self):
        opt = torch.optim.SGD([self.p], lr=0.1)

        def closure():
            opt.zero_grad()
            loss = (self.p**2).sum()
            loss.backward()
            return loss

        with torch.no_grad():
            self.assertEqual(opt.step(closure).item(), 5.0)
        self.assertEqual(self.p.grad.tolist(), [2.0, 4.0])
        grad = self.p.grad
        opt.zero_grad()
        self.assertIs(self.p.grad, grad)
        self.assertEqual(grad.tolist(), [0.0, 0.0])
        opt.zero_grad(set_to_none=True)
        self.assertIsNone(self.p.grad)

    def test_own_optimizer(self):
        class Plain(torch.optim.Optimizer):
            def __init__(self, params, lr):
                super().__init__(params, {"lr": lr})

            @torch.no_grad()
            def step(self):
                for group in self.param_groups:
                    for p in group["params"]:
                        self.state[p]["count"] = self.state[p].get("count", 0) + 1
                        p.add_(p.grad, alpha=-group["lr"])

        opt = Plain([self.p], 0.5)
        scheduler = torch.optim.lr_scheduler.StepLR(opt, 1, 0.1)
        self.step(opt)
        scheduler.step()
        self.step(opt)
        self.assertTrue(torch.allclose(self.p, torch.tensor([0.45, 1.45])))
        self.assertEqual(opt.state_dict()["state"], {0: {"count": 2}})

    def test_half_parameters(self):
        p = torch.nn.Parameter(torch.ones(3, dtype=torch.bfloat16))
        p.grad = torch.ones(3, dtype=torch.bfloat16)
        torch.optim.SGD([p], lr=0.5).step()
        self.assertEqual(p.tolist(), [0.5] * 3)

    def test_differentiable_steps(self):
        for kind, options, want, slope in (
            (torch.optim.SGD, dict(momentum=0.9, nesterov=True, weight_decay=0.1), [0.6305659, -2.0703695], 0.97119),
            (torch.optim.Adam, dict(amsgrad=True, weight_decay=0.1), [0.9, -2.1], 1.0),
            (torch.optim.RMSprop, dict(momentum=0.9, centered=True, weight_decay=0.1, maximize=True), [2.0050375, -0.9949624], 1.0),
        ):
            start = torch.tensor([1.0, -2.0], requires_grad=True)
            p = start.clone()
            opt = kind([p], lr=0.1, differentiable=True, **options)
            for k in range(2 if kind is torch.optim.SGD else 1):
                p.grad = torch.tensor([0.5, 0.25]) * (k + 1)
                opt.step()
            self.assertTrue(torch.allclose(p, torch.tensor(want), atol=1e-5), p)
            self.assertTrue(torch.allclose(torch.autograd.grad(p.sum(), start)[0], torch.tensor([slope, slope]), atol=1e-5))

    def test_sparse_adam_refuses_dense_gradients(self):
        opt = torch.optim.SparseAdam([self.p])
        self.p.grad = None
        opt.step()
        self.p.grad = torch.ones(2)
        with self.assertRaisesRegex(RuntimeError, "SparseAdam does not support dense gradients, please consider Adam instead"):
            opt.step()

    def test_cosine_that_goes_on(self):
        opt = torch.optim.SGD([self.p], lr=0.5)
        first = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=5, eta_min=0.1)
        opt.step()
        first.step()
        again = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=5, eta_min=0.1, last_epoch=0)
        self.assertAlmostEqual(first._last_lr[0], again._last_lr[0], 6)

    def test_lbfgs_of_no_gradient(self):
        loss = torch.optim.LBFGS([torch.ones(2)], tolerance_grad=-float("inf")).step(lambda: torch.tensor([1.0]))
        self.assertEqual(loss.tolist(), [1.0])


if __name__ == "__main__":
    unittest.main()
