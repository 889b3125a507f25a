/* SPDX-License-Identifier: MIT */
/* scan.c - running sums and products along a dimension.
     cumsum  y_k = sum_(i <= k) x_i         dx_i = sum_(k >= i) g_k
     cumprod y_k = prod_(i <= k) x_i        dx_i = sum_(k >= i) g_k prod_(j <= k, j != i) x_j = (x_0 … x_(i-1)) s_i
                                            with s_i = g_i + x_(i+1) s_(i+1), so zeros need no special case
   Floats are accumulated in double, integers in int64. */
#include "ops/internal_ops.h"
#include "ops/reduce.h"

static bool scan_meta(call *c) {
    const rush_tensor *t = TENSOR(c, 0);
    int dim;
    TRY(call_dim(c, INT_ARG(c, 1), t->ndim, &dim));
    rush_dtype in = (rush_dtype)t->dtype, d = HAS(c, 2) ? (rush_dtype)INT_ARG(c, 2) : dtype_is_float(in) ? in : RUSH_INT64;
    c->work[1] = dim;
    return call_out(c, 0, d, t->ndim, t->shape);
}

typedef struct scan { const char *from; char *to; int64_t n, step; rush_dtype dtype; } scan;
typedef void (*scan_line)(const scan *s);

#define LINE(name, T, ACC, op) \
    static void name(const scan *s) { \
        const T *x = (const T *)(const void *)s->from; \
        T *y = (T *)(void *)s->to; \
        ACC a = SCAN_FIRST; \
        for (int64_t i = 0; i < s->n; i++) y[i * s->step] = (T)(a = a op (ACC)x[i * s->step]); \
    }
#define SCAN_FIRST 0
LINE(sum_f32, float, double, +)
LINE(sum_f64, double, double, +)
LINE(sum_i64, int64_t, uint64_t, +)
#undef SCAN_FIRST
#define SCAN_FIRST 1
LINE(prod_f32, float, double, *)
LINE(prod_f64, double, double, *)
LINE(prod_i64, int64_t, uint64_t, *)
#undef SCAN_FIRST

static void scan_any(const scan *s, bool product) {
    int64_t step = s->step * (int64_t)dtype_size(s->dtype), whole = product;
    double a = product;
    for (int64_t i = 0; i < s->n; i++) {
        const char *x = s->from + i * step;
        if (dtype_is_float(s->dtype)) {
            a = product ? a * element_load_double(x, s->dtype) : a + element_load_double(x, s->dtype);
            element_store_double(s->to + i * step, s->dtype, a);
        } else {
            whole = product ? whole * element_load_int(x, s->dtype) : whole + element_load_int(x, s->dtype);
            element_store_int(s->to + i * step, s->dtype, whole);
        }
    }
}
static void sum_any(const scan *s) { scan_any(s, false); }
static void prod_any(const scan *s) { scan_any(s, true); }

/* every line of a contiguous tensor along dim; backwards: from its end */
static bool scan_lines(call *c, const rush_tensor *from, int64_t dim, bool backwards, scan_line line) {
    const rush_tensor *t = call_cast(c, from, (rush_dtype)c->out[0]->dtype);
    if (!t || !(t = call_contiguous(c, t)) || t->numel == 0) return t != NULL;
    rush_dtype d = (rush_dtype)t->dtype;
    int64_t n = t->ndim ? t->shape[dim] : 1, inner = t->ndim ? shape_numel(t->ndim - (int)dim - 1, t->shape + dim + 1) : 1;
    for (int64_t k = 0; k < t->numel / n; k++) {
        int64_t first = (k / inner * n * inner + k % inner + (backwards ? (n - 1) * inner : 0)) * (int64_t)dtype_size(d);
        line(&(scan){ (const char *)tensor_data(t) + first, (char *)tensor_data(c->out[0]) + first, n, backwards ? -inner : inner, d });
    }
    return true;
}

static scan_line line_of(const call *c, bool product) {
    switch (c->out[0]->dtype) {
    case RUSH_FLOAT32: return product ? prod_f32 : sum_f32;
    case RUSH_FLOAT64: return product ? prod_f64 : sum_f64;
    case RUSH_INT64: return product ? prod_i64 : sum_i64;
    default: return product ? prod_any : sum_any;
    }
}
static bool cumsum_ref(call *c) { return scan_lines(c, TENSOR(c, 0), c->work[1], false, line_of(c, false)); }
static bool cumprod_ref(call *c) { return scan_lines(c, TENSOR(c, 0), c->work[1], false, line_of(c, true)); }
static bool reverse_ref(call *c) { return scan_lines(c, TENSOR(c, 0), c->work[1], true, line_of(c, false)); }

static bool cumsum_grad(backward *c) {
    GIVE(0, rush_cumsum_reverse(c->grad, INT_ARG(c, 1)));
    return true;
}

static bool reverse_grad(backward *c) {
    GIVE(0, rush_cumsum(c->grad, INT_ARG(c, 1)));
    return true;
}

/* ---- the derivative of cumprod ---- */

static bool cumprod_backward_meta(call *c) { return call_out(c, 0, (rush_dtype)TENSOR(c, 1)->dtype, TENSOR(c, 1)->ndim, TENSOR(c, 1)->shape); }

static bool cumprod_backward_ref(call *c) {
    const rush_tensor *g = call_contiguous(c, TENSOR(c, 0)), *x = call_contiguous(c, TENSOR(c, 1));
    if (!g || !x || x->numel == 0) return g && x;
    rush_dtype d = (rush_dtype)x->dtype;
    int64_t dim = INT_ARG(c, 2), n = x->shape[dim], inner = shape_numel(x->ndim - (int)dim - 1, x->shape + dim + 1), size = (int64_t)dtype_size(d);
    rush_tensor *room = call_temporary(c, RUSH_FLOAT64, 1, &n);
    if (!room) return false;
    double *before = tensor_data(room);
    for (int64_t k = 0; k < x->numel / n; k++) {
        int64_t first = (k / inner * n * inner + k % inner) * size, step = inner * size;
        const char *px = (const char *)tensor_data(x) + first, *pg = (const char *)tensor_data(g) + first;
        char *to = (char *)tensor_data(c->out[0]) + first;
        double product = 1, s = 0;
        for (int64_t i = 0; i < n; i++) {
            before[i] = product;
            product *= element_load_double(px + i * step, d);
        }
        for (int64_t i = n - 1; i >= 0; i--) {
            s = element_load_double(pg + i * step, d) + (i < n - 1 ? element_load_double(px + (i + 1) * step, d) * s : 0);
            element_store_double(to + i * step, d, before[i] * s);
        }
    }
    return true;
}

/* the same of differentiable ops: c[i, k] = prod_(j <= k) of x with a 1 in place i; dx_i = sum_(k >= i) g_k c[i, k] */
static rush_tensor *cumprod_composed(backward *c, rush_tensor *g, rush_tensor *x, int64_t dim) {
    int64_t shape[RUSH_MAX_DIMS + 1], n = x->shape[dim];
    rush_tensor *rows = rush_unsqueeze(rush_transpose(x, dim, -1), -2), *eye = rush_zeros(RUSH_SHAPE(n, n), .dtype = RUSH_BOOL, .device = x->device);
    if (!rows || !eye) return NULL;
    rush_fill_(rush_as_strided(eye, RUSH_SHAPE(n), RUSH_SHAPE(n + 1)), 1);
    for (int i = 0; i < rows->ndim; i++) shape[i] = rows->shape[i];
    shape[rows->ndim - 2] = n;
    rush_tensor *products = rush_cumprod(rush_where(eye, rush_ones_like(rows), rush_expand(rows, ((rush_shape){ shape, rows->ndim }))), -1);
    rush_tensor *from_i = rush_cumsum(rush_to_dtype(eye, rush_get_dtype(x)), 1), *gk = rush_unsqueeze(rush_transpose(g, dim, -1), -2);
    return rush_transpose(rush_sum_dim(rush_mul(rush_mul(products, from_i), gk), RUSH_SHAPE(-1)), dim, -1);
}

static bool cumprod_grad(backward *c) {
    rush_tensor *x = c->args[0].u.t;
    rush_shape in = input_shape(c, 0);
    if (in.ndim == 0) {
        GIVE(0, rush_clone(c->grad));
        return true;
    }
    int64_t dim = INT_ARG(c, 1) < 0 ? INT_ARG(c, 1) + in.ndim : INT_ARG(c, 1);
    rush_tensor *g = c->grad;
    if (c->args[2].kind != RUSH_VALUE_NONE) x = rush_to_dtype(x, (rush_dtype)c->args[2].u.i);
    GIVE(0, c->create_graph ? cumprod_composed(c, g, x, dim) : rush_cumprod_backward(g, x, dim));
    return true;
}

#define SAMPLES \
    TEXTS("T[2,3], 0", "T[2,3], -1", "T[2,3,4], 1", "T[], 0", "T[0,3], 0", "T[3,4]:t, 1", "T[4,6]:s, 0", "T[3,4]:e, 0", "T[300,300]:u, 1", "T[2,3]:n, 1", \
          "T[5], 0, dtype=float64")
#define ERRORS TEXTS("T[3], 5", "Dimension out of range (expected to be in range of [-1, 0], but got 5)")

const op op_cumsum = {
    OP_ROW(cumsum),
    .schema = "cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Running sums along dim. Integers and bool are summed in int64.",
    .flags = OP_OUT_NOT_PARTLY,
    .meta = scan_meta,
    .ref = cumsum_ref,
    .grad = cumsum_grad,
    .samples = SAMPLES,
    .errors = ERRORS,
    .dtypes = DTYPES_ALL,
};

const op op_cumsum_reverse = {
    OP_ROW(cumsum_reverse),
    .schema = "cumsum_reverse(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Running sums along dim from its end: the derivative of cumsum.",
    .flags = OP_INTERNAL,
    .meta = scan_meta,
    .ref = reverse_ref,
    .grad = reverse_grad,
    .samples = TEXTS("T[2,3], 0", "T[2,3], -1", "T[], 0", "T[0,3], 0", "T[3,4]:t, 1", "T[4,6]:s, 0", "T[2,3]:n, 1", "T[300,300], 1"),
};

const op op_cumprod = {
    OP_ROW(cumprod),
    .schema = "cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Running products along dim. Integers and bool are multiplied in int64.",
    .flags = OP_OUT_NOT_PARTLY,
    .saves = ARG(0),
    .meta = scan_meta,
    .ref = cumprod_ref,
    .grad = cumprod_grad,
    .samples = SAMPLES,
    .errors = ERRORS,
    .dtypes = DTYPES_ALL,
};

const op op_cumprod_backward = {
    OP_ROW(cumprod_backward),
    .schema = "cumprod_backward(Tensor grad, Tensor self, int dim) -> Tensor",
    .doc = "The derivative of cumprod (dim not negative).",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = cumprod_backward_meta,
    .ref = cumprod_backward_ref,
    .samples = TEXTS("T[2,3], T[2,3], 1", "T[3,4]:t, T[4,3], 0", "T[0,3], T[0,3], 1", "T[2,3,4], T[2,3,4], 1", "T[4,6]:s, T[4,3], 1",
                     "T[5], T[5]:u, 0", "T[2,3]:n, T[2,3], 1", "T[300,300], T[300,300]:u, 1"),
};
