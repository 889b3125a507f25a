/* SPDX-License-Identifier: MIT */
/* attention.c - MultiheadAttention (Vaswani et al. 2017): query, key and value are projected, their features
   cut into heads, and
     head = softmax(q k^T / sqrt(D) + mask) v,   y = [head_1 ... head_H] W_out^T + b_out
   With add_bias_kv there is one more key and value, bias_k and bias_v, with add_zero_attn one of zeros.
   T and S are the lengths of query and key, N the batch, H the heads, D features of a head, E = H D. */
#include <math.h>

#include "nn/layer.h"

/* the entries; q, k and v are there instead of in_proj_weight [3 E, E] if key or value have other features */
enum { IN_WEIGHT, Q_WEIGHT, K_WEIGHT, V_WEIGHT, IN_BIAS, BIAS_K, BIAS_V, OUT_PROJ };
typedef struct attention_layer {
    rush_module base;
    int64_t width, heads;
    double dropout;
    bool batch_first, bias_kv, zero_attn;
} attention_layer;

#define FAIL_IF(condition, ...) \
    do { \
        if (condition) return error_set(RUSH_RUNTIME_ERROR, module_site(), m->base.name, __VA_ARGS__); \
    } while (0)

/* ---- checks, with PyTorch's texts ---- */

static bool check_shapes(const attention_layer *m, const rush_tensor *q, const rush_tensor *k,
                         const rush_tensor *v) {
    bool batched = q->ndim == 3;
    FAIL_IF(q->ndim != 2 && q->ndim != 3,
            "query should be unbatched 2D or batched 3D tensor but received %d-D query tensor", (int)q->ndim);
    FAIL_IF(
        k->ndim != q->ndim || v->ndim != q->ndim,
        "For %s `query`, expected `key` and `value` to be %d-D but found %d-D and %d-D tensors respectively",
        batched ? "batched (3-D)" : "unbatched (2-D)", (int)q->ndim, (int)k->ndim, (int)v->ndim);
    int64_t features = q->shape[q->ndim - 1];
    FAIL_IF(features != m->width, "was expecting embedding dimension of %lld, but got %lld",
            (long long)m->width, (long long)features);
    if (m->base.entries[IN_WEIGHT].tensor)
        FAIL_IF(!shape_equal(k->ndim, k->shape, v->ndim, v->shape),
                "key shape torch.Size(%s) does not match value shape torch.Size(%s)", TENSOR_SHAPE_TEXT(k),
                TENSOR_SHAPE_TEXT(v));
    FAIL_IF(!shape_equal(k->ndim - 1, k->shape, v->ndim - 1, v->shape),
            "key's sequence and batch dims torch.Size(%s) do not match value's torch.Size(%s)",
            SHAPE_TEXT(k->ndim - 1, k->shape), SHAPE_TEXT(v->ndim - 1, v->shape));
    return true;
}

/* size[4]: N, H, T, S */
static bool check_masks(const attention_layer *m, bool batched, const rush_tensor *mask,
                        const rush_tensor *padding, const int64_t *size) {
    const int64_t for_all[2] = { size[2], size[3] }, for_each[3] = { size[0] * size[1], size[2], size[3] };
    if (mask) {
        FAIL_IF(mask->dtype != RUSH_BOOL && !dtype_is_float((rush_dtype)mask->dtype),
                "Only float, byte, and bool types are supported for attn_mask, not torch.%s",
                rush_dtype_name((rush_dtype)mask->dtype));
        FAIL_IF(mask->ndim != 2 && mask->ndim != 3,
                "For %s `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found %d-D tensor instead",
                batched ? "batched (3-D)" : "unbatched (2-D)", (int)mask->ndim);
        FAIL_IF(mask->ndim == 2 && !shape_equal(2, mask->shape, 2, for_all),
                "The shape of the 2D attn_mask is torch.Size(%s), but should be %s.", TENSOR_SHAPE_TEXT(mask),
                TUPLE_TEXT(2, for_all));
        FAIL_IF(mask->ndim == 3 && !shape_equal(3, mask->shape, 3, for_each),
                "The shape of the 3D attn_mask is torch.Size(%s), but should be %s.", TENSOR_SHAPE_TEXT(mask),
                TUPLE_TEXT(3, for_each));
    }
    if (padding) {
        const int64_t want[2] = { size[0], size[3] }, rank = batched ? 2 : 1;
        FAIL_IF(padding->dtype != RUSH_BOOL && !dtype_is_float((rush_dtype)padding->dtype),
                "only bool and floating types of key_padding_mask are supported");
        FAIL_IF(
            padding->ndim != rank,
            "For %s `query`, expected `key_padding_mask` to be `None` or %d-D but found %d-D tensor instead",
            batched ? "batched (3-D)" : "unbatched (2-D)", (int)rank, (int)padding->ndim);
        FAIL_IF(!shape_equal((int)rank, padding->shape, (int)rank, batched ? want : want + 1),
                "expecting key_padding_mask shape of %s, but got torch.Size(%s)", TUPLE_TEXT(2, want),
                TENSOR_SHAPE_TEXT(padding));
    }
    return true;
}

/* ---- projections and masks ---- */

typedef struct projected {
    rush_tensor *q, *k, *v;
} projected; /* [T, N, E] or [N, T, E], as what came in */

static rush_tensor *part(rush_tensor *t, int64_t from, int64_t count, int64_t width) {
    return t ? rush_narrow(t, 0, from * width, count * width) : NULL;
}

/* What is the same tensor is projected in one product: all three in self-attention, or key and value. */
static bool project(const attention_layer *m, rush_tensor *q, rush_tensor *k, rush_tensor *v,
                    projected *out) {
    const rush_entry *e = m->base.entries;
    rush_tensor *w = e[IN_WEIGHT].tensor, *b = e[IN_BIAS].tensor;
    int64_t width = m->width;
    if (w && q == k && k == v) {
        rush_list *all = rush_split(rush_linear(q, w, .bias = b), width, -1);
        *out = (projected){ rush_list_get(all, 0), rush_list_get(all, 1), rush_list_get(all, 2) };
        return all != NULL;
    }
    out->q = rush_linear(q, w ? part(w, 0, 1, width) : e[Q_WEIGHT].tensor, .bias = part(b, 0, 1, width));
    if (w && k == v) {
        rush_list *both =
            rush_split(rush_linear(k, part(w, 1, 2, width), .bias = part(b, 1, 2, width)), width, -1);
        out->k = rush_list_get(both, 0);
        out->v = rush_list_get(both, 1);
        return both != NULL;
    }
    out->k = rush_linear(k, w ? part(w, 1, 1, width) : e[K_WEIGHT].tensor, .bias = part(b, 1, 1, width));
    out->v = rush_linear(v, w ? part(w, 2, 1, width) : e[V_WEIGHT].tensor, .bias = part(b, 2, 1, width));
    return out->v != NULL;
}

/* [T, N, E] or [N, T, E] to [N, H, T, D] */
static rush_tensor *heads(const attention_layer *m, rush_tensor *t, bool batch_first) {
    rush_tensor *cut = rush_unflatten(t, -1, RUSH_SHAPE(m->heads, m->width / m->heads));
    return batch_first ? rush_permute(cut, RUSH_SHAPE(0, 2, 1, 3))
                       : rush_permute(cut, RUSH_SHAPE(1, 2, 0, 3));
}

/* One more key and value behind those of the input [N, H, S, D]: `row` [1, 1, E] (bias_kv), or zeros. */
static rush_tensor *one_more(const attention_layer *m, rush_tensor *t, rush_tensor *row) {
    if (!t) return NULL;
    const int64_t shape[4] = { t->shape[0], m->heads, 1, m->width / m->heads };
    rush_tensor *more = row ? rush_expand(rush_reshape(row, RUSH_SHAPE(1, m->heads, 1, shape[3])), ((rush_shape){ shape, 4 }))
                            : rush_zeros(((rush_shape){ shape, 4 }), .dtype = (rush_dtype)t->dtype, .device = t->device);
    return more ? rush_cat(((rush_tensor *[]){ t, more }), 2, 2) : NULL;
}

/* a mask [.., S] that lets all see what was put behind */
static rush_tensor *widened(rush_tensor *mask, int64_t more) {
    return mask && more ? rush_pad(mask, RUSH_SHAPE(0, more)) : mask;
}

/* a mask as what is added to the scores */
static rush_tensor *added(rush_tensor *mask, rush_dtype dtype) {
    if (!mask || mask->dtype != RUSH_BOOL) return mask ? rush_to_dtype(mask, dtype) : NULL;
    return rush_masked_fill(rush_zeros(rush_sizes(mask), .dtype = dtype, .device = mask->device), mask,
                            -INFINITY);
}

/* Both masks as one, in a shape that broadcasts to [N, H, T, S]: bool, true for what is not attended, if both
 * are; else added. */
static rush_tensor *merge(rush_tensor *mask, rush_tensor *padding, const int64_t *size, rush_dtype dtype) {
    if (mask && mask->ndim == 3) mask = rush_reshape(mask, ((rush_shape){ size, 4 }));
    if (padding) padding = rush_reshape(padding, RUSH_SHAPE(size[0], 1, 1, size[3]));
    if (!mask || !padding) return mask ? mask : padding;
    if (mask->dtype == RUSH_BOOL && padding->dtype == RUSH_BOOL) return rush_logical_or(mask, padding);
    return rush_add(added(mask, dtype), added(padding, dtype));
}

/* ---- the layer ---- */

/* softmax(…) v, [N, H, T, D]; the weights, where asked for, as they were used: after dropout */
static rush_tensor *attend(const attention_layer *m, projected p, rush_tensor *mask,
                           const rush_multihead_attention_forward_args *a) {
    double drop = m->base.training ? m->dropout : 0;
    if (!a->weights) {
        if (mask && mask->dtype == RUSH_BOOL)
            mask = rush_logical_not(mask); /* the op's true is what may be seen */
        return rush_scaled_dot_product_attention(p.q, p.k, p.v, .attn_mask = mask, .dropout_p = drop);
    }
    rush_tensor *scores =
        rush_matmul(rush_div(p.q, sqrt((double)(m->width / m->heads))), rush_transpose(p.k, -2, -1));
    if (mask && scores) scores = rush_add(scores, added(mask, (rush_dtype)scores->dtype));
    rush_tensor *w = rush_dropout(rush_softmax(scores, -1), drop, m->base.training);
    *a->weights = a->not_averaged ? w : rush_div(rush_sum_dim(w, RUSH_SHAPE(1)), m->heads);
    return rush_matmul(w, p.v);
}

static rush_tensor *attention_call(const attention_layer *m, rush_tensor *query, rush_tensor *key,
                                   const rush_multihead_attention_forward_args *a) {
    if (!layer_input(&m->base, query) || !layer_input(&m->base, key) || !layer_input(&m->base, a->value))
        return NULL;
    rush_tensor *value = a->value;
    if (!check_shapes(m, query, key, value)) return NULL;
    bool batched = query->ndim == 3, first = m->batch_first && batched;
    int64_t size[4] = { batched ? query->shape[first ? 0 : 1] : 1, m->heads, query->shape[first ? 1 : 0],
                        key->shape[first ? 1 : 0] };
    if (!check_masks(m, batched, a->attn_mask, a->key_padding_mask, size)) return NULL;
    RUSH_SCOPE;
    projected p;
    if (!project(m, query, key, value, &p)) return NULL;
    if (!batched) p = (projected){ rush_unsqueeze(p.q, 1), rush_unsqueeze(p.k, 1), rush_unsqueeze(p.v, 1) };
    p = (projected){ heads(m, p.q, first), heads(m, p.k, first), heads(m, p.v, first) };
    if (m->bias_kv) {
        const rush_entry *e = m->base.entries;
        p.k = one_more(m, p.k, e[BIAS_K].tensor);
        p.v = one_more(m, p.v, e[BIAS_V].tensor);
    }
    if (m->zero_attn) p = (projected){ p.q, one_more(m, p.k, NULL), one_more(m, p.v, NULL) };
    int64_t more = (int64_t)m->bias_kv + m->zero_attn;
    size[3] += more;
    rush_tensor *mask = merge(widened(a->attn_mask, more), widened(a->key_padding_mask, more), size, (rush_dtype)query->dtype);
    rush_tensor *y = rush_failed() ? NULL : attend(m, p, mask, a);
    /* [T, N, E] in memory also if batch_first, as PyTorch's: a dropout after it then draws for the same
     * elements */
    y = rush_forward_at(module_site(), m->base.entries[OUT_PROJ].module,
                        rush_flatten(rush_permute(y, RUSH_SHAPE(2, 0, 1, 3)), 2, 3));
    if (!y) return NULL;
    if (a->weights) *a->weights = rush_escape(batched ? *a->weights : rush_squeeze_dim(*a->weights, 0));
    return rush_escape(!batched ? rush_squeeze_dim(y, 1) : first ? rush_transpose(y, 0, 1) : y);
}

static rush_tensor *attention_forward(rush_module *self, rush_tensor *x) {
    return attention_call((attention_layer *)(void *)self, x, x,
                          &(rush_multihead_attention_forward_args){ .value = x });
}

rush_tensor *rush_multihead_attention_forward_at(rush_site site, rush_module *m, rush_tensor *query,
                                                 rush_tensor *key, rush_multihead_attention_forward_args a) {
    if (a.weights) *a.weights = NULL;
    if (!m || rush_failed()) return NULL;
    if (m->forward != attention_forward) {
        error_set(RUSH_TYPE_ERROR, site, "multihead_attention_forward",
                  "expected a MultiheadAttention, but got %s", m->name);
        return NULL;
    }
    rush_site before = module_site_set(site);
    rush_tensor *y = attention_call((attention_layer *)(void *)m, query, key, &a);
    module_site_set(before);
    if (!y && a.weights) *a.weights = NULL;
    return y;
}

static void weight(rush_module *m, bool wanted, const char *name, int64_t rows, int64_t columns,
                   rush_dtype dtype) {
    if (!wanted) rush_add_parameter(m, name, NULL);
    else layer_parameter(m, name, RUSH_SHAPE(rows, columns), dtype);
}

rush_module *rush_multihead_attention_layer_at(rush_site site, int64_t width,
                                               rush_multihead_attention_layer_args a) {
    rush_site before = module_site_set(site);
    RUSH_SCOPE;
    attention_layer *layer =
        RUSH_MODULE_NEW(attention_layer, "MultiheadAttention", .forward = attention_forward);
    if (!layer) return module_done(NULL, before);
    rush_module *m = &layer->base;
    layer->width = width;
    layer->heads = a.num_heads;
    layer->dropout = a.dropout;
    layer->batch_first = a.batch_first;
    layer->bias_kv = a.add_bias_kv;
    layer->zero_attn = a.add_zero_attn;
    if (a.num_heads <= 0 || width <= 0 || width % a.num_heads) {
        error_set(RUSH_RUNTIME_ERROR, site, m->name, "embed_dim must be divisible by num_heads");
        return module_done(m, before);
    }
    int64_t kdim = a.kdim ? a.kdim : width, vdim = a.vdim ? a.vdim : width;
    bool same = kdim == width && vdim == width;
    weight(m, same, "in_proj_weight", 3 * width, width, a.dtype);
    weight(m, !same, "q_proj_weight", width, width, a.dtype);
    weight(m, !same, "k_proj_weight", width, kdim, a.dtype);
    weight(m, !same, "v_proj_weight", width, vdim, a.dtype);
    layer_constant(m, !a.no_bias, "in_proj_bias", RUSH_SHAPE(3 * width), a.dtype, 0);
    for (int i = BIAS_K; i <= BIAS_V; i++) {
        const char *name = i == BIAS_K ? "bias_k" : "bias_v";
        if (a.add_bias_kv) layer_parameter(m, name, RUSH_SHAPE(1, 1, width), a.dtype);
        else rush_add_parameter(m, name, NULL);
    }
    /* PyTorch's order of draws: out_proj, whose bias is then set to 0, before the weights above */
    rush_module *out = rush_add_module(
        m, "out_proj", rush_linear_layer(width, width, .no_bias = a.no_bias, .dtype = a.dtype));
    if (!out) return module_done(m, before);
    out->name = "NonDynamicallyQuantizableLinear";
    for (int i = IN_WEIGHT; i <= V_WEIGHT; i++) rush_init_xavier_uniform(m->entries[i].tensor, 1);
    if (!a.no_bias) rush_init_constant(rush_get_parameter(out, "bias"), 0);
    for (int i = BIAS_K; i <= BIAS_V && a.add_bias_kv; i++) rush_init_xavier_normal(m->entries[i].tensor, 1);
    return module_done(m, before);
}
