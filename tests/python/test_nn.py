# SPDX-License-Identifier: MIT
"""nn: every layer against golden data; what modules, copies and hooks leave behind."""

import copy
import gc
import os
import pickle
import sys
import unittest
import weakref

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import rushlight as torch  # noqa: E402
from golden import GoldenTest  # noqa: E402
from rushlight import nn  # noqa: E402


class Layers(GoldenTest):
    golden = "nn"


class Modules(unittest.TestCase):
    def test_deepcopy_and_pickle(self):
        net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
        for other in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
            self.assertEqual(repr(other), repr(net))
            self.assertTrue(torch.equal(other[0].weight, net[0].weight))
            self.assertIsInstance(other[0].weight, nn.Parameter)
            other[0].weight.data.zero_()
            self.assertFalse(torch.equal(other[0].weight, net[0].weight))

    def test_hooks_are_collected(self):
        net = nn.Linear(2, 2)
        net.register_full_backward_hook(lambda m, gi, go: (net, None)[1])  # a cycle
        net.register_forward_hook(lambda m, i, o: None)
        net(torch.ones(1, 2, requires_grad=True)).sum().backward()
        gone = weakref.ref(net)
        del net
        gc.collect()
        self.assertIsNone(gone())

    def test_nothing_is_left(self):
        net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.LSTM(4, 5))
        for i in range(3):
            for _ in range(30):
                net(torch.randn(6, 2, 3))[0].sum().backward()
                net.zero_grad()
            gc.collect()
            if i == 0:
                before = torch._C._live_tensors(), torch._C._live_nodes()
        self.assertEqual((torch._C._live_tensors(), torch._C._live_nodes()), before)

    def test_to_keeps_parameters(self):
        net = nn.Linear(2, 2)
        weight = net.weight
        self.assertIs(net.double().weight, weight)
        self.assertIs(weight.dtype, torch.float64)
        with self.assertRaises(TypeError):
            net.to(torch.int32)

    def test_linear_of_any_layout(self):
        """Dimensions of one element have any stride, expanded ones have none: the rows must still be found."""
        weight = torch.randn(3, 4)
        inputs = [torch.randn(1, 40, 4).transpose(0, 1), torch.randn(40, 1, 4).transpose(0, 1), torch.randn(4, 5, 6).permute(2, 1, 0),
                  torch.randn(1, 1, 4).expand(3, 2, 4), torch.randn(1, 7, 4).expand(3, 7, 4).transpose(0, 1), torch.randn(9, 1, 4)[::2]]
        for x in inputs:
            expected = (x.unsqueeze(-2) * weight).sum(-1)
            self.assertTrue(torch.allclose(nn.functional.linear(x, weight), expected, atol=1e-5), x.stride())

    def test_missing_things_say_so(self):
        with self.assertRaisesRegex(AttributeError, "rushlight has no torch.nn.SyncBatchNorm"):
            nn.SyncBatchNorm(2)
        with self.assertRaisesRegex(NotImplementedError, "sparse"):
            nn.Embedding(3, 2, sparse=True)

    def test_attention_paths_agree(self):
        """With weights (matrices are made) and without (the core's fused op) the result is the same."""
        torch.manual_seed(0)
        layer, x = nn.MultiheadAttention(8, 2), torch.randn(5, 3, 8)
        padding = torch.zeros(3, 5, dtype=torch.bool)
        padding[1, 3:] = True
        for mask in (None, torch.ones(5, 5).triu(1).bool(), torch.randn(6, 5, 5)):
            one = layer(x, x, x, key_padding_mask=padding, attn_mask=mask, need_weights=True)[0]
            other = layer(x, x, x, key_padding_mask=padding, attn_mask=mask, need_weights=False)[0]
            self.assertTrue(torch.allclose(one, other, atol=1e-6), (one - other).abs().max())


if __name__ == "__main__":
    unittest.main()
