/* SPDX-License-Identifier: MIT */
/* upsample.c - resizing [N, C, W] and [N, C, H, W] by nearest or linear interpolation, each axis on its own.
   Output place o reads input place  o / scale  (nearest: rounded down),  (o + 1/2) / scale - 1/2  (linear),
   or o (in - 1) / (out - 1)  (linear with align_corners). Places are computed in float for float and the half
   types, as in PyTorch. */
#include "ops/upsample.h"

#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

/* What a call says, for all five ops. */
typedef struct request {
    int dims;
    bool linear, align;
    const value *size, *scales;
    const int64_t *in;
    bool wide;
} request;

static request request_of(const call *c) {
    const op *o = c->op;
    rush_tensor *t = TENSOR(c, 0);
    request r = { .wide = t->dtype == RUSH_FLOAT64, .size = &c->args[1] };
    if (o == &op_upsample_input) {
        r.dims = c->args[2].count - 2;
        r.in = c->args[2].u.ints + 2;
        r.linear = BOOL_ARG(c, 3);
        r.align = BOOL_ARG(c, 4);
        r.scales = &c->args[5];
        return r;
    }
    r.dims = o == &op_upsample_nearest2d || o == &op_upsample_bilinear2d ? 2 : 1;
    r.in = t->shape + 2;
    r.linear = o == &op_upsample_linear1d || o == &op_upsample_bilinear2d;
    r.align = r.linear && BOOL_ARG(c, 2);
    r.scales = &c->args[r.linear ? 3 : 2];
    return r;
}

/* ---- places ---- */

static double step_of(const request *r, int axis, int64_t in, int64_t out) {
    const value *scale = &r->scales[axis];
    if (r->align)
        return out > 1 ? r->wide ? (double)(in - 1) / (double)(out - 1)
                                 : (double)((float)(in - 1) / (float)(out - 1))
                       : 0;
    double given = scale->kind == RUSH_VALUE_NONE ? 0 : value_double(scale);
    if (given > 0) return r->wide ? 1 / given : (double)(float)(1 / given);
    return r->wide ? (double)in / (double)out : (double)((float)in / (float)out);
}

static upsample_tap tap_of(const request *r, double step, int64_t o, int64_t in, int64_t out) {
    if (!r->linear) {
        int64_t at = (int64_t)floorf(r->wide ? (float)((double)o * step) : (float)o * (float)step);
        return (upsample_tap){ { at < in ? at : in - 1, 0 }, { 1, 0 } };
    }
    if (in == out) return (upsample_tap){ { o, o }, { 1, 0 } };
    double at = r->align  ? r->wide ? step * (double)o : (double)((float)step * (float)o)
                 : r->wide ? step * ((double)o + 0.5) - 0.5
                          : (double)((float)step * ((float)o + 0.5f) - 0.5f);
    if (at < 0) at = 0;
    int64_t first = (int64_t)at < in ? (int64_t)at : in - 1, second = first < in - 1 ? first + 1 : first;
    double more = at - (double)first;
    if (more > 1) more = 1;
    return (upsample_tap){ { first, second }, { r->wide ? 1 - more : (double)(1 - (float)more), more } };
}

bool upsample_plan_make(call *c, upsample_plan *p) {
    request r = request_of(c);
    rush_tensor *t = TENSOR(c, 0);
    *p = (upsample_plan){ .planes = t->shape[0] * t->shape[1],
                          .taps = r.linear ? 2 : 1,
                          .row_taps = r.linear ? r.dims : 1,
                          .in = { 1, 1 },
                          .out = { 1, 1 } };
    for (int d = 0; d < r.dims; d++) {
        p->in[2 - r.dims + d] = r.in[d];
        p->out[2 - r.dims + d] = r.size->u.ints[d];
    }
    int64_t words = (p->out[0] + p->out[1]) * (int64_t)(sizeof(upsample_tap) / sizeof(int64_t));
    rush_tensor *room = call_temporary(c, RUSH_INT64, 1, &words);
    if (!room) return false;
    upsample_tap *taps = tensor_data(room);
    for (int axis = 0; axis < 2; axis++) {
        int given = axis - (2 - r.dims);
        double step = given < 0 ? 1 : step_of(&r, given, p->in[axis], p->out[axis]);
        p->axis[axis] = taps;
        for (int64_t o = 0; o < p->out[axis]; o++)
            *taps++ = given < 0 ? (upsample_tap){ { 0, 0 }, { 1, 0 } }
                                : tap_of(&r, step, o, p->in[axis], p->out[axis]);
    }
    return true;
}

/* ---- checks ---- */

static bool upsample_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    const value *size = &c->args[1];
    request r = request_of(c);
    CHECK(c, size->count == r.dims, "It is expected output_size equals to %d, but got size %d", r.dims,
          size->count);
    CHECK(c, x->ndim == r.dims + 2, "It is expected input_size equals to %d, but got size %d", r.dims + 2,
          x->ndim);
    int64_t shape[4] = { x->shape[0], x->shape[1] };
    bool positive = true, filled = x->shape[1] > 0;
    for (int d = 0; d < r.dims; d++) {
        shape[d + 2] = size->u.ints[d];
        positive = positive && shape[d + 2] > 0 && x->shape[d + 2] > 0;
    }
    if (r.dims == 2)
        CHECK(c, positive,
              "Input and output sizes should be greater than 0, but got input (H: %lld, W: %lld) output (H: "
              "%lld, W: %lld)",
              (long long)x->shape[2], (long long)x->shape[3], (long long)shape[2], (long long)shape[3]);
    else
        CHECK(c, positive,
              "Input and output sizes should be greater than 0, but got input (W: %lld) and output (W: %lld)",
              (long long)x->shape[2], (long long)shape[2]);
    CHECK(c, filled, "Non-empty %dD data tensor expected but got a tensor with sizes %s", r.dims + 2,
          TENSOR_SHAPE_TEXT(x));
    if (r.linear || x->dtype != RUSH_UINT8)
        TRY(pool_check_float(
            c, r.linear ? "compute_indices_weights_linear" : "compute_indices_weights_nearest", x));
    return pool_out(c, 0, (rush_dtype)x->dtype, x, x->ndim, shape);
}

static bool upsample_input_meta(call *c) {
    return pool_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, TENSOR(c, 0), c->args[2].count, c->args[2].u.ints);
}

/* ---- reference ---- */

static bool upsample_ref(call *c) {
    upsample_plan p;
    pool_buffers b;
    TRY(upsample_plan_make(c, &p));
    TRY(pool_buffers_make(c, &b, TENSOR(c, 0), NULL, 0));
    rush_dtype dtype = (rush_dtype)b.a->dtype;
    size_t size = dtype_size(dtype);
    const char *from = tensor_data(b.a);
    char *to = tensor_data(b.out);
    for (int64_t i = 0; i < b.out->numel; i++, to += size) {
        const upsample_tap *y = &p.axis[0][i / p.out[1] % p.out[0]], *x = &p.axis[1][i % p.out[1]];
        const char *plane = from + (size_t)(i / (p.out[0] * p.out[1]) * p.in[0] * p.in[1]) * size;
        double sum = 0;
        if (p.taps == 1) memcpy(to, plane + (size_t)(y->place[0] * p.in[1] + x->place[0]) * size, size);
        else {
            for (int k = 0; k < 2 * p.row_taps; k++)
                sum += y->weight[k / 2] * x->weight[k % 2] *
                       element_load_double(
                           plane + (size_t)(y->place[k / 2] * p.in[1] + x->place[k % 2]) * size, dtype);
            element_store_double(to, dtype, sum);
        }
    }
    return pool_buffers_finish(c, &b);
}

static bool upsample_input_ref(call *c) {
    upsample_plan p;
    TRY(upsample_plan_make(c, &p));
    const rush_tensor *g = call_contiguous(c, TENSOR(c, 0));
    rush_tensor *sums = call_temporary(c, RUSH_FLOAT64, c->out[0]->ndim, c->out[0]->shape);
    if (!g || !sums) return false;
    double *sum = memset(tensor_data(sums), 0, (size_t)sums->numel * sizeof(double));
    const char *from = tensor_data(g);
    rush_dtype dtype = (rush_dtype)g->dtype;
    for (int64_t i = 0; i < g->numel; i++) {
        const upsample_tap *y = &p.axis[0][i / p.out[1] % p.out[0]], *x = &p.axis[1][i % p.out[1]];
        double *plane = sum + i / (p.out[0] * p.out[1]) * p.in[0] * p.in[1],
               v = element_load_double(from + (size_t)i * dtype_size(dtype), dtype);
        for (int k = 0; k < 2 * p.row_taps; k++)
            if (k % 2 < p.taps)
                plane[y->place[k / 2] * p.in[1] + x->place[k % 2]] += v * y->weight[k / 2] * x->weight[k % 2];
    }
    return tensor_copy(c->site, c->out[0], sums);
}

/* ---- derivatives ---- */

static bool input_gradient(backward *c, int dims, bool linear) {
    if (!needs(c, 0)) return true;
    int scales = linear ? 3 : 2;
    const value args[] = { value_tensor(c->grad),
                           c->args[1],
                           value_of_shape(input_shape(c, 0)),
                           value_of_bool(linear),
                           linear ? c->args[2] : value_of_bool(false),
                           c->args[scales],
                           dims == 2 ? c->args[scales + 1] : value_none() };
    return give(c, 0, op_call(&op_upsample_input, c->site, args, 7));
}
static bool nearest1d_grad(backward *c) { return input_gradient(c, 1, false); }
static bool nearest2d_grad(backward *c) { return input_gradient(c, 2, false); }
static bool linear1d_grad(backward *c) { return input_gradient(c, 1, true); }
static bool bilinear2d_grad(backward *c) { return input_gradient(c, 2, true); }

static bool upsample_input_grad(backward *c) {
    if (!needs(c, 0)) return true;
    bool two = c->args[2].count == 4, linear = BOOL_ARG(c, 3);
    const op *o = linear ? two ? &op_upsample_bilinear2d : &op_upsample_linear1d
                  : two  ? &op_upsample_nearest2d
                         : &op_upsample_nearest1d;
    value args[5] = { value_tensor(c->grad), c->args[1] };
    int n = 2;
    if (linear) args[n++] = c->args[4];
    args[n++] = c->args[5];
    if (two) args[n++] = c->args[6];
    return give(c, 0, op_call(o, c->site, args, n));
}

const op op_upsample_nearest1d = {
    OP_ROW(upsample_nearest1d),
    .schema = "upsample_nearest1d(Tensor self, int[1] output_size, float? scales=None) -> Tensor",
    .doc = "Resizes [N, C, W]; each result is the element at its place rounded down.",
    .grad_name = "UpsampleNearest1DBackward1",
    .meta = upsample_meta,
    .ref = upsample_ref,
    .grad = nearest1d_grad,
    .samples = TEXTS("T[2,3,5], (8,)", "T[2,3,5], (10,)", "T[2,3,7], (3,)", "T[2,3,5], (5,)",
                     "T[1,1,1], (4,)", "T[0,2,4], (3,)", "T[2,3,5], (9,), 1.9", "T[2,3,5]:n, (8,)",
                     "T[2,5,3]:t, (7,)", "T[2,3,8]:s, (6,)", "T[40,16,70], (110,)",
                     "T[2,3,12000], (13000,)"),
    .errors =
        TEXTS("T[2,3,8,8], (4,)", "It is expected input_size equals to 3, but got size 4", "T[2,3,8], (0,)",
              "Input and output sizes should be greater than 0, but got input (W: 8) and output (W: 0)",
              "T[2,0,4], (3,)", "Non-empty 3D data tensor expected but got a tensor with sizes [2, 0, 4]",
              "T[2,3,8], (3,4)", "It is expected output_size equals to 1, but got size 2"),
    .dtypes = DTYPES_FLOAT | 1u << RUSH_UINT8,
};

const op op_upsample_nearest2d = {
    OP_ROW(upsample_nearest2d),
    .schema = "upsample_nearest2d(Tensor self, int[2] output_size, float? scales_h=None, float? "
              "scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, H, W]; each result is the element at its place rounded down.",
    .grad_name = "UpsampleNearest2DBackward1",
    .meta = upsample_meta,
    .ref = upsample_ref,
    .grad = nearest2d_grad,
    .samples =
        TEXTS("T[2,3,4,5], (8,10)", "T[2,3,4,5], (7,3)", "T[2,3,6,6], (9,13)", "T[1,2,4,4], (4,4)",
              "T[1,1,1,1], (3,2)", "T[0,2,3,3], (4,4)", "T[2,3,4,5], (6,8), 1.6, 1.7", "T[2,3,4,5]:n, (5,5)",
              "T[2,3,4,5]:cl, (7,7)", "T[2,3,4,5]:t, (7,7)", "T[2,3,4,8]:s, (7,7)", "T[4,8,40,30], (77,61)",
                     "T[1,2,190,190], (200,210)"),
    .errors = TEXTS(
        "T[2,3,8,8], (4,)", "It is expected output_size equals to 2, but got size 1", "T[3,8,8], (4,4)",
        "It is expected input_size equals to 4, but got size 3", "T[2,0,3,3], (4,4)",
        "Non-empty 4D data tensor expected but got a tensor with sizes [2, 0, 3, 3]", "T[2,3,8,8], (4,0)",
        "Input and output sizes should be greater than 0, but got input (H: 8, W: 8) output (H: 4, W: 0)",
        "T[2,3,8,8]:i5, (4,4)", "\"compute_indices_weights_nearest\" not implemented for 'Long'"),
    .dtypes = DTYPES_FLOAT | 1u << RUSH_UINT8,
};

const op op_upsample_linear1d = {
    OP_ROW(upsample_linear1d),
    .schema = "upsample_linear1d(Tensor self, int[1] output_size, bool align_corners, float? scales=None) -> "
              "Tensor",
    .doc = "Resizes [N, C, W] by linear interpolation; align_corners: the ends of input and output coincide.",
    .grad_name = "UpsampleLinear1DBackward1",
    .meta = upsample_meta,
    .ref = upsample_ref,
    .grad = linear1d_grad,
    .samples = TEXTS("T[2,3,5], (8,), True", "T[2,3,5], (10,), False", "T[2,3,7], (3,), True",
                     "T[2,3,5], (5,), False", "T[1,1,1], (4,), True", "T[0,2,4], (3,), False",
                     "T[2,3,5], (9,), True, 1.9", "T[2,3,5]:n, (8,), False", "T[2,5,3]:t, (7,), True",
                     "T[2,3,8]:s, (6,), False", "T[40,16,70], (110,), True", "T[2,3,5], (8,), False",
                     "T[2,3,5], (10,), True",
                     "T[2,3,12000], (13000,), False"),
    .errors = TEXTS("T[2,3,8,8], (4,), False", "It is expected input_size equals to 3, but got size 4",
                    "T[2,3,8], (0,), False",
                    "Input and output sizes should be greater than 0, but got input (W: 8) and output (W: 0)",
                    "T[2,0,4], (3,), False",
                    "Non-empty 3D data tensor expected but got a tensor with sizes [2, 0, 4]",
                    "T[2,3,8], (3,4), False", "It is expected output_size equals to 1, but got size 2"),
};

const op op_upsample_bilinear2d = {
    OP_ROW(upsample_bilinear2d),
    .schema = "upsample_bilinear2d(Tensor self, int[2] output_size, bool align_corners, float? "
              "scales_h=None, float? scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, H, W] by linear interpolation along both axes; align_corners: the corners of "
           "input and output coincide.",
    .grad_name = "UpsampleBilinear2DBackward1",
    .meta = upsample_meta,
    .ref = upsample_ref,
    .grad = bilinear2d_grad,
    .samples = TEXTS("T[2,3,4,5], (8,10), True", "T[2,3,4,5], (7,3), False", "T[2,3,6,6], (9,13), True",
                     "T[1,2,4,4], (4,4), False", "T[1,1,1,1], (3,2), True", "T[0,2,3,3], (4,4), False",
                     "T[2,3,4,5], (6,8), True, 1.6, 1.7", "T[2,3,4,5]:n, (5,5), False",
                     "T[2,3,4,5]:cl, (7,7), True", "T[2,3,4,5]:t, (7,7), False", "T[2,3,4,8]:s, (7,7), True",
                     "T[4,8,40,30], (77,61), False", "T[2,3,4,5], (8,10), False", "T[2,3,4,5], (7,3), True",
                     "T[1,2,190,190], (200,210), False"),
    .errors = TEXTS(
        "T[2,3,8,8], (4,), False", "It is expected output_size equals to 2, but got size 1",
        "T[3,8,8], (4,4), False", "It is expected input_size equals to 4, but got size 3",
        "T[2,0,3,3], (4,4), False",
        "Non-empty 4D data tensor expected but got a tensor with sizes [2, 0, 3, 3]",
        "T[2,3,8,8], (4,0), False",
        "Input and output sizes should be greater than 0, but got input (H: 8, W: 8) output (H: 4, W: 0)",
        "T[2,3,8,8]:i5, (4,4), False", "\"compute_indices_weights_linear\" not implemented for 'Long'"),
};

const op op_upsample_input = {
    OP_ROW(upsample_input),
    .schema = "upsample_input(Tensor grad, int[] output_size, int[] input_size, bool linear, bool "
              "align_corners, float? scales_h, float? scales_w) -> Tensor",
    .doc = "Gradient of the upsampling ops by their input.",
    .positional = 7,
    .flags = OP_INTERNAL,
    .grad_name = "UpsampleBackwardBackward0",
    .meta = upsample_input_meta,
    .ref = upsample_input_ref,
    .grad = upsample_input_grad,
    .samples = TEXTS("T[2,3,8], (8,), (2,3,5), False, False, None, None",
                     "T[2,3,8], (8,), (2,3,5), True, False, None, None",
                     "T[2,3,8,10], (8,10), (2,3,4,5), False, False, None, None",
                     "T[2,3,7,3], (7,3), (2,3,4,5), True, True, None, None",
                     "T[2,3,6,8], (6,8), (2,3,4,5), True, False, 1.6, 1.7",
                     "T[0,2,4,4], (4,4), (0,2,3,3), True, False, None, None",
                     "T[2,3,5,5]:n, (5,5), (2,3,4,5), False, False, None, None",
                     "T[4,8,77,61], (77,61), (4,8,40,30), True, False, None, None"),
};
