/* SPDX-License-Identifier: MIT */
/* extreme_place.c - where the extreme lies: argmax, argmin; max and min over one dimension, with indices. The first of equal
   elements counts; a NaN wins.
     y_r = x[r, i_r]     dx[r, i_r] = g_r, 0 elsewhere */
#include <string.h>

#include "ops/internal_ops.h"
#include "ops/reduce.h"

static bool place_values(call *c, const reduce_place *r) {
    rush_dtype d = (rush_dtype)r->from->dtype;
    bool real = dtype_is_float(d);
    reduce_walk w;
    reduce_walk_init(&w, r->from, r->mask);
    const char *data = tensor_data(r->from);
    char *values = r->values ? tensor_data(r->values) : NULL;
    int64_t *places = tensor_data(r->places);
    (void)c;
    for (int64_t i = 0; i < w.results; i++) {
        const char *from = data + reduce_offset(&w, 0, i);
        int64_t best = 0, whole = 0;
        double value_ = 0;
        for (int64_t k = 0; k < w.count; k++) {
            const char *p = from + reduce_offset(&w, 1, k);
            double x = real ? element_load_double(p, d) : 0;
            int64_t n = real ? 0 : element_load_int(p, d);
            bool after = real ? value_ == value_ && (x != x || (r->largest ? x > value_ : x < value_)) : r->largest ? n > whole : n < whole;
            if (k && !after) continue;
            best = k;
            value_ = x;
            whole = n;
        }
        places[i] = best;
        if (!values) continue;
        if (real) element_store_double(values + i * (int64_t)dtype_size(d), d, value_);
        else element_store_int(values + i * (int64_t)dtype_size(d), d, whole);
    }
    return true;
}

bool reduce_extreme_place(call *c, reduce_place_engine run) {
    bool pair = c->nout == 2;
    return run(c, &(reduce_place){ .from = TENSOR(c, 0), .values = pair ? c->out[0] : NULL, .places = c->out[pair], .mask = (uint64_t)c->work[1],
                                   .largest = c->work[2] != 0 });
}
static bool place_ref(call *c) { return reduce_extreme_place(c, place_values); }

static bool place_meta(call *c, bool largest) {
    const rush_tensor *t = TENSOR(c, 0);
    CHECK_INDEX(c, HAS(c, 1) || t->numel, "%s(): Expected reduction dim to be specified for input.numel() == 0.", c->op->name);
    c->work[1] = -1;
    c->work[2] = largest;
    if (HAS(c, 1)) {
        int dim;
        TRY(reduce_dim(c, INT_ARG(c, 1), t->ndim, &dim));
        CHECK_INDEX(c, !t->ndim || t->shape[dim], "%s(): Expected reduction dim %d to have non-zero size.", c->op->name, dim);
    }
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, t->dtype != RUSH_BOOL || !t->numel, "\"%s_cpu\" not implemented for 'Bool'", c->op->name);
    return reduce_out(c, 0, RUSH_INT64, t, (uint64_t)c->work[1], BOOL_ARG(c, 2));
}
static bool argmax_meta(call *c) { return place_meta(c, true); }
static bool argmin_meta(call *c) { return place_meta(c, false); }

static bool extreme_dim_meta(call *c, bool largest) {
    const rush_tensor *t = TENSOR(c, 0);
    int dim;
    TRY(reduce_dim(c, INT_ARG(c, 1), t->ndim, &dim));
    CHECK_INDEX(c, !t->ndim || t->shape[dim], "%s(): Expected reduction dim %d to have non-zero size.", largest ? "max" : "min", dim);
    c->work[2] = largest;
    TRY(reduce_out(c, 0, (rush_dtype)t->dtype, t, (uint64_t)c->work[1], BOOL_ARG(c, 2)));
    return reduce_out(c, 1, RUSH_INT64, t, (uint64_t)c->work[1], BOOL_ARG(c, 2));
}
static bool max_dim_meta(call *c) { return extreme_dim_meta(c, true); }
static bool min_dim_meta(call *c) { return extreme_dim_meta(c, false); }

bool reduce_place_grad(backward *c, int64_t dim, bool keepdim) {
    rush_shape in = input_shape(c, 0);
    if (!c->grad) return true;
    if (in.ndim == 0) {
        GIVE(0, rush_clone(c->grad));
        return true;
    }
    if (dim < 0) dim += in.ndim;
    rush_tensor *g = c->grad, *index = rush_detach(c->out[1]);
    if (!keepdim) {
        g = rush_unsqueeze(g, dim);
        index = rush_unsqueeze(index, dim);
    }
    GIVE(0, rush_place_along(g, dim, index, in.dims[dim]));
    return true;
}
static bool extreme_dim_grad(backward *c) { return reduce_place_grad(c, INT_ARG(c, 1), BOOL_ARG(c, 2)); }

/* ---- zeros but for one element of each line along a dimension: to[o, index[o, i], i] = from[o, i] ---- */

static bool place_along_meta(call *c) {
    int64_t shape[RUSH_MAX_DIMS];
    const rush_tensor *t = TENSOR(c, 0);
    for (int i = 0; i < t->ndim; i++) shape[i] = i == INT_ARG(c, 1) ? INT_ARG(c, 3) : t->shape[i];
    return call_out(c, 0, (rush_dtype)t->dtype, t->ndim, shape);
}

static bool place_along_ref(call *c) {
    const rush_tensor *t = call_contiguous(c, TENSOR(c, 0)), *index = call_contiguous(c, TENSOR(c, 2));
    if (!t || !index) return false;
    memset(tensor_data(c->out[0]), 0, (size_t)c->out[0]->numel * dtype_size((rush_dtype)t->dtype));
    int dim = (int)INT_ARG(c, 1);
    int64_t size = (int64_t)dtype_size((rush_dtype)t->dtype), n = c->out[0]->shape[dim], inner = shape_numel(t->ndim - dim - 1, t->shape + dim + 1);
    const int64_t *at = tensor_data(index);
    const char *from = tensor_data(t);
    char *to = tensor_data(c->out[0]);
    for (int64_t k = 0; k < t->numel; k++) memcpy(to + (k / inner * n * inner + at[k] * inner + k % inner) * size, from + k * size, (size_t)size);
    return true;
}

static bool place_along_grad(backward *c) {
    GIVE(0, rush_gather(c->grad, INT_ARG(c, 1), rush_detach(c->args[2].u.t)));
    return true;
}

const op op_place_along = {
    OP_ROW(place_along),
    .schema = "place_along(Tensor self, int dim, Tensor index, int length) -> Tensor",
    .doc = "Zeros of the given length along dim but at `index` (of size 1 there, as self), where self's elements lie.",
    .flags = OP_INTERNAL,
    .saves = ARG(2),
    .meta = place_along_meta,
    .ref = place_along_ref,
    .grad = place_along_grad,
    .samples = TEXTS("T[2,1,3], 1, T[2,1,3]:i4, 4", "T[1], 0, T[1]:i2, 2", "T[3,2]:s, 1, T[3,1]:i2, 2", "T[1,4], 0, T[1,4]:i3, 3", "T[0,1], 1, T[0,1]:i2, 2",
                     "T[2,1,3]:n, 1, T[2,1,3]:i4, 4", "T[3,1]:t, 0, T[1,3]:i5, 5", "T[300,1,300], 1, T[300,1,300]:i2, 2"),
};

/* ---- rows ---- */

#define ARG_SAMPLES \
    TEXTS("T[2,3]", "T[2,3], 0", "T[2,3], -1, True", "T[2,3,4]:q, 1", "T[], 0", "T[3,0], 0", "T[3,4]:t, 1", "T[4,6]:s, 0", "T[300,300], 1", \
          "T[300,300], 0", "T[300,300]", "T[2,3]:n, 1", "T[2,3]:n")
#define PAIR_SAMPLES \
    TEXTS("T[2,3]:q, 0", "T[2,3]:q, -1, True", "T[2,3,4]:q, 1", "T[], 0", "T[0,3], 1", "T[3,4]:t:q, 1", "T[4,6]:s, 0", "T[300,300], 1", \
          "T[300,300], 0", "T[2,3]:n, 1")

const op op_argmax = {
    OP_ROW(argmax),
    .schema = "argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
    .doc = "Index of the largest element along dim, or in the flattened tensor; the first of equal ones.",
    .flags = OP_NO_GRAD,
    .meta = argmax_meta,
    .ref = place_ref,
    .samples = ARG_SAMPLES,
    .errors = TEXTS("T[0]", "argmax(): Expected reduction dim to be specified for input.numel() == 0.", "T[0,3], 0",
                    "argmax(): Expected reduction dim 0 to have non-zero size.", "T[3], 5",
                    "Dimension out of range (expected to be in range of [-1, 0], but got 5)", "T[3]:b", "\"argmax_cpu\" not implemented for 'Bool'"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

const op op_argmin = {
    OP_ROW(argmin),
    .schema = "argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
    .doc = "Index of the smallest element along dim, or in the flattened tensor; the first of equal ones.",
    .flags = OP_NO_GRAD,
    .meta = argmin_meta,
    .ref = place_ref,
    .samples = ARG_SAMPLES,
    .errors = TEXTS("T[0]", "argmin(): Expected reduction dim to be specified for input.numel() == 0.", "T[0,3], 0",
                    "argmin(): Expected reduction dim 0 to have non-zero size."),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

const op op_max_dim = {
    OP_ROW(max_dim),
    .schema = "max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
    .doc = "The largest element along dim and where it is; the first of equal ones.",
    .grad_name = "MaxBackward0",
    .flags = OP_GRAD_UNDEFINED,
    .saves = OUT(1),
    .meta = max_dim_meta,
    .ref = place_ref,
    .grad = extreme_dim_grad,
    .samples = PAIR_SAMPLES,
    .errors = TEXTS("T[0,3], 0", "max(): Expected reduction dim 0 to have non-zero size.", "T[3], 5",
                    "Dimension out of range (expected to be in range of [-1, 0], but got 5)"),
    .dtypes = DTYPES_ALL,
};

const op op_min_dim = {
    OP_ROW(min_dim),
    .schema = "min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
    .doc = "The smallest element along dim and where it is; the first of equal ones.",
    .grad_name = "MinBackward0",
    .flags = OP_GRAD_UNDEFINED,
    .saves = OUT(1),
    .meta = min_dim_meta,
    .ref = place_ref,
    .grad = extreme_dim_grad,
    .samples = PAIR_SAMPLES,
    .errors = TEXTS("T[0,3], 0", "min(): Expected reduction dim 0 to have non-zero size."),
    .dtypes = DTYPES_ALL,
};
