/* SPDX-License-Identifier: MIT */
/* reduce.c - what reductions share, and the reference that carries them all out. */
#include "ops/reduce.h"

#include <math.h>

bool reduce_dims(call *c, const value *dims, int ndim, uint64_t *mask) {
    *mask = 0;
    CHECK_BIT_SET(c, ndim);
    if (dims->kind == RUSH_VALUE_NONE || dims->count == 0) {
        *mask = UINT64_MAX;
        return true;
    }
    for (int i = 0; i < dims->count; i++) {
        int d;
        TRY(call_dim(c, dims->u.ints[i], ndim, &d));
        CHECK(c, !(*mask >> d & 1), "dim %d appears multiple times in the list of dims", d);
        *mask |= UINT64_C(1) << d;
    }
    return true;
}

bool reduce_dim(call *c, int64_t dim, int ndim, int *d) {
    TRY(call_dim(c, dim, ndim, d));
    CHECK_BIT_SET(c, ndim);
    c->work[1] = (int64_t)(UINT64_C(1) << *d);
    return true;
}

int reduce_shape(const rush_tensor *t, uint64_t mask, bool keepdim, int64_t *shape) {
    int n = 0;
    for (int i = 0; i < t->ndim; i++) {
        if (!reduce_has(mask, i)) shape[n++] = t->shape[i];
        else if (keepdim) shape[n++] = 1;
    }
    return n;
}

bool reduce_out(call *c, int i, rush_dtype dtype, const rush_tensor *t, uint64_t mask, bool keepdim) {
    int64_t shape[RUSH_MAX_DIMS];
    int n = reduce_shape(t, mask, keepdim, shape);
    return call_out(c, i, dtype, n, shape);
}

int64_t reduce_count(const rush_tensor *t, uint64_t mask) {
    int64_t n = 1;
    for (int i = 0; i < t->ndim; i++)
        if (reduce_has(mask, i)) n *= t->shape[i];
    return n;
}

void reduce_walk_init(reduce_walk *w, const rush_tensor *t, uint64_t mask) {
    int64_t size = (int64_t)dtype_size((rush_dtype)t->dtype);
    w->kept = w->reduced = 0;
    w->results = w->count = 1;
    for (int i = 0; i < t->ndim; i++) {
        int which = reduce_has(mask, i);
        int *n = which ? &w->reduced : &w->kept;
        w->shape[which][*n] = t->shape[i];
        w->strides[which][(*n)++] = t->strides[i] * size;
        *(which ? &w->count : &w->results) *= t->shape[i];
    }
}

int64_t reduce_offset(const reduce_walk *w, int which, int64_t i) {
    int64_t offset = 0;
    for (int d = (which ? w->reduced : w->kept) - 1; d >= 0; d--) {
        offset += i % w->shape[which][d] * w->strides[which][d];
        i /= w->shape[which][d];
    }
    return offset;
}

uint64_t reduce_mask(const value *dims, int ndim) {
    if (dims->kind == RUSH_VALUE_NONE || dims->count == 0) return UINT64_MAX;
    uint64_t mask = 0;
    for (int i = 0; i < dims->count; i++) mask |= UINT64_C(1) << (dims->u.ints[i] < 0 ? dims->u.ints[i] + ndim : dims->u.ints[i]);
    return mask;
}

rush_tensor *reduce_restore(backward *c, rush_tensor *g, const value *dims, bool keepdim, rush_shape input) {
    if (keepdim || input.ndim == 0) return g;
    int64_t shape[RUSH_MAX_DIMS];
    uint64_t mask = reduce_mask(dims, (int)input.ndim);
    for (int i = 0; i < input.ndim; i++) shape[i] = reduce_has(mask, i) ? 1 : input.dims[i];
    return rush_reshape(g, ((rush_shape){ shape, input.ndim }));
}

int64_t reduce_input_count(const value *dims, rush_shape input) {
    int64_t n = 1;
    uint64_t mask = reduce_mask(dims, (int)input.ndim);
    for (int i = 0; i < input.ndim; i++)
        if (reduce_has(mask, i)) n *= input.dims[i];
    return n;
}

/* ---- carrying one out ---- */

rush_dtype reduce_compute_dtype(const rush_tensor *from, rush_dtype to) {
    if (from->dtype == RUSH_FLOAT64 || to == RUSH_FLOAT64) return RUSH_FLOAT64;
    return dtype_is_float((rush_dtype)from->dtype) || dtype_is_float(to) ? RUSH_FLOAT32 : RUSH_INT64;
}

void reduce_store(const reduction *r, int64_t i, double a, int64_t count) {
    rush_dtype d = (rush_dtype)r->to->dtype;
    double free = (double)count - r->parameter;
    switch (r->finish) {
    case FINISH_NONE: break;
    case FINISH_MEAN: a = a / (double)count + (r->center ? r->center[i] : 0); break;
    case FINISH_SQRT: a = sqrt(a); break;
    case FINISH_ROOT: a = pow(a, 1 / r->parameter); break;
    case FINISH_VAR: a /= free > 0 ? free : 0; break;
    case FINISH_STD: a = sqrt(a / (free > 0 ? free : 0)); break;
    case FINISH_ANY: a = a > 0; break;
    case FINISH_ALL: a = a == (double)count; break;
    case FINISH_LOG:
        a = d == RUSH_FLOAT64 ? log(a) + r->center[i] : (double)(logf((float)a) + (float)r->center[i]);
        break;
    }
    element_store_double((char *)tensor_data(r->to) + (size_t)i * dtype_size(d), d, a);
}

static double step(const reduction *r, double a, double x, double center) {
    switch (r->kind) {
    case REDUCE_SUM: return a + x;
    case REDUCE_PROD: return a * x;
    case REDUCE_MAX: return x > a || isnan(x) ? x : a;
    case REDUCE_MIN: return x < a || isnan(x) ? x : a;
    case REDUCE_SUM_ABS: return a + fabs(x);
    case REDUCE_SUM_SQUARES: return a + x * x;
    case REDUCE_MAX_ABS: return fabs(x) > a || isnan(x) ? fabs(x) : a;
    case REDUCE_MIN_ABS: return fabs(x) < a || isnan(x) ? fabs(x) : a;
    case REDUCE_NONZERO: return a + (x != 0);
    case REDUCE_SUM_POWER: return a + pow(fabs(x), r->parameter);
    case REDUCE_SHIFTED: return a + (x - center);
    case REDUCE_DEVIATION: return a + (x - center) * (x - center);
    case REDUCE_SUM_EXP: return a + exp(x - center);
    default: return a + (isnan(x) ? 0 : x); /* REDUCE_SUM_NUMBERS */
    }
}

static int64_t step_whole(reduce_kind kind, int64_t a, int64_t x) {
    switch (kind) {
    case REDUCE_PROD: return (int64_t)((uint64_t)a * (uint64_t)x);
    case REDUCE_MAX: return x > a ? x : a;
    case REDUCE_MIN: return x < a ? x : a;
    case REDUCE_NONZERO: return a + (x != 0);
    default: return (int64_t)((uint64_t)a + (uint64_t)x);
    }
}

bool reduce_reference(call *c, const reduction *r) {
    (void)c;
    rush_dtype out = (rush_dtype)r->to->dtype, in = (rush_dtype)r->from->dtype;
    bool largest = r->kind == REDUCE_MAX, smallest = r->kind == REDUCE_MIN || r->kind == REDUCE_MIN_ABS, product = r->kind == REDUCE_PROD;
    reduce_walk w;
    reduce_walk_init(&w, r->from, r->mask);
    const char *data = tensor_data(r->from);
    char *result = tensor_data(r->to);
    for (int64_t i = 0; i < w.results; i++, result += dtype_size(out)) {
        const char *from = data + reduce_offset(&w, 0, i);
        double a = product ? 1 : largest ? -INFINITY : smallest ? INFINITY : 0, center = r->center ? r->center[i] : 0;
        int64_t whole = product ? 1 : largest ? INT64_MIN : smallest ? INT64_MAX : 0;
        for (int64_t k = 0; k < w.count; k++) {
            const char *p = from + reduce_offset(&w, 1, k);
            if (r->compute == RUSH_INT64) whole = step_whole(r->kind, whole, element_load_int(p, in));
            else a = step(r, a, element_load_double(p, in), center);
        }
        if (r->compute == RUSH_INT64 && r->finish == FINISH_NONE) element_store_int(result, out, whole);
        else reduce_store(r, i, r->compute == RUSH_INT64 ? (double)whole : a, w.count);
    }
    return true;
}
