/* SPDX-License-Identifier: MIT */
/* special.c - special functions made of rows of pointwise_special.def: polygamma, mvlgamma. */
#include "ops/op.h"

static bool polygamma_run(call *c) {
    value args[2] = { c->args[1], c->args[0] };
    return call_return(c, 0, op_call(&op_polygamma_of, c->site, args, 2));
}

const op op_polygamma = {
    OP_ROW(polygamma),
    .schema = "polygamma(int n, Tensor self) -> Tensor",
    .doc = "The n-th derivative of digamma at each element.",
    .run = polygamma_run,
    .samples = TEXTS("1, T[5]:p", "0, T[5]:p", "2, T[]:p", "3, T[0]", "1, T[2,3]:p:t", "2, T[4,6]:p:s", "4, T[3,4]:p:e", "1, T[300,300]:p", "1, T[5]:i64:p"),
    .errors = TEXTS("-1, T[3]", "polygamma(n, x) does not support negative n."),
};

/* log Gamma_p(x) = p (p - 1) / 4 log pi + sum_(j = 1 … p) log Gamma(x + (1 - j) / 2) */
static bool mvlgamma_run(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    int64_t p = INT_ARG(c, 1);
    CHECK(c, x->dtype != RUSH_BOOL, "The input tensor may not be a boolean tensor.");
    CHECK(c, p >= 1, "p has to be greater than or equal to 1");
    if (!dtype_is_float((rush_dtype)x->dtype)) x = rush_to_dtype(x, dtype_default());
    if (c->inplace) x = rush_clone(x); /* the derivative keeps it */
    rush_tensor *sum = rush_lgamma(x);
    for (int64_t j = 2; j <= p; j++) sum = rush_add(sum, rush_lgamma(rush_sub(x, 0.5 * (double)(j - 1))));
    sum = rush_add(sum, 0.25 * 1.1447298858494001741 * (double)(p * (p - 1)));
    return call_return(c, 0, c->inplace ? rush_copy_(TENSOR(c, 0), sum) : rush_contiguous(sum));
}

const op op_mvlgamma = {
    OP_ROW(mvlgamma),
    .schema = "mvlgamma(Tensor self, int p) -> Tensor",
    .doc = "Logarithm of the multivariate gamma function of dimension p at each element.",
    .flags = OP_INPLACE,
    .run = mvlgamma_run,
    .samples = TEXTS("T[5]:p, 1", "T[5]:p, 2", "T[]:p, 3", "T[0], 2", "T[2,3]:p:t, 3", "T[4,6]:p:s, 2", "T[3,4]:p:e, 2", "T[300,300]:p, 2"),
    .errors = TEXTS("T[3], 0", "p has to be greater than or equal to 1", "T[3]:b, 1", "The input tensor may not be a boolean tensor."),
};
