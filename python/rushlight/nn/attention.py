# SPDX-License-Identifier: MIT
"""Attention with several heads, as a function and as a layer.
softmax(Q K^T / sqrt(d) + mask) V  for each head, Q, K, V linear in query, key and value."""

import math
import warnings

from .._C import bool as _bool
from .._C import uint8 as _uint8
from .._table import functions as _f
from . import init
from .linear import NonDynamicallyQuantizableLinear
from .module import Module
from .parameter import Parameter


def _packed_projection(q, k, v, weight, bias):
    """The three projections [.., E] by one weight [3 E, E]; in one product where query, key and value are one
    tensor."""
    e = q.size(-1)
    if bias is not None and bias.dtype is not weight.dtype:  # linear wants one dtype, a sum does not
        q, k, v = _packed_projection(q, k, v, weight, None)
        return tuple(x + b for x, b in zip((q, k, v), bias.chunk(3)))
    if q is k and k is v:
        return _f["linear"](q, weight, bias).chunk(3, -1)
    parts = weight.chunk(3)
    biases = (None,) * 3 if bias is None else bias.chunk(3)
    if k is v:
        rest = weight.split([e, 2 * e])[1]
        both = _f["linear"](k, rest, None if bias is None else bias.split([e, 2 * e])[1]).chunk(2, -1)
        return (_f["linear"](q, parts[0], biases[0]), *both)
    return tuple(_f["linear"](x, w, b) for x, w, b in zip((q, k, v), parts, biases))


def _as_float_mask(mask, dtype):
    if mask.dtype is not _bool:
        return mask
    return mask.new_zeros(mask.shape, dtype=dtype).masked_fill_(mask, float("-inf"))


def _check_shapes(query, key, value, key_padding_mask, attn_mask, num_heads):
    if query.dim() not in (2, 3):
        raise AssertionError(
            f"query should be unbatched 2D or batched 3D tensor but received {query.dim()}-D query tensor"
        )
    batched = query.dim() == 3
    word, rank = ("batched (3-D)", 3) if batched else ("unbatched (2-D)", 2)
    if key.dim() != rank or value.dim() != rank:
        raise AssertionError(
            f"For {word} `query`, expected `key` and `value` to be {rank}-D but found {key.dim()}-D and"
            f" {value.dim()}-D tensors respectively"
        )
    if key_padding_mask is not None and key_padding_mask.dim() != rank - 1:
        raise AssertionError(
            f"For {word} `query`, expected `key_padding_mask` to be `None` or {rank - 1}-D but found "
            f"{key_padding_mask.dim()}-D tensor instead"
        )
    if attn_mask is not None and attn_mask.dim() not in (2, 3):
        raise AssertionError(
            f"For {word} `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found {attn_mask.dim()}-D"
            " tensor instead"
        )
    if not batched and attn_mask is not None and attn_mask.dim() == 3:
        wanted = (num_heads, query.shape[0], key.shape[0])
        if tuple(attn_mask.shape) != wanted:
            raise AssertionError(f"Expected `attn_mask` shape to be {wanted} but got {attn_mask.shape}")
    return batched


def multi_head_attention_forward(
    query,
    key,
    value,
    embed_dim_to_check,
    num_heads,
    in_proj_weight,
    in_proj_bias,
    bias_k,
    bias_v,
    add_zero_attn,
    dropout_p,
    out_proj_weight,
    out_proj_bias,
    training=True,
    key_padding_mask=None,
    need_weights=True,
    attn_mask=None,
    use_separate_proj_weight=False,
    q_proj_weight=None,
    k_proj_weight=None,
    v_proj_weight=None,
    static_k=None,
    static_v=None,
    average_attn_weights=True,
):
    """query [T, N, E], key and value [S, N, ..]; the result [T, N, E] and the weights [N, T, S] (or None)."""
    batched = _check_shapes(query, key, value, key_padding_mask, attn_mask, num_heads)
    if not batched:
        same_k, same_v = key is query, value is key
        query = query.unsqueeze(1)
        key = query if same_k else key.unsqueeze(1)
        value = key if same_v else value.unsqueeze(1)
        if key_padding_mask is not None:
            key_padding_mask = key_padding_mask.unsqueeze(0)
    t, n, e = query.shape
    s = key.shape[0]
    if key_padding_mask is not None and key_padding_mask.dtype is not _bool and not key_padding_mask.is_floating_point():
        raise AssertionError("only bool and floating types of key_padding_mask are supported")
    if e != embed_dim_to_check:
        raise AssertionError(f"was expecting embedding dimension of {embed_dim_to_check}, but got {e}")
    d = e // num_heads
    if d * num_heads != e:
        raise AssertionError(f"embed_dim {e} not divisible by num_heads {num_heads}")
    if use_separate_proj_weight:
        if key.shape[:2] != value.shape[:2]:
            raise AssertionError(
                f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}"
            )
        biases = (None,) * 3 if in_proj_bias is None else in_proj_bias.chunk(3)
        q, k, v = (
            _f["linear"](x, w, b)
            for x, w, b in zip((query, key, value), (q_proj_weight, k_proj_weight, v_proj_weight), biases)
        )
    else:
        if key.shape != value.shape:
            raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
        q, k, v = _packed_projection(query, key, value, in_proj_weight, in_proj_bias)
    if attn_mask is not None:
        if attn_mask.dtype is _uint8:
            warnings.warn("Byte tensor for attn_mask in nn.MultiheadAttention is deprecated. Use bool tensor instead.", stacklevel=3)
            attn_mask = attn_mask.to(_bool)
        elif attn_mask.dtype is not _bool and not attn_mask.is_floating_point():
            raise AssertionError(f"Only float, byte, and bool types are supported for attn_mask, not {attn_mask.dtype}")
        if attn_mask.dim() == 2:
            if tuple(attn_mask.shape) != (t, s):
                raise RuntimeError(
                    f"The shape of the 2D attn_mask is {attn_mask.shape}, but should be {(t, s)}."
                )
            attn_mask = attn_mask.unsqueeze(0)
        elif tuple(attn_mask.shape) != (n * num_heads, t, s):
            raise RuntimeError(
                f"The shape of the 3D attn_mask is {attn_mask.shape}, but should be {(n * num_heads, t, s)}."
            )
    if (bias_k is None) != (bias_v is None):
        raise AssertionError("bias_k and bias_v come together")
    more = 0
    if bias_k is not None:
        if static_k is not None:
            raise AssertionError("bias cannot be added to static key.")
        if static_v is not None:
            raise AssertionError("bias cannot be added to static value.")
        k, v = _f["cat"]([k, bias_k.repeat(1, n, 1)]), _f["cat"]([v, bias_v.repeat(1, n, 1)])
        more += 1
    q = q.contiguous().view(t, n * num_heads, d).transpose(0, 1)
    for name, static in (("static_k", static_k), ("static_v", static_v)):
        for dim, size in ((0, n * num_heads), (2, d)):
            if static is not None and static.size(dim) != size:
                raise AssertionError(f"expecting {name}.size({dim}) of {size}, but got {static.size(dim)}")
    k = k.contiguous().view(k.shape[0], n * num_heads, d).transpose(0, 1) if static_k is None else static_k
    v = v.contiguous().view(v.shape[0], n * num_heads, d).transpose(0, 1) if static_v is None else static_v
    if add_zero_attn:
        zeros = k.new_zeros((n * num_heads, 1, d))
        k, v = _f["cat"]([k, zeros], 1), _f["cat"]([v, zeros], 1)
        more += 1
    if more:
        if attn_mask is not None:
            attn_mask = (
                _f["pad"](attn_mask, (0, more))
                if attn_mask.dtype is not _bool
                else _f["cat"]([attn_mask, attn_mask.new_zeros(tuple(attn_mask.shape[:-1]) + (more,))], -1)
            )
        if key_padding_mask is not None:
            key_padding_mask = _f["cat"](
                [key_padding_mask, key_padding_mask.new_zeros((key_padding_mask.shape[0], more))], 1
            )
    s = k.size(1)
    if key_padding_mask is not None and attn_mask is not None and attn_mask.dtype is _bool:
        key_padding_mask = key_padding_mask.to(_bool)  # beside a bool mask PyTorch reads numbers as truth values, too
    mask = None if attn_mask is None else _as_float_mask(attn_mask, q.dtype)
    if key_padding_mask is not None:
        if tuple(key_padding_mask.shape) != (n, s):
            raise AssertionError(
                f"expecting key_padding_mask shape of {(n, s)}, but got {key_padding_mask.shape}"
            )
        padding = (
            _as_float_mask(key_padding_mask, q.dtype)
            .view(n, 1, 1, s)
            .expand(-1, num_heads, -1, -1)
            .reshape(n * num_heads, 1, s)
        )
        mask = padding if mask is None else mask + padding
    p = dropout_p if training else 0.0
    if need_weights or p > 0:
        scores = (q / math.sqrt(d)).bmm(k.transpose(-2, -1))
        weights = _f["softmax"](scores if mask is None else scores + mask, -1)
        if p > 0:
            weights = _f["dropout"](weights, p, True)
        out = weights.bmm(v)
    else:
        heads = (n, num_heads)
        if mask is not None:
            mask = (
                mask.expand(n * num_heads, t, s).reshape(*heads, t, s)
                if mask.size(0) != 1 or mask.size(1) != t
                else mask.unsqueeze(0)
            )
        out = _f["scaled_dot_product_attention"](
            q.reshape(*heads, t, d), k.reshape(*heads, s, d), v.reshape(*heads, s, d), mask
        )
        if mask is not None:  # a place that sees nothing: here NaN, as of softmax, not 0
            blind = (mask == float("-inf")).all(-1, keepdim=True)
            if blind.any():
                out = out.masked_fill(blind, float("nan"))
        out = out.reshape(n * num_heads, t, d)
    out = out.transpose(0, 1).contiguous().view(t * n, e)
    out = _f["linear"](out, out_proj_weight, out_proj_bias).view(t, n, out_proj_weight.size(0))
    if not need_weights:
        return out if batched else out.squeeze(1), None
    weights = weights.view(n, num_heads, t, s)
    if average_attn_weights:
        weights = weights.mean(1)
    return (out, weights) if batched else (out.squeeze(1), weights.squeeze(0))


class MultiheadAttention(Module):
    __constants__ = ["batch_first"]

    def __init__(
        self,
        embed_dim,
        num_heads,
        dropout=0.0,
        bias=True,
        add_bias_kv=False,
        add_zero_attn=False,
        kdim=None,
        vdim=None,
        batch_first=False,
        device=None,
        dtype=None,
    ):
        super().__init__()
        make = {"device": device, "dtype": dtype}
        self.embed_dim, self.num_heads, self.dropout, self.batch_first = (
            embed_dim,
            num_heads,
            dropout,
            batch_first,
        )
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != embed_dim:
            raise AssertionError("embed_dim must be divisible by num_heads")
        empty = lambda *shape: Parameter(_f["empty"](shape, **make))
        if self._qkv_same_embed_dim:
            self.in_proj_weight = empty(3 * embed_dim, embed_dim)
            for name in ("q_proj_weight", "k_proj_weight", "v_proj_weight"):
                self.register_parameter(name, None)
        else:
            self.q_proj_weight = empty(embed_dim, embed_dim)
            self.k_proj_weight = empty(embed_dim, self.kdim)
            self.v_proj_weight = empty(embed_dim, self.vdim)
            self.register_parameter("in_proj_weight", None)
        if bias:
            self.in_proj_bias = empty(3 * embed_dim)
        else:
            self.register_parameter("in_proj_bias", None)
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias, **make)
        if add_bias_kv:
            self.bias_k, self.bias_v = empty(1, 1, embed_dim), empty(1, 1, embed_dim)
        else:
            self.bias_k = self.bias_v = None
        self.add_zero_attn = add_zero_attn
        self._reset_parameters()

    def _reset_parameters(self):
        if self._qkv_same_embed_dim:
            init.xavier_uniform_(self.in_proj_weight)
        else:
            for weight in (self.q_proj_weight, self.k_proj_weight, self.v_proj_weight):
                init.xavier_uniform_(weight)
        if self.in_proj_bias is not None:
            init.constant_(self.in_proj_bias, 0.0)
            init.constant_(self.out_proj.bias, 0.0)
        if self.bias_k is not None:
            init.xavier_normal_(self.bias_k)
        if self.bias_v is not None:
            init.xavier_normal_(self.bias_v)

    def __setstate__(self, state):
        state.setdefault("_qkv_same_embed_dim", True)
        super().__setstate__(state)

    def forward(
        self,
        query,
        key,
        value,
        key_padding_mask=None,
        need_weights=True,
        attn_mask=None,
        average_attn_weights=True,
    ):
        swap = self.batch_first and query.dim() == 3
        if swap:
            if query is key and key is value:
                query = key = value = query.transpose(1, 0)
            else:
                same = value is key
                query, key = query.transpose(1, 0), key.transpose(1, 0)
                value = key if same else value.transpose(1, 0)
        separate = not self._qkv_same_embed_dim
        out, weights = multi_head_attention_forward(
            query,
            key,
            value,
            self.embed_dim,
            self.num_heads,
            self.in_proj_weight,
            self.in_proj_bias,
            self.bias_k,
            self.bias_v,
            self.add_zero_attn,
            self.dropout,
            self.out_proj.weight,
            self.out_proj.bias,
            training=self.training,
            key_padding_mask=key_padding_mask,
            need_weights=need_weights,
            attn_mask=attn_mask,
            use_separate_proj_weight=separate,
            q_proj_weight=self.q_proj_weight,
            k_proj_weight=self.k_proj_weight,
            v_proj_weight=self.v_proj_weight,
            average_attn_weights=average_attn_weights,
        )
        return (out.transpose(1, 0) if swap else out), weights
