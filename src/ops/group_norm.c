/* SPDX-License-Identifier: MIT */
/* group_norm.c - group_norm: the channels of [N, C, …] in groups, each normalised with its spatial extent. */
#include "ops/internal_ops.h"
#include "ops/norm.h"

static norm_job group_job(const rush_tensor *x, int64_t groups) {
    int64_t spatial = shape_numel(x->ndim - 2, x->shape + 2), n = x->shape[0], channels = x->shape[1];
    return (norm_job){ .kind = NORM_GROUP, .dtype = norm_dtype(x), .batch = n, .channels = channels, .spatial = spatial, .width = channels / groups,
                       .groups = n * groups };
}

static bool group_check(call *c, const rush_tensor *x, int64_t groups, const rush_tensor *weight, const rush_tensor *bias) {
    int dim;
    TRY(call_dim(c, 1, x->ndim, &dim));
    int64_t channels = x->ndim > 1 ? x->shape[1] : 0;
    CHECK(c, groups > 0, "Expected num groups to be greater than 0, got %lld", (long long)groups);
    CHECK(c, channels % groups == 0, "Expected number of channels in input to be divisible by num_groups, but got input of shape %s and num_groups=%lld",
          TENSOR_SHAPE_TEXT(x), (long long)groups);
    CHECK(c, !weight || (weight->ndim == 1 && weight->shape[0] == channels),
          "Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape %s and input of shape %s",
          TENSOR_SHAPE_TEXT(weight), TENSOR_SHAPE_TEXT(x));
    CHECK(c, !bias || (bias->ndim == 1 && bias->shape[0] == channels),
          "Expected bias to be a vector of size equal to the number of channels in input, but got bias of shape %s and input of shape %s",
          TENSOR_SHAPE_TEXT(bias), TENSOR_SHAPE_TEXT(x));
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)x->dtype), "\"GroupNormKernelImpl\" not implemented for '%s'",
             dtype_table[x->dtype].torch_name);
    return true;
}

static bool native_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 0);
    TRY(group_check(c, x, INT_ARG(c, 1), TENSOR(c, 2), TENSOR(c, 3)));
    const int64_t shape[2] = { x->shape[0], INT_ARG(c, 1) };
    return call_out_suggested(c, 0, (rush_dtype)x->dtype, x, x->ndim, x->shape) && call_out(c, 1, norm_dtype(x), 2, shape) && call_out(c, 2, norm_dtype(x), 2, shape);
}

/* result 0 in the order of x's shape: the kernels know no other */
static void *planes_result(call *c, rush_dtype d, rush_tensor **made, bool *ok) {
    rush_tensor *t = c->out[0];
    if (tensor_is_contiguous(t)) return norm_result(c, 0, d, made, ok);
    made[0] = *ok ? call_temporary(c, d, t->ndim, t->shape) : NULL;
    *ok = made[0] != NULL;
    return *ok ? tensor_data(made[0]) : NULL;
}

bool norm_group(call *c, norm_engine run) {
    const rush_tensor *x = TENSOR(c, 0);
    norm_job j = group_job(x, INT_ARG(c, 1));
    rush_tensor *made[OP_MAX_OUT];
    bool ok = true;
    if (x->numel == 0) return norm_empty(c);
    j.eps = FLOAT_ARG(c, 4);
    j.x = norm_data(c, x, j.dtype, false, &ok);
    j.weight = norm_data(c, TENSOR(c, 2), j.dtype, false, &ok);
    j.bias = norm_data(c, TENSOR(c, 3), j.dtype, false, &ok);
    j.out = planes_result(c, j.dtype, made, &ok);
    j.mean = norm_result(c, 1, j.dtype, made, &ok);
    j.rstd = norm_result(c, 2, j.dtype, made, &ok);
    return ok && run(c, &j, false) && norm_finish(c, made);
}
static bool native_ref(call *c) { return norm_group(c, norm_reference); }

static bool native_backward_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 1);
    const int64_t none[1] = { 0 };
    rush_dtype d = (rush_dtype)x->dtype;
    TRY(BOOL_ARG(c, 6) ? call_out_suggested(c, 0, d, x, x->ndim, x->shape) : call_out(c, 0, d, 1, none));
    for (int i = 1; i < 3; i++) TRY(call_out(c, i, d, 1, BOOL_ARG(c, 6 + i) ? &x->shape[1] : none));
    return true;
}

bool norm_group_backward(call *c, norm_engine run) {
    const rush_tensor *x = TENSOR(c, 1);
    norm_job j = group_job(x, INT_ARG(c, 2));
    rush_tensor *made[OP_MAX_OUT];
    bool ok = true;
    union { const void *from; void *to; } mean, rstd;
    j.g = norm_data(c, TENSOR(c, 0), j.dtype, false, &ok);
    j.x = norm_data(c, x, j.dtype, false, &ok);
    mean.from = norm_data(c, TENSOR(c, 3), j.dtype, false, &ok);
    rstd.from = norm_data(c, TENSOR(c, 4), j.dtype, false, &ok);
    j.mean = mean.to;
    j.rstd = rstd.to;
    j.weight = norm_data(c, TENSOR(c, 5), j.dtype, false, &ok);
    j.out = planes_result(c, j.dtype, made, &ok);
    j.dweight = norm_result(c, 1, j.dtype, made, &ok);
    j.dbias = norm_result(c, 2, j.dtype, made, &ok);
    return ok && run(c, &j, true) && norm_finish(c, made);
}
static bool native_backward_ref(call *c) { return norm_group_backward(c, norm_reference); }

/* of differentiable ops: x as [N, G, C / G * spatial], w as [C, 1] */
static bool native_grad_composed(backward *c) {
    rush_tensor *w = c->args[2].kind == RUSH_VALUE_TENSOR ? c->args[2].u.t : NULL, *normal;
    rush_shape in = input_shape(c, 0);
    int64_t n = in.dims[0], channels = in.dims[1], groups = INT_ARG(c, 1), spatial = shape_numel((int)in.ndim - 2, in.dims + 2);
    rush_shape planes = RUSH_SHAPE(n, channels, spatial), rows = RUSH_SHAPE(n, groups, channels / groups * spatial), by = RUSH_SHAPE(0, 2);
    rush_tensor *g = rush_reshape(c->grad, planes), *gw = w ? rush_mul(g, rush_reshape(w, RUSH_SHAPE(channels, 1))) : g;
    rush_tensor *dx = norm_rule(c, rush_reshape(c->args[0].u.t, rows), rush_reshape(gw, rows), RUSH_SHAPE(2), value_double(&c->args[4]), &normal);
    GIVE(0, rush_reshape(dx, in));
    if (w) GIVE(2, rush_sum_dim(rush_mul(g, rush_reshape(normal, planes)), by));
    if (c->args[3].kind == RUSH_VALUE_TENSOR) GIVE(3, rush_sum_dim(g, by));
    return true;
}

static bool native_grad(backward *c) {
    if (!c->grad) return true; /* mean and rstd are constants */
    if (c->create_graph) return native_grad_composed(c);
    bool weight = c->args[2].kind == RUSH_VALUE_TENSOR, dx = needs(c, 0), dw = weight && needs(c, 2);
    bool db = c->args[3].kind == RUSH_VALUE_TENSOR && needs(c, 3);
    rush_tensor *gw, *gb, *gx = rush_native_group_norm_backward(c->grad, c->args[0].u.t, INT_ARG(c, 1), c->out[1], c->out[2], weight ? c->args[2].u.t : NULL,
                                                                dx, dw, db, .result1 = &gw, .result2 = &gb);
    if (dx) GIVE(0, gx);
    if (dw) GIVE(2, gw);
    if (db) GIVE(3, gb);
    return true;
}

const op op_native_group_norm = {
    OP_ROW(native_group_norm),
    .schema = "native_group_norm(Tensor input, int num_groups, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor)",
    .doc = "group_norm with the mean and 1 / sqrt(var + eps) of each group, which are not differentiable.",
    .flags = OP_GRAD_UNDEFINED | OP_FIRST_GRAD | OP_NO_OUT,
    .saves = ARG(0) | ARG(2) | OUT(1) | OUT(2),
    .meta = native_meta,
    .ref = native_ref,
    .grad = native_grad,
    .samples = TEXTS("T[2,4,3], 2, None, None, 1e-5", "T[2,4,3,3], 4, T[4], T[4], 1e-5", "T[3,6], 2, T[6], None, 1e-3", "T[0,4,3], 2, T[4], T[4], 1e-5", "T[2,4,6]:s, 1, None, T[4], 1e-5",
                     "T[2,4,3,3]:cl, 2, T[4], T[4], 1e-5", "T[2,4,3]:n, 2, None, None, 1e-5", "T[1,4,3], 4, T[4], T[4], 0.1"),
};

const op op_native_group_norm_backward = {
    OP_ROW(native_group_norm_backward),
    .schema = "native_group_norm_backward(Tensor grad, Tensor input, int num_groups, Tensor mean, Tensor rstd, Tensor? weight, bool dx, bool dw, bool db) "
              "-> (Tensor, Tensor, Tensor)",
    .doc = "The derivative of group_norm by input, weight and bias; what is not asked for is empty.",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = native_backward_meta,
    .ref = native_backward_ref,
    .samples = TEXTS("T[2,4,3], T[2,4,3], 2, T[2,2], T[2,2]:p, T[4], True, True, True", "T[2,4,3], T[2,4,3], 1, T[2,1], T[2,1]:p, None, True, False, False",
                     "T[2,4,3], T[2,4,3], 4, T[2,4], T[2,4]:p, T[4], False, True, True", "T[3,6], T[3,6], 2, T[3,2], T[3,2]:p, T[6], True, True, False",
                     "T[2,4,3,3]:cl, T[2,4,3,3], 2, T[2,2], T[2,2]:p, None, True, False, True", "T[0,4,3], T[0,4,3], 2, T[0,2], T[0,2], T[4], True, True, True",
                     "T[2,4,6]:s, T[2,4,6]:s, 2, T[2,2], T[2,2]:p, T[4], True, True, True",
                     "T[4,6,60,60], T[4,6,60,60], 3, T[4,3], T[4,3]:p, T[6], True, True, True"),
};

static bool group_norm_run(call *c) {
    const rush_tensor *x = TENSOR(c, 0);
    int64_t groups = INT_ARG(c, 1);
    TRY(group_check(c, x, groups, TENSOR(c, 2), TENSOR(c, 3)));
    int64_t entries = x->shape[0] * x->shape[1] / groups, shape[RUSH_MAX_DIMS];
    shape[0] = entries;
    shape[1] = groups;
    for (int i = 2; i < x->ndim; i++) shape[i] = x->shape[i];
    CHECK_VALUE(c, entries * shape_numel(x->ndim - 2, x->shape + 2) != 1, "Expected more than 1 value per channel when training, got input size %s",
                SHAPE_TEXT(x->ndim, shape));
    value args[5] = { c->args[0], c->args[1], c->args[2], c->args[3], c->args[4] };
    return call_return(c, 0, op_call(&op_native_group_norm, c->site, args, 5));
}

const op op_group_norm = {
    OP_ROW(group_norm),
    .schema = "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05) -> Tensor",
    .doc = "Normalises num_groups groups of channels of input [N, C, ...], each with its spatial extent; then times weight [C] plus bias [C].",
    .flags = OP_NO_OUT | OP_NN,
    .run = group_norm_run,
    .samples = TEXTS("T[2,4,3], 2", "T[2,4,3,3], 4, T[4], T[4]", "T[2,4,3,3], 1, T[4], T[4], 0.01", "T[3,6], 2, T[6]", "T[0,4,3], 2, T[4]",
                     "T[2,4,3,3]:cl, 2, T[4], T[4]", "T[2,4,6]:s, 2", "T[2,4,3]:n, 2", "T[4,6,60,60], 3, T[6], T[6]"),
    .errors = TEXTS("T[2,3,4], 2",
                    "Expected number of channels in input to be divisible by num_groups, but got input of shape [2, 3, 4] and num_groups=2", "T[3], 1",
                    "Dimension out of range (expected to be in range of [-1, 0], but got 1)", "T[2,4,2], 2, T[3]",
                    "Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape [3] and input of shape [2, 4, 2]",
                    "T[1,2,1], 2", "Expected more than 1 value per channel when training, got input size [1, 2, 1]"),
};
