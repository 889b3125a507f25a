# SPDX-License-Identifier: MIT
"""Layers, functions and helpers around modules that need no op of their own; expected numbers and texts are PyTorch 1.13.1's."""
import unittest

import rushlight as torch
from rushlight import nn
from rushlight.nn.utils import fusion, parametrize

F = nn.functional


def filled(module):
    for i, p in enumerate(module.parameters()):
        p.data.copy_(torch.cos(torch.arange(i, i + p.numel()).float()).view(p.shape))
    return module


class Near(unittest.TestCase):
    def near(self, got, want, atol=1e-5):
        self.assertTrue(torch.allclose(got, torch.tensor(want), atol=atol), got)


class Layers(Near):
    def test_adaptive_log_softmax(self):
        m, x = filled(nn.AdaptiveLogSoftmaxWithLoss(4, 6, [2, 4], div_value=2.0)), torch.linspace(-1, 1, 12).view(3, 4)
        output, loss = m(x, torch.tensor([1, 3, 5]))
        self.near(output, [-2.2341201, -2.0084748, -2.0901394])
        self.near(loss, 2.1109114)
        self.assertEqual(m.predict(x).tolist(), [2, 1, 1])
        self.near(m.log_prob(x)[0], [-2.4292243, -2.2341201, -0.3988668, -2.4602668, -4.2364998, -3.3855774])
        self.near(m(x[0], torch.tensor(1)).output, -2.2341201)
        for target, text in (([1, 3, 9], r"Target values should be in \[0, 5\], but values in range \[1, 9\] were found"),
                             ([1, 3], "Input and target should have the same size in the batch dimension")):
            with self.assertRaisesRegex(RuntimeError, text):
                m(x, torch.tensor(target))
        for cutoffs in ([0, 3], [3, 6], [3, 3], [4, 2]):
            with self.assertRaisesRegex(ValueError, "cutoffs should be a sequence of unique, positive integers"):
                nn.AdaptiveLogSoftmaxWithLoss(4, 6, cutoffs)

    def test_cross_map_lrn(self):
        y = nn.CrossMapLRN2d(4, alpha=0.1, beta=0.7, k=2)(torch.arange(24.0).view(1, 6, 2, 2))
        self.near(y[0, :, 0, 0], [0.0, 1.5157, 1.9343, 1.9307, 1.8383, 2.6041], 1e-4)

    def test_data_parallel_is_the_module(self):
        m = nn.DataParallel(nn.Linear(2, 2))
        x = torch.ones(3, 2)
        self.assertTrue(torch.equal(m(x), m.module(x)))
        self.assertEqual(list(m.state_dict()), ["module.weight", "module.bias"])
        with self.assertRaises(NotImplementedError):
            nn.DataParallel(nn.Linear(2, 2), device_ids=[0, 1])

    def test_flat_weights(self):
        m = nn.utils.weight_norm(nn.LSTM(2, 3), "weight_ih_l0")
        self.assertEqual([isinstance(w, nn.Parameter) for w in m._flat_weights], [False, True, True, True])

    def test_norm_of_many_elements(self):
        x = torch.rand(1, 2, 1 << 20)
        mean, var = x.double().mean((1, 2)), x.double().var((1, 2), unbiased=False)
        want = (x.double() - mean) / (var + 1e-5).sqrt()
        self.assertLess((F.group_norm(x, 1).double() - want).abs().max().item(), 1e-6)
        self.assertLess((F.layer_norm(x, x.shape[1:]).double() - want).abs().max().item(), 1e-6)


class Functions(Near):
    def test_conv_tbc(self):
        y = F.conv_tbc(torch.linspace(-1, 1, 18).view(3, 2, 3), torch.linspace(-1, 1, 12).view(2, 3, 2), torch.tensor([0.5, -0.5]), 1)
        self.near(y.flatten(), [-0.6176471, -2.0989304, -0.1363636, -1.4251337, 2.1149733, 0.5374331, 1.92246, 0.7299466, 1.7299465,
                                0.92246, 1.5374331, 1.1149732, -0.4251337, -1.1363636, -1.0989305, -1.6176471])

    def test_gradients_of_convolutions(self):
        x, g, w = torch.linspace(-2, 2, 16).view(1, 1, 4, 4), torch.ones(1, 2, 3, 3), torch.linspace(-1, 1, 8).view(2, 1, 2, 2)
        self.near(nn.grad.conv2d_input(x.shape, w, g)[0, 0, 0], [-0.8571429, -1.1428573, -1.1428573, -0.2857143])
        self.near(nn.grad.conv2d_weight(x, w.shape, g).flatten(), [-6.0, -3.6, 3.6, 6.0] * 2)

    def test_in_place_with_negative_slope(self):
        for f, name in ((lambda x: F.elu_(x, alpha=-2), "elu"), (lambda x: F.celu(x, -2, inplace=True), "elu"),
                        (lambda x: F.leaky_relu_(x, -2), "leakyReLu")):
            y = f(torch.ones(2, requires_grad=True).clone())
            with self.assertRaisesRegex(RuntimeError, f"In-place {name} backward calculation .* please call out-of-place version"):
                y.sum().backward()
        y = F.threshold_(torch.tensor([[0.2, 0.8]]).expand(3, 2), 0.5, 0.1)
        self.near(y, [[0.1, 0.8]] * 3)

    def test_sizes_of_losses(self):
        for f, x, y, text in (
            (F.multi_margin_loss, (10, 0), (10,), r"Expected non-empty vector or matrix with optional 0-dim batch size, but got: \[10, 0\]"),
            (F.multi_margin_loss, (2, 3), (3,), r"inconsistent target size, got: \[3\]"),
            (F.multilabel_margin_loss, (2, 3), (3,), r"inconsistent size \[3\] for argument #2 'target'"),
        ):
            with self.assertRaisesRegex(RuntimeError, text):
                f(torch.rand(x), torch.zeros(y, dtype=torch.int64))
        with self.assertRaisesRegex(RuntimeError, r"1D target tensor expects 2D input tensors, but found inputs with sizes \[4\] and \[4\]"):
            F.cosine_embedding_loss(torch.rand(4), torch.rand(4), torch.ones(4))
        with self.assertRaisesRegex(RuntimeError, "All inputs should have same dimension but got 2D, 2D and 1D inputs."):
            F.triplet_margin_loss(torch.rand(2, 3), torch.rand(2, 3), torch.rand(3))
        p, target = torch.rand(3, 4).log_softmax(1), torch.tensor([1, 0, 3])
        self.assertTrue(torch.equal(F.nll_loss(p, target.to(torch.uint8)), F.nll_loss(p, target)))

    def test_cosine_similarity_promotes(self):
        self.near(F.cosine_similarity(torch.tensor([3, 4]), torch.tensor([3.0, 4.0]), 0), 1.0)
        with self.assertRaisesRegex(RuntimeError, "expected common dtype to be floating point, yet common dtype is Int"):
            F.cosine_similarity(torch.ones(2).int(), torch.ones(2).int(), 0)

    def test_embedding(self):
        w = nn.Parameter(torch.tensor([[3.0, 4.0], [0.3, 0.4], [6.0, 8.0]]))
        y = F.embedding(torch.tensor([0, 1, 0]), w, max_norm=1.0, scale_grad_by_freq=True)
        self.near(y, [[0.6, 0.8], [0.3, 0.4], [0.6, 0.8]])
        self.near(w.data[2], [6.0, 8.0])
        y.sum().backward()
        self.near(w.grad, [[1.0, 1.0], [1.0, 1.0], [0.0, 0.0]])


class Utils(Near):
    def test_fusion(self):
        conv, bn = nn.Conv2d(2, 3, 2).eval(), nn.BatchNorm2d(3).eval()
        bn.running_mean.uniform_()
        bn.running_var.uniform_(0.5, 2)
        x = torch.rand(1, 2, 4, 4)
        self.assertTrue(torch.allclose(fusion.fuse_conv_bn_eval(conv, bn)(x), bn(conv(x)), atol=1e-5))
        with self.assertRaisesRegex(AssertionError, "Fusion only for eval!"):
            fusion.fuse_conv_bn_eval(conv.train(), bn)

    def test_skip_init_uses_no_numbers(self):
        before = torch.get_rng_state()
        self.assertEqual(nn.utils.skip_init(nn.Linear, 5, 1).weight.shape, (1, 5))
        self.assertTrue(torch.equal(torch.get_rng_state(), before))
        with self.assertRaisesRegex(RuntimeError, "Module must support a 'device' arg to skip initialization"):
            nn.utils.skip_init(nn.ReLU)

    def test_parametrize(self):
        class Double(nn.Module):
            def forward(self, x):
                return x * 2

        class Wrong(nn.Module):
            def __init__(self, change):
                super().__init__()
                self.forward = change

        m, other = nn.Linear(2, 3), nn.Linear(2, 3)
        parametrize.register_parametrization(m, "weight", Double())
        for change, text in ((lambda x: (x, x), "A parametrization must return a tensor. Got tuple."),
                             (lambda x: x.bool(), "may not change the dtype of the tensor, unless the `unsafe` flag is enabled"),
                             (lambda x: x[:1], "may not change the shape of the tensor, unless the `unsafe` flag is enabled")):
            with self.assertRaisesRegex(ValueError, text):
                parametrize.register_parametrization(m, "weight", Wrong(change))
        parametrize.transfer_parametrizations_and_params(m, other)
        self.assertIs(other.parametrizations.weight.original, m.parametrizations.weight.original)
        self.assertTrue(torch.equal(other.weight, m.weight))

    def test_spectral_norm_notes_its_version(self):
        state = nn.utils.spectral_norm(nn.Linear(2, 3)).state_dict()
        self.assertEqual(state._metadata[""]["spectral_norm"], {"weight.version": 1})

    def test_packed_sequence(self):
        packed = nn.utils.rnn.pack_padded_sequence(torch.arange(6).view(3, 2), [3, 1])
        self.assertIs(packed.cpu(), packed)
        self.assertEqual(packed.short().data.dtype, torch.int16)
        with self.assertRaisesRegex(RuntimeError, "Cannot pack empty tensors."):
            nn.utils.rnn.pack_padded_sequence(torch.rand(0, 0), [])
        with self.assertRaisesRegex(RuntimeError, "pad_sequence: Expected iterable for input sequences, but got arg of type"):
            nn.utils.rnn.pad_sequence(5)


if __name__ == "__main__":
    unittest.main()
