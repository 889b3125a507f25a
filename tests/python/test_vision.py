# SPDX-License-Identifier: MIT
"""Image and sequence functions: refusals, layouts, gradients that need more than a golden value."""

import unittest

import rushlight as torch
import rushlight.nn.functional as F
from rushlight import nn


class Refusals(unittest.TestCase):
    def refuses(self, error, text, function):
        with self.assertRaises(error) as caught:
            function()
        self.assertIn(text, str(caught.exception).split("\n")[0])

    def test_interpolate(self):
        x = torch.rand(1, 2, 4, 4)
        self.refuses(ValueError, "only one of size or scale_factor", lambda: F.interpolate(x, 3, 2))
        self.refuses(ValueError, "scale_factor of shape (2, 3, 4)", lambda: F.interpolate(x, scale_factor=(2, 3, 4)))
        self.refuses(ValueError, "spatial dimensions of [4, 4] and output size of (3, 4, 5)", lambda: F.interpolate(x, (3, 4, 5)))
        self.refuses(ValueError, "not meaningful with an explicit size", lambda: F.interpolate(x, 3, recompute_scale_factor=True))
        self.refuses(ValueError, "align_corners option", lambda: F.interpolate(x, scale_factor=(1.5, 2), align_corners=False))
        self.refuses(ValueError, "Anti-alias option", lambda: F.interpolate(x, scale_factor=(1.5, 2), antialias=True))
        self.refuses(NotImplementedError, "Only 3D, 4D and 5D", lambda: F.interpolate(x[0], scale_factor=(1.5,), mode="bicubic"))

    def test_grids(self):
        theta = torch.rand(1, 2, 3)
        self.refuses(ValueError, "expected mode to be 'bilinear'", lambda: F.grid_sample(theta, theta, "x"))
        self.refuses(ValueError, "Got (1, 1, 0, 2)", lambda: F.affine_grid(theta, (1, 1, 0, 2), False))
        self.refuses(ValueError, "Nx2x3 for size (1, 1, 2, 2)", lambda: F.affine_grid(theta[0], (1, 1, 2, 2), False))
        self.refuses(NotImplementedError, "Got size (1, 1, 2)", lambda: F.affine_grid(theta, (1, 1, 2), False))
        with self.assertWarnsRegex(UserWarning, "align_corners=False since 1.3.0"):
            F.affine_grid(theta, (1, 1, 2, 2))

    def test_pooling(self):
        x, where = torch.rand(1, 2, 6, 6), torch.zeros(1, 2, 6, 6, dtype=torch.int64)
        self.refuses(ValueError, "either an output_size or an output_ratio", lambda: F.fractional_max_pool2d(x, 2))
        self.refuses(ValueError, "between 0 and 1 (got 1.5)", lambda: nn.FractionalMaxPool3d(2, output_ratio=1.5))
        self.refuses(RuntimeError, "kernel_size must either", lambda: F.fractional_max_pool2d(x, (2,), 3))
        self.refuses(RuntimeError, "expected random samples", lambda: F.fractional_max_pool2d(x, 2, 3, _random_samples=torch.rand(1, 1, 2)))
        self.refuses(ValueError, "at least 3", lambda: F.adaptive_max_pool2d(torch.rand(2, 2), (2, 2)))
        self.refuses(RuntimeError, "invalid max index: 144 (output volumes are of size 12x12", lambda: F.max_unpool2d(x, where + 144, 2))
        self.refuses(ValueError, 'invalid output_size "(30, 12)" (dim 0 must be between 10 and 14)', lambda: F.max_unpool2d(x, where, 2, output_size=(30, 12)))

    def test_ctc(self):
        x = torch.randn(5, 2, 4).log_softmax(2)
        self.refuses(RuntimeError, "labels from 0 to 3, but got 7", lambda: F.ctc_loss(x, torch.tensor([[1, 7], [3, 1]]), (5, 5), (2, 2)))
        self.refuses(RuntimeError, "must be integral", lambda: F.ctc_loss(x, torch.tensor([[1, 2], [3, 1]]), torch.tensor([5.0, 5.0]), (2, 2)))
        self.refuses(ValueError, "not a valid value", lambda: F.ctc_loss(x, torch.tensor([[1, 2], [3, 1]]), (5, 5), (2, 2), reduction="x"))

    def test_embedding_bag(self):
        weight, numbers = torch.rand(3, 2), torch.tensor([0, 1, 2, 1])
        self.refuses(RuntimeError, "found idx to be 9", lambda: F.embedding_bag(numbers * 9, weight, torch.tensor([0])))
        self.refuses(RuntimeError, "offsets must not decrease", lambda: F.embedding_bag(numbers, weight, torch.tensor([0, 3, 1])))
        self.refuses(RuntimeError, "offsets[-1] can not be greater than input's length 4 but got offsets[-1] of 7", lambda: F.embedding_bag(numbers, weight, torch.tensor([0, 7])))
        self.refuses(NotImplementedError, "sparse=True", lambda: F.embedding_bag(numbers, weight, torch.tensor([0]), sparse=True))

    def test_second_derivatives(self):
        grid = torch.rand(1, 2, 2, 2, requires_grad=True)
        (g,) = torch.autograd.grad(F.grid_sample(torch.rand(1, 1, 3, 3), grid, align_corners=False).sum(), grid, create_graph=True)
        self.refuses(NotImplementedError, "derivative for aten::grid_sampler_2d_backward is not implemented", lambda: g.sum().backward())


class Results(unittest.TestCase):
    def test_scale_grad_by_freq(self):
        """Each row's gradient is divided by how often the row is taken."""
        weight, numbers = torch.zeros(4, 1, requires_grad=True), torch.tensor([1, 2, 1, 0, 1, 2])
        F.embedding_bag(numbers, weight, torch.tensor([0, 2]), mode="sum", scale_grad_by_freq=True).sum().backward()
        self.assertEqual(weight.grad.flatten().tolist(), [1.0, 1.0, 1.0, 0.0])
        x = torch.rand(4, 2, dtype=torch.float64, requires_grad=True)
        f = lambda w: F.embedding(numbers, w, scale_grad_by_freq=True) * torch.arange(12.0).reshape(6, 2)  # noqa: E731
        (g,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
        self.assertTrue(torch.allclose(g[1], torch.tensor([4.0, 5.0], dtype=torch.float64)))

    def test_layouts(self):
        x = torch.rand(2, 4, 6, 6).contiguous(memory_format=torch.channels_last)
        same = lambda t: t.is_contiguous(memory_format=torch.channels_last)  # noqa: E731
        for y in (F.interpolate(x, 3), F.interpolate(x, 9, mode="bilinear"), F.pixel_shuffle(x, 2), F.pad(x, (1, 2)), F.adaptive_avg_pool2d(x, 2),
                  F.max_pool2d(x[:, ::2], 2), F.adaptive_avg_pool2d(x, 1), F.channel_shuffle(x, 2), F.max_unpool2d(*F.max_pool2d(x, 2, return_indices=True), 2)):
            self.assertTrue(same(y), y.stride())
        self.assertEqual(F.adaptive_avg_pool2d(x, 1).stride(), (4, 1, 4, 4))
        weight = torch.rand(8, 1, 3, 3)
        self.assertEqual(weight.to(memory_format=torch.channels_last).stride(), (9, 1, 3, 1))
        self.assertEqual(weight.to(memory_format=torch.channels_last).to(memory_format=torch.contiguous_format).stride(), (9, 9, 3, 1))

    def test_gradients(self):
        from rushlight.autograd import gradcheck, gradgradcheck

        def tensor(*shape):
            return torch.randn(shape, dtype=torch.float64, requires_grad=True)

        torch.manual_seed(0)
        for mode in ("nearest", "nearest-exact", "bilinear", "bicubic", "area"):
            f = lambda x: F.interpolate(x, scale_factor=(1.3, 0.7), mode=mode)  # noqa: B023, E731
            self.assertTrue(gradcheck(f, [tensor(1, 2, 3, 5)]) and gradgradcheck(f, [tensor(1, 2, 3, 5)]))
        for padding in ("zeros", "border", "reflection"):
            f = lambda x, g: F.grid_sample(x, g, padding_mode=padding, align_corners=False)  # noqa: B023, E731
            self.assertTrue(gradcheck(f, [tensor(1, 2, 3, 4), tensor(1, 2, 2, 2)]))
            self.assertTrue(gradcheck(f, [tensor(1, 2, 3, 4, 2), tensor(1, 1, 2, 2, 3)]))
        f = lambda x: F.fold(F.unfold(x, 2, 2, 1, 2), (5, 6), 2, 2, 1, 2)  # noqa: E731
        self.assertTrue(gradcheck(f, [tensor(2, 2, 5, 6)]) and gradgradcheck(f, [tensor(2, 2, 5, 6)]))
        numbers, offsets = torch.tensor([0, 3, 1, 1, 2]), torch.tensor([0, 2, 2])
        for mode in ("sum", "mean", "max"):
            f = lambda w: F.embedding_bag(numbers, w, offsets, mode=mode, padding_idx=1)  # noqa: B023, E731
            self.assertTrue(gradcheck(f, [tensor(4, 3)]))
        f = lambda w, s: F.embedding_bag(numbers, w, offsets, mode="sum", per_sample_weights=s)  # noqa: E731
        self.assertTrue(gradcheck(f, [tensor(4, 3), tensor(5)]))
        f = lambda x: F.ctc_loss(x.log_softmax(2), torch.tensor([[1, 2, 2], [3, 1, 0]]), (6, 5), (3, 2))  # noqa: E731
        self.assertTrue(gradcheck(f, [tensor(6, 2, 4)]))


if __name__ == "__main__":
    unittest.main()
