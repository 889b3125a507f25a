/* SPDX-License-Identifier: MIT */
/* logsumexp.c - y = m + log(sum_i exp(x_i - m)) with m = max_i x_i (0 where that is infinite);   dx_i = g exp(x_i - y) */
#include <math.h>

#include "ops/reduce.h"

bool reduce_logsumexp(call *c, reduce_engine run) {
    rush_tensor *to = c->out[0];
    const rush_tensor *t = call_cast(c, TENSOR(c, 0), (rush_dtype)to->dtype);
    rush_tensor *most = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    if (!t || !most) return false;
    reduction r = { .from = t, .to = most, .mask = (uint64_t)c->work[1], .kind = REDUCE_MAX, .compute = reduce_compute_dtype(t, (rush_dtype)t->dtype) };
    TRY(run(c, &r));
    double *m = tensor_data(most);
    for (int64_t i = 0; i < most->numel; i++)
        if (isinf(m[i])) m[i] = 0;
    r.to = to;
    r.kind = REDUCE_SUM_EXP;
    r.finish = FINISH_LOG;
    r.center = m;
    return run(c, &r);
}
static bool logsumexp_ref(call *c) { return reduce_logsumexp(c, reduce_reference); }

static bool logsumexp_meta(call *c) {
    const rush_tensor *t = TENSOR(c, 0);
    uint64_t mask;
    TRY(reduce_dims(c, &c->args[1], t->ndim, &mask));
    c->work[1] = (int64_t)mask;
    return reduce_out(c, 0, dtype_is_float((rush_dtype)t->dtype) ? (rush_dtype)t->dtype : dtype_default(), t, mask, BOOL_ARG(c, 2));
}

static bool logsumexp_grad(backward *c) {
    rush_shape in = input_shape(c, 0);
    bool keep = BOOL_ARG(c, 2);
    rush_tensor *y = reduce_restore(c, c->out[0], &c->args[1], keep, in), *g = reduce_restore(c, c->grad, &c->args[1], keep, in);
    GIVE(0, rush_mul(g, rush_exp(rush_sub(c->args[0].u.t, y))));
    return true;
}

const op op_logsumexp = {
    OP_ROW(logsumexp),
    .schema = "logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor",
    .doc = "Logarithm of the sum of exponentials over the given dimensions, without overflow.",
    .saves = ARG(0) | OUT(0),
    .meta = logsumexp_meta,
    .ref = logsumexp_ref,
    .grad = logsumexp_grad,
    .samples = TEXTS("T[2,3], (0,)", "T[2,3], (-1,), True", "T[2,3,4], (0,2)", "T[], (0,)", "T[0], (0,)", "T[0,3], (1,)", "T[3,4]:t, (1,)", "T[4,6]:s, (0,)",
                     "T[300,300], (1,)", "T[300,300], (0,)", "T[2,3]:n, (1,)", "T[3,4]:e, (0,)"),
    .errors = TEXTS("T[3], (5,)", "Dimension out of range (expected to be in range of [-1, 0], but got 5)"),
};
