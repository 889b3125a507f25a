/* SPDX-License-Identifier: MIT */
/* linear.c - matrix products: mm and linear.
     mm      y[i,j] = sum_k a[i,k] b[k,j]
     linear  y[…,o] = b[o] + sum_i x[…,i] w[o,i] */
#include "ops/op.h"

#include "ops/call.h"

/* out[m,n] = a[m,k] b[k,n] (+ bias[n]); any strides, sums in double */
static void product(rush_tensor *out, const rush_tensor *a, const int64_t as[2], const rush_tensor *b, const int64_t bs[2], const rush_tensor *bias,
                    int64_t m, int64_t n, int64_t k) {
    size_t size = dtype_size((rush_dtype)out->dtype);
    rush_dtype d = (rush_dtype)out->dtype;
    const char *pa = tensor_data(a), *pb = tensor_data(b), *pbias = bias ? tensor_data(bias) : NULL;
    char *po = tensor_data(out);
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            double sum = bias ? element_load_double(pbias + (size_t)(j * bias->strides[0]) * size, d) : 0;
            int64_t whole = 0;
            for (int64_t l = 0; l < k; l++) {
                const char *x = pa + (i * as[0] + l * as[1]) * (int64_t)size, *y = pb + (l * bs[0] + j * bs[1]) * (int64_t)size;
                if (dtype_is_float(d)) sum += element_load_double(x, d) * element_load_double(y, d);
                else whole = (int64_t)((uint64_t)whole + (uint64_t)element_load_int(x, d) * (uint64_t)element_load_int(y, d));
            }
            char *to = po + (size_t)(i * n + j) * size;
            if (dtype_is_float(d)) element_store_double(to, d, sum);
            else element_store_int(to, d, whole);
        }
}

static bool mm_meta(call *c) {
    rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    CHECK(c, a->ndim == 2, "self must be a matrix");
    CHECK(c, b->ndim == 2, "mat2 must be a matrix");
    CHECK(c, a->shape[1] == b->shape[0], "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)", (long long)a->shape[0],
          (long long)a->shape[1], (long long)b->shape[0], (long long)b->shape[1]);
    CHECK(c, a->dtype == b->dtype, "expected m1 and m2 to have the same dtype, but got: %s != %s", dtype_table[a->dtype].name, dtype_table[b->dtype].name);
    return call_out(c, 0, (rush_dtype)a->dtype, 2, (int64_t[]){ a->shape[0], b->shape[1] });
}

static bool mm_ref(call *c) {
    const rush_tensor *a = TENSOR(c, 0), *b = TENSOR(c, 1);
    product(c->out[0], a, a->strides, b, b->strides, NULL, a->shape[0], b->shape[1], a->shape[1]);
    return true;
}

static bool mm_grad(backward *c) {
    GIVE(0, rush_mm(c->grad, rush_t(c->args[1].u.t)));
    GIVE(1, rush_mm(rush_t(c->args[0].u.t), c->grad));
    return true;
}

const op op_mm = {
    OP_ROW(mm),
    .schema = "mm(Tensor self, Tensor mat2) -> Tensor",
    .doc = "Product of two matrices [m,k] and [k,n].",
    .saves_for = { ARG(1), ARG(0) },
    .meta = mm_meta,
    .ref = mm_ref,
    .grad = mm_grad,
    .samples = TEXTS("T[2,3], T[3,4]", "T[1,1], T[1,1]", "T[0,3], T[3,2]", "T[2,0], T[0,3]", "T[3,4]:t, T[3,5]", "T[4,6]:s, T[2,3]:t", "T[2,3]:n, T[3,2]",
                     "T[270,20], T[20,260]", "T[17,33], T[65,33]:t"),
    .errors = TEXTS("T[2,3], T[4,5]", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", "T[2], T[2,2]", "self must be a matrix"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

static bool linear_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0), *w = TENSOR(c, 1), *b = TENSOR(c, 2);
    int64_t shape[RUSH_MAX_DIMS], in = x->ndim ? x->shape[x->ndim - 1] : 1;
    CHECK(c, x->ndim >= 1 && w->ndim == 2, "linear: expected an input of at least one dimension and a weight matrix, got %s and %s", TENSOR_SHAPE_TEXT(x),
          TENSOR_SHAPE_TEXT(w));
    int64_t rows = 1;
    for (int i = 0; i < x->ndim - 1; i++) rows *= shape[i] = x->shape[i];
    CHECK(c, in == w->shape[1], "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)", (long long)rows, (long long)in,
          (long long)w->shape[1], (long long)w->shape[0]);
    CHECK(c, x->dtype == w->dtype && (!b || b->dtype == x->dtype), "expected scalar type %s but found %s", dtype_table[x->dtype].torch_name,
          dtype_table[x->dtype != w->dtype ? w->dtype : b->dtype].torch_name);
    CHECK(c, !b || (b->ndim == 1 && b->shape[0] == w->shape[0]), "The expanded size of the tensor (%lld) must match the existing size (%lld) at non-singleton dimension 1",
          (long long)w->shape[0], (long long)(b && b->ndim ? b->shape[0] : 0));
    shape[x->ndim - 1] = w->shape[0];
    return call_out(c, 0, (rush_dtype)x->dtype, x->ndim, shape);
}

static bool linear_ref(call *c) {
    const rush_tensor *x = call_contiguous(c, TENSOR(c, 0)), *w = TENSOR(c, 1);
    if (!x) return false;
    int64_t in = w->shape[1], rows = 1;
    for (int i = 0; i < x->ndim - 1; i++) rows *= x->shape[i];
    product(c->out[0], x, (int64_t[]){ in, 1 }, w, (int64_t[]){ w->strides[1], w->strides[0] }, TENSOR(c, 2), rows, w->shape[0], in);
    return true;
}

/* all leading dimensions as one */
static rush_tensor *as_rows(backward *c, rush_tensor *t) {
    if (!t || t->ndim == 2) return t;
    return rush_reshape(t, RUSH_SHAPE(t->ndim > 1 ? shape_numel(t->ndim - 1, t->shape) : 1, t->shape[t->ndim - 1]));
}

static bool linear_grad(backward *c) {
    rush_tensor *g = as_rows(c, c->grad);
    if (needs(c, 0)) {
        rush_tensor *gx = rush_mm(g, c->args[1].u.t);
        TRY(give(c, 0, input_shape(c, 0).ndim == 2 ? gx : rush_view(gx, input_shape(c, 0))));
    }
    GIVE(1, rush_mm(rush_t(g), as_rows(c, c->args[0].u.t)));
    if (c->args[2].kind == RUSH_VALUE_TENSOR) GIVE(2, rush_sum_dim(g, RUSH_SHAPE(0)));
    return true;
}

const op op_linear = {
    OP_ROW(linear),
    .schema = "linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor",
    .doc = "input [..., in] times the transpose of weight [out, in], plus bias [out].",
    .grad_name = "AddmmBackward0",
    .saves_for = { ARG(1), ARG(0) },
    .meta = linear_meta,
    .ref = linear_ref,
    .grad = linear_grad,
    .samples = TEXTS("T[2,3], T[4,3], T[4]", "T[2,3], T[4,3]", "T[3], T[4,3], T[4]", "T[0,3], T[2,3], T[2]", "T[2,5,3], T[4,3], T[4]", "T[3,2]:t, T[4,3], T[4]",
                     "T[4,6]:s, T[3,5]:t, T[5]", "T[270,20], T[260,20], T[260]"),
    .errors = TEXTS("T[2,3], T[5,4]", "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"),
};
