/* SPDX-License-Identifier: MIT */
/* reduce.c - what reductions share; sum and mean. */
#include "ops/reduce.h"

#include "ops/call.h"

bool reduce_dims(call *c, const value *dims, int ndim, uint64_t *mask) {
    *mask = 0;
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

int reduce_shape(const rush_tensor *t, uint64_t mask, bool keepdim, int64_t *shape) {
    int n = 0;
    for (int i = 0; i < t->ndim; i++) {
        if (!(mask >> i & 1)) shape[n++] = t->shape[i];
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
        if (mask >> i & 1) n *= t->shape[i];
    return n;
}

void reduce_walk_init(reduce_walk *w, const rush_tensor *t, uint64_t mask) {
    int64_t size = (int64_t)dtype_size((rush_dtype)t->dtype);
    w->kept = w->reduced = 0;
    w->results = w->count = 1;
    for (int i = 0; i < t->ndim; i++) {
        int which = mask >> i & 1;
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

rush_tensor *reduce_restore(backward *c, rush_tensor *g, const value *dims, bool keepdim, rush_shape input) {
    if (keepdim || input.ndim == 0) return g;
    int64_t shape[RUSH_MAX_DIMS];
    uint64_t mask = 0;
    if (dims->kind == RUSH_VALUE_NONE || dims->count == 0) mask = UINT64_MAX;
    else
        for (int i = 0; i < dims->count; i++) mask |= UINT64_C(1) << (dims->u.ints[i] < 0 ? dims->u.ints[i] + input.ndim : dims->u.ints[i]);
    for (int i = 0; i < input.ndim; i++) shape[i] = mask >> i & 1 ? 1 : input.dims[i];
    return rush_reshape(g, ((rush_shape){ shape, input.ndim }));
}

/* ---- sum and mean: integers sum in int64, half types in double (reference) ---- */

static rush_dtype sum_dtype(call *c, int arg, const rush_tensor *t) {
    if (HAS(c, arg)) return (rush_dtype)INT_ARG(c, arg);
    return dtype_is_float((rush_dtype)t->dtype) ? (rush_dtype)t->dtype : RUSH_INT64;
}

static bool sum_into(call *c, uint64_t mask, bool mean) {
    const rush_tensor *t = TENSOR(c, 0);
    rush_tensor *to = c->out[0];
    rush_dtype out = (rush_dtype)to->dtype, in = (rush_dtype)t->dtype;
    if (!dtype_is_float(out) && dtype_is_float(in) && !(t = call_cast(c, t, out))) return false;
    in = (rush_dtype)t->dtype;
    reduce_walk w;
    reduce_walk_init(&w, t, mask);
    const char *data = tensor_data(t);
    char *result = tensor_data(to);
    for (int64_t i = 0; i < w.results; i++, result += dtype_size(out)) {
        const char *from = data + reduce_offset(&w, 0, i);
        double sum = 0;
        int64_t whole = 0;
        for (int64_t k = 0; k < w.count; k++) {
            const char *p = from + reduce_offset(&w, 1, k);
            if (dtype_is_float(out)) sum += element_load_double(p, in);
            else whole = (int64_t)((uint64_t)whole + (uint64_t)element_load_int(p, in));
        }
        if (!dtype_is_float(out)) element_store_int(result, out, whole);
        else element_store_double(result, out, mean ? sum / (double)w.count : sum);
    }
    return true;
}

static bool sum_dim_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    uint64_t mask;
    TRY(reduce_dims(c, &c->args[1], self->ndim, &mask));
    c->work[1] = (int64_t)mask;
    return reduce_out(c, 0, sum_dtype(c, 3, self), self, mask, BOOL_ARG(c, 2));
}

static bool sum_meta(call *c) {
    c->work[1] = -1;
    return reduce_out(c, 0, sum_dtype(c, 1, TENSOR(c, 0)), TENSOR(c, 0), UINT64_MAX, false);
}

static bool sum_ref(call *c) { return sum_into(c, (uint64_t)c->work[1], false); }
static bool mean_ref(call *c) { return sum_into(c, (uint64_t)c->work[1], true); }

static bool sum_grad(backward *c) {
    GIVE(0, rush_expand(c->grad, input_shape(c, 0)));
    return true;
}

static bool sum_dim_grad(backward *c) {
    GIVE(0, rush_expand(reduce_restore(c, c->grad, &c->args[1], BOOL_ARG(c, 2), input_shape(c, 0)), input_shape(c, 0)));
    return true;
}

const op op_sum = {
    OP_ROW(sum),
    .schema = "sum(Tensor self, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Sum of all elements. Integers and bool are summed in int64.",
    .meta = sum_meta,
    .ref = sum_ref,
    .grad = sum_grad,
    .samples = TEXTS("T[2,3]", "T[]", "T[0]", "T[2,3]:n", "T[3,4]:t", "T[4,6]:s", "T[3,4]:e", "T[300,300]", "T[5], dtype=float64"),
    .dtypes = DTYPES_ALL,
};

const op op_sum_dim = {
    OP_ROW(sum_dim),
    .schema = "sum.dim_IntList(Tensor self, int[]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Sum over the given dimensions (none given: all).",
    .grad_name = "SumBackward1",
    .meta = sum_dim_meta,
    .ref = sum_ref,
    .grad = sum_dim_grad,
    .samples = TEXTS("T[2,3], (0,)", "T[2,3], (-1,), True", "T[2,3,4], (0,2)", "T[], (0,)", "T[0,3], (0,)", "T[3,4]:t, (1,)", "T[4,6]:s, (0,)", "T[300,300], (1,)", "T[2,3]:n, (1,)"),
    .errors = TEXTS("T[2,3], (2,)", "Dimension out of range (expected to be in range of [-2, 1], but got 2)", "T[2,3], (0,0)",
                    "dim 0 appears multiple times in the list of dims"),
    .dtypes = DTYPES_ALL,
};

static bool mean_check(call *c, int dtype_arg) {
    rush_dtype d = HAS(c, dtype_arg) ? (rush_dtype)INT_ARG(c, dtype_arg) : (rush_dtype)TENSOR(c, 0)->dtype;
    CHECK(c, dtype_is_float(d), "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: %s",
          dtype_table[d].torch_name);
    return true;
}

static bool mean_meta(call *c) {
    TRY(mean_check(c, 1));
    return sum_meta(c);
}

static bool mean_dim_meta(call *c) {
    TRY(mean_check(c, 3));
    return sum_dim_meta(c);
}

static bool mean_grad(backward *c) {
    rush_shape in = input_shape(c, 0);
    int64_t n = shape_numel((int)in.ndim, in.dims);
    GIVE(0, rush_div(rush_expand(c->grad, in), n));
    return true;
}

static bool mean_dim_grad(backward *c) {
    rush_shape in = input_shape(c, 0);
    int64_t n = 1;
    const value *dims = &c->args[1];
    if (dims->kind == RUSH_VALUE_NONE || dims->count == 0) n = shape_numel((int)in.ndim, in.dims);
    else if (in.ndim)
        for (int i = 0; i < dims->count; i++) n *= in.dims[dims->u.ints[i] < 0 ? dims->u.ints[i] + in.ndim : dims->u.ints[i]];
    GIVE(0, rush_div(rush_expand(reduce_restore(c, c->grad, dims, BOOL_ARG(c, 2), in), in), n));
    return true;
}

const op op_mean = {
    OP_ROW(mean),
    .schema = "mean(Tensor self, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Mean of all elements of a floating-point tensor.",
    .meta = mean_meta,
    .ref = mean_ref,
    .grad = mean_grad,
    .samples = TEXTS("T[2,3]", "T[]", "T[0]", "T[2,3]:n", "T[3,4]:t", "T[4,6]:s", "T[3,4]:e", "T[300,300]", "T[5], dtype=float64"),
    .errors = TEXTS("T[2]:i5", "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long"),
};

const op op_mean_dim = {
    OP_ROW(mean_dim),
    .schema = "mean.dim(Tensor self, int[]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Mean over the given dimensions (none given: all).",
    .grad_name = "MeanBackward1",
    .meta = mean_dim_meta,
    .ref = mean_ref,
    .grad = mean_dim_grad,
    .samples = TEXTS("T[2,3], (0,)", "T[2,3], (-1,), True", "T[2,3,4], (0,2)", "T[], (0,)", "T[0,3], (0,)", "T[3,4]:t, (1,)", "T[4,6]:s, (0,)", "T[300,300], (1,)", "T[2,3]:n, (1,)"),
    .errors = TEXTS("T[2,3], (2,)", "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
};
