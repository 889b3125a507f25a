# SPDX-License-Identifier: MIT
"""Nothing leaks: cycles through hooks and functions are collected, loops leave the number of tensors and nodes as it was; errors carry
notes; memory is shared as PyTorch shares it."""
import copy
import gc
import pickle
import sys
import unittest
import weakref

import rushlight as torch
from rushlight import _C


class Probe:
    pass


class Cycles(unittest.TestCase):
    def collected(self, make):
        gc.collect()
        before = _C._live_tensors()
        ref = make(Probe())
        gc.collect()
        self.assertIsNone(ref())
        self.assertEqual(before, _C._live_tensors())

    def test_hook_of_a_leaf(self):
        def make(p):
            t = torch.ones(2, requires_grad=True)
            t.register_hook(lambda g, t=t, p=p: None)
            return weakref.ref(p)
        self.collected(make)

    def test_hook_of_a_result(self):
        def make(p):
            y = torch.ones(2, requires_grad=True) * 2
            y.register_hook(lambda g, y=y, p=p: None)
            return weakref.ref(p)
        self.collected(make)

    def test_hook_deep_in_a_graph(self):
        def make(p):
            y = torch.ones(2, requires_grad=True) * 2
            last = [y * 3]
            y.register_hook(lambda g: (last, p))
            del y
            last[0] = last[0] + 1
            return weakref.ref(p)
        self.collected(make)

    def test_hook_of_a_node(self):
        def make(p):
            y = torch.ones(2, requires_grad=True) * 2
            y.grad_fn.register_hook(lambda a, b, y=y, p=p: None)
            return weakref.ref(p)
        self.collected(make)

    def test_attribute(self):
        def make(p):
            t = torch.ones(2)
            t.self, t.probe = t, p
            return weakref.ref(p)
        self.collected(make)

    def test_context_of_a_function(self):
        class Double(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x, keep):
                ctx.keep = keep
                return x * 2

            @staticmethod
            def backward(ctx, g):
                return g * 2, None

        def make(p):
            keep = [p]
            y = Double.apply(torch.ones(2, requires_grad=True), keep)
            keep.append(y)
            return weakref.ref(p)
        self.collected(make)


class Loops(unittest.TestCase):
    def flat(self, step, times=10000):
        for _ in range(50):
            step()
        gc.collect()
        before = _C._live_tensors(), _C._live_nodes()
        blocks = sys.getallocatedblocks()
        for _ in range(times):
            step()
        gc.collect()
        self.assertEqual(before, (_C._live_tensors(), _C._live_nodes()))
        self.assertLess(sys.getallocatedblocks() - blocks, 200)

    def test_training(self):
        w = torch.ones(3, requires_grad=True)

        def step():
            (w * w).sum().backward()
            with torch.no_grad():
                w.sub_(w.grad * 1e-3)
            w.grad = None
        self.flat(step)

    def test_errors(self):
        a, b = torch.ones(2), torch.ones(3)

        def step():
            for f in (lambda: a + b, lambda: torch.add(1), lambda: a[9], lambda: torch.tensor([[1], [2, 3]])):
                try:
                    f()
                except (RuntimeError, TypeError, IndexError, ValueError):
                    pass
        self.flat(step, 2000)

    def test_indexing(self):
        x = torch.zeros(4, 5)

        def step():
            x[1:3, [0, 2]] = torch.ones(2)
            x[x > 0.5].sum().item()
        self.flat(step, 3000)

    def test_numpy(self):
        try:
            import numpy
        except ImportError:
            self.skipTest("NumPy is not installed")

        def step():
            a = torch.ones(4).numpy()
            torch.from_numpy(numpy.add(a, 1)).sum()
        self.flat(step, 3000)


class Sharing(unittest.TestCase):
    def test_numpy_both_ways(self):
        try:
            import numpy
        except ImportError:
            self.skipTest("NumPy is not installed")
        t = torch.zeros(2, 3)
        a = t.t().numpy()
        a[2, 1] = 5
        self.assertEqual(5, t[1, 2].item())
        self.assertEqual((4, 12), a.strides)
        b = numpy.arange(6.0).reshape(2, 3)[:, ::2]
        u = torch.from_numpy(b)
        u[1, 1] = -1
        self.assertEqual(-1, b[1, 1])
        self.assertEqual((3, 2), u.stride())
        del t
        gc.collect()
        self.assertEqual(5, a[2, 1])

    def test_dlpack(self):
        t = torch.arange(6.0).reshape(2, 3).t()
        u = torch.from_dlpack(t)
        u[2, 1] = 9
        self.assertEqual(9, t[2, 1].item())
        self.assertEqual(((1, 3), (3, 2)), (u.stride(), tuple(u.shape)))
        capsule = torch.to_dlpack(t)
        torch.from_dlpack(capsule)
        self.assertRaisesRegex(RuntimeError, "consumed only once", torch.from_dlpack, capsule)
        self.assertRaisesRegex(RuntimeError, "Bool type", torch.to_dlpack, t > 1)
        self.assertRaisesRegex(RuntimeError, "require gradient", torch.ones(2, requires_grad=True).__dlpack__)
        before = _C._live_tensors()
        torch.to_dlpack(t)
        self.assertEqual(before, _C._live_tensors())
        try:
            import numpy
        except ImportError:
            return
        a = numpy.from_dlpack(t)     # which NumPy lets nobody write to
        t[0, 0] = -4
        self.assertEqual(-4, a[0, 0])
        self.assertEqual([1, 2], torch.from_dlpack(numpy.array([1, 2])).tolist())

    def test_data_keeps_the_tensor(self):
        x = torch.ones(3, requires_grad=True)
        y = x * 2
        x.data = torch.zeros(3)
        y.sum().backward()
        self.assertEqual([2, 2, 2], x.grad.tolist())
        self.assertEqual([0, 0, 0], x.tolist())

    def test_in_place_views_keep_history(self):
        x = torch.arange(6.0).reshape(2, 3).requires_grad_()
        y = x * 1
        y.t_()
        self.assertEqual("TBackward0", type(y.grad_fn).__name__)
        (y * torch.tensor([1.0, 10.0])).sum().backward()
        self.assertEqual([[1, 1, 1], [10, 10, 10]], x.grad.tolist())
        self.assertRaises(RuntimeError, x.t_)

    def test_deepcopy_shares_as_before(self):
        base = torch.arange(4.0)
        a, b = copy.deepcopy([base, base[1:]])
        a[1] = 7
        self.assertEqual(7, b[0].item())
        self.assertEqual(1, base[1].item())

    def test_pickle(self):
        t = torch.tensor([[1.5, 2.5]], dtype=torch.float64, requires_grad=True)
        u = pickle.loads(pickle.dumps(t))
        self.assertEqual((t.tolist(), t.dtype, True), (u.tolist(), u.dtype, u.requires_grad))

    def test_notes(self):
        with self.assertRaises(RuntimeError) as caught:
            torch.ones(2) + torch.ones(3)
        e = caught.exception
        notes = getattr(e, "__notes__", None) or e.rushlight_notes
        self.assertIn("op: add", notes)
        self.assertTrue(any("test_memory.py:" in n for n in notes))
        self.assertTrue(any("float32 [2]" in n for n in notes))


if __name__ == "__main__":
    unittest.main()
