/* SPDX-License-Identifier: MIT */
/* sum.c - sum, nansum and mean.
     sum  y = sum_i x_i          dx_i = g
     mean y = sum_i x_i / n      dx_i = g / n
   Integers and bool are summed in int64; float16 and bfloat16 in float32. */
#include "ops/reduce.h"

static rush_dtype sum_dtype(call *c, int arg, const rush_tensor *t) {
    if (HAS(c, arg)) return (rush_dtype)INT_ARG(c, arg);
    return dtype_is_float((rush_dtype)t->dtype) ? (rush_dtype)t->dtype : RUSH_INT64;
}

static bool sum_into(call *c, reduce_engine run, reduce_kind kind, reduce_finish finish) {
    const rush_tensor *t = TENSOR(c, 0);
    rush_dtype out = (rush_dtype)c->out[0]->dtype;
    if (!dtype_is_float(out) && dtype_is_float((rush_dtype)t->dtype) && !(t = call_cast(c, t, out))) return false;
    return run(c, &(reduction){ .from = t, .to = c->out[0], .mask = (uint64_t)c->work[1], .kind = kind, .finish = finish,
                                .compute = reduce_compute_dtype(t, out) });
}

bool reduce_sum(call *c, reduce_engine run) { return sum_into(c, run, (reduce_kind)c->work[2], FINISH_NONE); }
bool reduce_mean(call *c, reduce_engine run) { return sum_into(c, run, REDUCE_SUM, FINISH_MEAN); }
static bool sum_ref(call *c) { return reduce_sum(c, reduce_reference); }
static bool mean_ref(call *c) { return reduce_mean(c, reduce_reference); }

static bool sum_dim_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    uint64_t mask;
    TRY(reduce_dims(c, &c->args[1], self->ndim, &mask));
    c->work[1] = (int64_t)mask;
    c->work[2] = REDUCE_SUM;
    return reduce_out(c, 0, sum_dtype(c, 3, self), self, mask, BOOL_ARG(c, 2));
}

static bool sum_meta(call *c) {
    c->work[1] = -1;
    c->work[2] = REDUCE_SUM;
    return reduce_out(c, 0, sum_dtype(c, 1, TENSOR(c, 0)), TENSOR(c, 0), UINT64_MAX, false);
}

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
    .flags = OP_NO_OUT,
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

static bool nansum_meta(call *c) {
    TRY(sum_dim_meta(c));
    if (dtype_is_float((rush_dtype)TENSOR(c, 0)->dtype)) c->work[2] = REDUCE_SUM_NUMBERS;
    return true;
}

static bool nansum_grad(backward *c) {
    rush_tensor *x = c->args[0].u.t, *g = reduce_restore(c, c->grad, &c->args[1], BOOL_ARG(c, 2), input_shape(c, 0));
    GIVE(0, rush_where(rush_eq(x, x), rush_expand(g, input_shape(c, 0)), 0));
    return true;
}

const op op_nansum = {
    OP_ROW(nansum),
    .schema = "nansum(Tensor self, int[]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Sum over the given dimensions (none given: all), NaN counting as 0.",
    .saves = ARG(0),
    .meta = nansum_meta,
    .ref = sum_ref,
    .grad = nansum_grad,
    .samples = TEXTS("T[2,3]", "T[]", "T[0]", "T[2,3]:n", "T[2,3]:n, (1,)", "T[3,4]:t, (-1,), True", "T[4,6]:s, (0,)", "T[300,300]"),
    .dtypes = DTYPES_ALL,
};

static bool mean_check(call *c, int dtype_arg) {
    bool given = HAS(c, dtype_arg);
    rush_dtype d = given ? (rush_dtype)INT_ARG(c, dtype_arg) : (rush_dtype)TENSOR(c, 0)->dtype;
    CHECK(c, dtype_is_float(d), "mean(): could not infer output dtype. %s dtype must be either a floating point or complex dtype. Got: %s",
          given ? "Optional" : "Input", dtype_table[d].torch_name);
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
    GIVE(0, rush_expand(rush_div(c->grad, n ? n : 1), in));
    return true;
}

static bool mean_dim_grad(backward *c) {
    rush_shape in = input_shape(c, 0);
    const value *dims = &c->args[1];
    int64_t n = reduce_input_count(dims, in);
    rush_tensor *g = rush_div(reduce_restore(c, c->grad, dims, BOOL_ARG(c, 2), in), n ? n : 1);
    GIVE(0, rush_expand(g, in));
    return true;
}

const op op_mean = {
    OP_ROW(mean),
    .schema = "mean(Tensor self, *, ScalarType? dtype=None) -> Tensor",
    .doc = "Mean of all elements of a floating-point tensor.",
    .flags = OP_NO_OUT,
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
