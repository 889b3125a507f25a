/* SPDX-License-Identifier: MIT */
/* loss_class.c - nll_loss and cross_entropy with class indices as target.
     nll_loss       loss_n = -w_t x[n, t_n],  mean: sum_n loss_n / sum_n w_(t_n);  rows whose target is ignore_index count nowhere
     cross_entropy  nll_loss of log_softmax; [N, C] with indices in one pass each way:
                    loss_n = w_t (log s - (x_t - m)),  dx_i = (exp(x_i - m - log s) - [i = t]) w_t g_n */
#include "ops/loss.h"

#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"

/* ---- checks ---- */

/* Every target is a class or ignore_index. */
static bool targets_inside(call *c, const rush_tensor *target, int64_t classes, int64_t ignore) {
    if (!tensor_on_host(target)) return true;
    const rush_tensor *t = call_contiguous(c, target);
    if (!t) return false;
    const int64_t *p = tensor_data(t);
    for (int64_t i = 0; i < t->numel; i++)
        CHECK_INDEX(c, p[i] == ignore || (p[i] >= 0 && p[i] < classes), "Target %lld is out of bounds.", (long long)p[i]);
    return true;
}

static bool weight_fits(call *c, const rush_tensor *weight, int64_t classes) {
    CHECK(c, !weight || (weight->ndim == 1 && weight->numel == classes),
          "weight tensor should be defined either for all %lld classes or no classes but got weight tensor of shape: %s", (long long)classes,
          TENSOR_SHAPE_TEXT(weight));
    return true;
}

/* x [N, C, …] or [C] against target [N, …] or [] */
static bool shapes_fit(call *c, const rush_tensor *x, const rush_tensor *t) {
    CHECK_VALUE(c, x->ndim >= 1, "Expected 1 or more dimensions (got 0)");
    if (x->ndim == 1) {
        CHECK(c, t->ndim < 2, "0D or 1D target tensor expected, multi-target not supported");
        CHECK(c, t->ndim == 0 || t->shape[0] == 1, "size mismatch (got input: %s, target: %s)", TENSOR_SHAPE_TEXT(x), TENSOR_SHAPE_TEXT(t));
        return true;
    }
    CHECK_VALUE(c, t->ndim && x->shape[0] == t->shape[0], "Expected input batch_size (%lld) to match target batch_size (%lld).", (long long)x->shape[0],
                (long long)(t->ndim ? t->shape[0] : 0));
    if (x->ndim == 2) CHECK(c, t->ndim < 2, "0D or 1D target tensor expected, multi-target not supported");
    else if (x->ndim == 4) {
        CHECK(c, t->ndim == 3, "only batches of spatial targets supported (3D tensors) but got targets of dimension: %d", t->ndim);
        CHECK(c, shape_equal(2, x->shape + 2, 2, t->shape + 1), "size mismatch (got input: %s , target: %s", TENSOR_SHAPE_TEXT(x), TENSOR_SHAPE_TEXT(t));
    } else {
        int64_t wanted[RUSH_MAX_DIMS];
        wanted[0] = x->shape[0];
        for (int i = 2; i < x->ndim; i++) wanted[i - 1] = x->shape[i];
        CHECK(c, shape_equal(t->ndim, t->shape, x->ndim - 1, wanted), "Expected target size %s, got %s", SHAPE_TEXT(x->ndim - 1, wanted), TENSOR_SHAPE_TEXT(t));
    }
    return true;
}

static bool class_check(call *c, loss_reduction *r) {
    const rush_tensor *x = TENSOR(c, 0), *t = TENSOR(c, 1), *w = TENSOR(c, 2);
    TRY(loss_reduction_of(c->site, c->op->name, &c->args[3], r));
    TRY(shapes_fit(c, x, t));
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)x->dtype), "\"nll_loss_out_frame\" not implemented for '%s'",
             dtype_table[x->dtype].torch_name);
    CHECK(c, t->dtype == RUSH_INT64, "expected scalar type Long but found %s", dtype_table[t->dtype].torch_name);
    int64_t classes = x->shape[x->ndim > 1];
    return weight_fits(c, w, classes) && targets_inside(c, t, classes, INT_ARG(c, 4));
}

/* ---- nll_loss: x as [N, C, S] ---- */

static bool nll_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 0), *t = TENSOR(c, 1);
    loss_reduction r;
    TRY(class_check(c, &r));
    c->work[1] = r;
    const int64_t none[1] = { 0 };
    return (r == LOSS_NONE ? call_out(c, 0, (rush_dtype)x->dtype, t->ndim, t->shape) : call_out(c, 0, (rush_dtype)x->dtype, 0, none)) &&
           call_out(c, 1, (rush_dtype)x->dtype, 0, none);
}

static bool nll_ref(call *c) {
    const rush_tensor *x = call_contiguous(c, TENSOR(c, 0)), *t = call_contiguous(c, TENSOR(c, 1)), *w = TENSOR(c, 2);
    if (!x || !t || (w && !(w = call_contiguous(c, w)))) return false;
    rush_dtype d = (rush_dtype)x->dtype;
    int64_t classes = x->shape[x->ndim > 1], spatial = x->ndim > 2 ? shape_numel(x->ndim - 2, x->shape + 2) : 1, size = (int64_t)dtype_size(d);
    const int64_t *target = tensor_data(t);
    const char *from = tensor_data(x);
    char *to = tensor_data(c->out[0]);
    double sum = 0, total = 0;
    for (int64_t i = 0; i < t->numel; i++) {
        double loss = 0, weight = 0;
        if (target[i] != INT_ARG(c, 4)) {
            weight = w ? element_load_double((const char *)tensor_data(w) + target[i] * (int64_t)dtype_size((rush_dtype)w->dtype), (rush_dtype)w->dtype) : 1;
            loss = -weight * element_load_double(from + ((i / spatial * classes + target[i]) * spatial + i % spatial) * size, d);
        }
        if (c->work[1] == LOSS_NONE) element_store_double(to + i * size, d, loss);
        sum += loss;
        total += weight;
    }
    if (c->work[1] != LOSS_NONE) element_store_double(to, d, c->work[1] == LOSS_MEAN ? sum / total : sum);
    element_store_double(tensor_data(c->out[1]), d, total);
    return true;
}

/* Of the gradient g of a loss with this reduction: what each target's element gets, [N, 1, …]; its index is *index. */
static rush_tensor *row_gradient(backward *c, rush_tensor *g, rush_tensor *target, rush_tensor *weight, rush_tensor *total, loss_reduction r, int64_t ignore,
                                 rush_shape in, rush_dtype d, rush_tensor **index) {
    int64_t shape[RUSH_MAX_DIMS], wide[RUSH_MAX_DIMS];
    bool vector = in.ndim == 1;
    for (int i = 0; i < in.ndim; i++) shape[i] = i == !vector ? 1 : in.dims[i];
    rush_shape rows = { shape, in.ndim };
    rush_tensor *t = rush_reshape(target, rows), *valid = rush_ne(t, ignore), *s = rush_to_dtype(valid, d);
    *index = rush_where(valid, t, 0);
    if (weight) {
        for (int i = 0; i < in.ndim; i++) {
            shape[i] = i == !vector ? weight->numel : 1;
            wide[i] = in.dims[i];
        }
        rush_tensor *all = rush_expand(rush_reshape(weight, rows), ((rush_shape){ wide, in.ndim }));
        s = rush_mul(s, rush_gather(all, !vector, *index));
        for (int i = 0; i < in.ndim; i++) shape[i] = i == !vector ? 1 : in.dims[i];
    }
    if (r == LOSS_MEAN) { /* every target ignored: a loss of NaN, but a gradient of 0 */
        total = rush_detach(total);
        g = rush_div(g, rush_where(rush_ne(total, 0), total, 1));
    } else if (r == LOSS_NONE) g = rush_reshape(g, rows);
    return rush_mul(s, g);
}

static bool nll_grad(backward *c) {
    if (!c->grad) return true; /* the sum of the weights is a constant */
    rush_shape in = input_shape(c, 0);
    loss_reduction r;
    rush_tensor *index;
    TRY(loss_reduction_of(c->site, c->op->name, &c->args[3], &r));
    rush_tensor *weight = c->args[2].kind == RUSH_VALUE_TENSOR ? c->args[2].u.t : NULL;
    rush_tensor *s = row_gradient(c, c->grad, c->args[1].u.t, weight, c->out[1], r, INT_ARG(c, 4), in, input_dtype(c, 0), &index);
    GIVE(0, rush_place_along(rush_neg(s), in.ndim > 1, index, in.dims[in.ndim > 1]));
    return true;
}

const op op_nll_loss_forward = {
    OP_ROW(nll_loss_forward),
    .schema = "nll_loss_forward(Tensor self, Tensor target, Tensor? weight, str reduction, int ignore_index) -> (Tensor, Tensor)",
    .doc = "nll_loss of [N, C] or [C], and the sum of the targets' weights.",
    .flags = OP_INTERNAL | OP_GRAD_UNDEFINED,
    .grad_name = "NllLossBackward0",
    .saves = ARG(1) | ARG(2) | OUT(1),
    .meta = nll_meta,
    .ref = nll_ref,
    .grad = nll_grad,
    .samples = TEXTS("T[2,3], T[2]:i3, None, 'mean', -100", "T[2,3], T[2]:i3, T[3]:p, 'none', 1", "T[3], T[]:i3, None, 'mean', -100",
                     "T[3], T[1]:i3, T[3]:p, 'sum', -100", "T[0,3], T[0]:i3, None, 'sum', -100", "T[3,2]:t, T[2]:i3, None, 'mean', 0",
                     "T[4,6]:s, T[4]:i3, T[3]:p, 'mean', 2", "T[300,300], T[300]:i300, None, 'mean', 7"),
};

const op op_nll_loss2d_forward = {
    OP_ROW(nll_loss2d_forward),
    .schema = "nll_loss2d_forward(Tensor self, Tensor target, Tensor? weight, str reduction, int ignore_index) -> (Tensor, Tensor)",
    .doc = "nll_loss of [N, C, ...], and the sum of the targets' weights.",
    .flags = OP_INTERNAL | OP_GRAD_UNDEFINED,
    .grad_name = "NllLoss2DBackward0",
    .saves = ARG(1) | ARG(2) | OUT(1),
    .meta = nll_meta,
    .ref = nll_ref,
    .grad = nll_grad,
    .samples = TEXTS("T[2,3,4], T[2,4]:i3, None, 'mean', -100", "T[2,3,4,2], T[2,4,2]:i3, T[3]:p, 'none', 1",
                     "T[2,3,4], T[2,4]:i3, None, 'none', 0", "T[2,3,4,2]:cl, T[2,4,2]:i3, T[3]:p, 'mean', -100", "T[0,3,4], T[0,4]:i3, None, 'sum', -100",
                     "T[2,4,3]:t, T[2,4]:i3, None, 'sum', 1", "T[2,3,8]:s, T[2,4]:i3, T[3]:p, 'sum', 1", "T[4,30,20,30], T[4,20,30]:i30, T[30]:p, 'mean', 7"),
};

static bool nll_run(call *c) {
    value args[5] = { c->args[0], c->args[1], c->args[2], c->args[4], c->args[3] };
    const op *o = TENSOR(c, 0)->ndim > 2 ? &op_nll_loss2d_forward : &op_nll_loss_forward;
    return call_return(c, 0, op_call(o, c->site, args, 5));
}

const op op_nll_loss = {
    OP_ROW(nll_loss),
    .schema = "nll_loss(Tensor self, Tensor target, Tensor? weight=None, int ignore_index=-100, str reduction='mean') -> Tensor",
    .doc = "Negative log likelihood: self [N, C, ...] holds log-probabilities, target [N, ...] class indices; weight [C] of each class; the mean is weighted.",
    .flags = OP_NN,
    .run = nll_run,
    .samples = TEXTS("T[2,3], T[2]:i3", "T[2,3], T[2]:i3, T[3]:p", "T[2,3], T[2]:i3, None, 1, 'sum'", "T[2,3], T[2]:i3, T[3]:p, 0, 'none'", "T[3], T[]:i3",
                     "T[2,3,4], T[2,4]:i3", "T[2,3,4,5], T[2,4,5]:i3, T[3]:p, 2", "T[3,2]:t, T[2]:i3", "T[300,300], T[300]:i300",
                     "T[2,3]:n, T[2]:i3"),
    .errors = TEXTS("T[2,3], T[3]:i3", "Expected input batch_size (2) to match target batch_size (3).", "T[2,3], T[2]:i3, T[4]",
                    "weight tensor should be defined either for all 3 classes or no classes but got weight tensor of shape: [4]", "T[2,3], T[2]:f32",
                    "expected scalar type Long but found Float", "T[2,3], T[2]:i3, None, 5, 'foo'", "foo is not a valid value for reduction",
                    "T[2,3], T[2,3]:i3", "0D or 1D target tensor expected, multi-target not supported", "T[2,3,4], T[2,5]:i3",
                    "Expected target size [2, 4], got [2, 5]"),
};

/* ---- the fused loss of [N, C] ---- */

static bool fused_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 0);
    loss_reduction r;
    TRY(class_check(c, &r));
    c->work[1] = r;
    rush_dtype d = (rush_dtype)x->dtype, wide = d == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    const int64_t stats[2] = { x->shape[0], 2 };
    return call_out(c, 0, d, r == LOSS_NONE, x->shape) && call_out(c, 1, wide, 0, stats) && call_out(c, 2, wide, 2, stats);
}

static double class_get(const class_job *j, const void *p, int64_t i) { return j->dtype == RUSH_FLOAT64 ? ((const double *)p)[i] : (double)((const float *)p)[i]; }

static void class_put(const class_job *j, void *p, int64_t i, double v) {
    if (j->dtype == RUSH_FLOAT64) ((double *)p)[i] = v;
    else ((float *)p)[i] = (float)v;
}

static void class_reference(const class_job *j, bool back) {
    for (int64_t k = 0; k < j->rows; k++) {
        int64_t first = k * j->classes, t = j->target[k];
        bool counts = t != j->ignore;
        double weight = counts ? j->weight ? class_get(j, j->weight, t) : 1 : 0, m = -INFINITY, s = 0;
        if (back) {
            m = class_get(j, j->stats, 2 * k);
            s = class_get(j, j->stats, 2 * k + 1);
            for (int64_t i = 0; i < j->classes; i++) {
                double p = exp(class_get(j, j->x, first + i) - m - s) - (i == t);
                class_put(j, j->dx, first + i, counts ? p * weight * class_get(j, j->loss, k) : 0);
            }
            continue;
        }
        for (int64_t i = 0; i < j->classes; i++) {
            double x = class_get(j, j->x, first + i);
            if (x > m || isnan(x)) m = x;
        }
        for (int64_t i = 0; i < j->classes; i++) s += exp(class_get(j, j->x, first + i) - m);
        class_put(j, j->stats, 2 * k, m);
        class_put(j, j->stats, 2 * k + 1, log(s));
        class_put(j, j->loss, k, counts ? weight * (log(s) - (class_get(j, j->x, first + t) - m)) : 0);
    }
}

/* x, target and weight of the call as plain memory */
static bool class_job_of(call *c, class_job *j, int x_arg, int64_t ignore) {
    const rush_tensor *x = TENSOR(c, x_arg), *t = call_contiguous(c, TENSOR(c, x_arg + 1)), *w = TENSOR(c, x_arg + 2);
    j->dtype = x->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    j->rows = x->shape[0];
    j->classes = x->shape[1];
    j->ignore = ignore;
    if (!t || !(x = call_cast(c, x, j->dtype)) || !(x = call_contiguous(c, x))) return false;
    if (w && (!(w = call_cast(c, w, j->dtype)) || !(w = call_contiguous(c, w)))) return false;
    j->x = tensor_data(x);
    j->target = tensor_data(t);
    j->weight = w ? tensor_data(w) : NULL;
    return true;
}

bool loss_class(call *c, class_engine run) {
    class_job j;
    TRY(class_job_of(c, &j, 0, INT_ARG(c, 4)));
    rush_tensor *to = c->out[0], *rows = call_temporary(c, j.dtype, 1, &j.rows);
    if (!rows) return false;
    j.loss = tensor_data(rows);
    j.stats = tensor_data(c->out[2]);
    j.dx = NULL;
    if (j.rows) run(&j, false);
    double sum = 0, total = 0;
    for (int64_t k = 0; k < j.rows; k++) {
        sum += class_get(&j, j.loss, k);
        if (j.target[k] != j.ignore) total += j.weight ? class_get(&j, j.weight, j.target[k]) : 1;
    }
    class_put(&j, tensor_data(c->out[1]), 0, total);
    if (c->work[1] == LOSS_NONE) return tensor_copy(c->site, to, rows);
    element_store_double(tensor_data(to), (rush_dtype)to->dtype, c->work[1] == LOSS_MEAN ? sum / total : sum);
    return true;
}
static bool fused_ref(call *c) { return loss_class(c, class_reference); }

static bool fused_backward_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 1);
    return call_out(c, 0, (rush_dtype)x->dtype, 2, x->shape);
}

bool loss_class_backward(call *c, class_engine run) {
    class_job j;
    const rush_tensor *g = TENSOR(c, 0), *total = TENSOR(c, 4), *stats;
    rush_tensor *to = c->out[0], *made = to;
    loss_reduction r = (loss_reduction)INT_ARG(c, 6);
    TRY(class_job_of(c, &j, 1, INT_ARG(c, 7)));
    if (!(stats = call_cast(c, TENSOR(c, 5), j.dtype)) || !(stats = call_contiguous(c, stats))) return false;
    rush_tensor *rows = call_temporary(c, j.dtype, 1, &j.rows);
    if (!rows || ((rush_dtype)to->dtype != j.dtype && !(made = call_temporary(c, j.dtype, 2, to->shape)))) return false;
    if (r == LOSS_NONE) TRY(tensor_copy(c->site, rows, g));
    else {
        double one = element_load_double(tensor_data(g), (rush_dtype)g->dtype);
        if (r == LOSS_MEAN) one /= element_load_double(tensor_data(total), (rush_dtype)total->dtype);
        for (int64_t k = 0; k < j.rows; k++) class_put(&j, tensor_data(rows), k, one);
    }
    union { const void *from; void *to; } saved = { tensor_data(stats) };
    j.loss = tensor_data(rows);
    j.stats = saved.to;
    j.dx = tensor_data(made);
    if (j.rows) run(&j, true);
    return made == to || tensor_copy(c->site, to, made);
}
static bool fused_backward_ref(call *c) { return loss_class_backward(c, class_reference); }

static bool fused_grad(backward *c) {
    if (!c->grad) return true; /* the other results are constants */
    loss_reduction r;
    TRY(loss_reduction_of(c->site, c->op->name, &c->args[3], &r));
    rush_tensor *x = c->args[0].u.t, *target = c->args[1].u.t, *weight = c->args[2].kind == RUSH_VALUE_TENSOR ? c->args[2].u.t : NULL, *index;
    if (!c->create_graph) {
        GIVE(0, rush_class_loss_backward(c->grad, x, target, weight, c->out[1], c->out[2], r, INT_ARG(c, 4)));
        return true;
    }
    rush_shape in = input_shape(c, 0);
    rush_tensor *s = row_gradient(c, c->grad, target, weight, c->out[1], r, INT_ARG(c, 4), in, input_dtype(c, 0), &index);
    rush_tensor *g = rush_place_along(rush_neg(s), 1, index, in.dims[1]);
    GIVE(0, rush_log_softmax_backward(g, rush_log_softmax(x, 1), 1));
    return true;
}

const op op_class_loss = {
    OP_ROW(class_loss),
    .schema = "class_loss(Tensor self, Tensor target, Tensor? weight, str reduction, int ignore_index) -> (Tensor, Tensor, Tensor)",
    .doc = "cross_entropy of [N, C] with class indices in one pass; also the sum of the targets' weights, and each row's maximum and logarithm of the sum.",
    .flags = OP_INTERNAL | OP_GRAD_UNDEFINED,
    .grad_name = "NllLossBackward0",
    .saves = ARG(0) | ARG(1) | ARG(2) | OUT(1) | OUT(2),
    .meta = fused_meta,
    .ref = fused_ref,
    .grad = fused_grad,
    .samples = TEXTS("T[2,3], T[2]:i3, None, 'mean', -100", "T[2,3], T[2]:i3, T[3]:p, 'none', 1", "T[300,130], T[300]:i130, None, 'sum', 7",
                     "T[3,4]:t, T[4]:i3, T[3]:p, 'mean', 0", "T[4,6]:s, T[4]:i3, None, 'none', -100", "T[0,3], T[0]:i3, None, 'sum', -100",
                     "T[1,3], T[1]:i3, None, 'mean', -100", "T[300,300], T[300]:i300, T[300]:p, 'mean', 3"),
};

const op op_class_loss_backward = {
    OP_ROW(class_loss_backward),
    .schema = "class_loss_backward(Tensor grad, Tensor self, Tensor target, Tensor? weight, Tensor total, Tensor stats, int reduction, int ignore_index) -> Tensor",
    .doc = "The derivative of class_loss.",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = fused_backward_meta,
    .ref = fused_backward_ref,
    .samples = TEXTS("T[], T[2,3], T[2]:i3, None, T[]:p, T[2,2]:p, 1, -100", "T[2], T[2,3], T[2]:i3, T[3]:p, T[]:p, T[2,2]:p, 0, 1",
                     "T[], T[2,3], T[2]:i3, T[3]:p, T[]:p, T[2,2]:p, 2, -100", "T[], T[3,4]:t, T[4]:i3, None, T[]:p, T[4,2]:p, 1, 0",
                     "T[], T[4,6]:s, T[4]:i3, T[3]:p, T[]:p, T[4,2]:p, 1, 2", "T[0], T[0,3], T[0]:i3, None, T[]:p, T[0,2], 0, -100",
                     "T[], T[300,300], T[300]:i300, None, T[]:p, T[300,2]:p, 1, 7", "T[300], T[300,300], T[300]:i300, T[300]:p, T[]:p, T[300,2]:p, 0, 7"),
};

/* ---- cross_entropy ---- */

/* sum of a [N, C, …] over C, the class weights applied */
static rush_tensor *class_sum(call *c, rush_tensor *a, rush_tensor *weight, int dim) {
    if (weight) {
        int64_t shape[RUSH_MAX_DIMS];
        for (int i = 0; i < a->ndim; i++) shape[i] = i == dim ? weight->numel : 1;
        a = rush_mul(a, rush_reshape(weight, ((rush_shape){ shape, a->ndim })));
    }
    return rush_sum_dim(a, RUSH_SHAPE(dim));
}

/* target [N, C, …] of probabilities */
static rush_tensor *with_probabilities(call *c, rush_tensor *log_p, rush_tensor *target, rush_tensor *weight, loss_reduction r, double smoothing) {
    int dim = log_p->ndim > 1;
    int64_t classes = log_p->shape[dim];
    if (smoothing > 0) target = rush_add(rush_mul(target, 1 - smoothing), smoothing / (double)classes);
    rush_tensor *chosen = class_sum(c, rush_mul(log_p, target), weight, dim);
    if (r == LOSS_NONE || !chosen) return rush_neg(chosen);
    rush_tensor *loss = rush_neg(rush_sum(chosen));
    return r == LOSS_SUM ? loss : rush_div(loss, chosen->numel ? chosen->numel : 1);
}

/* (1 - s) nll + s / C times the loss of the uniform distribution */
static rush_tensor *with_smoothing(call *c, rush_tensor *log_p, value *args, loss_reduction r, double smoothing) {
    int dim = log_p->ndim > 1;
    rush_tensor *target = args[1].u.t, *weight = args[2].kind == RUSH_VALUE_TENSOR ? args[2].u.t : NULL, *both[OP_MAX_OUT];
    const op *o = log_p->ndim > 2 ? &op_nll_loss2d_forward : &op_nll_loss_forward;
    args[0] = value_tensor(log_p);
    if (!op_call_multi(o, c->site, args, 5, both)) return NULL;
    rush_tensor *uniform = rush_neg(class_sum(c, log_p, weight, dim));
    uniform = rush_where(rush_ne(rush_reshape(target, rush_sizes(uniform)), args[4].u.i), uniform, 0);
    if (r != LOSS_NONE) uniform = rush_sum(uniform);
    if (r == LOSS_MEAN) uniform = rush_div(uniform, rush_detach(both[1]));
    return rush_add(rush_mul(both[0], 1 - smoothing), rush_mul(uniform, smoothing / (double)log_p->shape[dim]));
}

static bool cross_entropy_run(call *c) {
    rush_tensor *x = TENSOR(c, 0), *target = TENSOR(c, 1), *weight = TENSOR(c, 2);
    double smoothing = FLOAT_ARG(c, 5);
    loss_reduction r;
    TRY(loss_reduction_of(c->site, c->op->name, &c->args[4], &r));
    CHECK(c, smoothing >= 0 && smoothing <= 1, "label_smoothing must be between 0.0 and 1.0. Got: %g", smoothing);
    value args[5] = { c->args[0], c->args[1], c->args[2], c->args[4], c->args[3] };
    bool probabilities = x->ndim && shape_equal(x->ndim, x->shape, target->ndim, target->shape);
    if (probabilities) {
        int64_t classes = x->shape[x->ndim > 1];
        CHECK(c, dtype_is_float((rush_dtype)target->dtype), "Expected floating point type for target with class probabilities, got %s",
              dtype_table[target->dtype].torch_name);
        CHECK(c, INT_ARG(c, 3) < 0, "ignore_index is not supported for floating point target");
        CHECK(c, !weight || (weight->ndim == 1 && weight->numel == classes),
              "cross_entropy: weight tensor should be defined either for all %lld classes or no classes but got weight tensor of shape: %s",
              (long long)classes, TENSOR_SHAPE_TEXT(weight));
        return call_return(c, 0, with_probabilities(c, rush_log_softmax(x, x->ndim > 1), target, weight, r, smoothing));
    }
    if (smoothing == 0 && x->ndim == 2 && dtype_is_float((rush_dtype)x->dtype)) return call_return(c, 0, op_call(&op_class_loss, c->site, args, 5));
    rush_tensor *log_p = rush_log_softmax(x, x->ndim == 1 ? 0 : 1);
    if (!log_p) return false;
    if (smoothing > 0) return call_return(c, 0, with_smoothing(c, log_p, args, r, smoothing));
    return call_return(c, 0, rush_nll_loss(log_p, target, .weight = weight, .ignore_index = RUSH_INT(INT_ARG(c, 3)), .reduction = c->args[4].u.string));
}

const op op_cross_entropy = {
    OP_ROW(cross_entropy),
    .schema = "cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int ignore_index=-100, str reduction='mean', float label_smoothing=0.0) -> Tensor",
    .doc = "Cross entropy of logits self [N, C, ...] against class indices [N, ...], or against probabilities of self's shape; weight [C] of each class.",
    .flags = OP_NN,
    .run = cross_entropy_run,
    .samples = TEXTS("T[2,3], T[2]:i3", "T[2,3], T[2]:i3, T[3]:p", "T[2,3], T[2]:i3, None, 1, 'sum'", "T[2,3], T[2]:i3, T[3]:p, 0, 'none'", "T[3], T[]:i3",
                     "T[2,3,4], T[2,4]:i3", "T[2,3,4,5], T[2,4,5]:i3, T[3]:p, 2", "T[3,2]:t, T[2]:i3", "T[4,6]:s, T[4]:i3", "T[300,300], T[300]:i300",
                     "T[2,3], T[2]:i3, T[3]:p, 1, 'mean', 0.1", "T[2,3], T[2]:i3, None, 1, 'none', 0.1", "T[2,3], T[2,3]:p", "T[2,3], T[2,3]:p, T[3]:p, -100, 'mean', 0.1",
                     "T[2,3,4], T[2,3,4]:p, None, -100, 'sum'",
                     "T[2,3]:n, T[2]:i3"),
    .errors = TEXTS("T[2,3], T[3]:i3", "Expected input batch_size (2) to match target batch_size (3).", "T[2,3], T[2,3]:i3",
                    "Expected floating point type for target with class probabilities, got Long", "T[2,3], T[2]:i3, None, -100, 'mean', 2.0",
                    "label_smoothing must be between 0.0 and 1.0. Got: 2", "T[2,3], T[2,3], None, 0",
                    "ignore_index is not supported for floating point target"),
};
