/* SPDX-License-Identifier: MIT */
/* softmax.c - softmax and log_softmax along a dimension, and their derivatives.
     softmax      y_i = exp(x_i - m) / s          dx_i = y_i (g_i - sum_j g_j y_j)
     log_softmax  y_i = (x_i - m) - log(s)        dx_i = g_i - exp(y_i) sum_j g_j
   with m = max_j x_j and s = sum_j exp(x_j - m). The maximum is subtracted before the logarithm: with large equal x nothing is lost. */
#include "ops/softmax.h"

#include <math.h>

#include "ops/call.h"
#include "ops/internal_ops.h"

static double get(const softmax_job *s, const void *p, int64_t i) { return s->dtype == RUSH_FLOAT64 ? ((const double *)p)[i] : (double)((const float *)p)[i]; }

static void put(const softmax_job *s, int64_t i, double v) {
    if (s->dtype == RUSH_FLOAT64) ((double *)s->out)[i] = v;
    else ((float *)s->out)[i] = (float)v;
}

static void softmax_line(const softmax_job *s, int64_t first) {
    double m = -INFINITY, sum = 0;
    for (int64_t i = 0; i < s->n; i++) {
        double x = get(s, s->a, first + i * s->inner);
        if (x > m || isnan(x)) m = x;
    }
    for (int64_t i = 0; i < s->n; i++) sum += exp(get(s, s->a, first + i * s->inner) - m);
    for (int64_t i = 0; i < s->n; i++) {
        double x = get(s, s->a, first + i * s->inner) - m;
        put(s, first + i * s->inner, s->log ? x - log(sum) : exp(x) / sum);
    }
}

static void softmax_line_backward(const softmax_job *s, int64_t first) {
    double sum = 0;
    for (int64_t i = 0; i < s->n; i++) sum += get(s, s->a, first + i * s->inner) * (s->log ? 1 : get(s, s->b, first + i * s->inner));
    for (int64_t i = 0; i < s->n; i++) {
        int64_t k = first + i * s->inner;
        double g = get(s, s->a, k), y = get(s, s->b, k);
        put(s, k, s->log ? g - exp(y) * sum : y * (g - sum));
    }
}

static void softmax_reference(const softmax_job *s) {
    for (int64_t k = 0; k < s->outer * s->inner; k++)
        (s->backward ? softmax_line_backward : softmax_line)(s, k / s->inner * s->n * s->inner + k % s->inner);
}

static const rush_tensor *plain(call *c, const rush_tensor *t, rush_dtype d) {
    t = call_cast(c, t, d);
    return t ? call_contiguous(c, t) : NULL;
}

bool softmax_run(call *c, softmax_engine engine) {
    rush_tensor *to = c->out[0];
    bool backward_ = c->work[3] != 0;
    rush_dtype d = to->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    int dim = (int)c->work[1];
    rush_tensor *out = (rush_dtype)to->dtype == d ? to : call_temporary(c, d, to->ndim, to->shape);
    const rush_tensor *a = plain(c, TENSOR(c, 0), d), *b = backward_ ? plain(c, TENSOR(c, 1), d) : a;
    if (!out || !a || !b) return false;
    if (to->numel == 0) return true;
    softmax_job job = { tensor_data(out), tensor_data(a), tensor_data(b), 1, 1, 1, d, c->work[2] != 0, backward_ };
    if (to->ndim) {
        job.outer = shape_numel(dim, to->shape);
        job.n = to->shape[dim];
        job.inner = shape_numel(to->ndim - dim - 1, to->shape + dim + 1);
    }
    engine(&job);
    return out == to || tensor_copy(c->site, to, out);
}
static bool softmax_ref(call *c) { return softmax_run(c, softmax_reference); }

static bool forward_meta(call *c, bool logarithm) {
    const rush_tensor *t = TENSOR(c, 0);
    int dim;
    rush_dtype d = HAS(c, 2) ? (rush_dtype)INT_ARG(c, 2) : (rush_dtype)t->dtype;
    TRY(call_dim(c, INT_ARG(c, 1), t->ndim, &dim));
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float(d), "\"%s_kernel_impl\" not implemented for '%s'",
             !t->ndim || dim < t->ndim - 1 ? "softmax" : logarithm ? "log_softmax_lastdim" : "softmax_lastdim", dtype_table[d].torch_name);
    c->work[1] = dim;
    c->work[2] = logarithm;
    c->work[3] = false;
    return call_out(c, 0, d, t->ndim, t->shape);
}
static bool softmax_meta(call *c) { return forward_meta(c, false); }
static bool log_softmax_meta(call *c) { return forward_meta(c, true); }

static bool backward_meta(call *c, bool logarithm) {
    const rush_tensor *y = TENSOR(c, 1);
    c->work[1] = INT_ARG(c, 2) < 0 ? INT_ARG(c, 2) + (y->ndim ? y->ndim : 1) : INT_ARG(c, 2);
    c->work[2] = logarithm;
    c->work[3] = true;
    return call_out(c, 0, (rush_dtype)y->dtype, y->ndim, y->shape);
}
static bool softmax_backward_meta(call *c) { return backward_meta(c, false); }
static bool log_softmax_backward_meta(call *c) { return backward_meta(c, true); }

static bool softmax_grad(backward *c) {
    GIVE(0, rush_softmax_backward(c->grad, c->out[0], INT_ARG(c, 1)));
    return true;
}

static bool log_softmax_grad(backward *c) {
    GIVE(0, rush_log_softmax_backward(c->grad, c->out[0], INT_ARG(c, 1)));
    return true;
}

static rush_tensor *line_sum(backward *c, rush_tensor *t) { return rush_sum_dim(t, RUSH_SHAPE(INT_ARG(c, 2)), .keepdim = true); }

/* of y (g - sum g y): by g softmax's own derivative, by y: h g - h sum(g y) - g sum(h y) */
static bool softmax_backward_grad(backward *c) {
    rush_tensor *h = c->grad, *g = c->args[0].u.t, *y = c->args[1].u.t;
    GIVE(0, rush_softmax_backward(h, y, INT_ARG(c, 2)));
    GIVE(1, rush_sub(rush_mul(h, rush_sub(g, line_sum(c, rush_mul(g, y)))), rush_mul(g, line_sum(c, rush_mul(h, y)))));
    return true;
}

/* of g - exp(y) sum g: by g: h - sum(h exp(y)), by y: -h exp(y) sum(g) */
static bool log_softmax_backward_grad(backward *c) {
    rush_tensor *h = c->grad, *p = rush_exp(c->args[1].u.t);
    GIVE(0, rush_sub(h, line_sum(c, rush_mul(h, p))));
    GIVE(1, rush_neg(rush_mul(rush_mul(h, p), line_sum(c, c->args[0].u.t))));
    return true;
}

#define SAMPLES \
    TEXTS("T[2,3], 1", "T[2,3], 0", "T[2,3], -2", "T[2,3,4], 1", "T[], 0", "T[0,3], 1", "T[3,0], 1", "T[3,4]:t, 1", "T[4,6]:s, 0", "T[3,4]:e, 0", "T[2,3]:n, 1", \
          "T[300,300], 1", "T[300,300], 0", "T[5], 0, float64")
#define BACKWARD_SAMPLES \
    TEXTS("T[2,3], T[2,3], 1", "T[2,3], T[2,3], 0", "T[2,3,4], T[2,3,4], 1", "T[], T[], 0", "T[0,3], T[0,3], 1", "T[3,4]:t, T[4,3], 1", \
          "T[300,300], T[300,300], 1", "T[300,300], T[300,300], 0")

const op op_softmax = {
    OP_ROW(softmax),
    .schema = "softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
    .doc = "exp(self) along dim, divided by its sum; computed without overflow. dtype: converts first.",
    .saves = OUT(0),
    .meta = softmax_meta,
    .ref = softmax_ref,
    .grad = softmax_grad,
    .samples = SAMPLES,
    .errors = TEXTS("T[3], 5", "Dimension out of range (expected to be in range of [-1, 0], but got 5)", "T[2]:i5, 0",
                    "\"softmax_lastdim_kernel_impl\" not implemented for 'Long'"),
};

const op op_log_softmax = {
    OP_ROW(log_softmax),
    .schema = "log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
    .doc = "Logarithm of softmax along dim, computed as (self - max) - log(sum). dtype: converts first.",
    .saves = OUT(0),
    .meta = log_softmax_meta,
    .ref = softmax_ref,
    .grad = log_softmax_grad,
    .samples = SAMPLES,
    .errors = TEXTS("T[3], 5", "Dimension out of range (expected to be in range of [-1, 0], but got 5)", "T[2]:i5, 0",
                    "\"log_softmax_lastdim_kernel_impl\" not implemented for 'Long'"),
};

const op op_softmax_backward = {
    OP_ROW(softmax_backward),
    .schema = "softmax_backward(Tensor grad, Tensor output, int dim) -> Tensor",
    .doc = "The derivative of softmax, given its output.",
    .flags = OP_INTERNAL,
    .grad_name = "SoftmaxBackwardDataBackward0",
    .saves = ARG(0) | ARG(1),
    .meta = softmax_backward_meta,
    .ref = softmax_ref,
    .grad = softmax_backward_grad,
    .samples = BACKWARD_SAMPLES,
};

const op op_log_softmax_backward = {
    OP_ROW(log_softmax_backward),
    .schema = "log_softmax_backward(Tensor grad, Tensor output, int dim) -> Tensor",
    .doc = "The derivative of log_softmax, given its output.",
    .flags = OP_INTERNAL,
    .grad_name = "LogSoftmaxBackwardDataBackward0",
    .saves = ARG(0) | ARG(1),
    .meta = log_softmax_backward_meta,
    .ref = softmax_ref,
    .grad = log_softmax_backward_grad,
    .samples = BACKWARD_SAMPLES,
};
