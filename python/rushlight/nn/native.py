# SPDX-License-Identifier: MIT
"""The internal attention functions that PyTorch 1.13's layers call on their fast path (torch._native_multi_head_attention …),
made of ops; torch and torch.ops.aten have them under these names."""

import math

from .._C import bool as _bool
from .._table import functions as _f


def _check(condition, message):
    if not condition:
        raise RuntimeError(message)


def _add_relu(input, other, *, alpha=1, out=None):
    if out is None:
        return _f["add"](input, other, alpha=alpha).relu_()
    return out.copy_(_f["add"](input, other, alpha=alpha).relu_())


def _softmax(input, dim, half_to_float):
    return _f["softmax"](input, dim)


def _log_softmax(input, dim, half_to_float):
    return _f["log_softmax"](input, dim)


def _masked_softmax(self, mask, dim=None, mask_type=None):
    """softmax over the places where mask is False; NaN in a row without any."""
    _check(mask.dtype is _bool, "Mask should be a boolean tensor")
    _check(mask_type is not None, "Mask Type should be defined")
    _check(mask_type in (0, 1, 2), "Mask Type should be 0 (src_mask) or 1 (src_key_padding_mask), or 2 (default_mask)")
    _check(mask.shape == self.shape, "Mask shape should match input shape")
    _check(mask_type != 0, "src_mask not currently supported on CPU")
    return _f["softmax"](self.masked_fill(mask, float("-inf")), -1 if dim is None else dim)


def _scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, need_attn_weights=False, is_causal=False
):
    """The result and the weights after dropout, wanted or not. True in a bool mask: takes part."""
    if is_causal:
        _check(
            attn_mask is None, "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True"
        )
        attn_mask = _f["ones"]((query.size(-2), key.size(-2)), dtype=_bool, device=query.device).tril()
    if attn_mask is not None and attn_mask.dtype is _bool:
        attn_mask = query.new_zeros(attn_mask.shape).masked_fill_(~attn_mask, float("-inf"))
    scores = (query / math.sqrt(query.size(-1))).matmul(key.transpose(-2, -1))
    weights = _f["softmax"](scores if attn_mask is None else scores + attn_mask, -1)
    if dropout_p > 0.0:
        weights = _f["dropout"](weights, dropout_p, True)
    return weights.matmul(value), weights


def _transform_bias_rescale_qkv(qkv, qkv_bias, num_heads):
    """qkv [B, T, 3 D] plus bias as query (over sqrt of its size), key, value [B, heads, T, D / heads]"""
    b, t, three = qkv.shape
    d = three // 3
    _check(three % 3 == 0, "Expected D % 3 == 0")
    _check(d % num_heads == 0, "Expected D % num_head == 0")
    parts = (qkv + qkv_bias).view(b, t, 3, num_heads, d // num_heads).permute(2, 0, 3, 1, 4)
    q, k, v = (part.contiguous() for part in parts.unbind(0))
    return q / math.sqrt(d // num_heads), k, v


def _native_multi_head_attention(
    query,
    key,
    value,
    embed_dim,
    num_head,
    qkv_weight,
    qkv_bias,
    proj_weight,
    proj_bias,
    mask=None,
    need_weights=True,
    average_attn_weights=True,
    mask_type=None,
):
    """Attention of query [B, T, D]; mask: True is left out, [B, S] with mask_type 1, [T, S] with 0."""
    _check(query.dim() == 3, f"expected 3-D `query`, got {query.dim()}-D tensor")
    _check(query.size(2) == embed_dim, f"passed-in embed_dim {embed_dim} didn't match last dim of query {query.size(2)}")
    _check(key.dim() == 3, f"expected 3-D `key`, got {key.dim()}-D tensor")
    _check(value.dim() == 3, f"expected 3-D `value`, got {value.dim()}-D tensor")
    _check(query.shape == key.shape == value.shape, "expected `query`/`key`/`value` shapes to match")
    _check(qkv_weight.dim() == 2, f"expected 2-D `qkv_weight`, got {qkv_weight.dim()}-D tensor")
    _check(embed_dim * 3 == qkv_weight.size(0), "expected `qkv_weight` first dim to be 3x embed_dim")
    _check(embed_dim == qkv_weight.size(1), "expected `qkv_weight` second dim to be embed_Dim")
    _check(qkv_bias.dim() == 1, f"expected 1-D `qkv_bias`, got {qkv_bias.dim()}-D tensor")
    _check(
        qkv_bias.size(0) == 3 * embed_dim,
        "expected `qkv_bias` first dim and first dim of query to be equal",
    )
    _check(embed_dim % num_head == 0, "`embed_dim` must divide evenly by `num_heads`")
    if query is key and key is value:
        qkv = _f["linear"](query, qkv_weight)
    else:
        qkv = _f["cat"]([_f["linear"](x, w) for x, w in zip((query, key, value), qkv_weight.chunk(3))], -1)
    q, k, v = _transform_bias_rescale_qkv(qkv, qkv_bias, num_head)
    scores = q.matmul(k.transpose(-2, -1))
    if mask is None:
        weights = _f["softmax"](scores, -1)
    else:
        _check(mask_type is not None, "Mask Type should be defined")
        if mask.dim() == 2:
            mask = mask.view(mask.size(0), 1, 1, -1) if mask_type == 1 else mask
        weights = _masked_softmax(scores, mask.expand(scores.shape), -1, 2)
    b, _, t, _ = scores.shape
    out = weights.matmul(v).transpose(1, 2).reshape(b, t, embed_dim)
    out = _f["linear"](out, proj_weight, proj_bias)
    if not need_weights:
        return out, None
    return out, weights.mean(1) if average_attn_weights else weights


def _transformer_encoder_layer_fwd(
    src,
    embed_dim,
    num_heads,
    qkv_weight,
    qkv_bias,
    proj_weight,
    proj_bias,
    use_gelu,
    norm_first,
    eps,
    norm_weight_1,
    norm_bias_1,
    norm_weight_2,
    norm_bias_2,
    ffn_weight_1,
    ffn_bias_1,
    ffn_weight_2,
    ffn_bias_2,
    mask=None,
    mask_type=None,
):
    """A whole encoder layer in evaluation."""
    norms = ((norm_weight_1, norm_bias_1), (norm_weight_2, norm_bias_2))

    def norm(x, i):
        return _f["layer_norm"](x, (embed_dim,), *norms[i], eps)

    x = norm(src, 0) if norm_first else src
    attended = _native_multi_head_attention(
        x, x, x, embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, proj_bias, mask, False, True, mask_type
    )[0]
    src = attended + src
    x = norm(src, 1) if norm_first else norm(src, 0)
    hidden = _f["linear"](x, ffn_weight_1, ffn_bias_1)
    hidden = _f["gelu"](hidden) if use_gelu else hidden.relu_()
    out = _f["linear"](hidden, ffn_weight_2, ffn_bias_2)
    return out + src if norm_first else norm(out + x, 1)

