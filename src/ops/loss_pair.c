/* SPDX-License-Identifier: MIT */
/* loss_pair.c - losses that compare an input with a target of the same shape, element by element (loss.h has the formulas).
   One pass forward, one pass backward. */
#include "ops/loss.h"

#include "ops/call.h"
#include "ops/internal_ops.h"

/* ---- forward: work[1] kind, work[2] reduction, work[3] and work[4] argument numbers of w and q, or -1; work[5] that of p ---- */

static bool pair_meta(call *c, loss_kind kind, const char *name, int reduction, int w, int q, int p) {
    const rush_tensor *x = TENSOR(c, 0), *t = TENSOR(c, 1);
    int64_t shape[RUSH_MAX_DIMS] = { 0 };
    int n;
    loss_reduction r;
    TRY(loss_reduction_of(c->site, c->op->name, &c->args[reduction], &r));
    TRY(shape_broadcast(c->site, c->op->name, x->ndim, x->shape, t->ndim, t->shape, &n, shape));
    for (int k = 0; k < 2; k++) {
        const rush_tensor *more = (k ? q : w) < 0 ? NULL : TENSOR(c, k ? q : w);
        if (more) TRY(shape_broadcast(c->site, c->op->name, n, shape, more->ndim, more->shape, &n, shape));
    }
    rush_dtype d = dtype_promote((rush_dtype)x->dtype, (rush_dtype)t->dtype);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float(d), "\"%s\" not implemented for '%s'", name, dtype_table[d].torch_name);
    c->work[1] = kind;
    c->work[2] = r;
    c->work[3] = w;
    c->work[4] = q;
    c->work[5] = p;
    return r == LOSS_NONE ? call_out(c, 0, d, n, shape) : call_out(c, 0, d, 0, shape);
}

/* t, broadcast, as contiguous memory of dtype d; NULL stays NULL */
static const void *plain(call *c, rush_tensor *t, rush_dtype d, int n, const int64_t *shape, bool *ok) {
    if (!t || !*ok) return NULL;
    const rush_tensor *r = t;
    if (!shape_equal(t->ndim, t->shape, n, shape)) {
        rush_tensor *wide = call_temporary(c, d, n, shape);
        *ok = wide && tensor_copy(c->site, wide, t);
        return *ok ? tensor_data(wide) : NULL;
    }
    if (!(r = call_cast(c, r, d)) || !(r = call_contiguous(c, r))) *ok = false;
    return *ok ? tensor_data(r) : NULL;
}

/* Fills the job's inputs from arguments x, t, w, q (numbers, -1: none). *n and shape: their common shape. */
static bool job_of(call *c, loss_job *j, const int arg[4], int *n, int64_t *shape) {
    const void **to[4] = { &j->x, &j->t, &j->w, &j->q };
    bool ok = true;
    *n = 0;
    for (int k = 0; k < 4; k++) {
        rush_tensor *t = arg[k] < 0 ? NULL : TENSOR(c, arg[k]);
        if (t) TRY(shape_broadcast(c->site, c->op->name, *n, shape, t->ndim, t->shape, n, shape));
    }
    for (int k = 0; k < 4; k++) *to[k] = plain(c, arg[k] < 0 ? NULL : TENSOR(c, arg[k]), j->dtype, *n, shape, &ok);
    j->n = shape_numel(*n, shape);
    return ok;
}

static rush_dtype computed_in(const rush_tensor *t) { return t->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32; }

bool loss_pair(call *c, loss_engine run) {
    rush_tensor *to = c->out[0], *made = to;
    loss_job j = { .kind = (loss_kind)c->work[1], .dtype = computed_in(to), .p = c->work[5] < 0 ? 0 : FLOAT_ARG(c, c->work[5]) };
    int64_t shape[RUSH_MAX_DIMS] = { 0 };
    int n;
    TRY(job_of(c, &j, (int[]){ 0, 1, (int)c->work[3], (int)c->work[4] }, &n, shape));
    if (c->work[2] == LOSS_NONE) {
        if ((rush_dtype)to->dtype != j.dtype && !(made = call_temporary(c, j.dtype, n, shape))) return false;
        j.out = tensor_data(made);
    }
    TRY(run(c, &j, false));
    if (c->work[2] == LOSS_NONE) return made == to || tensor_copy(c->site, to, made);
    element_store_double(tensor_data(to), (rush_dtype)to->dtype, c->work[2] == LOSS_MEAN ? j.sum / (double)j.n : j.sum);
    return true;
}
static bool pair_ref(call *c) { return loss_pair(c, loss_reference); }

/* ---- backward: loss_backward(grad, self, target, weight, pos_weight, kind, parameter, reduction) ---- */

static bool pair_backward_meta(call *c) {
    const int inputs[4] = { 1, 2, 3, 4 };
    int64_t shape[RUSH_MAX_DIMS] = { 0 };
    int n = 0;
    for (int k = 0; k < 4; k++) {
        const rush_tensor *t = TENSOR(c, inputs[k]);
        if (t) TRY(shape_broadcast(c->site, c->op->name, n, shape, t->ndim, t->shape, &n, shape));
    }
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, n, shape);
}

bool loss_pair_backward(call *c, loss_engine run) {
    rush_tensor *to = c->out[0], *made = to, *g = TENSOR(c, 0);
    loss_reduction r = (loss_reduction)INT_ARG(c, 7);
    loss_job j = { .kind = (loss_kind)INT_ARG(c, 5), .dtype = computed_in(to), .p = FLOAT_ARG(c, 6), .scale = 1 };
    int64_t shape[RUSH_MAX_DIMS] = { 0 };
    int n;
    bool ok = true;
    TRY(job_of(c, &j, (int[]){ 1, 2, 3, 4 }, &n, shape));
    if (r == LOSS_NONE) j.g = plain(c, g, j.dtype, n, shape, &ok);
    else j.scale = element_load_double(tensor_data(g), (rush_dtype)g->dtype) / (r == LOSS_MEAN ? (double)j.n : 1);
    if ((rush_dtype)to->dtype != j.dtype) made = call_temporary(c, j.dtype, n, shape);
    if (!ok || !made) return false;
    j.out = tensor_data(made);
    return run(c, &j, true) && (made == to || tensor_copy(c->site, to, made));
}
static bool pair_backward_ref(call *c) { return loss_pair_backward(c, loss_reference); }

const op op_loss_backward = {
    OP_ROW(loss_backward),
    .schema = "loss_backward(Tensor grad, Tensor self, Tensor target, Tensor? weight, Tensor? pos_weight, int kind, float parameter, int reduction) -> Tensor",
    .doc = "The derivative by self of a loss of pairs: kind and reduction are loss_kind and loss_reduction.",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = pair_backward_meta,
    .ref = pair_backward_ref,
    .samples = TEXTS("T[], T[2,3], T[2,3], None, None, 0, 0.0, 1", "T[2,3], T[2,3], T[2,3], None, None, 1, 0.0, 0",
                     "T[], T[2,3], T[2,3], None, None, 2, 0.5, 2", "T[], T[300,300], T[300,300], None, None, 3, 0.5, 1",
                     "T[2,3], T[2,3]:p, T[2,3], T[3], None, 4, 0.0, 0", "T[], T[2,3], T[2,3], T[3], T[3]:p, 5, 0.0, 1",
                     "T[], T[0], T[0], None, None, 0, 0.0, 2", "T[4,3]:t, T[3,4], T[3,4], None, None, 3, 1.0, 0",
                     "T[300,300], T[300,300], T[300,300], T[300], None, 5, 0.0, 0"),
};

/* ---- the rule ---- */

/* 1, -1 or 0; not differentiable */
static rush_tensor *sign_of(backward *c, rush_tensor *d) {
    d = rush_detach(d);
    return rush_sub(rush_to_dtype(rush_gt(d, 0), rush_get_dtype(d)), rush_to_dtype(rush_lt(d, 0), rush_get_dtype(d)));
}

static rush_tensor *at_least(backward *c, rush_tensor *x, double least) {
    return rush_where(rush_lt(x, least), rush_mul(rush_ones_like(x), least), rush_operand_tensor(x));
}

/* the derivative by x, of differentiable ops */
static rush_tensor *by_x(backward *c, loss_kind kind, rush_tensor *x, rush_tensor *t, rush_tensor *q, double p) {
    rush_tensor *d = rush_sub(x, t), *s, *close;
    switch (kind) {
    case LOSS_MSE: return rush_mul(d, 2.0);
    case LOSS_L1: return sign_of(c, d);
    case LOSS_SMOOTH_L1:
        s = sign_of(c, d);
        close = rush_lt(rush_mul(rush_detach(d), s), p);
        return p == 0 ? s : rush_where(close, rush_div(d, p), rush_operand_tensor(s));
    case LOSS_HUBER:
        s = sign_of(c, d);
        close = rush_le(rush_mul(rush_detach(d), s), p);
        return rush_where(close, d, rush_operand_tensor(rush_mul(s, p)));
    case LOSS_BCE: return rush_div(d, at_least(c, rush_mul(rush_sub(rush_ones_like(x), x), x), 1e-12));
    default: /* (1 - t) - (1 + (q - 1) t) sigmoid(-x) */
        s = rush_sigmoid(rush_neg(x));
        if (q) s = rush_mul(s, rush_add(rush_mul(rush_sub(q, 1), t), 1));
        return rush_sub(rush_sub(rush_ones_like(t), t), s);
    }
}

/* the derivative by t, of differentiable ops */
static rush_tensor *by_t(backward *c, loss_kind kind, rush_tensor *x, rush_tensor *t, rush_tensor *q, double p) {
    switch (kind) {
    case LOSS_BCE: return rush_sub(at_least(c, rush_log(rush_sub(rush_ones_like(x), x)), -100), at_least(c, rush_log(x), -100));
    case LOSS_BCE_LOGITS: /* (q - 1) softplus(-x) - x */
        if (!q) return rush_neg(x);
        return rush_sub(rush_mul(rush_sub(q, 1), rush_neg(rush_log(rush_sigmoid(x)))), x);
    default: return rush_neg(by_x(c, kind, x, t, q, p));
    }
}

static bool pair_rule(backward *c, loss_kind kind, int reduction, int w_arg, int q_arg, int p_arg) {
    rush_tensor *x = c->args[0].u.t, *t = c->args[1].u.t, *g = c->grad;
    rush_tensor *w = w_arg >= 0 && c->args[w_arg].kind == RUSH_VALUE_TENSOR ? c->args[w_arg].u.t : NULL;
    rush_tensor *q = q_arg >= 0 && c->args[q_arg].kind == RUSH_VALUE_TENSOR ? c->args[q_arg].u.t : NULL;
    double p = p_arg >= 0 ? value_double(&c->args[p_arg]) : 0;
    loss_reduction r;
    TRY(loss_reduction_of(c->site, c->op->name, &c->args[reduction], &r));
    if (!c->create_graph) {
        bool mirrored = kind < LOSS_BCE; /* a function of x - t */
        if (needs(c, 0) || (mirrored && needs(c, 1))) {
            rush_tensor *dx = rush_loss_backward(g, x, t, w, q, kind, p, r);
            if (mirrored) GIVE(1, rush_neg(dx));
            GIVE(0, dx);
        }
        if (mirrored || !needs(c, 1)) return true;
    }
    if (r == LOSS_MEAN) {
        int64_t shape[RUSH_MAX_DIMS] = { 0 };
        int n = 0;
        const rush_tensor *const all[4] = { x, t, w, q };
        for (int k = 0; k < 4; k++)
            if (all[k]) TRY(shape_broadcast(c->site, c->op->name, n, shape, all[k]->ndim, all[k]->shape, &n, shape));
        g = rush_div(g, shape_numel(n, shape));
    }
    if (w) g = rush_mul(g, w);
    if (c->create_graph) GIVE(0, rush_mul(g, by_x(c, kind, x, t, q, p)));
    GIVE(1, rush_mul(g, by_t(c, kind, x, t, q, p)));
    return true;
}

/* ---- rows ---- */

static bool mse_meta(call *c) { return pair_meta(c, LOSS_MSE, "mse_cpu", 2, -1, -1, -1); }
static bool mse_grad(backward *c) { return pair_rule(c, LOSS_MSE, 2, -1, -1, -1); }
static bool l1_meta(call *c) { return pair_meta(c, LOSS_L1, "l1_loss_cpu", 2, -1, -1, -1); }
static bool l1_grad(backward *c) { return pair_rule(c, LOSS_L1, 2, -1, -1, -1); }
static bool smooth_l1_meta(call *c) {
    CHECK(c, FLOAT_ARG(c, 3) >= 0, "smooth_l1_loss does not support negative values for beta.");
    return pair_meta(c, LOSS_SMOOTH_L1, "smooth_l1_cpu", 2, -1, -1, 3);
}
static bool smooth_l1_grad(backward *c) { return pair_rule(c, LOSS_SMOOTH_L1, 2, -1, -1, 3); }
static bool huber_meta(call *c) {
    CHECK(c, FLOAT_ARG(c, 3) > 0, "huber_loss does not support non-positive values for delta.");
    return pair_meta(c, LOSS_HUBER, "huber_cpu", 2, -1, -1, 3);
}
static bool huber_grad(backward *c) { return pair_rule(c, LOSS_HUBER, 2, -1, -1, 3); }

static bool bce_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 0), *t = TENSOR(c, 1);
    CHECK_VALUE(c, shape_equal(x->ndim, x->shape, t->ndim, t->shape),
                "Using a target size (torch.Size(%s)) that is different to the input size (torch.Size(%s)) is deprecated. Please ensure they have the same "
                "size.", TENSOR_SHAPE_TEXT(t), TENSOR_SHAPE_TEXT(x));
    CHECK(c, x->dtype == t->dtype, "Found dtype %s but expected %s", dtype_table[t->dtype].torch_name, dtype_table[x->dtype].torch_name);
    TRY(pair_meta(c, LOSS_BCE, "binary_cross_entropy", 3, 2, -1, -1));
    if (!tensor_on_host(x)) return true;
    const rush_tensor *plain_x = call_contiguous(c, x);
    if (!plain_x) return false;
    const char *p = tensor_data(plain_x);
    size_t size = dtype_size((rush_dtype)x->dtype);
    bool inside = true;
    if (x->dtype == RUSH_FLOAT32)
        for (int64_t i = 0; i < x->numel; i++) inside &= (((const float *)(const void *)p)[i] >= 0) & (((const float *)(const void *)p)[i] <= 1);
    else
        for (int64_t i = 0; i < x->numel; i++) {
            double v = element_load_double(p + (size_t)i * size, (rush_dtype)x->dtype);
            inside = inside && v >= 0 && v <= 1;
        }
    CHECK(c, inside, "all elements of input should be between 0 and 1");
    return true;
}
static bool bce_grad(backward *c) { return pair_rule(c, LOSS_BCE, 3, 2, -1, -1); }

static bool bce_logits_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 0), *t = TENSOR(c, 1);
    CHECK_VALUE(c, shape_equal(x->ndim, x->shape, t->ndim, t->shape), "Target size (torch.Size(%s)) must be the same as input size (torch.Size(%s))",
                TENSOR_SHAPE_TEXT(t), TENSOR_SHAPE_TEXT(x));
    return pair_meta(c, LOSS_BCE_LOGITS, "binary_cross_entropy_with_logits", 3, 2, 4, -1);
}
static bool bce_logits_grad(backward *c) { return pair_rule(c, LOSS_BCE_LOGITS, 3, 2, 4, -1); }

#define SAMPLES \
    TEXTS("T[2,3], T[2,3]", "T[2,3], T[2,3], 'sum'", "T[2,3], T[2,3], 'none'", "T[], T[]", "T[0], T[0], 'sum'", "T[3,4]:t, T[4,3]", "T[4,6]:s, T[4,3]", \
          "T[3,4]:e, T[3,4]", "T[2,3], T[3]", "T[2,3]:n, T[2,3], 'none'", "T[300,300], T[300,300]", "T[300,300], T[300,300], 'none'")
#define ERRORS \
    TEXTS("T[2], T[3]", "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0", "T[2], T[2], 'x'", \
          "x is not a valid value for reduction")

const op op_mse_loss = {
    OP_ROW(mse_loss),
    .schema = "mse_loss(Tensor self, Tensor target, str reduction='mean') -> Tensor",
    .doc = "Squared error (self - target)^2; reduction 'mean', 'sum' or 'none'.",
    .flags = OP_NN,
    .saves = ARG(0) | ARG(1),
    .meta = mse_meta,
    .ref = pair_ref,
    .grad = mse_grad,
    .samples = SAMPLES,
    .errors = ERRORS,
};

const op op_l1_loss = {
    OP_ROW(l1_loss),
    .schema = "l1_loss(Tensor self, Tensor target, str reduction='mean') -> Tensor",
    .doc = "Absolute error |self - target|; reduction 'mean', 'sum' or 'none'.",
    .flags = OP_NN,
    .saves = ARG(0) | ARG(1),
    .meta = l1_meta,
    .ref = pair_ref,
    .grad = l1_grad,
    .samples = SAMPLES,
    .errors = ERRORS,
};

const op op_smooth_l1_loss = {
    OP_ROW(smooth_l1_loss),
    .schema = "smooth_l1_loss(Tensor self, Tensor target, str reduction='mean', float beta=1.0) -> Tensor",
    .doc = "Squared error / (2 beta) below beta, absolute error - beta / 2 above; reduction 'mean', 'sum' or 'none'.",
    .flags = OP_NN,
    .saves = ARG(0) | ARG(1),
    .grad_name = "SmoothL1LossBackward0",
    .meta = smooth_l1_meta,
    .ref = pair_ref,
    .grad = smooth_l1_grad,
    .samples = TEXTS("T[2,3], T[2,3]", "T[2,3], T[2,3], 'sum', 0.5", "T[2,3], T[2,3], 'none', 0.0", "T[], T[]", "T[0], T[0], 'sum'", "T[3,4]:t, T[4,3]",
                     "T[4,6]:s, T[4,3]", "T[2,3], T[3]", "T[2,3]:n, T[2,3], 'none'", "T[300,300], T[300,300]"),
    .errors = TEXTS("T[2], T[2], 'mean', -1.0", "smooth_l1_loss does not support negative values for beta."),
};

const op op_huber_loss = {
    OP_ROW(huber_loss),
    .schema = "huber_loss(Tensor self, Tensor target, str reduction='mean', float delta=1.0) -> Tensor",
    .doc = "Half the squared error up to delta, delta (absolute error - delta / 2) above; reduction 'mean', 'sum' or 'none'.",
    .flags = OP_NN,
    .saves = ARG(0) | ARG(1),
    .meta = huber_meta,
    .ref = pair_ref,
    .grad = huber_grad,
    .samples = TEXTS("T[2,3], T[2,3]", "T[2,3], T[2,3], 'sum', 0.5", "T[2,3], T[2,3], 'none', 2.0", "T[], T[]", "T[0], T[0], 'sum'", "T[3,4]:t, T[4,3]",
                     "T[4,6]:s, T[4,3]", "T[2,3], T[3]", "T[2,3]:n, T[2,3], 'none'", "T[300,300], T[300,300]"),
    .errors = TEXTS("T[2], T[2], 'mean', 0.0", "huber_loss does not support non-positive values for delta."),
};

const op op_binary_cross_entropy = {
    OP_ROW(binary_cross_entropy),
    .schema = "binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, str reduction='mean') -> Tensor",
    .doc = "-(target log(self) + (1 - target) log(1 - self)) of probabilities, logarithms not below -100; reduction 'mean', 'sum' or 'none'.",
    .flags = OP_NN,
    .saves = ARG(0) | ARG(1) | ARG(2),
    .meta = bce_meta,
    .ref = pair_ref,
    .grad = bce_grad,
    .samples = TEXTS("T[0], T[0], None, 'sum'", "T[0,3], T[0,3], None, 'none'",
                     "T[2,3]:z, T[2,3]:z", "T[2,3]:z, T[2,3]:z, T[3]:p, 'sum'", "T[2,3]:z, T[2,3]:z, None, 'none'", "T[]:z, T[]:z", "T[3,4]:z:t, T[4,3]:z", "T[4,6]:z:s, T[4,3]:z, T[4,1]:p", "T[300,300]:z, T[300,300]:z", "T[300,300]:z, T[300,300]:z, T[300]:p, 'none'"), /* none between 0 and 1 can be asked for: see test_loss.c */
    .errors = TEXTS("T[2], T[3]",
                    "Using a target size (torch.Size([3])) that is different to the input size (torch.Size([2])) is deprecated. Please ensure they have the "
                    "same size."),
};

const op op_binary_cross_entropy_with_logits = {
    OP_ROW(binary_cross_entropy_with_logits),
    .schema = "binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, str reduction='mean', Tensor? pos_weight=None) -> Tensor",
    .doc = "Binary cross entropy of sigmoid(self), without overflow; pos_weight multiplies the positive term; reduction 'mean', 'sum' or 'none'.",
    .flags = OP_NO_OUT | OP_NN,
    .saves = ARG(0) | ARG(1) | ARG(2) | ARG(4),
    .meta = bce_logits_meta,
    .ref = pair_ref,
    .grad = bce_logits_grad,
    .samples = TEXTS("T[2,3], T[2,3]", "T[2,3], T[2,3], T[3], 'sum'", "T[2,3], T[2,3], None, 'none', T[3]:p", "T[], T[]", "T[0], T[0], None, 'sum'",
                     "T[3,4]:t, T[4,3], T[4,3]", "T[4,6]:s, T[4,3]", "T[2,3]:n, T[2,3], None, 'none'", "T[300,300], T[300,300]"),
    .errors = TEXTS("T[2], T[3]", "Target size (torch.Size([3])) must be the same as input size (torch.Size([2]))"),
};
