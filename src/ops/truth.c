/* SPDX-License-Identifier: MIT */
/* truth.c - any, all and count_nonzero. NaN counts as true. The result is bool, or uint8 for a uint8 tensor. */
#include "ops/reduce.h"

bool reduce_truth(call *c, reduce_engine run) {
    const rush_tensor *t = TENSOR(c, 0);
    return run(c, &(reduction){ .from = t, .to = c->out[0], .mask = (uint64_t)c->work[1], .kind = REDUCE_NONZERO,
                                .finish = (reduce_finish)c->work[2], .compute = reduce_compute_dtype(t, (rush_dtype)t->dtype) });
}
static bool truth_ref(call *c) { return reduce_truth(c, reduce_reference); }

static bool truth_meta(call *c, reduce_finish finish, bool has_dim) {
    const rush_tensor *t = TENSOR(c, 0);
    c->work[1] = -1;
    c->work[2] = finish;
    if (has_dim) {
        int dim;
        TRY(reduce_dim(c, INT_ARG(c, 1), t->ndim, &dim));
    }
    return reduce_out(c, 0, t->dtype == RUSH_UINT8 ? RUSH_UINT8 : RUSH_BOOL, t, (uint64_t)c->work[1], has_dim && BOOL_ARG(c, 2));
}
static bool any_meta(call *c) { return truth_meta(c, FINISH_ANY, false); }
static bool any_dim_meta(call *c) { return truth_meta(c, FINISH_ANY, true); }
static bool all_meta(call *c) { return truth_meta(c, FINISH_ALL, false); }
static bool all_dim_meta(call *c) { return truth_meta(c, FINISH_ALL, true); }

static bool count_nonzero_meta(call *c) {
    uint64_t mask;
    TRY(reduce_dims(c, &c->args[1], TENSOR(c, 0)->ndim, &mask));
    c->work[1] = (int64_t)mask;
    c->work[2] = FINISH_NONE;
    return reduce_out(c, 0, RUSH_INT64, TENSOR(c, 0), mask, false);
}

#define ALL_SAMPLES TEXTS("T[2,3]", "T[]", "T[0]", "T[2,3]:n", "T[2,3]:p", "T[3,4]:t", "T[4,6]:s", "T[3,4]:e", "T[300,300]")
#define DIM_SAMPLES TEXTS("T[2,3], 0", "T[2,3], -1, True", "T[2,3,4], 1", "T[], 0", "T[0,3], 0", "T[3,4]:t, 1", "T[4,6]:s, 0", "T[300,300], 1", "T[2,3]:n, 1")
#define DIM_ERRORS TEXTS("T[3], 5", "Dimension out of range (expected to be in range of [-1, 0], but got 5)")

const op op_any = {
    OP_ROW(any),
    .schema = "any(Tensor self) -> Tensor",
    .doc = "Is any element nonzero?",
    .flags = OP_NO_GRAD,
    .meta = any_meta,
    .ref = truth_ref,
    .samples = ALL_SAMPLES,
    .dtypes = DTYPES_ALL,
};

const op op_any_dim = {
    OP_ROW(any_dim),
    .schema = "any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
    .doc = "Is any element along dim nonzero?",
    .flags = OP_NO_GRAD,
    .meta = any_dim_meta,
    .ref = truth_ref,
    .samples = DIM_SAMPLES,
    .errors = DIM_ERRORS,
    .dtypes = DTYPES_ALL,
};

const op op_all = {
    OP_ROW(all),
    .schema = "all(Tensor self) -> Tensor",
    .doc = "Are all elements nonzero?",
    .flags = OP_NO_GRAD,
    .meta = all_meta,
    .ref = truth_ref,
    .samples = ALL_SAMPLES,
    .dtypes = DTYPES_ALL,
};

const op op_all_dim = {
    OP_ROW(all_dim),
    .schema = "all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
    .doc = "Are all elements along dim nonzero?",
    .flags = OP_NO_GRAD,
    .meta = all_dim_meta,
    .ref = truth_ref,
    .samples = DIM_SAMPLES,
    .errors = DIM_ERRORS,
    .dtypes = DTYPES_ALL,
};

const op op_count_nonzero = {
    OP_ROW(count_nonzero),
    .schema = "count_nonzero.dim_IntList(Tensor self, int[]? dim=None) -> Tensor",
    .doc = "How many elements over the given dimensions (none given: all) are nonzero.",
    .flags = OP_NO_GRAD | OP_NO_OUT,
    .meta = count_nonzero_meta,
    .ref = truth_ref,
    .samples = TEXTS("T[2,3]", "T[]", "T[0]", "T[2,3]:n", "T[2,3], (0,1)", "T[3,4]:t, (1,)", "T[4,6]:s, (0,)", "T[300,300], (-1,)"),
    .errors = TEXTS("T[2,3], (5,)", "Dimension out of range (expected to be in range of [-2, 1], but got 5)"),
    .dtypes = DTYPES_ALL,
};
