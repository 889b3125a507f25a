/* SPDX-License-Identifier: MIT */
/* layer_norm.c - layer_norm and rms_norm: normalisation over the last dimensions.
     layer_norm  y = (x - mean) / sqrt(var + eps) w + b      var divides by n
     rms_norm    y = x / sqrt(mean(x^2) + eps) w */
#include <float.h>

#include "ops/internal_ops.h"
#include "ops/norm.h"

/* checks normalized_shape, weight and bias; *axis is the first dimension that is normalised */
static bool layer_check(call *c, const rush_tensor *weight, const rush_tensor *bias, int *axis) {
    const rush_tensor *x = TENSOR(c, 0);
    const int64_t *shape = c->args[1].u.ints;
    int n = c->args[1].count;
    CHECK(c, n >= 1, "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = %s",
          SHAPE_TEXT(n, shape));
    CHECK(c, !weight || shape_equal(weight->ndim, weight->shape, n, shape),
          "Expected weight to be of same shape as normalized_shape, but got weight of shape %s and normalized_shape = %s", TENSOR_SHAPE_TEXT(weight),
          SHAPE_TEXT(n, shape));
    CHECK(c, !bias || shape_equal(bias->ndim, bias->shape, n, shape),
          "Expected bias to be of same shape as normalized_shape, but got bias of shape %s and normalized_shape = %s", TENSOR_SHAPE_TEXT(bias),
          SHAPE_TEXT(n, shape));
    if (x->ndim < n || !shape_equal(n, x->shape + x->ndim - n, n, shape)) {
        char dims[256];
        size_t at = 0;
        for (int i = 0; i < n && at < sizeof dims - 32; i++) at += (size_t)snprintf(dims + at, sizeof dims - at, ", %lld", (long long)shape[i]);
        CHECK(c, false, "Given normalized_shape=%s, expected input with shape [*%s], but got input of size%s", SHAPE_TEXT(n, shape), dims, TENSOR_SHAPE_TEXT(x));
    }
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)x->dtype), "\"LayerNormKernelImpl\" not implemented for '%s'",
             dtype_table[x->dtype].torch_name);
    *axis = x->ndim - n;
    return true;
}

static norm_job layer_job(const rush_tensor *x, int64_t axis) {
    int64_t rows = shape_numel((int)axis, x->shape), n = shape_numel(x->ndim - (int)axis, x->shape + axis);
    return (norm_job){ .kind = NORM_LAYER, .dtype = norm_dtype(x), .batch = rows, .channels = n, .spatial = 1, .width = 1, .groups = rows };
}

static bool native_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 0);
    int axis;
    int64_t shape[RUSH_MAX_DIMS];
    TRY(layer_check(c, TENSOR(c, 2), TENSOR(c, 3), &axis));
    c->work[1] = axis;
    for (int i = 0; i < x->ndim; i++) shape[i] = i < axis ? x->shape[i] : 1;
    return call_out(c, 0, (rush_dtype)x->dtype, x->ndim, x->shape) && call_out(c, 1, norm_dtype(x), x->ndim, shape) &&
           call_out(c, 2, norm_dtype(x), x->ndim, shape);
}

bool norm_layer(call *c, norm_engine run) {
    const rush_tensor *x = TENSOR(c, 0);
    norm_job j = layer_job(x, c->work[1]);
    rush_tensor *made[OP_MAX_OUT];
    bool ok = true;
    if (x->numel == 0) return norm_empty(c);
    j.eps = FLOAT_ARG(c, 4);
    j.x = norm_data(c, x, j.dtype, false, &ok);
    j.weight = norm_data(c, TENSOR(c, 2), j.dtype, false, &ok);
    j.bias = norm_data(c, TENSOR(c, 3), j.dtype, false, &ok);
    j.out = norm_result(c, 0, j.dtype, made, &ok);
    j.mean = norm_result(c, 1, j.dtype, made, &ok);
    j.rstd = norm_result(c, 2, j.dtype, made, &ok);
    return ok && run(c, &j, false) && norm_finish(c, made);
}
static bool native_ref(call *c) { return norm_layer(c, norm_reference); }

/* ---- derivative ---- */

static bool native_backward_meta(call *c) {
    const rush_tensor *x = TENSOR(c, 1);
    int n = c->args[2].count;
    const int64_t none[1] = { 0 };
    c->work[1] = x->ndim - n;
    rush_dtype d = (rush_dtype)x->dtype;
    TRY(BOOL_ARG(c, 6) ? call_out(c, 0, d, x->ndim, x->shape) : call_out(c, 0, d, 1, none));
    for (int i = 1; i < 3; i++) TRY(BOOL_ARG(c, 6 + i) ? call_out(c, i, d, n, c->args[2].u.ints) : call_out(c, i, d, 1, none));
    return true;
}

bool norm_layer_backward(call *c, norm_engine run) {
    const rush_tensor *x = TENSOR(c, 1);
    norm_job j = layer_job(x, c->work[1]);
    rush_tensor *made[OP_MAX_OUT];
    bool ok = true;
    j.g = norm_data(c, TENSOR(c, 0), j.dtype, false, &ok);
    j.x = norm_data(c, x, j.dtype, false, &ok);
    union { const void *from; void *to; } mean = { norm_data(c, TENSOR(c, 3), j.dtype, false, &ok) }, rstd = { norm_data(c, TENSOR(c, 4), j.dtype, false, &ok) };
    j.mean = mean.to;
    j.rstd = rstd.to;
    j.weight = norm_data(c, TENSOR(c, 5), j.dtype, false, &ok);
    j.out = norm_result(c, 0, j.dtype, made, &ok);
    j.dweight = norm_result(c, 1, j.dtype, made, &ok);
    j.dbias = norm_result(c, 2, j.dtype, made, &ok);
    return ok && run(c, &j, true) && norm_finish(c, made);
}
static bool native_backward_ref(call *c) { return norm_layer_backward(c, norm_reference); }

static bool native_grad_composed(backward *c) {
    rush_tensor *x = c->args[0].u.t, *w = c->args[2].kind == RUSH_VALUE_TENSOR ? c->args[2].u.t : NULL, *g = c->grad, *normal;
    int64_t dims[RUSH_MAX_DIMS], lead[RUSH_MAX_DIMS];
    int n = c->args[1].count, axis = (int)input_shape(c, 0).ndim - n;
    for (int i = 0; i < n; i++) dims[i] = axis + i;
    for (int i = 0; i < axis; i++) lead[i] = i;
    rush_tensor *dx = norm_rule(c, x, w ? rush_mul(g, w) : g, (rush_shape){ dims, n }, value_double(&c->args[4]), &normal);
    GIVE(0, dx);
    if (w) GIVE(2, axis ? rush_sum_dim(rush_mul(g, normal), ((rush_shape){ lead, axis })) : rush_mul(g, normal));
    if (c->args[3].kind == RUSH_VALUE_TENSOR) GIVE(3, axis ? rush_sum_dim(g, ((rush_shape){ lead, axis })) : g);
    return true;
}

static bool native_grad(backward *c) {
    if (!c->grad) return true; /* mean and rstd are constants */
    if (c->create_graph) return native_grad_composed(c);
    bool weight = c->args[2].kind == RUSH_VALUE_TENSOR, dx = needs(c, 0), dw = weight && needs(c, 2);
    bool db = c->args[3].kind == RUSH_VALUE_TENSOR && needs(c, 3);
    rush_tensor *gw, *gb, *gx = rush_native_layer_norm_backward(c->grad, c->args[0].u.t, ((rush_shape){ c->args[1].u.ints, c->args[1].count }), c->out[1],
                                                                c->out[2], weight ? c->args[2].u.t : NULL, dx, dw, db, .result1 = &gw, .result2 = &gb);
    if (dx) GIVE(0, gx);
    if (dw) GIVE(2, gw);
    if (db) GIVE(3, gb);
    return true;
}

const op op_native_layer_norm = {
    OP_ROW(native_layer_norm),
    .schema = "native_layer_norm(Tensor input, int[] normalized_shape, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor)",
    .doc = "layer_norm with the mean and 1 / sqrt(var + eps) of each row, which are not differentiable.",
    .saves = ARG(0) | ARG(2) | OUT(1) | OUT(2),
    .flags = OP_GRAD_UNDEFINED | OP_FIRST_GRAD | OP_NO_OUT,
    .meta = native_meta,
    .ref = native_ref,
    .grad = native_grad,
    .samples = TEXTS("T[2,3], (3,), None, None, 1e-5", "T[4,5], (5,), T[5], T[5], 1e-5", "T[2,300], (300,), T[300], None, 1e-3", "T[2,3,4], (3,4), None, T[3,4], 0.1", "T[0,3], (3,), T[3], T[3], 1e-5",
                     "T[3,4]:t, (3,), T[3], None, 1e-5", "T[4,6]:s, (3,), None, None, 1e-5", "T[300,300], (300,), T[300], T[300], 1e-5"),
};

const op op_native_layer_norm_backward = {
    OP_ROW(native_layer_norm_backward),
    .schema = "native_layer_norm_backward(Tensor grad, Tensor input, int[] normalized_shape, Tensor mean, Tensor rstd, Tensor? weight, bool dx, bool dw, "
              "bool db) -> (Tensor, Tensor, Tensor)",
    .doc = "The derivative of layer_norm by input, weight and bias; what is not asked for is empty.",
    .flags = OP_INTERNAL | OP_NO_GRAD,
    .meta = native_backward_meta,
    .ref = native_backward_ref,
    .samples = TEXTS("T[2,3], T[2,3], (3,), T[2,1], T[2,1]:p, T[3], True, True, True", "T[300,130], T[300,130], (130,), T[300,1], T[300,1]:p, None, True, False, False",
                     "T[300,300], T[300,300], (300,), T[300,1], T[300,1]:p, T[300], True, True, True",
                     "T[4,3]:t, T[3,4], (4,), T[3,1], T[3,1]:p, T[4], False, True, True", "T[2,3,4], T[2,3,4], (3,4), T[2,1,1], T[2,1,1]:p, T[3,4], True, True, False",
                     "T[0,3], T[0,3], (3,), T[0,1], T[0,1], T[3], True, True, True", "T[3], T[3], (3,), T[1], T[1]:p, None, True, False, True",
                     "T[4,6]:s, T[4,6]:s, (3,), T[4,1], T[4,1]:p, T[3], True, False, False"),
};

static bool layer_norm_run(call *c) {
    value args[5] = { c->args[0], c->args[1], c->args[2], c->args[3], c->args[4] };
    return call_return(c, 0, op_call(&op_native_layer_norm, c->site, args, 5));
}

const op op_layer_norm = {
    OP_ROW(layer_norm),
    .schema = "layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05) -> Tensor",
    .doc = "Normalises over the last dimensions, which normalized_shape names, to mean 0 and variance 1; then times weight plus bias.",
    .flags = OP_NO_OUT | OP_NN,
    .run = layer_norm_run,
    .samples = TEXTS("T[2,3], (3,)", "T[2,3], (3,), T[3], T[3]", "T[2,3,4], (3,4), T[3,4], T[3,4], 0.01", "T[3], (3,), T[3]", "T[0,3], (3,), T[3], T[3]",
                     "T[3,4]:t, (3,), T[3]", "T[4,6]:s, (3,)", "T[3,4]:e, (4,), T[4], T[4]", "T[2,3]:n, (3,)", "T[300,300], (300,), T[300], T[300]",
                     "T[2,4,130], (130,), None, T[130]"),
    .errors = TEXTS("T[2,3], (4,)", "Given normalized_shape=[4], expected input with shape [*, 4], but got input of size[2, 3]", "T[2,3], (3,), T[4]",
                    "Expected weight to be of same shape as normalized_shape, but got weight of shape [4] and normalized_shape = [3]", "T[2,3], ()",
                    "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []"),
};

/* ---- rms_norm ---- */

static bool rms_norm_run(call *c) {
    rush_tensor *x = TENSOR(c, 0), *w = TENSOR(c, 2);
    int axis;
    TRY(layer_check(c, w, NULL, &axis));
    rush_dtype d = (rush_dtype)x->dtype;
    bool half = d == RUSH_FLOAT16 || d == RUSH_BFLOAT16;
    double eps = HAS(c, 3) ? FLOAT_ARG(c, 3) : d == RUSH_FLOAT64 ? DBL_EPSILON : (double)FLT_EPSILON;
    int64_t dims[RUSH_MAX_DIMS];
    for (int i = axis; i < x->ndim; i++) dims[i - axis] = i;
    if (half) x = rush_to_dtype(x, RUSH_FLOAT32); /* the squares of large half numbers overflow */
    rush_tensor *mean = rush_mean_dim(rush_mul(x, x), ((rush_shape){ dims, TENSOR(c, 0)->ndim - axis }), .keepdim = true);
    rush_tensor *y = rush_mul(x, rush_pow(rush_add(mean, eps), -0.5));
    if (half) y = rush_to_dtype(y, d);
    return call_return(c, 0, w ? rush_mul(y, w) : y);
}

const op op_rms_norm = {
    OP_ROW(rms_norm),
    .schema = "rms_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor",
    .doc = "Divides by the root of the mean square over the last dimensions, which normalized_shape names; then times weight. eps defaults to the dtype's "
           "epsilon.",
    .flags = OP_NN,
    .run = rms_norm_run,
    .samples = TEXTS("T[2,3], (3,)", "T[2,3], (3,), T[3]", "T[2,3,4], (3,4), T[3,4], 0.01", "T[3], (3,), T[3]", "T[0,3], (3,), T[3]", "T[3,4]:t, (3,), T[3]",
                     "T[4,6]:s, (3,)", "T[300,300], (300,), T[300]",
                     "T[2,3]:n, (3,)"),
    .errors = TEXTS("T[2,3], (4,)", "Given normalized_shape=[4], expected input with shape [*, 4], but got input of size[2, 3]"),
};

/* ---- normalize ---- */

static bool normalize_run(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    value args[5] = { value_tensor(x), c->args[1], c->args[2], value_of_bool(true), value_none() };
    rush_tensor *norm = op_call(&op_norm, c->site, args, 5);
    if (!norm) return false;
    rush_tensor *least = rush_where(rush_lt(norm, FLOAT_ARG(c, 3)), rush_full(rush_sizes(norm), FLOAT_ARG(c, 3), .dtype = (rush_dtype)norm->dtype, .device = norm->device), rush_operand_tensor(norm));
    return call_return(c, 0, rush_div(x, rush_expand(least, rush_sizes(x))));
}

const op op_normalize = {
    OP_ROW(normalize),
    .schema = "normalize(Tensor input, float p=2.0, int[1] dim=1, float eps=1e-12) -> Tensor",
    .doc = "Divides by the p-norm along dim, or by eps where that is larger.",
    .flags = OP_NN,
    .run = normalize_run,
    .samples = TEXTS("T[2,3]", "T[2,3], 1.0", "T[2,3], 2.0, (0,)", "T[2,3,4], 2.0, (-1,)", "T[0,3]", "T[3,4]:t", "T[4,6]:s, 3.0", "T[300,300]",
                     "T[2,3]:n"),
    .errors = TEXTS("T[2,3], 2.0, (5,)", "Dimension out of range (expected to be in range of [-2, 1], but got 5)"),
};
