/* SPDX-License-Identifier: MIT */
/* batch_norm.c - batch_norm and instance_norm: each channel of [N, C, …] normalised over the batch and the spatial extent, in
   training with its own mean and variance (which also move the running ones), in evaluation with the running ones.
     running = (1 - momentum) running + momentum (mean | var n / (n - 1)) */
#include <math.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/norm.h"

/* the channels are innermost, whatever the strides of dimensions of one element */
static bool keeps_channels_last(const rush_tensor *x) {
    return tensor_suggests_channels_last(x) || (!tensor_is_contiguous(x) && (rush_is_channels_last(x) || rush_is_channels_last_3d(x)));
}

static norm_job batch_job(const rush_tensor *x) {
    int64_t spatial = shape_numel(x->ndim - 2, x->shape + 2);
    return (norm_job){ .kind = NORM_BATCH, .dtype = norm_dtype(x), .batch = x->shape[0], .channels = x->shape[1], .spatial = spatial, .width = 1,
                       .groups = x->shape[1], .channels_last = spatial == 1 || keeps_channels_last(x) };
}

static bool batch_out(call *c, const rush_tensor *x) {
    if (!keeps_channels_last(x)) return call_out(c, 0, (rush_dtype)x->dtype, x->ndim, x->shape);
    int64_t strides[RUSH_MAX_DIMS];
    shape_channels_last_strides(x->ndim, x->shape, strides);
    return call_out_strided(c, 0, (rush_dtype)x->dtype, x->ndim, x->shape, strides);
}

static bool native_meta(call *c) {
    static const char *const names[] = { "input", "weight", "bias", "running_mean", "running_var" };
    static const int order[] = { 3, 4, 1, 2 };
    const rush_tensor *x = TENSOR(c, 0);
    bool training = BOOL_ARG(c, 5);
    int dim;
    TRY(call_dim(c, 1, x->ndim, &dim));
    CHECK_INDEX(c, x->ndim > 1, "Dimension specified as 1 but tensor has no dimensions");
    for (int k = 0; k < 4; k++) {
        const rush_tensor *t = TENSOR(c, order[k]);
        CHECK(c, t || training || k > 1, "%s must be defined in evaluation mode", names[order[k]]);
        CHECK(c, !t || t->numel == x->shape[1], "%s should contain %lld elements not %lld", names[order[k]], (long long)x->shape[1], (long long)t->numel);
    }
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)x->dtype), "\"batch_norm\" not implemented for '%s'", dtype_table[x->dtype].torch_name);
    const int64_t n = training ? x->shape[1] : 0;
    return batch_out(c, x) && call_out(c, 1, norm_dtype(x), 1, &n) && call_out(c, 2, norm_dtype(x), 1, &n);
}

/* constant statistics as the kernels want them: mean, and 1 / sqrt(var + eps) */
static bool given_statistics(call *c, norm_job *j, const rush_tensor *mean, const rush_tensor *var, double eps) {
    rush_tensor *m = call_temporary(c, j->dtype, 1, &j->channels), *r = call_temporary(c, j->dtype, 1, &j->channels);
    if (!m || !r) return false;
    for (int64_t i = 0; i < j->channels; i++) {
        size_t size = dtype_size(j->dtype), from = dtype_size((rush_dtype)mean->dtype), of = dtype_size((rush_dtype)var->dtype);
        int64_t ms = mean->ndim ? mean->strides[0] : 0, vs = var->ndim ? var->strides[0] : 0;
        double v = element_load_double((const char *)tensor_data(var) + (size_t)(i * vs) * of, (rush_dtype)var->dtype);
        element_store_double((char *)tensor_data(m) + (size_t)i * size, j->dtype,
                             element_load_double((const char *)tensor_data(mean) + (size_t)(i * ms) * from, (rush_dtype)mean->dtype));
        element_store_double((char *)tensor_data(r) + (size_t)i * size, j->dtype, 1 / sqrt(v + eps));
    }
    j->mean = tensor_data(m);
    j->rstd = tensor_data(r);
    j->given = true;
    return true;
}

/* running = (1 - momentum) running + momentum * value * scale */
static void move_running(const rush_tensor *running, int64_t i, double momentum, double v) {
    rush_dtype d = (rush_dtype)running->dtype;
    char *p = (char *)tensor_data(running) + i * (running->ndim ? running->strides[0] : 0) * (int64_t)dtype_size(d);
    element_store_double(p, d, (1 - momentum) * element_load_double(p, d) + momentum * v);
}

bool norm_batch(call *c, norm_engine run) {
    const rush_tensor *x = TENSOR(c, 0), *running_mean = TENSOR(c, 3), *running_var = TENSOR(c, 4);
    norm_job j = batch_job(x);
    rush_tensor *made[OP_MAX_OUT], *var = NULL;
    bool ok = true, training = BOOL_ARG(c, 5), last = keeps_channels_last(x);
    if (x->numel == 0) return norm_empty(c);
    double momentum = FLOAT_ARG(c, 6);
    j.eps = FLOAT_ARG(c, 7);
    j.x = norm_data(c, x, j.dtype, last, &ok);
    j.weight = norm_data(c, TENSOR(c, 1), j.dtype, false, &ok);
    j.bias = norm_data(c, TENSOR(c, 2), j.dtype, false, &ok);
    j.out = norm_result(c, 0, j.dtype, made, &ok);
    j.mean = norm_result(c, 1, j.dtype, made, &ok);
    j.rstd = norm_result(c, 2, j.dtype, made, &ok);
    if (training) {
        if (!(var = call_temporary(c, RUSH_FLOAT64, 1, &j.channels))) return false;
        j.var = tensor_data(var);
    } else TRY(given_statistics(c, &j, running_mean, running_var, j.eps));
    if (!ok || !run(c, &j, false) || !norm_finish(c, made)) return false;
    double n = (double)(j.batch * j.spatial);
    for (int64_t i = 0; training && i < j.channels; i++) {
        size_t size = dtype_size(j.dtype);
        if (running_mean) move_running(running_mean, i, momentum, element_load_double((const char *)j.mean + (size_t)i * size, j.dtype));
        if (running_var) move_running(running_var, i, momentum, j.var[i] * n / (n - 1));
    }
    return true;
}
static bool native_ref(call *c) { return norm_batch(c, norm_reference); }

/* ---- derivative ---- */

static bool native_backward_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 1);
    const int64_t none[1] = { 0 };
    rush_dtype d = (rush_dtype)x->dtype;
    TRY(BOOL_ARG(c, 9) ? batch_out(c, x) : call_out(c, 0, d, 1, none));
    for (int i = 1; i < 3; i++) TRY(call_out(c, i, d, 1, BOOL_ARG(c, 9 + i) ? &x->shape[1] : none));
    return true;
}

bool norm_batch_backward(call *c, norm_engine run) {
    const rush_tensor *x = TENSOR(c, 1);
    norm_job j = batch_job(x);
    rush_tensor *made[OP_MAX_OUT];
    bool ok = true, last = keeps_channels_last(x);
    union { const void *from; void *to; } mean, rstd;
    j.g = norm_data(c, TENSOR(c, 0), j.dtype, last, &ok);
    j.x = norm_data(c, x, j.dtype, last, &ok);
    j.weight = norm_data(c, TENSOR(c, 2), j.dtype, false, &ok);
    if (BOOL_ARG(c, 7)) {
        mean.from = norm_data(c, TENSOR(c, 3), j.dtype, false, &ok);
        rstd.from = norm_data(c, TENSOR(c, 4), j.dtype, false, &ok);
        j.mean = mean.to;
        j.rstd = rstd.to;
    } else TRY(given_statistics(c, &j, TENSOR(c, 5), TENSOR(c, 6), FLOAT_ARG(c, 8)));
    j.out = norm_result(c, 0, j.dtype, made, &ok);
    j.dweight = norm_result(c, 1, j.dtype, made, &ok);
    j.dbias = norm_result(c, 2, j.dtype, made, &ok);
    return ok && run(c, &j, true) && norm_finish(c, made);
}
static bool native_backward_ref(call *c) { return norm_batch_backward(c, norm_reference); }

/* of differentiable ops: everything as [N, C, spatial] */
static bool native_grad_composed(backward *c) {
    rush_tensor *w = c->args[1].kind == RUSH_VALUE_TENSOR ? c->args[1].u.t : NULL, *normal, *dx;
    rush_shape in = input_shape(c, 0), by = RUSH_SHAPE(0, 2), column = RUSH_SHAPE(in.dims[1], 1);
    rush_shape planes = RUSH_SHAPE(in.dims[0], in.dims[1], shape_numel((int)in.ndim - 2, in.dims + 2));
    rush_tensor *x = rush_reshape(c->args[0].u.t, planes), *g = rush_reshape(c->grad, planes), *gw = w ? rush_mul(g, rush_reshape(w, column)) : g;
    double eps = value_double(&c->args[7]);
    if (BOOL_ARG(c, 5)) dx = norm_rule(c, x, gw, by, eps, &normal);
    else {
        rush_tensor *mean = rush_reshape(c->args[3].u.t, column), *var = rush_reshape(c->args[4].u.t, column);
        rush_tensor *rstd = rush_pow(rush_add(rush_to_dtype(var, rush_get_dtype(x)), eps), -0.5);
        normal = rush_mul(rush_sub(x, rush_to_dtype(mean, rush_get_dtype(x))), rstd);
        dx = rush_mul(gw, rstd);
    }
    GIVE(0, rush_reshape(dx, in));
    if (w) GIVE(1, rush_sum_dim(rush_mul(g, normal), by));
    if (c->args[2].kind == RUSH_VALUE_TENSOR) GIVE(2, rush_sum_dim(g, by));
    return true;
}

static bool native_grad(backward *c) {
    if (!c->grad) return true; /* mean and rstd are constants */
    if (c->create_graph) return native_grad_composed(c);
    bool weight = c->args[1].kind == RUSH_VALUE_TENSOR, training = BOOL_ARG(c, 5), dx = needs(c, 0), dw = weight && needs(c, 1);
    bool db = c->args[2].kind == RUSH_VALUE_TENSOR && needs(c, 2);
    rush_tensor *gw, *gb, *running_mean = training ? NULL : c->args[3].u.t, *running_var = training ? NULL : c->args[4].u.t;
    rush_tensor *gx = rush_native_batch_norm_backward(c->grad, c->args[0].u.t, weight ? c->args[1].u.t : NULL, training ? c->out[1] : NULL,
                                                      training ? c->out[2] : NULL, running_mean, running_var, training, value_double(&c->args[7]), dx, dw,
                                                      db, .result1 = &gw, .result2 = &gb);
    if (dx) GIVE(0, gx);
    if (dw) GIVE(1, gw);
    if (db) GIVE(2, gb);
    return true;
}

const op op_native_batch_norm = {
    OP_ROW(native_batch_norm),
    .schema = "native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, "
              "float eps) -> (Tensor, Tensor, Tensor)",
    .doc = "batch_norm with the mean and 1 / sqrt(var + eps) of each channel (empty in evaluation), which are not differentiable.",
    .flags = OP_GRAD_UNDEFINED | OP_FIRST_GRAD,
    .saves = ARG(0) | ARG(1) | ARG(3) | ARG(4) | OUT(1) | OUT(2),
    .meta = native_meta,
    .ref = native_ref,
    .grad = native_grad,
    .samples = TEXTS("T[4,3], T[3], T[3], None, None, True, 0.1, 1e-5", "T[2,3,4], None, None, None, None, True, 0.1, 1e-5",
                     "T[2,3,4,4]:cl, T[3], T[3], None, None, True, 0.1, 1e-5", "T[2,3,4], T[3], T[3], T[3], T[3]:p, False, 0.1, 1e-5",
                     "T[2,3,4], T[3], T[3], None, None, True, 0.1, 0.1", "T[2,3,6]:s, T[3], None, None, None, True, 0.1, 1e-5",
                     "T[2,3,4]:n, None, None, None, None, True, 0.1, 1e-5", "T[8,6,60,60], T[6], T[6], None, None, True, 0.1, 1e-5"),
};

const op op_native_batch_norm_backward = {
    OP_ROW(native_batch_norm_backward),
    .schema = "native_batch_norm_backward(Tensor grad, Tensor input, Tensor? weight, Tensor? mean, Tensor? rstd, Tensor? running_mean, Tensor? running_var, "
              "bool training, float eps, bool dx, bool dw, bool db) -> (Tensor, Tensor, Tensor)",
    .doc = "The derivative of batch_norm by input, weight and bias; what is not asked for is empty.",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = native_backward_meta,
    .ref = native_backward_ref,
    .samples = TEXTS("T[4,3], T[4,3], T[3], T[3], T[3]:p, None, None, True, 1e-5, True, True, True",
                     "T[2,3,50,50], T[2,3,50,50], T[3], T[3], T[3]:p, None, None, True, 1e-5, True, True, True",
                     "T[2,3,4], T[2,3,4], None, None, None, T[3], T[3]:p, False, 1e-5, True, False, False",
                     "T[2,3,4,4]:cl, T[2,3,4,4]:cl, T[3], T[3], T[3]:p, None, None, True, 1e-5, True, True, True",
                     "T[300,260], T[300,260], T[260], T[260], T[260]:p, None, None, True, 1e-5, True, True, True",
                     "T[4,3], T[4,3], T[3], None, None, T[3], T[3]:p, False, 1e-5, True, True, True",
                     "T[2,3,6]:s, T[2,3,6]:s, T[3], T[3], T[3]:p, None, None, True, 1e-5, False, True, True",
                     "T[0,3], T[0,3], T[3], T[3], T[3]:p, None, None, True, 1e-5, True, True, True"),
};

static bool batch_norm_run(call *c) {
    const rush_tensor *x = TENSOR(c, 0);
    if (BOOL_ARG(c, 5) && x->ndim > 1) {
        char shape[256];
        shape_text(x->ndim, x->shape, shape, sizeof shape);
        CHECK_VALUE(c, x->shape[0] * shape_numel(x->ndim - 2, x->shape + 2) != 1,
                    "Expected more than 1 value per channel when training, got input size torch.Size(%s)", shape);
    }
    value args[8] = { c->args[0], c->args[3], c->args[4], c->args[1], c->args[2], c->args[5], c->args[6], c->args[7] };
    return call_return(c, 0, op_call(&op_native_batch_norm, c->site, args, 8));
}

const op op_batch_norm = {
    OP_ROW(batch_norm),
    .schema = "batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight=None, Tensor? bias=None, bool training=False, "
              "float momentum=0.1, float eps=1e-05) -> Tensor",
    .doc = "Normalises each channel of input [N, C, ...]: in training by its own statistics (the running ones, if given, are moved towards them), else by "
           "the running ones; then times weight [C] plus bias [C].",
    .flags = OP_NO_OUT,
    .run = batch_norm_run,
    .samples = TEXTS("T[4,3], None, None, T[3], T[3], True", "T[4,3], T[3], T[3]:p, T[3], T[3]", "T[2,3,4], None, None, None, None, True",
                     "T[2,3,4,4], T[3], T[3]:p, T[3], T[3], True, 0.3, 0.01", "T[2,3,4,4]:cl, None, None, T[3], T[3], True", "T[2,3,4,4]:cl, T[3], T[3]:p",
                     "T[0,3,4], T[3], T[3]:p", "T[2,3,4,6]:s, None, None, T[3], T[3], True", "T[2,3,4]:n, None, None, None, None, True",
                     "T[8,6,60,60], None, None, T[6], T[6], True", "T[300,260], None, None, T[260], T[260], True"),
    .errors = TEXTS("T[2,3], T[4], T[3]", "running_mean should contain 3 elements not 4", "T[2,3], T[3], T[4]", "running_var should contain 3 elements not 4",
                    "T[2,3], T[3], T[3], T[4]", "weight should contain 3 elements not 4", "T[2,3], None, None",
                    "running_mean must be defined in evaluation mode", "T[1,3], T[3], T[3], None, None, True",
                    "Expected more than 1 value per channel when training, got input size torch.Size([1, 3])", "T[3], None, None, None, None, True",
                    "Dimension out of range (expected to be in range of [-1, 0], but got 1)"),
};

/* ---- instance_norm: batch_norm of [1, N C, …] ---- */

static rush_tensor *repeated(call *c, rush_tensor *t, int64_t n) {
    return t ? rush_reshape(rush_expand(t, RUSH_SHAPE(n, t->numel)), RUSH_SHAPE(n * t->numel)) : NULL;
}

/* running statistics have no part in the graph; a copy, since a repeated tensor of one element shares its memory */
static rush_tensor *constant(call *c, rush_tensor *t) { return t ? rush_clone(rush_detach(t)) : NULL; }

/* the mean over the batch of what the running statistics became */
static bool give_back(call *c, rush_tensor *running, rush_tensor *moved, int64_t n) {
    if (!running) return true;
    return rush_copy_(rush_detach(running), rush_mean_dim(rush_view(moved, RUSH_SHAPE(n, running->numel)), RUSH_SHAPE(0))) != NULL;
}

static bool instance_norm_run(call *c) {
    rush_tensor *x = TENSOR(c, 0), *mean = TENSOR(c, 1), *var = TENSOR(c, 2);
    bool statistics = BOOL_ARG(c, 5);
    char text[256];
    CHECK_INDEX(c, x->ndim > 1, "Dimension out of range (expected to be in range of [%d, %d], but got 1)", x->ndim ? -x->ndim : -1, x->ndim ? x->ndim - 1 : 0);
    CHECK_VALUE(c, !statistics || shape_numel(x->ndim - 2, x->shape + 2) != 1,
                "Expected more than 1 spatial element when training, got input size torch.Size(%s)", shape_text(x->ndim, x->shape, text, sizeof text));
    int64_t n = x->shape[0], shape[RUSH_MAX_DIMS];
    shape[0] = 1;
    shape[1] = n * x->shape[1];
    for (int i = 2; i < x->ndim; i++) shape[i] = x->shape[i];
    rush_tensor *m = constant(c, repeated(c, mean, n)), *v = constant(c, repeated(c, var, n)), *all = rush_reshape(x, ((rush_shape){ shape, x->ndim }));
    if (rush_failed()) return false;
    value args[8] = { value_tensor(all), value_tensor_optional(repeated(c, TENSOR(c, 3), n)), value_tensor_optional(repeated(c, TENSOR(c, 4), n)),
                      value_tensor_optional(m), value_tensor_optional(v), value_of_bool(statistics), c->args[6], c->args[7] };
    rush_tensor *y = op_call(&op_native_batch_norm, c->site, args, 8);
    if (!y || (statistics && !(give_back(c, mean, m, n) && give_back(c, var, v, n)))) return false;
    return call_return(c, 0, rush_view(y, rush_sizes(x)));
}

const op op_instance_norm = {
    OP_ROW(instance_norm),
    .schema = "instance_norm(Tensor input, Tensor? running_mean=None, Tensor? running_var=None, Tensor? weight=None, Tensor? bias=None, "
              "bool use_input_stats=True, float momentum=0.1, float eps=1e-05) -> Tensor",
    .doc = "Normalises each channel of each batch entry of input [N, C, ...] over its spatial extent; then times weight [C] plus bias [C].",
    .flags = OP_NO_OUT,
    .run = instance_norm_run,
    .samples = TEXTS("T[2,3,4]", "T[2,3,4,4], None, None, T[3], T[3]", "T[2,3,4], None, None, T[3], None, True, 0.1, 0.1", "T[2,3,4], T[3], T[3]:p, None, None, False",
                     "T[2,3,6]:s", "T[2,3,60,60]", "T[2,3,4,4]:cl, None, None, T[3]", "T[1,3,4], None, None, None, T[3], True, 0.1, 0.01",
                     "T[2,4,100,100]", "T[2,3,4]:n"),
    .errors = TEXTS("T[2,3,1]", "Expected more than 1 spatial element when training, got input size torch.Size([2, 3, 1])"),
};
