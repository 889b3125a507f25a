# SPDX-License-Identifier: MIT
"""__torch_function__: subclasses keep their class, classes that are no tensors take calls over, modes see every call."""
import unittest

import rushlight as torch
import rushlight.nn.functional as F
from rushlight import overrides


class Kept(torch.Tensor):
    pass


class Below(Kept):
    pass


class Other(torch.Tensor):
    pass


class Like:
    """Takes every function over and tells which it was."""

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return func, types, args, kwargs or {}


class Subclasses(unittest.TestCase):
    def test_results(self):
        s, t = Kept([1.0, 2.0]), torch.ones(2)
        for made in (s + t, t + s, 2 - s, s ** 2, -s, s[0], s.sum(), torch.cat([t, s]), F.relu(s), F.softmax(s, 0), s.data, s.view(2, 1), s.new_ones(2),
                     torch.max(s.view(1, 2), dim=1)[0], s.clone(), torch.atleast_2d(s)):
            self.assertIs(type(made), Kept)
        self.assertIs(type(Below([1.0]) + s), Below)
        self.assertIs(type(s + Below([1.0])), Below)
        self.assertEqual([type(x) for x in s], [Kept, Kept])
        with self.assertRaises(TypeError):
            s + Other([1.0])
        self.assertIs(type(torch.nn.Parameter(t) + t), torch.Tensor)
        self.assertIs(type(s.add_(t)), Kept)
        self.assertEqual((s.shape, len(s), s.tolist(), s.dtype), ((2,), 2, [2.0, 3.0], torch.float32))

    def test_views(self):
        t = torch.ones(2)
        s = Kept(t)
        self.assertTrue(s._is_view())
        self.assertIs(s._base, t)
        s.add_(1)
        self.assertEqual(t.tolist(), [2, 2])

    def test_gradients(self):
        s = Kept([2.0]).requires_grad_()
        (s * s).sum().backward()
        self.assertEqual(s.grad.tolist(), [4.0])

    def test_disabled(self):
        s = Kept([1.0])
        with torch._C.DisableTorchFunction():
            self.assertIs(type(s + s), torch.Tensor)


class Overrides(unittest.TestCase):
    def test_calls(self):
        x, t = Like(), torch.ones(2)
        for call, func in ((lambda: torch.add(x, t), torch.add), (lambda: torch.add(t, other=x), torch.add), (lambda: t + x, torch.Tensor.add),
                           (lambda: torch.cat([t, x]), torch.cat), (lambda: F.dropout(x), F.dropout), (lambda: torch.atleast_1d(x), torch.atleast_1d),
                           (lambda: t[x], torch.Tensor.__getitem__), (lambda: t[0, x], torch.Tensor.__getitem__), (lambda: t - x, torch.Tensor.sub),
                           (lambda: torch.autograd.grad(x, x), torch.autograd.grad)):
            got, types, args, kwargs = call()
            self.assertEqual(got, func)
            self.assertEqual(types, (Like,))

    def test_attributes(self):
        class Own(torch.Tensor):
            @classmethod
            def __torch_function__(cls, func, types, args=(), kwargs=None):
                return func

        s = Own([1.0])
        self.assertEqual(s.shape, torch.Tensor.shape.__get__)
        self.assertEqual(s.size(), torch.Tensor.size)
        self.assertEqual(s.add(1), torch.Tensor.add)

    def test_nobody(self):
        class No:
            @classmethod
            def __torch_function__(cls, func, types, args=(), kwargs=None):
                return NotImplemented

        with self.assertRaisesRegex(TypeError, r"no implementation found for '.*add' on types that implement __torch_function__: \[No\]"):
            torch.add(No(), 1)

    def test_own_functions(self):
        @overrides.wrap_torch_function(lambda a, b=None: (a, b))
        def f(a, b=None):
            return "f"

        self.assertEqual(f(1), "f")
        self.assertEqual(f(1, Like())[0], f)
        self.assertTrue(overrides.has_torch_function((1, Like())))
        self.assertFalse(overrides.has_torch_function((1, torch.ones(1), torch.nn.Parameter(torch.ones(1)))))
        self.assertTrue(overrides.is_tensor_like(Like()) and overrides.is_tensor_like(torch.ones(1)) and not overrides.is_tensor_like(3))

    def test_mode(self):
        seen = []

        class Mode(overrides.TorchFunctionMode):
            def __torch_function__(self, func, types, args=(), kwargs=None):
                seen.append(func)
                return func(*args, **(kwargs or {}))

        with Mode():
            torch.ones(2) + 1
        self.assertEqual(seen, [torch.ones, torch.Tensor.add])
        torch.ones(2)
        self.assertEqual(len(seen), 2)

    def test_names(self):
        found = overrides.get_overridable_functions()
        self.assertIn(torch.add, found["torch"])
        self.assertEqual(overrides.resolve_name(torch.Tensor.add), "torch.Tensor.add")
        self.assertEqual(overrides.get_testing_overrides()[torch.add](1, 2), -1)
        self.assertIn(torch.tensor, overrides.get_ignored_functions())


if __name__ == "__main__":
    unittest.main()
