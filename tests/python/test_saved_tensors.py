# SPDX-License-Identifier: MIT
"""What nodes save for backward: attributes, hooks, checkpoints made of them; callbacks and hooks of the moment."""
import unittest
import warnings

import rushlight as torch
from rushlight.autograd import Function, graph
from rushlight.utils.checkpoint import checkpoint

FREED = "after they have already been freed"


class Square(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x, None)
        return x * x

    @staticmethod
    def backward(ctx, g):
        x, nothing = ctx.saved_tensors
        assert nothing is None
        return 2 * x * g


class Saved(unittest.TestCase):
    def test_attributes(self):
        a = torch.tensor([1.0, 2.0], requires_grad=True)
        y = a * a
        self.assertIs(y.grad_fn._saved_self, a)
        self.assertIs(y.grad_fn, y.grad_fn)
        e = a.exp()
        self.assertTrue(torch.equal(e.grad_fn._saved_result, e))
        self.assertIs(e.grad_fn._saved_result.grad_fn, e.grad_fn)
        s = torch.ones(2, 3, requires_grad=True).sum(-1)
        self.assertEqual(s.grad_fn._saved_dim, (2**64 - 1,))
        self.assertEqual(s.grad_fn._saved_self_sizes, (2, 3))
        self.assertFalse(hasattr(y.grad_fn, "_saved_nothing"))
        y.sum().backward()
        with self.assertRaisesRegex(RuntimeError, FREED):
            y.grad_fn._saved_self

    def test_hooks_of_one(self):
        a = torch.tensor([1.0, 2.0], requires_grad=True)
        y = a * a
        raw = y.grad_fn._raw_saved_self
        raw.register_hooks(lambda x: 2 * x, lambda x: x)
        self.assertEqual(y.grad_fn._saved_self.tolist(), [2, 4])
        with self.assertRaisesRegex(RuntimeError, "already been set"):
            raw.register_hooks(lambda x: x, lambda x: x)
        with self.assertRaisesRegex(TypeError, "incompatible function arguments"):
            raw.register_hooks(1, 2)
        y.sum().backward()
        self.assertEqual(a.grad.tolist(), [3, 6])
        with self.assertRaisesRegex(RuntimeError, "after it has been freed"):
            raw.register_hooks(lambda x: x, lambda x: x)
        with self.assertRaisesRegex(RuntimeError, "Trying to create a SavedTensor object from Python is forbidden"):
            torch.autograd.SavedTensor()

    def test_hooks_of_a_block(self):
        packed = []

        def pack(x):
            packed.append(x)
            return len(packed) - 1

        a = torch.tensor([1.0, 2.0], requires_grad=True)
        with graph.saved_tensors_hooks(pack, lambda k: 10 * packed[k]):
            y = Square.apply(a * a)
        self.assertEqual(len(packed), 3)
        self.assertFalse(any(t.requires_grad for t in packed))
        y.sum().backward()
        self.assertEqual(a.grad.tolist(), [2 * 10 * 1 * 20 * 1, 2 * 10 * 4 * 20 * 2])

    def test_double_backward(self):
        """What is unpacked has the history of what was saved; a leaf's gradient comes to the leaf."""
        for make in (lambda t: t, lambda t: t * 1):
            leaf = torch.tensor([3.0], requires_grad=True)
            with graph.saved_tensors_hooks(lambda x: x, lambda x: x):
                y = make(leaf) ** 3
            g, = torch.autograd.grad(y, leaf, create_graph=True)
            g.backward()
            self.assertEqual(leaf.grad.tolist(), [18.0])

    def test_errors_of_hooks(self):
        a = torch.ones(2, requires_grad=True)

        def change(x):
            x += 1

        with graph.saved_tensors_hooks(change, lambda x: x):
            with self.assertRaisesRegex(RuntimeError, "A saved tensor pack hook is modifying its input in place."):
                a * a
        with graph.saved_tensors_hooks(lambda x: x, lambda x: 1):
            y = a * a
        with self.assertRaisesRegex(TypeError, "Output of saved tensor unpack_hook expected to be a Tensor but got result of type int"):
            y.sum().backward()
        with graph.disable_saved_tensors_hooks("not here"):
            with self.assertRaisesRegex(RuntimeError, "not here"):
                with graph.saved_tensors_hooks(lambda x: x, lambda x: x):
                    pass

    def test_function(self):
        a = torch.ones(2, requires_grad=True)
        y = Square.apply(a)
        self.assertIs(type(y.grad_fn), Square._backward_cls)
        self.assertIs(y.grad_fn.saved_tensors[0], a)
        self.assertIsNone(y.grad_fn.saved_tensors[1])
        with self.assertRaisesRegex(RuntimeError, "None is forbidden"):
            y.grad_fn._raw_saved_tensors[1].register_hooks(lambda x: x, lambda x: x)
        y.sum().backward()
        with self.assertRaisesRegex(RuntimeError, FREED):
            y.grad_fn.saved_tensors

    def test_save_on_cpu(self):
        a = torch.ones(2, requires_grad=True)
        with graph.save_on_cpu():
            y = a * a
        y.sum().backward()
        self.assertEqual(a.grad.tolist(), [2, 2])

    def test_checkpoint(self):
        """Without reentrancy: the function runs again at the first backward, any structure of inputs and outputs is allowed."""
        calls = []
        w = torch.tensor([2.0], requires_grad=True)

        def f(d):
            calls.append(1)
            return {"y": (d["x"] * w).exp()}

        x = torch.tensor([0.5])
        y = checkpoint(f, {"x": x}, use_reentrant=False)["y"]
        self.assertEqual(len(calls), 1)
        g, = torch.autograd.grad(y, w)
        self.assertEqual(len(calls), 2)
        self.assertAlmostEqual(g.item(), 0.5 * 2.718281828, places=5)
        with self.assertRaisesRegex(RuntimeError, "Checkpointing is not compatible with .grad()"):
            torch.autograd.grad(checkpoint(torch.exp, w), w)


class Running(unittest.TestCase):
    def test_metadata(self):
        y = torch.ones(2, requires_grad=True) * 2
        y.grad_fn.metadata["k"] = 1
        self.assertEqual(y.grad_fn.metadata, {"k": 1})

    def test_queue_callback(self):
        order = []

        class F(Function):
            @staticmethod
            def forward(ctx, x):
                return x.clone()

            @staticmethod
            def backward(ctx, g):
                torch.autograd.Variable._execution_engine.queue_callback(lambda: order.append("end"))
                order.append("backward")
                return g

        a = torch.ones(2, requires_grad=True)
        F.apply(F.apply(a)).sum().backward()
        self.assertEqual(order, ["backward", "backward", "end", "end"])
        with self.assertRaisesRegex(RuntimeError, "Final callbacks can only be installed during backward pass."):
            torch.autograd.Variable._execution_engine.queue_callback(lambda: None)

    def test_undefined(self):
        """A hook of one output among several is called where nothing came, too; a node runs all the same."""
        seen = []
        x = torch.ones(3, requires_grad=True)
        a, b, c = x.unbind()
        a.register_hook(seen.append)
        b.backward()
        self.assertEqual(seen, [None])

    def test_hooks_of_the_moment(self):
        """A hook that is removed while hooks run is still called this time."""
        count = []
        y = torch.ones(2, requires_grad=True) * 2
        y.grad_fn.register_prehook(lambda g: second.remove())
        second = y.grad_fn.register_prehook(lambda g: count.append(1))
        y.sum().backward(retain_graph=True)
        y.sum().backward()
        self.assertEqual(len(count), 1)

    def test_retain_grad_follows_writes(self):
        a = torch.tensor([1.0], requires_grad=True).clone()
        a.retain_grad()
        a.mul_(2)
        a.sum().backward()
        self.assertEqual(a.grad.tolist(), [1.0])

    def test_inputs_that_are_no_leaves(self):
        x = torch.ones(2, requires_grad=True)
        y = x * 1
        (y * y).sum().backward(inputs=[x, y])
        self.assertEqual([x.grad.tolist(), y.grad.tolist()], [[2, 2], [2, 2]])

    def test_deep(self):
        class Deep(Function):
            @staticmethod
            def forward(ctx, x):
                with torch.enable_grad():
                    ctx.x = x.detach().requires_grad_() - 1
                return ctx.x.detach()

            @staticmethod
            def backward(ctx, g):
                if ctx.x >= 0:
                    with torch.enable_grad():
                        Deep.apply(ctx.x).sum().backward()
                return g

        Deep.apply(torch.tensor(400.0, requires_grad=True)).backward()

    def test_generators(self):
        @torch.no_grad()
        def numbers():
            for i in range(3):
                try:
                    yield torch.is_grad_enabled()
                except ValueError:
                    yield "raised"

        source = numbers()
        self.assertEqual((next(source), source.throw(ValueError), next(source)), (False, "raised", False))
        self.assertTrue(torch.is_grad_enabled())
        source.close()

    def test_dirty(self):
        class F(Function):
            @staticmethod
            def forward(ctx, x):
                x.add_(1)
                ctx.mark_dirty(x)
                return x.clone()

            @staticmethod
            def backward(ctx, g):
                return g

        with self.assertRaisesRegex(RuntimeError, "Some elements marked as dirty during the forward method were not returned as output."):
            F.apply(torch.ones(2, requires_grad=True).clone())

    def test_grad_of_no_leaf(self):
        y = torch.ones(2, requires_grad=True) * 2
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            self.assertIsNone(y.grad)
        self.assertIn("not a leaf Tensor is being accessed", str(told[0].message))


if __name__ == "__main__":
    unittest.main()
