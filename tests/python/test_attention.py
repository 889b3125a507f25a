# SPDX-License-Identifier: MIT
"""Attention: masks of all kinds, the internal functions of PyTorch's fast path; expected numbers are PyTorch 1.13.1's."""
import unittest
import warnings

import rushlight as torch
from rushlight import nn

F = nn.functional


def layer(**options):
    m = nn.MultiheadAttention(4, 2, **options)
    for i, p in enumerate(m.parameters()):
        p.data.copy_(torch.cos(torch.arange(i, i + p.numel()).float()).view(p.shape))
    return m.eval()


X = torch.linspace(-1, 1, 24).view(3, 2, 4)
PADDING = torch.tensor([[True, False, False], [False, False, True]])


class Masks(unittest.TestCase):
    def near(self, got, want):
        self.assertTrue(torch.allclose(got, torch.tensor(want), atol=1e-5), got)

    def test_byte_mask_is_a_bool_mask(self):
        m, mask = layer(), torch.ones(3, 3).triu(1)
        want = m(X, X, X, attn_mask=mask.bool())[0]
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            got = m(X, X, X, attn_mask=mask.to(torch.uint8))[0]
        self.assertTrue(torch.equal(got, want))
        self.assertIn("Byte tensor for attn_mask in nn.MultiheadAttention is deprecated. Use bool tensor instead.", str(seen[0].message))
        with self.assertRaisesRegex(AssertionError, "Only float, byte, and bool types are supported for attn_mask, not torch.int64"):
            m(X, X, X, attn_mask=mask.long())
        with self.assertRaisesRegex(AssertionError, "only bool and floating types of key_padding_mask are supported"):
            m(X, X, X, key_padding_mask=PADDING.long())

    def test_numbers_beside_a_bool_mask_are_truth_values(self):
        m, mask = layer(), torch.ones(3, 3).triu(2).bool()
        want = m(X, X, X, attn_mask=mask, key_padding_mask=PADDING)[0]
        self.assertTrue(torch.equal(m(X, X, X, attn_mask=mask, key_padding_mask=PADDING.float())[0], want))

    def test_what_sees_nothing_is_nan_with_and_without_weights(self):
        m, padding = layer(), torch.tensor([[True, True, True], [False, False, True]])
        for need_weights in (True, False):
            y = m(X, X, X, key_padding_mask=padding, need_weights=need_weights)[0]
            self.assertTrue(y[:, 0].isnan().all() and not y[:, 1].isnan().any())

    def test_static_keys_refuse_bias_kv(self):
        m = layer(add_bias_kv=True)
        arguments = (X, X, X, 4, 2, m.in_proj_weight, m.in_proj_bias, m.bias_k, m.bias_v, False, 0.0, m.out_proj.weight, m.out_proj.bias)
        with self.assertRaisesRegex(AssertionError, "bias cannot be added to static key."):
            F.multi_head_attention_forward(*arguments, static_k=torch.zeros(4, 3, 2))
        with self.assertRaisesRegex(AssertionError, r"expecting static_k.size\(0\) of 4, but got 3"):
            F.multi_head_attention_forward(*arguments[:7], None, None, *arguments[9:], static_k=torch.zeros(3, 3, 2))

    def test_bias_of_another_dtype(self):
        m = layer(dtype=torch.float64, batch_first=True)
        m.in_proj_bias = nn.Parameter(m.in_proj_bias.half())
        self.assertEqual(m(X.double(), X.double(), X.double())[0].dtype, torch.float64)

    def test_empty_batch(self):
        for kind, shapes in ((nn.TransformerEncoderLayer, [(3, 0, 4)]), (nn.TransformerDecoderLayer, [(3, 0, 4), (5, 0, 4)])):
            y = kind(4, 2, 8)(*[torch.rand(s) for s in shapes])
            self.assertEqual(y.shape, (3, 0, 4))


class FastPath(unittest.TestCase):
    def test_native_multi_head_attention_is_the_layer(self):
        m, x = layer(batch_first=True), X.transpose(0, 1).contiguous()
        parts = (m.in_proj_weight, m.in_proj_bias, m.out_proj.weight, m.out_proj.bias)
        for mask in (None, PADDING):
            for average in (True, False):
                want = m(x, x, x, key_padding_mask=mask, average_attn_weights=average)
                got = torch._native_multi_head_attention(x, x, x, 4, 2, *parts, mask, True, average, None if mask is None else 1)
                for a, b in zip(got, want):
                    self.assertTrue(torch.allclose(a, b, atol=1e-6))
        with self.assertRaisesRegex(RuntimeError, "expected 3-D `query`, got 2-D tensor"):
            torch._native_multi_head_attention(x[0], x[0], x[0], 4, 2, *parts)

    def test_encoder_layer(self):
        for norm_first in (False, True):
            m = nn.TransformerEncoderLayer(4, 2, 8, activation="gelu", batch_first=True, norm_first=norm_first).eval()
            a = m.self_attn
            y = torch._transformer_encoder_layer_fwd(
                X, 4, 2, a.in_proj_weight, a.in_proj_bias, a.out_proj.weight, a.out_proj.bias, True, norm_first, m.norm1.eps, m.norm1.weight,
                m.norm1.bias, m.norm2.weight, m.norm2.bias, m.linear1.weight, m.linear1.bias, m.linear2.weight, m.linear2.bias)
            self.assertTrue(torch.allclose(y, m(X), atol=1e-5))

    def test_scaled_dot_product_attention(self):
        q = X.view(2, 3, 4)
        y, w = torch.ops.aten._scaled_dot_product_attention(q, q, q, None, 0.0, True, True)
        self.assertTrue(torch.equal(w.triu(1), torch.zeros(2, 3, 3)))
        self.assertTrue(torch.allclose(y, F.scaled_dot_product_attention(q, q, q, is_causal=True), atol=1e-6))
        with self.assertRaisesRegex(RuntimeError, "Explicit attn_mask should not be set when is_causal=True"):
            torch.ops.aten._scaled_dot_product_attention(q, q, q, torch.ones(3, 3).bool(), 0.0, True, True)

    def test_masked_softmax(self):
        x, mask = torch.tensor([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]), torch.tensor([[False, True, False], [True, True, True]])
        y = torch._masked_softmax(x, mask, 1, 2)
        self.assertTrue(torch.allclose(y[0], torch.tensor([0.11920292, 0.0, 0.88079708])) and y[1].isnan().all())
        for arguments, text in (((x, mask), "Mask Type should be defined"), ((x, mask.float(), 1, 2), "Mask should be a boolean tensor"),
                                ((x, mask[0], 1, 2), "Mask shape should match input shape")):
            with self.assertRaisesRegex(RuntimeError, text):
                torch._masked_softmax(*arguments)


if __name__ == "__main__":
    unittest.main()
