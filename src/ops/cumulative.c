/* SPDX-License-Identifier: MIT */
/* cumulative.c - running extremes and running log-sum-exp along a dimension.
     cummax         y_k = max_(i <= k) x_i, with the last place of it; a NaN stays       dx_i = sum of g_k over the k with place i
     logcumsumexp   y_k = log sum_(i <= k) exp x_i
                    dx_i = sum_(k >= i) g_k exp(x_i - y_k) = exp(x_i - y_i) s_i   with s_i = g_i + s_(i+1) exp(y_i - y_(i+1)):
                    all exponents are at most 0, so nothing overflows. */
#include <math.h>

#include "core/parallel.h"
#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/reduce.h"

/* ---- lines along a dimension of contiguous tensors ---- */

typedef struct line_shape { int64_t n, inner, lines; } line_shape;

static line_shape lines_of(const rush_tensor *t, int64_t dim) {
    line_shape s = { 1, 1, t->numel };
    if (t->ndim && t->numel) {
        s.n = t->shape[dim];
        s.inner = shape_numel(t->ndim - (int)dim - 1, t->shape + dim + 1);
        s.lines = t->numel / s.n;
    }
    return s;
}
/* where line k begins, in elements; its elements are `inner` apart */
static int64_t line_first(const line_shape *s, int64_t k) { return k / s->inner * s->n * s->inner + k % s->inner; }

/* ---- cummax, cummin ---- */

typedef struct extreme_job { const void *from; void *values; int64_t *indices; line_shape lines; int64_t per_block; } extreme_job;

/* neighbouring lines, a row of them at a time: each element is compared with the one before it in its line */
#define EXTREME(name, T, better) \
    static void name(void *context, int64_t block) { \
        const extreme_job *job = context; \
        int64_t n = job->lines.n, step = job->lines.inner, k = block * job->per_block, end = k + job->per_block; \
        if (end > job->lines.lines) end = job->lines.lines; \
        for (int64_t width; k < end; k += width) { \
            int64_t first = line_first(&job->lines, k); \
            width = step - k % step < end - k ? step - k % step : end - k; \
            const T *x = (const T *)job->from + first; \
            T *y = (T *)job->values + first, best = x[0]; \
            int64_t *at = job->indices + first, place = 0; \
            if (width == 1) \
                for (int64_t i = 0; i < n; i++) { \
                    T v = x[i * step]; \
                    if (v better best || v != v) best = v, place = i; \
                    y[i * step] = best; \
                    at[i * step] = place; \
                } \
            else \
                for (int64_t i = 0; i < n; i++, x += step, y += step, at += step) \
                    for (int64_t j = 0; j < width; j++) { \
                        bool next = i == 0 || x[j] better y[j - step] || x[j] != x[j]; \
                        y[j] = next ? x[j] : y[j - step]; \
                        at[j] = next ? i : at[j - step]; \
                    } \
        } \
    }
EXTREME(max_f32, float, >=)
EXTREME(max_f64, double, >=)
EXTREME(max_i64, int64_t, >=)
EXTREME(min_f32, float, <=)
EXTREME(min_f64, double, <=)
EXTREME(min_i64, int64_t, <=)

/* in the widest type of the kind, as all dtypes but three are */
static bool extreme_lines(call *c, bool largest) {
    rush_tensor *out = c->out[0];
    rush_dtype dtype = (rush_dtype)out->dtype, wide = dtype_is_float(dtype) ? dtype == RUSH_FLOAT64 ? dtype : RUSH_FLOAT32 : RUSH_INT64;
    const rush_tensor *t = call_cast(c, TENSOR(c, 0), wide);
    rush_tensor *values = dtype == wide ? out : call_temporary(c, wide, out->ndim, out->shape);
    if (!t || !values || !(t = call_contiguous(c, t)) || t->numel == 0) return t && values;
    extreme_job job = { tensor_data(t), tensor_data(values), tensor_data(c->out[1]), lines_of(t, c->work[1]), 0 };
    job.per_block = 16384 / job.lines.n + 1;
    parallel_for((job.lines.lines + job.per_block - 1) / job.per_block,
                 wide == RUSH_FLOAT32 ? largest ? max_f32 : min_f32 : wide == RUSH_FLOAT64 ? largest ? max_f64 : min_f64 : largest ? max_i64 : min_i64, &job);
    return values == out || tensor_copy(c->site, out, values);
}
static bool cummax_ref(call *c) { return extreme_lines(c, true); }
static bool cummin_ref(call *c) { return extreme_lines(c, false); }

static bool extreme_meta(call *c) {
    const rush_tensor *t = TENSOR(c, 0);
    int dim;
    TRY(call_dim(c, INT_ARG(c, 1), t->ndim, &dim));
    c->work[1] = dim;
    return call_out(c, 0, (rush_dtype)t->dtype, t->ndim, t->shape) && call_out(c, 1, RUSH_INT64, t->ndim, t->shape);
}

static bool extreme_grad(backward *c) {
    if (!needs(c, 0) || !c->grad) return true;
    rush_tensor *zeros = rush_zeros(input_shape(c, 0), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    return give(c, 0, rush_scatter_add(zeros, INT_ARG(c, 1), rush_detach(c->out[1]), c->grad));
}

#define SAMPLES \
    TEXTS("T[2,3], 0", "T[2,3], -1", "T[2,3,4], 1", "T[], 0", "T[0,3], 0", "T[3,4]:t, 1", "T[4,6]:s, 0", "T[3,4]:e, 0", "T[300,300], 1", "T[300,300], 0", "T[2,9]:n, 1")
#define ERRORS TEXTS("T[3], 5", "Dimension out of range (expected to be in range of [-1, 0], but got 5)")

const op op_cummax = {
    OP_ROW(cummax),
    .schema = "cummax(Tensor self, int dim) -> (Tensor values, Tensor indices)",
    .doc = "Running maximum along dim, and the last place where it was met; from a NaN on it is NaN.",
    .flags = OP_GRAD_UNDEFINED,
    .saves = OUT(1),
    .meta = extreme_meta,
    .ref = cummax_ref,
    .grad = extreme_grad,
    .samples = SAMPLES,
    .errors = ERRORS,
    .dtypes = DTYPES_ALL,
};

const op op_cummin = {
    OP_ROW(cummin),
    .schema = "cummin(Tensor self, int dim) -> (Tensor values, Tensor indices)",
    .doc = "Running minimum along dim, and the last place where it was met; from a NaN on it is NaN.",
    .flags = OP_GRAD_UNDEFINED,
    .saves = OUT(1),
    .meta = extreme_meta,
    .ref = cummin_ref,
    .grad = extreme_grad,
    .samples = SAMPLES,
    .errors = ERRORS,
    .dtypes = DTYPES_ALL,
};

/* ---- logcumsumexp ---- */

typedef struct exp_job { const char *from, *grad, *result; char *to; line_shape lines; int64_t per_block; rush_dtype dtype; } exp_job;

static void exp_block(void *context, int64_t block) {
    const exp_job *job = context;
    int64_t end = (block + 1) * job->per_block, size = (int64_t)dtype_size(job->dtype);
    for (int64_t k = block * job->per_block; k < end && k < job->lines.lines; k++) {
        int64_t first = line_first(&job->lines, k);
        double y = -INFINITY;
        for (int64_t i = 0; i < job->lines.n; i++) {
            int64_t at = (first + i * job->lines.inner) * size;
            double x = element_load_double(job->from + at, job->dtype), most = x > y ? x : y, least = x > y ? y : x;
            if (x != x || y != y) y = x + y;
            else y = isinf(most) ? most : most + log1p(exp(least - most));
            element_store_double(job->to + at, job->dtype, y);
        }
    }
}

static void exp_backward_block(void *context, int64_t block) {
    const exp_job *job = context;
    int64_t end = (block + 1) * job->per_block, size = (int64_t)dtype_size(job->dtype);
    for (int64_t k = block * job->per_block; k < end && k < job->lines.lines; k++) {
        int64_t first = line_first(&job->lines, k);
        double s = 0, next = INFINITY; /* no result comes after the last */
        for (int64_t i = job->lines.n - 1; i >= 0; i--) {
            int64_t at = (first + i * job->lines.inner) * size;
            double x = element_load_double(job->from + at, job->dtype), y = element_load_double(job->result + at, job->dtype);
            s = element_load_double(job->grad + at, job->dtype) + (y == next ? s : s * exp(y - next));
            element_store_double(job->to + at, job->dtype, exp(x - y) * s);
            next = y;
        }
    }
}

static bool exp_lines(call *c, const rush_tensor *x, const rush_tensor *grad, const rush_tensor *result, int64_t dim) {
    if (!(x = call_contiguous(c, x)) || (grad && (!(grad = call_contiguous(c, grad)) || !(result = call_contiguous(c, result))))) return false;
    if (x->numel == 0) return true;
    exp_job job = { .from = tensor_data(x), .to = tensor_data(c->out[0]), .lines = lines_of(x, dim), .dtype = (rush_dtype)x->dtype };
    job.per_block = 2048 / job.lines.n + 1;
    if (grad) {
        job.grad = tensor_data(grad);
        job.result = tensor_data(result);
    }
    parallel_for((job.lines.lines + job.per_block - 1) / job.per_block, grad ? exp_backward_block : exp_block, &job);
    return true;
}
static bool logcumsumexp_ref(call *c) { return exp_lines(c, TENSOR(c, 0), NULL, NULL, c->work[1]); }
static bool logcumsumexp_backward_ref(call *c) { return exp_lines(c, TENSOR(c, 1), TENSOR(c, 0), TENSOR(c, 2), INT_ARG(c, 3)); }

static bool logcumsumexp_meta(call *c) {
    const rush_tensor *t = TENSOR(c, 0);
    int dim;
    TRY(call_dim(c, INT_ARG(c, 1), t->ndim, &dim));
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)t->dtype), "\"logcumsumexp_out_cpu\" not implemented for '%s'", dtype_table[t->dtype].torch_name);
    c->work[1] = dim;
    return call_out(c, 0, (rush_dtype)t->dtype, t->ndim, t->shape);
}

static bool logcumsumexp_backward_meta(call *c) { return call_out(c, 0, (rush_dtype)TENSOR(c, 1)->dtype, TENSOR(c, 1)->ndim, TENSOR(c, 1)->shape); }

/* the same of differentiable ops: a matrix of exp(x_i - y_k), k >= i, for each line */
static rush_tensor *logcumsumexp_composed(backward *c, int64_t dim) {
    rush_tensor *x = c->args[0].u.t, *y = c->out[0];
    int64_t n = x->shape[dim];
    rush_tensor *at = rush_arange(n, .device = x->device), *later = rush_ge(rush_unsqueeze(at, 0), rush_unsqueeze(at, 1));
    rush_tensor *xi = rush_unsqueeze(rush_transpose(x, dim, -1), -1), *yk = rush_unsqueeze(rush_transpose(y, dim, -1), -2);
    rush_tensor *weights = rush_exp(rush_where(later, rush_sub(xi, yk), -INFINITY));
    return rush_transpose(rush_sum_dim(rush_mul(weights, rush_unsqueeze(rush_transpose(c->grad, dim, -1), -2)), RUSH_SHAPE(-1)), dim, -1);
}

static bool logcumsumexp_grad(backward *c) {
    rush_shape in = input_shape(c, 0);
    if (in.ndim == 0) {
        GIVE(0, rush_clone(c->grad));
        return true;
    }
    int64_t dim = INT_ARG(c, 1) < 0 ? INT_ARG(c, 1) + in.ndim : INT_ARG(c, 1);
    GIVE(0, c->create_graph ? logcumsumexp_composed(c, dim) : rush_logcumsumexp_backward(c->grad, c->args[0].u.t, c->out[0], dim));
    return true;
}

const op op_logcumsumexp = {
    OP_ROW(logcumsumexp),
    .schema = "logcumsumexp(Tensor self, int dim) -> Tensor",
    .doc = "Logarithm of the running sum of exponentials along dim, without overflow.",
    .flags = OP_OUT_NOT_PARTLY,
    .saves = ARG(0) | OUT(0),
    .meta = logcumsumexp_meta,
    .ref = logcumsumexp_ref,
    .grad = logcumsumexp_grad,
    .samples = SAMPLES,
    .errors = TEXTS("T[3], 5", "Dimension out of range (expected to be in range of [-1, 0], but got 5)", "T[3]:i5, 0", "\"logcumsumexp_out_cpu\" not implemented for 'Long'"),
};

const op op_logcumsumexp_backward = {
    OP_ROW(logcumsumexp_backward),
    .schema = "logcumsumexp_backward(Tensor grad, Tensor self, Tensor result, int dim) -> Tensor",
    .doc = "The derivative of logcumsumexp (dim not negative).",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = logcumsumexp_backward_meta,
    .ref = logcumsumexp_backward_ref,
    .samples = TEXTS("T[2,3], T[2,3], T[2,3], 1", "T[3,4]:t, T[4,3], T[4,3], 0", "T[0,3], T[0,3], T[0,3], 1", "T[2,3,4], T[2,3,4], T[2,3,4], 1", "T[4,6]:s, T[4,3], T[4,3], 1",
                     "T[5], T[5]:u, T[5]:p, 0", "T[2,3]:n, T[2,3], T[2,3], 1", "T[300,300]:u, T[300,300]:u, T[300,300]:u, 1"),
};
