/* SPDX-License-Identifier: MIT */
/* extreme.c - the largest and the smallest value: max, min (of all) and amax, amin (over dimensions). A NaN wins.
     dx = g shared equally among the elements that are the extreme */
#include "ops/reduce.h"

bool reduce_extreme(call *c, reduce_engine run) {
    const rush_tensor *t = TENSOR(c, 0);
    return run(c, &(reduction){ .from = t, .to = c->out[0], .mask = (uint64_t)c->work[1], .kind = (reduce_kind)c->work[2],
                                .compute = reduce_compute_dtype(t, (rush_dtype)t->dtype) });
}
static bool extreme_ref(call *c) { return reduce_extreme(c, reduce_reference); }

static bool extreme_all(call *c, reduce_kind kind) {
    const rush_tensor *t = TENSOR(c, 0);
    CHECK(c, t->numel, "%s(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.", c->op->name);
    c->work[1] = -1;
    c->work[2] = kind;
    return reduce_out(c, 0, (rush_dtype)t->dtype, t, UINT64_MAX, false);
}
static bool max_meta(call *c) { return extreme_all(c, REDUCE_MAX); }
static bool min_meta(call *c) { return extreme_all(c, REDUCE_MIN); }

static bool extreme_dims(call *c, reduce_kind kind) {
    const rush_tensor *t = TENSOR(c, 0);
    uint64_t mask;
    TRY(reduce_dims(c, &c->args[1], t->ndim, &mask));
    if (t->numel == 0) {
        CHECK(c, HAS(c, 1) && c->args[1].count, "%s(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.",
              c->op->name);
        for (int i = 0; i < c->args[1].count; i++) {
            int64_t dim = c->args[1].u.ints[i];
            CHECK_INDEX(c, t->shape[dim < 0 ? dim + t->ndim : dim], "%s(): Expected reduction dim %lld to have non-zero size.", c->op->name, (long long)dim);
        }
    }
    c->work[1] = (int64_t)mask;
    c->work[2] = kind;
    return reduce_out(c, 0, (rush_dtype)t->dtype, t, mask, BOOL_ARG(c, 2));
}
static bool amax_meta(call *c) { return extreme_dims(c, REDUCE_MAX); }
static bool amin_meta(call *c) { return extreme_dims(c, REDUCE_MIN); }

bool reduce_share_grad(backward *c) {
    rush_tensor *x = c->args[0].u.t, *y = rush_detach(c->out[0]);
    x = rush_detach(x);
    rush_tensor *which = rush_where(rush_ne(y, y), rush_ne(x, x), rush_eq(x, y));
    rush_tensor *mask = rush_to_dtype(which, input_dtype(c, 0));
    GIVE(0, rush_mul(mask, rush_div(c->grad, rush_sum(mask))));
    return true;
}

static bool extreme_dims_grad(backward *c) {
    rush_shape in = input_shape(c, 0);
    bool keep = BOOL_ARG(c, 2);
    rush_tensor *x = rush_detach(c->args[0].u.t), *y = reduce_restore(c, rush_detach(c->out[0]), &c->args[1], keep, in);
    rush_tensor *mask = rush_to_dtype(rush_eq(x, y), input_dtype(c, 0)), *g = reduce_restore(c, c->grad, &c->args[1], keep, in);
    rush_shape dims = { c->args[1].u.ints, c->args[1].kind == RUSH_VALUE_NONE ? 0 : c->args[1].count };
    GIVE(0, rush_div(rush_mul(g, mask), rush_sum_dim(mask, dims, .keepdim = true)));
    return true;
}

#define ALL_SAMPLES TEXTS("T[2,3]:q", "T[]", "T[1,1]", "T[2,3]:n", "T[3,4]:t", "T[4,6]:s", "T[70000]", "T[300,300]")
#define DIM_SAMPLES \
    TEXTS("T[2,3]:q, (0,)", "T[2,3]:q, (-1,), True", "T[2,3,4]:q, (0,2)", "T[], (0,)", "T[0,3], (1,)", "T[3,4]:t, (1,)", "T[4,6]:s, (0,)", \
          "T[300,300], (1,)", "T[300,300], (0,)", "T[2,3]:n, (1,)", "T[3,4], ()")

const op op_max = {
    OP_ROW(max),
    .schema = "max(Tensor self) -> Tensor",
    .doc = "The largest of all elements; NaN if there is one.",
    .flags = OP_NO_OUT,
    .grad_name = "MaxBackward1",
    .saves = ARG(0) | OUT(0),
    .meta = max_meta,
    .ref = extreme_ref,
    .grad = reduce_share_grad,
    .samples = ALL_SAMPLES,
    .errors = TEXTS("T[0]", "max(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument."),
    .dtypes = DTYPES_ALL,
};

const op op_min = {
    OP_ROW(min),
    .schema = "min(Tensor self) -> Tensor",
    .doc = "The smallest of all elements; NaN if there is one.",
    .flags = OP_NO_OUT,
    .grad_name = "MinBackward1",
    .saves = ARG(0) | OUT(0),
    .meta = min_meta,
    .ref = extreme_ref,
    .grad = reduce_share_grad,
    .samples = ALL_SAMPLES,
    .errors = TEXTS("T[0]", "min(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument."),
    .dtypes = DTYPES_ALL,
};

const op op_amax = {
    OP_ROW(amax),
    .schema = "amax(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor",
    .doc = "The largest value over the given dimensions (none given: all).",
    .positional = 2,
    .saves = ARG(0) | OUT(0),
    .meta = amax_meta,
    .ref = extreme_ref,
    .grad = extreme_dims_grad,
    .samples = DIM_SAMPLES,
    .errors = TEXTS("T[0,3], (0,)", "amax(): Expected reduction dim 0 to have non-zero size.", "T[3], (0,0)", "dim 0 appears multiple times in the list of dims"),
    .dtypes = DTYPES_ALL,
};

const op op_amin = {
    OP_ROW(amin),
    .schema = "amin(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor",
    .doc = "The smallest value over the given dimensions (none given: all).",
    .positional = 2,
    .saves = ARG(0) | OUT(0),
    .meta = amin_meta,
    .ref = extreme_ref,
    .grad = extreme_dims_grad,
    .samples = DIM_SAMPLES,
    .errors = TEXTS("T[0,3], (0,)", "amin(): Expected reduction dim 0 to have non-zero size.", "T[3], (0,0)", "dim 0 appears multiple times in the list of dims"),
    .dtypes = DTYPES_ALL,
};

/* ---- both ---- */

static bool aminmax_run(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    rush_shape dims = { HAS(c, 1) ? &c->args[1].u.i : NULL, HAS(c, 1) };
    bool keep = BOOL_ARG(c, 2);
    CHECK(c, HAS(c, 1) || x->numel, "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.");
    if (HAS(c, 1)) {
        int d;
        TRY(call_dim(c, INT_ARG(c, 1), x->ndim, &d));
        CHECK_INDEX(c, !x->ndim || x->shape[d], "aminmax: Expected reduction dim %d to have non-zero size.", d);
    }
    rush_tensor *least = rush_amin(x, dims, .keepdim = keep), *most = rush_amax(x, dims, .keepdim = keep);
    if (least && x->ndim == 0 && keep && HAS(c, 1)) { /* as in PyTorch: [1] of a single element */
        least = rush_unsqueeze(least, 0);
        most = rush_unsqueeze(most, 0);
    }
    return call_return(c, 0, least) && call_return(c, 1, most);
}

const op op_aminmax = {
    OP_ROW(aminmax),
    .schema = "aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)",
    .doc = "The smallest and the largest value along dim (None: of all).",
    .run = aminmax_run,
    .samples = TEXTS("T[2,3]:q", "T[2,3]:q, dim=0", "T[2,3]:q, dim=-1, keepdim=True", "T[2,3]:q, keepdim=True", "T[]", "T[0,3], dim=1", "T[3,4]:t:q, dim=1", "T[4,6]:s:q, dim=0", "T[300,300], dim=1", "T[2,3]:n, dim=1"),
    .errors = TEXTS("T[0,3]", "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.", "T[0,3], dim=0",
                    "aminmax: Expected reduction dim 0 to have non-zero size."),
    .dtypes = DTYPES_ALL,
};
