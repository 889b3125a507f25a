/* SPDX-License-Identifier: MIT */
/* nll_loss.c - negative log likelihood, and cross_entropy made of log_softmax and it.
     self [N, C, d…] (or [C]), target [N, d…] of class indices (or one), w the classes' weights:
     none  y[n, d] = -w[t] self[n, t, d], 0 where t is ignore_index;   sum, mean: their sum, over the sum of the w[t] for mean. */
#include "ops/internal_ops.h"
#include "ops/op.h"

#include <string.h>

#include "ops/call.h"

enum { SELF, TARGET, WEIGHT, REDUCTION, IGNORE };

/* ---- what forward and backward share ---- */

typedef struct classes { int64_t n, count, inner; } classes; /* N, C, product of d… */

static classes classes_of(const rush_tensor *t) {
    if (t->ndim == 1) return (classes){ 1, t->shape[0], 1 };
    return (classes){ t->shape[0], t->shape[1], shape_numel(t->ndim - 2, t->shape + 2) };
}

static bool check_reduction(call *c, const char *r) {
    CHECK_VALUE(c, !strcmp(r, "mean") || !strcmp(r, "sum") || !strcmp(r, "none"), "%s is not a valid value for reduction", r);
    return true;
}

static bool nll_check(call *c, const rush_tensor *self, const rush_tensor *target, const rush_tensor *weight, int64_t ignore) {
    CHECK(c, target->dtype == RUSH_INT64 || target->dtype == RUSH_UINT8, "expected scalar type Long but found %s", dtype_table[target->dtype].torch_name);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)self->dtype), "\"nll_loss_out_frame\" not implemented for '%s'",
             dtype_table[self->dtype].torch_name);
    CHECK(c, self->ndim >= 1, "input tensor should be 1D or 2D");
    classes k = classes_of(self);
    int64_t items = self->ndim == 1 ? 1 : k.n * k.inner;
    bool fits = self->ndim == 1 ? target->numel == 1 && target->ndim <= 1
                                : target->ndim == self->ndim - 1 && target->shape[0] == k.n && shape_equal(target->ndim - 1, target->shape + 1, self->ndim - 2, self->shape + 2);
    CHECK_VALUE(c, self->ndim == 1 || target->ndim == 0 || target->shape[0] == k.n, "Expected input batch_size (%lld) to match target batch_size (%lld).",
                (long long)k.n, (long long)(target->ndim ? target->shape[0] : 1));
    CHECK(c, fits, "size mismatch (got input: %s , target: %s)", TENSOR_SHAPE_TEXT(self), TENSOR_SHAPE_TEXT(target));
    CHECK(c, !weight || (weight->ndim == 1 && weight->shape[0] == k.count),
          "weight tensor should be defined either for all %lld classes or no classes but got weight tensor of shape: %s", (long long)k.count,
          weight ? TENSOR_SHAPE_TEXT(weight) : "");
    CHECK(c, !weight || weight->dtype == self->dtype, "expected scalar type %s but found %s", dtype_table[self->dtype].torch_name,
          weight ? dtype_table[weight->dtype].torch_name : "");
    if (!tensor_on_host(target)) return true;
    const rush_tensor *dense = call_contiguous(c, target);
    if (!dense) return false;
    const char *p = tensor_data(dense);
    size_t size = dtype_size((rush_dtype)dense->dtype);
    for (int64_t i = 0; i < items; i++, p += size) {
        int64_t t = element_load_int(p, (rush_dtype)dense->dtype);
        CHECK_INDEX(c, t == ignore || (t >= 0 && t < k.count), "Target %lld is out of bounds.", (long long)t);
    }
    return true;
}

/* ---- forward ---- */

static bool nll_meta(call *c) {
    rush_tensor *self = TENSOR(c, SELF), *target = TENSOR(c, TARGET);
    const char *r = c->args[REDUCTION].u.string;
    TRY(check_reduction(c, r));
    TRY(nll_check(c, self, target, TENSOR(c, WEIGHT), INT_ARG(c, IGNORE)));
    if (strcmp(r, "none") == 0 && self->ndim > 1) TRY(call_out(c, 0, (rush_dtype)self->dtype, target->ndim, target->shape));
    else TRY(call_out(c, 0, (rush_dtype)self->dtype, 0, NULL));
    return call_out(c, 1, (rush_dtype)self->dtype, 0, NULL);
}

static bool nll_ref(call *c) {
    const rush_tensor *self = call_contiguous(c, TENSOR(c, SELF)), *target = call_contiguous(c, TENSOR(c, TARGET)), *weight = TENSOR(c, WEIGHT);
    if (!self || !target || (weight && !(weight = call_contiguous(c, weight)))) return false;
    rush_dtype d = (rush_dtype)self->dtype;
    size_t size = dtype_size(d);
    classes k = classes_of(self);
    const char *r = c->args[REDUCTION].u.string, *in = tensor_data(self), *at = tensor_data(target), *w = weight ? tensor_data(weight) : NULL;
    char *out = tensor_data(c->out[0]);
    bool none = strcmp(r, "none") == 0;
    double sum = 0, total = 0;
    for (int64_t i = 0; i < k.n * k.inner; i++) {
        int64_t t = element_load_int(at + (size_t)i * dtype_size((rush_dtype)target->dtype), (rush_dtype)target->dtype);
        double scale = t == INT_ARG(c, IGNORE) ? 0 : w ? element_load_double(w + (size_t)t * size, d) : 1, y = 0;
        if (t != INT_ARG(c, IGNORE)) y = -scale * element_load_double(in + (size_t)((i / k.inner * k.count + t) * k.inner + i % k.inner) * size, d);
        if (none) element_store_double(out + (size_t)i * size, d, y);
        sum += y;
        total += scale;
    }
    if (!none) element_store_double(out, d, strcmp(r, "mean") == 0 ? sum / total : sum);
    element_store_double(tensor_data(c->out[1]), d, none ? 0 : total);
    return true;
}

static bool nll_grad(backward *c) {
    value args[7] = { value_tensor(c->grad), value_of_shape(input_shape(c, SELF)), c->args[TARGET], c->args[WEIGHT], c->args[REDUCTION], c->args[IGNORE],
                      value_tensor(c->out[1]) };
    GIVE(SELF, op_call(&op_nll_loss_backward, c->site, args, 7));
    return true;
}

const op op_nll_loss_forward = {
    OP_ROW(nll_loss_forward),
    .schema = "nll_loss_forward(Tensor self, Tensor target, Tensor? weight, str reduction, int ignore_index) -> (Tensor output, Tensor total_weight)",
    .doc = "Negative log likelihood and the sum of the weights that went into it.",
    .positional = 5,
    .flags = OP_INTERNAL,
    .grad_name = "NllLossBackward0",
    .saves = ARG(1) | ARG(2) | OUT(1),
    .meta = nll_meta,
    .ref = nll_ref,
    .grad = nll_grad,
};

/* ---- backward: linear in the result's gradient, with nll_loss_forward as its own derivative ---- */

enum { B_GRAD, B_SHAPE, B_TARGET, B_WEIGHT, B_REDUCTION, B_IGNORE, B_TOTAL };

static bool backward_meta(call *c) {
    return call_out(c, 0, (rush_dtype)TENSOR(c, B_GRAD)->dtype, c->args[B_SHAPE].count, c->args[B_SHAPE].u.ints);
}

static bool backward_ref(call *c) {
    rush_tensor *out = c->out[0];
    const rush_tensor *g = call_contiguous(c, TENSOR(c, B_GRAD)), *target = call_contiguous(c, TENSOR(c, B_TARGET)), *weight = TENSOR(c, B_WEIGHT);
    if (!g || !target || (weight && !(weight = call_contiguous(c, weight)))) return false;
    rush_dtype d = (rush_dtype)out->dtype;
    size_t size = dtype_size(d);
    classes k = classes_of(out);
    const char *r = c->args[B_REDUCTION].u.string, *in = tensor_data(g), *at = tensor_data(target), *w = weight ? tensor_data(weight) : NULL;
    char *to = tensor_data(out);
    memset(to, 0, (size_t)out->numel * size);
    bool none = strcmp(r, "none") == 0;
    double total = strcmp(r, "mean") == 0 ? element_load_double(tensor_data(TENSOR(c, B_TOTAL)), d) : 1;
    for (int64_t i = 0; i < k.n * k.inner; i++) {
        int64_t t = element_load_int(at + (size_t)i * dtype_size((rush_dtype)target->dtype), (rush_dtype)target->dtype);
        if (t == INT_ARG(c, B_IGNORE)) continue;
        double scale = w ? element_load_double(w + (size_t)t * size, d) : 1, gi = element_load_double(in + (none && g->ndim ? (size_t)i * size : 0), d);
        element_store_double(to + (size_t)((i / k.inner * k.count + t) * k.inner + i % k.inner) * size, d, -scale * gi / total);
    }
    return true;
}

static bool backward_grad(backward *c) {
    value args[5] = { value_tensor(c->grad), c->args[B_TARGET], c->args[B_WEIGHT], c->args[B_REDUCTION], c->args[B_IGNORE] };
    GIVE(B_GRAD, op_call(&op_nll_loss_forward, c->site, args, 5));
    return true;
}

const op op_nll_loss_backward = {
    OP_ROW(nll_loss_backward),
    .schema = "nll_loss_backward(Tensor grad_output, int[] self_shape, Tensor target, Tensor? weight, str reduction, int ignore_index, Tensor total_weight) -> Tensor",
    .doc = "The gradient of nll_loss for its input.",
    .positional = 7,
    .flags = OP_INTERNAL,
    .saves = ARG(2) | ARG(3),
    .meta = backward_meta,
    .ref = backward_ref,
    .grad = backward_grad,
};

/* ---- public ---- */

static bool nll_run(call *c) { return call_return(c, 0, op_call(&op_nll_loss_forward, c->site, c->args, 5)); }

const op op_nll_loss = {
    OP_ROW(nll_loss),
    .schema = "nll_loss(Tensor self, Tensor target, Tensor? weight=None, str reduction='mean', int ignore_index=-100) -> Tensor",
    .doc = "Negative log likelihood of class indices `target` [N, …] under log-probabilities self [N, C, …]; reduction is mean, sum or none.",
    .run = nll_run,
    .samples = TEXTS("T[4,3], T[4]:i3", "T[3], T[]:i3", "T[4,3], T[4]:i3, T[3]:p", "T[4,3], T[4]:i3, None, 'sum'", "T[4,3], T[4]:i3, T[3]:p, 'none'", "T[4,3], T[4]:i3, None, 'mean', 1",
                     "T[2,3,4], T[2,4]:i3, T[3]:p", "T[2,3,4,5], T[2,4,5]:i3, None, 'none', 2", "T[3,4]:t, T[4]:i3", "T[4,6]:s, T[4]:i3", "T[400,200], T[400]:i200"),
    .errors = TEXTS("T[4,3], T[5]:i3", "Expected input batch_size (4) to match target batch_size (5).", "T[4,3], T[4]:i3, None, 'max'", "max is not a valid value for reduction"),
};

static rush_tensor *reduced(call *c, rush_tensor *t, const char *r) {
    return strcmp(r, "mean") == 0 ? rush_mean(t) : strcmp(r, "sum") == 0 ? rush_sum(t) : t;
}

/* target as probabilities: -sum over classes of p logp w */
static rush_tensor *soft_cross_entropy(call *c, rush_tensor *logp, rush_tensor *target, int64_t dim, double smoothing) {
    rush_tensor *weight = TENSOR(c, 2);
    const char *r = c->args[3].u.string;
    int64_t classes_count = logp->shape[dim];
    if (smoothing > 0) target = rush_add(rush_mul(target, 1 - smoothing), smoothing / (double)classes_count);
    if (weight) {
        int64_t shape[RUSH_MAX_DIMS];
        for (int i = 0; i < logp->ndim; i++) shape[i] = i == dim ? classes_count : 1;
        logp = rush_mul(logp, rush_view(weight, ((rush_shape){ shape, logp->ndim })));
    }
    rush_tensor *each = rush_mul(logp, target);
    if (strcmp(r, "none") == 0) return rush_neg(rush_sum_dim(each, RUSH_SHAPE(dim)));
    rush_tensor *sum = rush_neg(rush_sum(each));
    return strcmp(r, "sum") == 0 ? sum : rush_div(sum, logp->ndim == 1 ? 1 : logp->numel / classes_count);
}

/* (1 - e) nll + e / C times the mean over all classes */
static rush_tensor *smoothed_cross_entropy(call *c, rush_tensor *logp, rush_tensor *target, int64_t dim, double e) {
    rush_tensor *weight = TENSOR(c, 2), *nll, *weighted = logp;
    const char *r = c->args[3].u.string;
    int64_t count = logp->shape[dim], shape[RUSH_MAX_DIMS];
    value args[5] = { value_tensor(logp), c->args[1], c->args[2], c->args[3], c->args[4] };
    nll = op_call(&op_nll_loss_forward, c->site, args, 5);
    for (int i = 0; i < logp->ndim; i++) shape[i] = i == dim ? count : 1;
    if (weight) weighted = rush_mul(logp, rush_view(weight, ((rush_shape){ shape, logp->ndim })));
    rush_tensor *smooth = rush_neg(rush_sum_dim(weighted, RUSH_SHAPE(dim))), *ignored = rush_eq(target, value_int(&c->args[4]));
    smooth = rush_masked_fill(smooth, ignored, 0);
    if (strcmp(r, "mean") == 0) {
        rush_tensor *ones = rush_logical_not(ignored), *total;
        if (weight) {
            rush_tensor *w = rush_index_select(weight, 0, rush_reshape(rush_masked_fill(target, ignored, 0), RUSH_SHAPE(-1)));
            total = rush_sum(rush_mul(w, rush_reshape(rush_to_dtype(ones, (rush_dtype)logp->dtype), RUSH_SHAPE(-1))));
        }
        else total = rush_sum(rush_to_dtype(ones, (rush_dtype)logp->dtype));
        smooth = rush_div(rush_sum(smooth), total);
    } else smooth = reduced(c, smooth, r);
    return rush_add(rush_mul(nll, 1 - e), rush_mul(smooth, e / (double)count));
}

static bool cross_entropy_run(call *c) {
    rush_tensor *self = TENSOR(c, 0), *target = TENSOR(c, 1);
    const char *r = c->args[3].u.string;
    double smoothing = FLOAT_ARG(c, 5);
    TRY(check_reduction(c, r));
    CHECK(c, self->ndim >= 1, "input tensor should be 1D or 2D");
    CHECK(c, smoothing >= 0 && smoothing <= 1, "label_smoothing must be between 0.0 and 1.0. Got: %g", smoothing);
    int64_t dim = self->ndim == 1 ? 0 : 1;
    bool soft = dtype_is_float((rush_dtype)target->dtype) && shape_equal(self->ndim, self->shape, target->ndim, target->shape);
    CHECK(c, !soft || INT_ARG(c, 4) < 0, "ignore_index is not supported for floating point target");
    rush_tensor *logp = rush_log_softmax(self, dim);
    if (!logp) return false;
    if (soft) return call_return(c, 0, soft_cross_entropy(c, logp, target, dim, smoothing));
    value args[5] = { value_tensor(logp), c->args[1], c->args[2], c->args[3], c->args[4] };
    if (smoothing > 0) {
        call check = { .site = c->site, .op = c->op, .device = c->device };
        TRY(nll_check(&check, logp, target, TENSOR(c, 2), INT_ARG(c, 4)));
        return call_return(c, 0, smoothed_cross_entropy(c, logp, target, dim, smoothing));
    }
    return call_return(c, 0, op_call(&op_nll_loss_forward, c->site, args, 5));
}

const op op_cross_entropy = {
    OP_ROW(cross_entropy),
    .schema = "cross_entropy(Tensor self, Tensor target, Tensor? weight=None, str reduction='mean', int ignore_index=-100, float label_smoothing=0.0) -> Tensor",
    .doc = "Cross entropy of logits self [N, C, …] with class indices target [N, …] or probabilities of self's shape: nll_loss(log_softmax(self)).",
    .run = cross_entropy_run,
    .samples = TEXTS("T[4,3], T[4]:i3", "T[3], T[]:i3", "T[4,3], T[4]:i3, T[3]:p", "T[4,3], T[4]:i3, None, 'sum'", "T[4,3], T[4]:i3, T[3]:p, 'none'", "T[4,3], T[4]:i3, None, 'mean', 1",
                     "T[2,3,4], T[2,4]:i3, T[3]:p", "T[4,3], T[4]:i3, T[3]:p, 'mean', 1, 0.2", "T[4,3], T[4,3]:p", "T[4,3], T[4,3]:p, T[3]:p, 'sum', -100, 0.1", "T[3,4]:t, T[4]:i3",
                     "T[4,6]:s, T[4]:i3", "T[400,200], T[400]:i200"),
    .errors = TEXTS("T[4,3], T[5]:i3", "Expected input batch_size (4) to match target batch_size (5).", "T[4,3], T[4]:i3, None, 'mean', -100, 1.5",
                    "label_smoothing must be between 0.0 and 1.0. Got: 1.5"),
};
