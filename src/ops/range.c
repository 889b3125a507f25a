/* SPDX-License-Identifier: MIT */
/* range.c - tensors made by counting: arange, range, linspace, logspace, eye.
     arange    y[i] = start + i step,   i < ceil((end - start) / step)
     range     the same,                i < floor((end - start) / step) + 1
     linspace  y[i] = start + i d  in the first half, end - (n - 1 - i) d in the second;   d = (end - start) / (n - 1)
     logspace  base to the power of linspace's y[i] */
#include "cpu/cpu.h"
#include "ops/create.h"

#include <math.h>
#include <string.h>

/* ---- arange ---- */

static bool arange_meta(call *c, const value *start, const value *end, const value *step, int dtype_arg) {
    const value *numbers[] = { start, end, step };
    bool real = false;
    for (int i = 0; i < 3; i++) real = real || numbers[i]->kind == RUSH_VALUE_FLOAT;
    rush_dtype dtype = create_dtype(c, dtype_arg, real ? dtype_default() : RUSH_INT64);
    double from = value_double(start), to = value_double(end), by = value_double(step);
    CHECK(c, by != 0 && by == by, "step must be nonzero");
    CHECK(c, isfinite(from) && isfinite(to), "unsupported range: %g -> %g", from, to);
    CHECK(c, by > 0 ? to >= from : to <= from, "upper bound and larger bound inconsistent with step sign");
    double size = ceil((to - from) / by);
    if (dtype == RUSH_INT64) { /* exact beyond 2^53 */
        int64_t a = value_int(start), b = value_int(end), s = value_int(step);
        CHECK(c, s != 0, "step must be nonzero");
        uint64_t span = s > 0 ? (uint64_t)b - (uint64_t)a : (uint64_t)a - (uint64_t)b, width = s > 0 ? (uint64_t)s : 0 - (uint64_t)s;
        size = s > 0 ? (b >= a ? (double)(span / width + (span % width != 0)) : 0) : (b <= a ? (double)(span / width + (span % width != 0)) : 0);
    }
    CHECK(c, size >= 0 && size < 0x1p63, "invalid size, possible overflow?");
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype != RUSH_BOOL, "\"arange_cpu\" not implemented for 'Bool'");
    return create_out(c, dtype_arg, dtype, 1, (int64_t[]){ (int64_t)size }, NULL);
}

enum { PIECE = 512 };

static bool arange_fill(rush_tensor *t, const value *start, const value *step) {
    char *to = tensor_data(t);
    rush_dtype dtype = (rush_dtype)t->dtype;
    double a = value_double(start), s = value_double(step), numbers[PIECE];
    int64_t wholes[PIECE], n = t->numel;
    bool real = dtype_is_float(dtype);
    uint64_t b = real ? 0 : (uint64_t)value_int(start), r = real ? 0 : (uint64_t)value_int(step);
    for (int64_t first = 0; first < n; first += PIECE) {
        int m = n - first < PIECE ? (int)(n - first) : PIECE;
        if (real)
            for (int i = 0; i < m; i++) numbers[i] = a + ((double)first + (double)i) * s;
        else
            for (int i = 0; i < m; i++) wholes[i] = (int64_t)(b + ((uint64_t)first + (uint64_t)i) * r);
        convert(real ? RUSH_FLOAT64 : RUSH_INT64, real ? (const void *)numbers : wholes, dtype, to + (size_t)first * dtype_size(dtype), m);
    }
    return true;
}

static const value zero_value = { .u.i = 0, .kind = RUSH_VALUE_INT }, one_value = { .u.i = 1, .kind = RUSH_VALUE_INT };

static bool arange_end_meta(call *c) { return arange_meta(c, &zero_value, &c->args[0], &one_value, 1); }
static bool arange_end_ref(call *c) { return arange_fill(c->out[0], &zero_value, &one_value); }

const op op_arange = {
    OP_ROW(arange),
    .schema = "arange(Scalar end, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "0, 1, … up to but without end: int64 for an integer end, else the default float type.",
    .flags = OP_NO_GRAD,
    .meta = arange_end_meta,
    .ref = arange_end_ref,
    .samples = TEXTS("5", "0", "3.5", "1", "4, dtype=float64", "4, dtype=int32", "2.0, dtype=int64", "70000", "300, dtype=float16"),
    .errors = TEXTS("-1", "upper bound and larger bound inconsistent with step sign", "3, dtype=bool", "\"arange_cpu\" not implemented for 'Bool'"),
};

static bool arange_start_meta(call *c) { return arange_meta(c, &c->args[0], &c->args[1], &c->args[2], 3); }
static bool arange_start_ref(call *c) { return arange_fill(c->out[0], &c->args[0], &c->args[2]); }

const op op_arange_start = {
    OP_ROW(arange_start),
    .schema = "arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "start, start + step, … up to but without end: int64 if all three are integers, else the default float type.",
    .flags = OP_NO_GRAD,
    .positional = 2,
    .meta = arange_start_meta,
    .ref = arange_start_ref,
    .samples = TEXTS("1, 5", "1, 5, 2", "5, 0, -2", "0, 1, 0.1", "-1.5, 2", "3, 3", "0, 10, 3, dtype=float64", "-3, 3, dtype=int8", "0, 70000, 1", "0.5, 5.5, dtype=int64"),
    .errors = TEXTS("0, 5, 0", "step must be nonzero", "0, 5, -1", "upper bound and larger bound inconsistent with step sign"),
};

/* ---- range ---- */

static bool range_meta(call *c) {
    rush_dtype dtype = create_dtype(c, 3, dtype_default());
    double from = FLOAT_ARG(c, 0), to = FLOAT_ARG(c, 1), by = FLOAT_ARG(c, 2);
    if (!dtype_is_float(dtype)) from = trunc(from), to = trunc(to), by = trunc(by);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype != RUSH_BOOL, "\"range_cpu\" not implemented for 'Bool'");
    CHECK(c, by != 0 && by == by, "step must be nonzero");
    CHECK(c, isfinite(from) && isfinite(to), "unsupported range: %g -> %g", from, to);
    CHECK(c, by > 0 ? to >= from : to <= from, "upper bound and lower bound inconsistent with step sign");
    double size = floor((to - from) / by) + 1;
    CHECK(c, size >= 0 && size < 0x1p63, "invalid size, possible overflow?");
    return create_out(c, 3, dtype, 1, (int64_t[]){ (int64_t)size }, NULL);
}

static bool range_ref(call *c) { return arange_fill(c->out[0], &c->args[0], &c->args[2]); }

const op op_range = {
    OP_ROW(range),
    .schema = "range(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "start, start + step, … up to end, which is included; the default float type. PyTorch advises arange.",
    .flags = OP_NO_GRAD,
    .positional = 2,
    .meta = range_meta,
    .ref = range_ref,
    .samples = TEXTS("1, 5", "1, 5, 2", "5, 0, -2", "0, 1, 0.25", "-1.5, 2", "3, 3", "0, 10, 3, dtype=float64", "-3, 3, dtype=int8", "0, 70000, 1", "0.5, 5.5, dtype=int64"),
    .errors = TEXTS("0, 5, 0", "step must be nonzero", "0, 5, -1", "upper bound and lower bound inconsistent with step sign",
                    "0, 5, dtype=bool", "\"range_cpu\" not implemented for 'Bool'"),
};

/* ---- linspace ---- */

static bool steps_meta(call *c, int dtype_arg, const char *what) {
    int64_t n = INT_ARG(c, 2);
    CHECK(c, n >= 0, "number of steps must be non-negative");
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, create_dtype(c, dtype_arg, dtype_default()) != RUSH_BOOL, "\"%s\" not implemented for 'Bool'", what);
    return create_out(c, dtype_arg, dtype_default(), 1, &n, NULL);
}

static bool linspace_meta(call *c) { return steps_meta(c, 3, "linspace_cpu"); }

static bool linspace_ref(call *c) {
    rush_tensor *t = c->out[0];
    char *to = tensor_data(t);
    rush_dtype dtype = (rush_dtype)t->dtype;
    size_t size = dtype_size(dtype);
    int64_t n = t->numel, wholes[PIECE];
    double start = FLOAT_ARG(c, 0), end = FLOAT_ARG(c, 1), d = n > 1 ? (end - start) / (double)(n - 1) : 0, numbers[PIECE];
    bool single = dtype_is_float(dtype) && size <= 4; /* rounded as PyTorch rounds */
    float start32 = (float)start, end32 = (float)end, d32 = n > 1 ? (end32 - start32) / (float)(n - 1) : 0, floats[PIECE];
    for (int64_t first = 0; first < n; first += PIECE, to += PIECE * size) {
        int m = n - first < PIECE ? (int)(n - first) : PIECE, half = n == 1 || first + m <= n / 2 ? m : first >= n / 2 ? 0 : (int)(n / 2 - first);
        double at = (double)first, left = (double)(n - 1 - first);
        if (single) {
            for (int i = 0; i < half; i++) floats[i] = start32 + d32 * (float)(at + (double)i);
            for (int i = half; i < m; i++) floats[i] = end32 - d32 * (float)(left - (double)i);
            convert(RUSH_FLOAT32, floats, dtype, to, m);
            continue;
        }
        for (int i = 0; i < half; i++) numbers[i] = start + d * (at + (double)i);
        for (int i = half; i < m; i++) numbers[i] = end - d * (left - (double)i);
        bool real = dtype_is_float(dtype);
        if (!real) convert(RUSH_FLOAT64, numbers, RUSH_INT64, wholes, m);
        convert(real ? RUSH_FLOAT64 : RUSH_INT64, real ? (const void *)numbers : wholes, dtype, to, m);
    }
    return true;
}

const op op_linspace = {
    OP_ROW(linspace),
    .schema = "linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "steps values, evenly spaced from start to end, both included.",
    .flags = OP_NO_GRAD,
    .meta = linspace_meta,
    .ref = linspace_ref,
    .samples = TEXTS("0, 1, 5", "0, 10, 4", "1, -1, 3", "2, 3, 1", "2, 3, 0", "-1.5, 1.5, 8, dtype=float64", "0, 10, 6, dtype=int64", "0, 1, 70000"),
    .errors = TEXTS("0, 1, -1", "number of steps must be non-negative"),
};

/* ---- logspace ---- */

static bool logspace_meta(call *c) { return steps_meta(c, 4, "logspace_cpu"); }

/* v as an element of the dtype, so that each step of the calculation is rounded as in that dtype */
static double rounded(rush_dtype dtype, double v) {
    char element[8];
    element_store_double(element, dtype, v);
    return element_load_double(element, dtype);
}

static bool logspace_ref(call *c) {
    rush_tensor *t = c->out[0];
    char *to = tensor_data(t);
    rush_dtype dtype = (rush_dtype)t->dtype;
    size_t size = dtype_size(dtype);
    int64_t n = t->numel;
    double start = FLOAT_ARG(c, 0), end = FLOAT_ARG(c, 1), base = FLOAT_ARG(c, 3);
    if (!dtype_is_float(dtype)) {
        start = trunc(start), end = trunc(end);
        double d = n > 1 ? (end - start) / (double)(n - 1) : 0;
        for (int64_t i = 0; i < n; i++) {
            double v = pow(base, i < n / 2 || n == 1 ? start + d * (double)i : end - d * (double)(n - 1 - i));
            element_store_int(to + (size_t)i * size, dtype, (int64_t)v);
        }
        return true;
    }
    start = rounded(dtype, start), end = rounded(dtype, end), base = rounded(dtype, base);
    double d = n > 1 ? rounded(dtype, rounded(dtype, end - start) / rounded(dtype, (double)(n - 1))) : 0;
    for (int64_t i = 0; i < n; i++) {
        bool first = i < n / 2 || n == 1;
        double along = rounded(dtype, d * rounded(dtype, (double)(first ? i : n - 1 - i))), power = rounded(dtype, first ? start + along : end - along);
        element_store_double(to + (size_t)i * size, dtype, dtype == RUSH_FLOAT64 ? pow(base, power) : (double)powf((float)base, (float)power));
    }
    return true;
}

const op op_logspace = {
    OP_ROW(logspace),
    .schema = "logspace(Scalar start, Scalar end, int steps, float base=10.0, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "steps values, evenly spaced on a logarithmic scale from base to the power of start to base to the power of end, both included.",
    .flags = OP_NO_GRAD,
    .positional = 3,
    .meta = logspace_meta,
    .ref = logspace_ref,
    .samples = TEXTS("0, 1, 5", "0, 2, 4", "1, -1, 3", "2, 3, 1", "2, 3, 0", "-1.5, 1.5, 8, dtype=float64", "0, 8, 9, 2.0, dtype=int64", "0, 3, 7, 2.0",
                     "0, 2, 6, dtype=bfloat16", "0, 1, 70000"),
    .errors = TEXTS("0, 1, -1", "number of steps must be non-negative", "0, 1, 3, dtype=bool", "\"logspace_cpu\" not implemented for 'Bool'"),
};

/* ---- eye ---- */

static bool eye_meta(call *c) {
    int64_t n = INT_ARG(c, 0), m = HAS(c, 1) ? INT_ARG(c, 1) : n;
    CHECK(c, n >= 0, "n must be greater or equal to 0, got %lld", (long long)n);
    CHECK(c, m >= 0, "m must be greater or equal to 0, got %lld", (long long)m);
    return create_out(c, 2, dtype_default(), 2, (int64_t[]){ n, m }, NULL);
}

static bool eye_ref(call *c) {
    rush_tensor *t = c->out[0];
    char *to = tensor_data(t);
    rush_dtype dtype = (rush_dtype)t->dtype;
    size_t size = dtype_size(dtype);
    int64_t n = t->shape[0] < t->shape[1] ? t->shape[0] : t->shape[1];
    memset(to, 0, (size_t)t->numel * size);
    for (int64_t i = 0; i < n; i++) element_store_int(to + (size_t)(i * (t->shape[1] + 1)) * size, dtype, 1);
    return true;
}

const op op_eye = {
    OP_ROW(eye),
    .schema = "eye(int n, int? m=None, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "An n by m matrix (m: n if not given) with ones on the diagonal and zeros elsewhere.",
    .flags = OP_NO_GRAD,
    .meta = eye_meta,
    .ref = eye_ref,
    .samples = TEXTS("3", "2, 4", "4, 2", "0", "0, 3", "1", "3, dtype=int64", "3, dtype=bool", "300"),
    .errors = TEXTS("-1", "n must be greater or equal to 0, got -1", "2, -1", "m must be greater or equal to 0, got -1"),
};
