/* SPDX-License-Identifier: MIT */
/* attention.c - scaled dot-product attention: y = softmax(scale q k^T + mask) v, by rows of the scores.
   q [..., L, E], k [..., S, E], v [..., S, F], mask [..., L, S] or smaller: bool (true: may be seen) or
   added. A query that may see no key gives zeros. attention            y and lse[..., L] = log of the sum of
   exp of a row of scores: what the derivative saves attention_backward   dq, dk, dv from p = exp(scores -
   lse): dv = p^T g,  ds = p (g v^T - sum_f g y),  dq = scale ds k,  dk = scale ds^T q The score matrix never
   exists as a whole on the CPU. Dropout goes the long way, through public ops; so does the derivative where
   the mask wants a gradient, and while a graph of it is being made, for then it is to be differentiated. */
#include <math.h>
#include <string.h>

#include "ops/internal_ops.h"
#include "ops/matrix.h"

/* ---- results laid out as their inputs ---- */

/* Strides for `shape` whose dimensions follow one another in memory as t's do: heads that were taken from the
   middle of [batch, time, heads, size] by a transpose go back there without a copy. */
static void strides_like(const rush_tensor *t, const int64_t *shape, int64_t *strides) {
    int order[RUSH_MAX_DIMS], n = t->ndim;
    for (int i = 0; i < n; i++)
        if (t->strides[i] == 0 && t->shape[i] > 1) {
            shape_contiguous_strides(n, shape, strides);
            return;
        }
    for (int i = 0; i < n - 1; i++) {
        int at = i;
        for (; at > 0 && t->strides[order[at - 1]] < t->strides[i]; at--) order[at] = order[at - 1];
        order[at] = i;
    }
    order[n - 1] = n - 1;
    int64_t step = 1;
    for (int i = n - 1; i >= 0; i--) {
        strides[order[i]] = step;
        step *= shape[order[i]] > 1 ? shape[order[i]] : 1;
    }
}

static bool out_like(call *c, int i, const rush_tensor *t, const int64_t *shape) {
    int64_t strides[RUSH_MAX_DIMS];
    strides_like(t, shape, strides);
    return call_out_strided(c, i, (rush_dtype)t->dtype, t->ndim, shape, strides);
}

/* ---- attention ---- */

static bool shapes_check(call *c, const rush_tensor *q, const rush_tensor *k, const rush_tensor *v,
                         const rush_tensor *mask) {
    int n = q->ndim - 2;
    int64_t batch = shape_numel(n, q->shape), scores[RUSH_MAX_DIMS];
    bool same = k->ndim == n + 2 && v->ndim == n + 2 && shape_equal(n, q->shape, n, k->shape) &&
                shape_equal(n, q->shape, n, v->shape);
    CHECK(c, same, "attention: expected one batch shape, got query %s, key %s and value %s",
          TENSOR_SHAPE_TEXT(q), TENSOR_SHAPE_TEXT(k), TENSOR_SHAPE_TEXT(v));
    CHECK(
        c, q->shape[n + 1] == k->shape[n + 1],
        "Expected size for first two dimensions of batch2 tensor to be: [%lld, %lld] but got: [%lld, %lld].",
        (long long)batch, (long long)q->shape[n + 1], (long long)batch, (long long)k->shape[n + 1]);
    CHECK(
        c, k->shape[n] == v->shape[n],
        "Expected size for first two dimensions of batch2 tensor to be: [%lld, %lld] but got: [%lld, %lld].",
        (long long)batch, (long long)k->shape[n], (long long)batch, (long long)v->shape[n]);
    CHECK(c, dtype_is_float((rush_dtype)q->dtype) && q->dtype == k->dtype && q->dtype == v->dtype,
          "attention: expected one float dtype, got %s, %s and %s", dtype_table[q->dtype].name,
          dtype_table[k->dtype].name, dtype_table[v->dtype].name);
    memcpy(scores, q->shape, sizeof *scores * (size_t)(n + 1));
    scores[n + 1] = k->shape[n];
    return !mask || matrix_check_expands(c, mask, n + 2, scores);
}

static bool attention_meta(call *c) {
    const rush_tensor *q = TENSOR(c, 0), *v = TENSOR(c, 2);
    int64_t shape[RUSH_MAX_DIMS];
    CHECK(c, q->ndim >= 2, "attention: expected at least 2 dimensions, got %d", q->ndim);
    TRY(shapes_check(c, q, TENSOR(c, 1), v, TENSOR(c, 3)));
    memcpy(shape, q->shape, sizeof *shape * (size_t)q->ndim);
    shape[q->ndim - 1] = v->shape[v->ndim - 1];
    return out_like(c, 0, q, shape) &&
           call_out(c, 1, q->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32, q->ndim - 1, q->shape);
}

/* where element (row, column) of member s lies; broadcast over missing dimensions and those of size 1 */
static char *element(const rush_tensor *t, int batch_dims, const int64_t *batch, int64_t s, int64_t row,
                     int64_t column) {
    int n = t->ndim;
    int64_t at = (t->shape[n - 1] == 1 ? 0 : column * t->strides[n - 1]) +
                 (n < 2 || t->shape[n - 2] == 1 ? 0 : row * t->strides[n - 2]);
    for (int d = batch_dims - 1; d >= 0; d--) {
        int own = n - 2 - batch_dims + d;
        if (own >= 0 && t->shape[own] != 1) at += s % batch[d] * t->strides[own];
        s /= batch[d];
    }
    return (char *)tensor_data(t) + at * (int64_t)dtype_size((rush_dtype)t->dtype);
}
static double load(const rush_tensor *t, const rush_tensor *q, int64_t s, int64_t row, int64_t column) {
    return element_load_double(element(t, q->ndim - 2, q->shape, s, row, column), (rush_dtype)t->dtype);
}

/* the scores of one query */
static void row_scores(call *c, int first, int options, int64_t s, int64_t i, double *scores) {
    const rush_tensor *q = TENSOR(c, first), *k = TENSOR(c, first + 1), *mask = TENSOR(c, options);
    int n = q->ndim;
    for (int64_t j = 0; j < k->shape[n - 2]; j++) {
        double sum = 0;
        for (int64_t e = 0; e < q->shape[n - 1]; e++) sum += load(q, q, s, i, e) * load(k, q, s, j, e);
        sum *= FLOAT_ARG(c, options + 2);
        if (mask && mask->dtype == RUSH_BOOL)
            sum = *(uint8_t *)element(mask, n - 2, q->shape, s, i, j) ? sum : -INFINITY;
        else if (mask)
            sum +=
                element_load_double(mask->ndim ? element(mask, n - 2, q->shape, s, i, j) : tensor_data(mask),
                                    (rush_dtype)mask->dtype);
        scores[j] = BOOL_ARG(c, options + 1) && j > i ? -INFINITY : sum;
    }
}

static bool attention_ref(call *c) {
    const rush_tensor *q = TENSOR(c, 0), *k = TENSOR(c, 1), *v = TENSOR(c, 2);
    int n = q->ndim;
    int64_t batch = shape_numel(n - 2, q->shape), queries = q->shape[n - 2], keys = k->shape[n - 2],
            size = v->shape[n - 1];
    rush_tensor *row = call_temporary(c, RUSH_FLOAT64, 1, &keys), *out = c->out[0], *lse = c->out[1];
    if (!row) return false;
    double *p = tensor_data(row);
    for (int64_t s = 0; s < batch; s++)
        for (int64_t i = 0; i < queries; i++) {
            row_scores(c, 0, 3, s, i, p);
            double most = -INFINITY, sum = 0;
            for (int64_t j = 0; j < keys; j++) most = p[j] > most ? p[j] : most;
            for (int64_t j = 0; j < keys; j++)
                sum += p[j] = most == -INFINITY ? (isnan(p[j]) ? p[j] : 0) : exp(p[j] - most);
            char *to =
                (char *)tensor_data(lse) + (s * queries + i) * (int64_t)dtype_size((rush_dtype)lse->dtype);
            element_store_double(to, (rush_dtype)lse->dtype, sum == 0 ? 0 : most + log(sum));
            for (int64_t f = 0; f < size; f++) {
                double y = 0;
                for (int64_t j = 0; j < keys; j++) y += p[j] * load(v, q, s, j, f);
                element_store_double(element(out, n - 2, q->shape, s, i, f), (rush_dtype)out->dtype,
                                     sum == 0 ? 0 : y / sum);
            }
        }
    return true;
}

/* ---- the long way ---- */

static rush_tensor *mask_apply(call *c, rush_tensor *scores, rush_tensor *mask) {
    if (!scores || !mask) return scores;
    return mask->dtype == RUSH_BOOL ? rush_where(mask, scores, -INFINITY)
                                    : rush_add(scores, rush_to_dtype(mask, (rush_dtype)scores->dtype));
}

/* p = softmax(scores) through ops that can be differentiated twice; lse, a constant, keeps exp in range */
static rush_tensor *probabilities(call *c, rush_tensor *q, rush_tensor *k, rush_tensor *mask, bool causal,
                                  double scale, rush_tensor *lse) {
    rush_tensor *s = rush_mul(rush_matmul(q, rush_transpose(k, -2, -1)), scale);
    if (!s || !lse) return NULL;
    if (causal) {
        rush_tensor *seen = rush_tril(rush_ones(RUSH_SHAPE(s->shape[s->ndim - 2], s->shape[s->ndim - 1]),
                                                .dtype = RUSH_BOOL, .device = s->device));
        s = mask_apply(c, s, seen);
    }
    rush_tensor *e = rush_exp(
        rush_sub(mask_apply(c, s, mask), rush_to_dtype(rush_unsqueeze(lse, -1), (rush_dtype)s->dtype)));
    rush_tensor *sum = rush_sum_dim(e, RUSH_SHAPE(-1), .keepdim = true);
    return rush_div(
        e, rush_add(sum, rush_to_dtype(rush_eq(sum, 0), (rush_dtype)s->dtype))); /* nothing seen: 0 / 1 */
}

/* ---- derivatives ---- */

static bool long_grad(backward *b, rush_tensor *q, rush_tensor *k, rush_tensor *v, bool causal,
                      double scale) {
    call *c = &(call){ .site = b->site, .op = b->op };
    rush_tensor *mask = b->args[3].kind == RUSH_VALUE_TENSOR ? b->args[3].u.t : NULL;
    rush_tensor *p = probabilities(c, q, k, mask, causal, scale, rush_detach(b->out[1])), *g = b->grad,
                *ds = NULL;
    if (!p) return false;
    if (g) {
        rush_tensor *dp = rush_matmul(g, rush_transpose(v, -2, -1));
        ds = rush_sub(dp, rush_sum_dim(rush_mul(p, dp), RUSH_SHAPE(-1), .keepdim = true));
    }
    if (b->grads[1]) { /* the derivative of lse by the scores is p */
        rush_tensor *of_lse = rush_to_dtype(rush_unsqueeze(b->grads[1], -1), (rush_dtype)p->dtype);
        ds = ds ? rush_add(ds, of_lse) : of_lse;
    }
    ds = rush_mul(p, ds);
    if (mask && needs(b, 3)) TRY(give(b, 3, ds));
    ds = rush_mul(ds, scale);
    if (needs(b, 0)) TRY(give(b, 0, rush_matmul(ds, k)));
    if (needs(b, 1)) TRY(give(b, 1, rush_matmul(rush_transpose(ds, -2, -1), q)));
    if (g && needs(b, 2)) TRY(give(b, 2, rush_matmul(rush_transpose(p, -2, -1), g)));
    return true;
}

static bool attention_grad(backward *c) {
    rush_tensor *q = c->args[0].u.t, *k = c->args[1].u.t, *v = c->args[2].u.t;
    bool causal = c->args[4].u.i != 0;
    double scale = value_double(&c->args[5]);
    rush_tensor *dk, *dv, *mask = c->args[3].kind == RUSH_VALUE_TENSOR ? c->args[3].u.t : NULL;
    if (c->create_graph || c->grads[1] || (mask && needs(c, 3))) return long_grad(c, q, k, v, causal, scale);
    rush_tensor *dq = rush_attention_backward(c->grad, q, k, v, c->out[0], c->out[1], mask, causal, scale,
                                              RUSH_SHAPE(needs(c, 0), needs(c, 1), needs(c, 2)),
                                              .grad_key = &dk, .grad_value = &dv);
    GIVE(0, dq);
    GIVE(1, dk);
    GIVE(2, dv);
    return dq != NULL;
}

const op op_attention = {
    OP_ROW(attention),
    .schema = "_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask, bool is_causal, float "
              "scale) -> (Tensor, Tensor logsumexp)",
    .doc =
        "softmax(scale query key^T + mask) value and, by rows, the logarithm of the softmax's denominator.",
    .flags = OP_INTERNAL | OP_GRAD_UNDEFINED,
    .grad_name = "ScaledDotProductFlashAttentionForCpuBackward0",
    .saves = ARG(0) | ARG(1) | ARG(2) | ARG(3) | OUT(0) | OUT(1),
    .meta = attention_meta,
    .ref = attention_ref,
    .grad = attention_grad,
    .samples = TEXTS(
        "T[1,2,3], T[1,4,3], T[1,4,5], None, False, 0.5", "T[2,5,3], T[2,5,3], T[2,5,3], None, True, 0.5",
        "T[2,3,5,4], T[2,3,7,4], T[2,3,7,2], T[5,7], False, 0.3",
        "T[2,5,3], T[2,4,3], T[2,4,3], T[5,4]:b, False, 0.5",
        "T[2,5,3], T[2,9,3], T[2,9,3], T[2,1,9]:b, True, 0.5",
        "T[0,5,3], T[0,5,3], T[0,5,3], None, True, 1.0", "T[2,0,3], T[2,5,3], T[2,5,3], None, False, 1.0",
        "T[2,3,4]:t, T[2,5,3], T[2,6,5]:t, None, False, 0.5",
        "T[3,70,6]:s, T[3,70,3], T[3,70,4], None, True, 0.5",
        "T[2,3,4]:e, T[2,3,4], T[2,3,4], T[], False, 0.5",
        "T[2,130,8], T[2,300,8], T[2,300,8], None, False, 0.4",
        "T[1,300,8], T[1,300,8], T[1,300,4], T[300], True, 0.4"),
    .errors = TEXTS("T[2,5,3], T[2,4,4], T[2,4,3], None, False, 1.0",
                    "Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: [2, 4].",
                    "T[2,5,3], T[2,4,3], T[2,3,3], None, False, 1.0",
                    "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3]."),
};

static bool attention_backward_meta(call *c) {
    const value *wanted = &c->args[9];
    TRY(shapes_check(c, TENSOR(c, 1), TENSOR(c, 2), TENSOR(c, 3), TENSOR(c, 6)));
    CHECK(c, wanted->count == 3, "attention_backward: expected 3 flags for the gradients, got %d",
          wanted->count);
    for (int i = 0; i < 3; i++) {
        const rush_tensor *t = TENSOR(c, 1 + i);
        TRY(wanted->u.ints[i] ? out_like(c, i, t, t->shape)
                              : call_out(c, i, (rush_dtype)t->dtype, 1, (int64_t[]){ 0 }));
    }
    return true;
}

/* adds to an element of one of the sums */
static void sum_add(double *sums, const rush_tensor *t, int64_t s, int64_t row, int64_t column, double x) {
    int n = t->ndim;
    sums[(s * t->shape[n - 2] + row) * t->shape[n - 1] + column] += x;
}

static bool attention_backward_ref(call *c) {
    const rush_tensor *g = TENSOR(c, 0), *y = TENSOR(c, 4), *lse = TENSOR(c, 5),
                      *in[3] = { TENSOR(c, 1), TENSOR(c, 2), TENSOR(c, 3) };
    const rush_tensor *q = in[0], *k = in[1], *v = in[2];
    int n = q->ndim;
    int64_t batch = shape_numel(n - 2, q->shape), queries = q->shape[n - 2], keys = k->shape[n - 2];
    rush_tensor *row = call_temporary(c, RUSH_FLOAT64, 1, &keys), *sums[3];
    double *p = row ? tensor_data(row) : NULL, *sum[3], scale = FLOAT_ARG(c, 8);
    if (!(lse = call_contiguous(c, lse)) || !p) return false;
    for (int i = 0; i < 3; i++) {
        if (!(sums[i] = call_temporary(c, RUSH_FLOAT64, in[i]->ndim, in[i]->shape))) return false;
        sum[i] = tensor_data(sums[i]);
        memset(sum[i], 0, sizeof(double) * (size_t)in[i]->numel);
    }
    for (int64_t s = 0; s < batch; s++)
        for (int64_t i = 0; i < queries; i++) {
            const char *own = (const char *)tensor_data(lse) +
                              (s * queries + i) * (int64_t)dtype_size((rush_dtype)lse->dtype);
            double shift = element_load_double(own, (rush_dtype)lse->dtype), d = 0;
            row_scores(c, 1, 6, s, i, p);
            for (int64_t f = 0; f < v->shape[n - 1]; f++) d += load(g, q, s, i, f) * load(y, q, s, i, f);
            for (int64_t j = 0; j < keys; j++) {
                double e = exp(p[j] - shift), dp = 0;
                for (int64_t f = 0; f < v->shape[n - 1]; f++) {
                    dp += load(g, q, s, i, f) * load(v, q, s, j, f);
                    sum_add(sum[2], v, s, j, f, e * load(g, q, s, i, f));
                }
                double ds = e * (dp - d) * scale;
                for (int64_t f = 0; f < q->shape[n - 1]; f++) {
                    sum_add(sum[0], q, s, i, f, ds * load(k, q, s, j, f));
                    sum_add(sum[1], k, s, j, f, ds * load(q, q, s, i, f));
                }
            }
        }
    for (int i = 0; i < 3; i++)
        if (c->args[9].u.ints[i])
            for (int64_t s = 0, at = 0; s < batch; s++)
                for (int64_t r = 0; r < in[i]->shape[n - 2]; r++)
                    for (int64_t f = 0; f < in[i]->shape[n - 1]; f++)
                        element_store_double(element(c->out[i], n - 2, q->shape, s, r, f),
                                             (rush_dtype)c->out[i]->dtype, sum[i][at++]);
    return true;
}

const op op_attention_backward = {
    OP_ROW(attention_backward),
    .schema = "_attention_backward(Tensor grad, Tensor query, Tensor key, Tensor value, Tensor out, Tensor "
              "logsumexp, Tensor? attn_mask, bool is_causal, float scale, "
              "int[3] output_mask) -> (Tensor, Tensor grad_key, Tensor grad_value)",
    .doc = "Gradients of attention with respect to query, key and value; those that output_mask does not ask "
           "for are empty.",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = attention_backward_meta,
    .ref = attention_backward_ref,
    .samples = TEXTS(
        "T[2,5], T[2,3], T[4,3], T[4,5], T[2,5], T[2]:p, None, False, 0.5, (1,1,1)",
        "T[2,5,3], T[2,5,3], T[2,5,3], T[2,5,3], T[2,5,3], T[2,5]:p, None, True, 0.5, (1,1,1)",
        "T[2,5,3], T[2,5,3], T[2,5,3], T[2,5,3], T[2,5,3], T[2,5]:p, None, True, 0.5, (1,0,0)",
        "T[2,5,3], T[2,5,3], T[2,5,3], T[2,5,3], T[2,5,3], T[2,5]:p, None, True, 0.5, (0,1,0)",
        "T[2,5,3], T[2,5,3], T[2,5,3], T[2,5,3], T[2,5,3], T[2,5]:p, None, False, 0.5, (0,0,1)",
        "T[2,3,5,2], T[2,3,5,4], T[2,3,7,4], T[2,3,7,2], T[2,3,5,2], T[2,3,5]:p, T[5,7]:b, False, 0.3, "
        "(1,1,1)",
        "T[0,5,3], T[0,5,3], T[0,5,3], T[0,5,3], T[0,5,3], T[0,5]:p, None, True, 0.5, (1,1,1)",
        "T[2,5,3]:e, T[2,3,5]:t, T[2,5,6]:s, T[2,5,3], T[2,3,5]:t, T[2,5]:p, T[5,5], False, 0.5, (1,1,1)",
        "T[1,130,8], T[1,130,4], T[1,300,4], T[1,300,8], T[1,130,8], T[1,130]:p, None, False, 0.4, (1,1,1)",
        "T[1,300,4], T[1,300,8], T[1,300,8], T[1,300,4], T[1,300,4], T[1,300]:p, None, True, 0.4, (1,1,1)"),
};

/* ---- the public op ---- */

static rush_tensor *repeated(call *c, rush_tensor *t, int n, int64_t *shape) {
    if (t->ndim == n + 2 && shape_equal(n, shape, n, t->shape)) return t;
    memcpy(shape + n, t->shape + t->ndim - 2, 2 * sizeof *shape);
    return rush_expand(t, ((rush_shape){ shape, n + 2 }));
}

static bool inputs_check(call *c, const rush_tensor *q, const rush_tensor *k, const rush_tensor *v,
                         const rush_tensor *mask) {
    CHECK(c, q->dtype == k->dtype && q->dtype == v->dtype,
          "Expected query, key, and value to have the same dtype, but got query.dtype: %s key.dtype: %s and "
          "value.dtype: %s instead.",
          dtype_table[q->dtype].name, dtype_table[k->dtype].name, dtype_table[v->dtype].name);
    CHECK(c, q->ndim >= 2 && k->ndim >= 2 && v->ndim >= 2,
          "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: %d key.dim: "
          "%d and value.dim: %d instead.",
          q->ndim, k->ndim, v->ndim);
    CHECK(c, !mask || mask->dtype == RUSH_BOOL || mask->dtype == RUSH_FLOAT32 || mask->dtype == q->dtype,
          "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: %s "
          "and  query.dtype: %s instead.",
          dtype_table[mask ? mask->dtype : q->dtype].name, dtype_table[q->dtype].name);
    CHECK(c, !mask || !BOOL_ARG(c, 5),
          "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
    CHECK(c, FLOAT_ARG(c, 4) >= 0 && FLOAT_ARG(c, 4) <= 1,
          "dropout probability has to be between 0 and 1, but got %g", FLOAT_ARG(c, 4));
    return true;
}

static bool scaled_dot_product_attention_run(call *c) {
    rush_tensor *q = TENSOR(c, 0), *k = TENSOR(c, 1), *v = TENSOR(c, 2), *mask = TENSOR(c, 3);
    int64_t shape[RUSH_MAX_DIMS], both[RUSH_MAX_DIMS];
    int n;
    TRY(inputs_check(c, q, k, v, mask));
    double p = FLOAT_ARG(c, 4), scale = HAS(c, 6) ? FLOAT_ARG(c, 6) : 1 / sqrt((double)q->shape[q->ndim - 1]);
    bool causal = BOOL_ARG(c, 5);
    TRY(shape_broadcast(c->site, c->op->name, q->ndim - 2, q->shape, k->ndim - 2, k->shape, &n, both));
    TRY(shape_broadcast(c->site, c->op->name, n, both, v->ndim - 2, v->shape, &n, shape));
    q = repeated(c, q, n, shape);
    k = repeated(c, k, n, shape);
    v = repeated(c, v, n, shape);
    if (p == 0) return call_return(c, 0, rush_attention(q, k, v, mask, causal, scale));
    rush_tensor *lse = NULL;
    if (!rush_attention(rush_detach(q), rush_detach(k), rush_detach(v), mask ? rush_detach(mask) : NULL,
                        causal, scale, .logsumexp = &lse))
        return false;
    rush_tensor *weights = probabilities(c, q, k, mask, causal, scale, lse);
    return call_return(c, 0, rush_matmul(rush_dropout(weights, p, true), v));
}

const op op_scaled_dot_product_attention = {
    OP_ROW(scaled_dot_product_attention),
    .schema = "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, "
              "float dropout_p=0.0, bool is_causal=False, *, float? scale=None) "
              "-> Tensor",
    .doc = "softmax(scale query key^T + mask) value, as PyTorch 2 has it; scale is 1 / sqrt(size) unless "
           "given. attn_mask is bool (true: may be seen) or is added to the scores; "
           "is_causal lets query i see keys 0 to i. A query that may see no key gives zeros.",
    .flags = OP_NN,
    .run = scaled_dot_product_attention_run,
    .samples =
        TEXTS("T[1,2,3], T[1,4,3], T[1,4,5]", "T[2,5,3], T[2,5,3], T[2,5,3], is_causal=True",
              "T[2,3,5,4], T[2,3,7,4], T[2,3,7,2], T[5,7]:f32", "T[2,5,3], T[2,4,3], T[2,4,3], T[5,4]:b",
              "T[2,5,3], T[2,4,3], T[2,4,3], None, 0.0, False, scale=0.3", "T[0,5,3], T[0,5,3], T[0,5,3]",
              "T[2,1,5,4], T[3,6,4], T[3,6,4]", "T[2,3,4]:t, T[2,5,3], T[2,6,5]:t",
              "T[3,70,6]:s, T[3,70,3], T[3,70,4], is_causal=True", "T[2,3,4]:e, T[2,3,4], T[2,3,4]",
              "T[2,130,8], T[2,300,8], T[2,300,8]",
                     "T[2,4,256,40], T[2,4,256,40], T[2,4,256,40]"),
    .errors = TEXTS("T[2,3], T[4,3], T[4,5], T[2,4], is_causal=True",
                    "_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True",
                    "T[2,5,3], T[2,4,3], T[2,3,3]",
                    "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3]."),
};
