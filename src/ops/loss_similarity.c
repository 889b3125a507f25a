/* SPDX-License-Identifier: MIT */
/* loss_similarity.c - kl_div, cosine_similarity and cosine_embedding_loss, made of other ops. */
#include "ops/loss.h"

#include <string.h>

static rush_tensor *reduced(call *c, rush_tensor *t, loss_reduction r) { return r == LOSS_MEAN ? rush_mean(t) : r == LOSS_SUM ? rush_sum(t) : t; }

/* t log t, 0 where t is 0 */
static rush_tensor *entropy(call *c, rush_tensor *t) {
    rush_tensor *some = rush_ne(t, 0);
    return rush_where(some, rush_mul(t, rush_log(rush_where(some, t, 1))), 0);
}

static bool kl_div_run(call *c) {
    rush_tensor *x = TENSOR(c, 0), *t = TENSOR(c, 1);
    loss_reduction r = LOSS_SUM;
    bool batch = !strcmp(c->args[2].u.string, "batchmean");
    if (!batch) TRY(loss_reduction_of(c->site, c->op->name, &c->args[2], &r));
    rush_tensor *loss = BOOL_ARG(c, 3) ? rush_mul(rush_exp(t), rush_sub(t, x)) : rush_sub(entropy(c, t), rush_mul(t, x));
    if (!(loss = reduced(c, loss, r))) return false;
    return call_return(c, 0, batch && x->ndim ? rush_div(loss, x->shape[0]) : loss);
}

const op op_kl_div = {
    OP_ROW(kl_div),
    .schema = "kl_div(Tensor self, Tensor target, str reduction='mean', bool log_target=False) -> Tensor",
    .doc = "Kullback-Leibler divergence target (log(target) - self), self (and target with log_target) being log-probabilities; reduction 'mean', "
           "'batchmean', 'sum' or 'none'.",
    .flags = OP_NO_OUT | OP_NN,
    .run = kl_div_run,
    .samples = TEXTS("T[2,3], T[2,3]:p", "T[2,3], T[2,3]:p, 'sum'", "T[2,3], T[2,3]:p, 'none'", "T[2,3], T[2,3]:p, 'batchmean'", "T[2,3], T[2,3], 'none', True",
                     "T[], T[]:p", "T[0], T[0]:p, 'sum'", "T[3,4]:t, T[4,3]:p", "T[300,300], T[300,300]:p",
                     "T[2,3]:n, T[2,3]:p, 'none'"),
    .errors = TEXTS("T[2], T[2], 'x'", "x is not a valid value for reduction"),
};

/* t, at least `least` */
static rush_tensor *at_least(call *c, rush_tensor *t, double least) {
    return rush_where(rush_lt(t, least), rush_mul(rush_ones_like(t), least), rush_operand_tensor(t));
}

static bool cosine_similarity_run(call *c) {
    rush_tensor *x[2] = { TENSOR(c, 0), TENSOR(c, 1) };
    int64_t shape[RUSH_MAX_DIMS], dim = INT_ARG(c, 2);
    int n;
    rush_dtype common = dtype_promote((rush_dtype)x[0]->dtype, (rush_dtype)x[1]->dtype);
    CHECK(c, dtype_is_float(common), "expected common dtype to be floating point, yet common dtype is %s", dtype_table[common].torch_name);
    for (int i = 0; i < 2; i++)
        if (x[i]->dtype != common && !(x[i] = rush_to_dtype(x[i], common))) return false;
    TRY(shape_broadcast(c->site, c->op->name, x[0]->ndim, x[0]->shape, x[1]->ndim, x[1]->shape, &n, shape));
    for (int i = 0; i < 2; i++) {
        rush_tensor *wide = rush_expand(x[i], ((rush_shape){ shape, n }));
        rush_tensor *norm = rush_linalg_vector_norm(wide, .dims = RUSH_SHAPE(dim), .keepdim = true);
        x[i] = rush_div(wide, at_least(c, norm, FLOAT_ARG(c, 3)));
    }
    return call_return(c, 0, rush_sum_dim(rush_mul(x[0], x[1]), RUSH_SHAPE(dim)));
}

const op op_cosine_similarity = {
    OP_ROW(cosine_similarity),
    .schema = "cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor",
    .doc = "Cosine of the angle between x1 and x2 along dim, norms not below eps.",
    .flags = OP_NO_OUT | OP_NN,
    .run = cosine_similarity_run,
    .samples = TEXTS("T[2,3], T[2,3]", "T[2,3], T[2,3], 0", "T[2,3,4], T[2,3,4], -1", "T[2,3], T[1,3]", "T[3,4]:t, T[4,3]", "T[4,6]:s, T[4,3]", "T[0,3], T[0,3]",
                     "T[300,300], T[300,300]",
                     "T[2,3]:n, T[2,3]"),
    .errors = TEXTS("T[2,3]:i5, T[2,3]:i5", "expected common dtype to be floating point, yet common dtype is Long", "T[2,3], T[2,4]", "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1"),
};

static bool cosine_embedding_loss_run(call *c) {
    rush_tensor *x1 = TENSOR(c, 0), *x2 = TENSOR(c, 1), *t = TENSOR(c, 2);
    loss_reduction r;
    TRY(loss_reduction_of(c->site, c->op->name, &c->args[4], &r));
    CHECK(c, t->ndim < 2, "0D or 1D target tensor expected, multi-target not supported");
    CHECK(c, x1->ndim == t->ndim + 1 && x2->ndim == t->ndim + 1, "%dD target tensor expects %dD input tensors, but found inputs with sizes %s and %s.",
          (int)t->ndim, (int)t->ndim + 1, TENSOR_SHAPE_TEXT(x1), TENSOR_SHAPE_TEXT(x2));
    rush_shape dim = RUSH_SHAPE(t->ndim);
    rush_tensor *product = rush_sum_dim(rush_mul(x1, x2), dim), *m1 = rush_add(rush_sum_dim(rush_mul(x1, x1), dim), 1e-12);
    rush_tensor *m2 = rush_add(rush_sum_dim(rush_mul(x2, x2), dim), 1e-12), *cosine = rush_div(product, rush_sqrt(rush_mul(m1, m2)));
    rush_tensor *same = rush_where(rush_eq(t, 1), rush_sub(rush_ones_like(cosine), cosine), 0);
    rush_tensor *other = rush_where(rush_eq(t, -1), rush_clamp_min(rush_sub(cosine, FLOAT_ARG(c, 3)), 0), 0);
    return call_return(c, 0, reduced(c, rush_add(same, other), r));
}

const op op_cosine_embedding_loss = {
    OP_ROW(cosine_embedding_loss),
    .schema = "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, str reduction='mean') -> Tensor",
    .doc = "1 - cosine where target is 1, max(0, cosine - margin) where it is -1; the cosine is taken along the last dimension.",
    .flags = OP_NO_OUT | OP_NN,
    .run = cosine_embedding_loss_run,
    .samples = TEXTS("T[2,3], T[2,3], T[2]:i2", "T[2,3], T[2,3], T[2]:i2, 0.5, 'sum'", "T[3], T[3], T[]:i2", "T[2,3], T[2,3], T[2]:i2, 0.1, 'none'", "T[0,3], T[0,3], T[0]:i2, 0.0, 'sum'", "T[3,4]:t, T[4,3], T[4]:i2",
                     "T[4,6]:s, T[4,3], T[4]:i2, 0.5", "T[300,300], T[300,300], T[300]:i2"),
    .errors = TEXTS("T[3], T[3], T[3]", "1D target tensor expects 2D input tensors, but found inputs with sizes [3] and [3].", "T[2], T[2], T[2], 0.0, 'x'", "x is not a valid value for reduction"),
};
