/* SPDX-License-Identifier: MIT */
/* avg_pool.c - average pooling: y[o] = sum of x over window o / divisor. The divisor is divisor_override, or
   the window's size within the padded input (count_include_pad), or the number of its elements inside the
   input. */
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

/* arguments after padding: ceil_mode, count_include_pad, divisor_override */
static void read_arguments(const call *c, pool_geometry *g, int dims, int first, int ndim,
                           const int64_t *shape) {
    pool_read(c, g, dims, first, false, ndim, shape);
    g->include_pad = BOOL_ARG(c, first + 4);
    g->divisor = HAS(c, first + 5) ? INT_ARG(c, first + 5) : 0;
}

static bool avg_pool_meta(call *c, int dims) {
    rush_tensor *x = TENSOR(c, 0);
    const char *name = dims == 2 ? "avg_pool2d" : "avg_pool3d";
    pool_geometry g;
    int64_t shape[RUSH_MAX_DIMS];
    int wrapped;
    TRY(pool_check_lists(c, name, dims, 1, false));
    CHECK(c, !HAS(c, 6) || INT_ARG(c, 6) != 0, "divisor must be not zero");
    if (dims == 2) TRY(call_dim(c, -3, x->ndim, &wrapped));
    else CHECK(c, x->ndim == 4 || x->ndim == 5, "non-empty 4D or 5D (batch mode) tensor expected for input");
    read_arguments(c, &g, dims, 1, x->ndim, x->shape);
    TRY(pool_check(c, &g, x->ndim, x->shape));
    if (x->dtype != RUSH_INT64)
        TRY(pool_check_float(c, dims == 2 ? "avg_pool2d" : "avg_pool3d_out_frame", x));
    int n = pool_shape(&g, x->ndim, x->shape, shape);
    return pool_out(c, 0, (rush_dtype)x->dtype, x, n, shape);
}
static bool avg_pool2d_meta(call *c) { return avg_pool_meta(c, 2); }
static bool avg_pool3d_meta(call *c) { return avg_pool_meta(c, 3); }

static bool avg_pool_input_meta(call *c) {
    return pool_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, TENSOR(c, 0), c->args[1].count, c->args[1].u.ints);
}

/* ---- reference ---- */

/* The elements of window o (three coordinates): [from, to) in each dimension; its divisor. */
static int64_t window_of(const pool_geometry *g, const int64_t o[3], int64_t from[3], int64_t to[3]) {
    int64_t padded = 1, inside = 1;
    for (int d = 0; d < 3; d++) {
        from[d] = o[d] * g->stride[d] - g->pad[d];
        to[d] = from[d] + g->kernel[d];
        if (to[d] > g->in[d] + g->pad[d]) to[d] = g->in[d] + g->pad[d];
        padded *= to[d] - from[d];
        if (from[d] < 0) from[d] = 0;
        if (to[d] > g->in[d]) to[d] = g->in[d];
        inside *= to[d] - from[d];
    }
    return g->divisor ? g->divisor : g->include_pad ? padded : inside;
}

typedef struct average {
    const pool_geometry *g;
    const char *from;
    char *to;
    double *sums;
    rush_dtype dtype;
    bool scatter;
} average;

/* window number i: averaged, or its gradient spread over it */
static void average_window(const average *a, int64_t i) {
    const pool_geometry *g = a->g;
    int64_t windows = g->out[0] * g->out[1] * g->out[2], w = i % windows,
            plane = i / windows * (g->in[0] * g->in[1] * g->in[2]);
    int64_t o[3] = { w / (g->out[1] * g->out[2]), w / g->out[2] % g->out[1], w % g->out[2] }, from[3], to[3];
    int64_t divisor = window_of(g, o, from, to), whole = 0;
    size_t size = dtype_size(a->dtype);
    bool real = dtype_is_float(a->dtype);
    double sum = 0, share = a->scatter
                                ? element_load_double(a->from + (size_t)i * size, a->dtype) / (double)divisor
                                : 0;
    for (int64_t d = from[0]; d < to[0]; d++)
        for (int64_t h = from[1]; h < to[1]; h++)
            for (int64_t k = from[2]; k < to[2]; k++) {
                int64_t at = plane + (d * g->in[1] + h) * g->in[2] + k;
                if (a->scatter) a->sums[at] += share;
                else if (real) sum += element_load_double(a->from + (size_t)at * size, a->dtype);
                else whole += element_load_int(a->from + (size_t)at * size, a->dtype);
            }
    if (a->scatter) return;
    if (real) element_store_double(a->to + (size_t)i * size, a->dtype, sum / (double)divisor);
    else element_store_int(a->to + (size_t)i * size, a->dtype, whole / divisor);
}

static bool avg_pool_ref(call *c, int dims) {
    pool_geometry g;
    pool_buffers b;
    rush_tensor *x = TENSOR(c, 0);
    read_arguments(c, &g, dims, 1, x->ndim, x->shape);
    TRY(pool_buffers_make(c, &b, x, NULL, 0));
    average a = {
        .g = &g, .from = tensor_data(b.a), .to = tensor_data(b.out), .dtype = (rush_dtype)x->dtype
    };
    for (int64_t i = 0; i < b.out->numel; i++) average_window(&a, i);
    return pool_buffers_finish(c, &b);
}
static bool avg_pool2d_ref(call *c) { return avg_pool_ref(c, 2); }
static bool avg_pool3d_ref(call *c) { return avg_pool_ref(c, 3); }

static bool avg_pool_input_ref(call *c) {
    pool_geometry g;
    const rush_tensor *grad = call_contiguous(c, TENSOR(c, 0));
    rush_tensor *sums = call_temporary(c, RUSH_FLOAT64, c->out[0]->ndim, c->out[0]->shape);
    if (!grad || !sums) return false;
    read_arguments(c, &g, (int)INT_ARG(c, 8), 2, c->args[1].count, c->args[1].u.ints);
    average a = { .g = &g, .from = tensor_data(grad), .dtype = (rush_dtype)grad->dtype, .scatter = true };
    a.sums = memset(tensor_data(sums), 0, (size_t)sums->numel * sizeof(double));
    for (int64_t i = 0; i < grad->numel; i++) average_window(&a, i);
    return tensor_copy(c->site, c->out[0], sums);
}

/* ---- derivatives ---- */

#define LIST(i) ((rush_shape){ c->args[i].u.ints, c->args[i].count })

static bool avg_pool_grad(backward *c, int dims) {
    if (!needs(c, 0)) return true;
    rush_shape in = input_shape(c, 0);
    const value args[] = { value_tensor(c->grad),
                           value_of_shape(in),
                           c->args[1],
                           c->args[2],
                           c->args[3],
                           c->args[4],
                           c->args[5],
                           c->args[6],
                           value_of_int(dims) };
    return give(c, 0, op_call(&op_avg_pool_input, c->site, args, 9));
}
static bool avg_pool2d_grad(backward *c) { return avg_pool_grad(c, 2); }
static bool avg_pool3d_grad(backward *c) { return avg_pool_grad(c, 3); }

static bool avg_pool_input_grad(backward *c) {
    if (!needs(c, 0)) return true;
    const value args[] = {
        value_tensor(c->grad), c->args[2], c->args[3], c->args[4], c->args[5], c->args[6], c->args[7]
    };
    return give(c, 0, op_call(INT_ARG(c, 8) == 2 ? &op_avg_pool2d : &op_avg_pool3d, c->site, args, 7));
}

/* ---- one dimension as two ---- */

static bool avg_pool1d_run(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    CHECK(c, x->ndim == 2 || x->ndim == 3,
          "Expected 2 to 3 dimensions, but got %d-dimensional tensor for argument #1 'self' (while checking "
          "arguments for avg_pool1d)",
          x->ndim);
    static const char *const names[] = { "kernel_size", "stride", "padding" };
    int64_t lists[3][2];
    value args[7] = { value_tensor(rush_unsqueeze(x, -2)) };
    for (int i = 0; i < 3; i++) {
        const value *v = &c->args[i + 1];
        CHECK(c, v->count == 1 || (i == 1 && v->count == 0),
              "avg_pool1d() argument '%s' should contain one int (got %d)", names[i], v->count);
        lists[i][0] = i != 2;
        lists[i][1] = v->count ? v->u.ints[0] : 0;
        args[i + 1] = value_of_ints(lists[i], v->count ? 2 : 0);
    }
    args[4] = c->args[4];
    args[5] = c->args[5];
    args[6] = value_none();
    return call_return(c, 0, rush_squeeze_dim(op_call(&op_avg_pool2d, c->site, args, 7), -2));
}

const op op_avg_pool1d = {
    OP_ROW(avg_pool1d),
    .schema = "avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, bool "
              "ceil_mode=False, bool count_include_pad=True) -> Tensor",
    .doc = "Mean of each window of kernel_size along the last dimension; stride defaults to kernel_size.",
    .flags = OP_NO_OUT | OP_NO_METHOD,
    .run = avg_pool1d_run,
    .samples = TEXTS("T[2,3,8], (2,)", "T[3,9], (3,), (2,), (1,)", "T[2,3,9], (3,), (1,), (1,), False, False",
                     "T[1,2,8], (3,), (2,), (1,), True", "T[0,2,8], (2,)", "T[2,3,9]:n, (3,), (1,)",
                     "T[2,8,3]:t, (2,)", "T[2,3,16]:s, (3,), (1,)", "T[4,16,1100], (2,)"),
    .errors = TEXTS("T[2,3,8,8], (2,)",
                    "Expected 2 to 3 dimensions, but got 4-dimensional tensor for argument #1 'self' (while "
                    "checking arguments for avg_pool1d)",
                    "T[2,3,8], (1,2)", "avg_pool1d() argument 'kernel_size' should contain one int (got 2)",
                    "T[2,0,4], (2,)",
                    "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but "
                    "got:[2, 0, 1, 4]"),
};

const op op_avg_pool2d = {
    OP_ROW(avg_pool2d),
    .schema = "avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool "
              "ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor",
    .doc = "Mean of each window of kernel_size in [.., H, W]; stride defaults to kernel_size. "
           "count_include_pad: padding counts in the divisor.",
    .flags = OP_NN,
    .grad_name = "AvgPool2DBackward0",
    .meta = avg_pool2d_meta,
    .ref = avg_pool2d_ref,
    .grad = avg_pool2d_grad,
    .samples =
        TEXTS("T[2,3,8,8], (2,)", "T[2,3,9,7], (3,2), (2,), (1,)", "T[3,8,8], (3,), (1,), (1,), False, False",
              "T[1,2,7,7], (3,), (2,), (1,), True", "T[1,2,7,8], (3,), (2,), (1,), True, False",
              "T[2,2,6,6], (2,), (1,), (0,), False, True, 3", "T[0,2,8,8], (2,)", "T[2,3,6,8]:n, (2,)",
              "T[2,3,8,8]:cl, (2,)", "T[2,3,6,5]:t, (2,)", "T[2,3,6,16]:s, (2,)", "T[4,16,33,35], (2,)",
              "T[4,16,32,34], (3,), (2,), (1,)"),
    .errors = TEXTS(
        "T[2,3,8,8], (0,)", "stride should not be zero", "T[2,3,8,8], (2,), (2,), (2,)",
        "pad should be at most half of kernel size, but got pad=2 and kernel_size=2",
        "T[2,3,8,8], (2,), (2,), (0,), False, True, 0", "divisor must be not zero", "T[2,3,8,8], (1,2,3)",
        "avg_pool2d: kernel_size must either be a single int, or a tuple of two ints",
        "T[2,3,8,8], (2,), (1,2,3)",
        "avg_pool2d: stride must either be omitted, a single int, or a tuple of two ints",
        "T[2,3,8,8], (2,), (2,), (1,2,3)",
        "avg_pool2d: padding must either be a single int, or a tuple of two ints", "T[3], (2,)",
        "Dimension out of range (expected to be in range of [-1, 0], but got -3)", "T[2,3,8,8], (9,)",
        "Given input size: (3x8x8). Calculated output size: (3x0x0). Output size is too small",
        "T[2,0,4,4], (2,)",
        "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:[2, 0, 4, "
        "4]",
        "T[2,3,8,8]:i32, (2,)", "\"avg_pool2d\" not implemented for 'Int'"),
};

const op op_avg_pool3d = {
    OP_ROW(avg_pool3d),
    .schema = "avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool "
              "ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor",
    .doc = "Mean of each window of kernel_size in [.., D, H, W]; stride defaults to kernel_size. "
           "count_include_pad: padding counts in the divisor.",
    .flags = OP_NN,
    .grad_name = "AvgPool3DBackward0",
    .meta = avg_pool3d_meta,
    .ref = avg_pool3d_ref,
    .grad = avg_pool3d_grad,
    .samples =
        TEXTS("T[2,2,4,6,5], (2,)", "T[1,2,5,6,7], (3,2,3), (2,), (1,)", "T[2,4,4,4], (2,), (1,)",
              "T[1,2,5,5,5], (3,), (2,), (1,), True, False", "T[1,1,5,5,5], (2,), (2,), (0,), True, True, 5",
              "T[0,2,4,4,4], (2,)", "T[1,2,4,4,4]:n, (2,)", "T[1,2,4,5,4]:t, (2,)", "T[2,4,16,24,24], (2,)"),
};

const op op_avg_pool_input = {
    OP_ROW(avg_pool_input),
    .schema = "avg_pool_input(Tensor grad, int[] input_size, int[] kernel_size, int[] stride, int[] padding, "
              "bool ceil_mode, bool count_include_pad, int? divisor_override, int dims) -> Tensor",
    .doc = "Gradient of avg_pool2d and avg_pool3d by the input.",
    .positional = 9,
    .flags = OP_INTERNAL,
    .grad_name = "AvgPool2DBackwardBackward0",
    .meta = avg_pool_input_meta,
    .ref = avg_pool_input_ref,
    .grad = avg_pool_input_grad,
    .samples = TEXTS("T[2,3,4,4], (2,3,8,8), (2,), (), (0,), False, True, None, 2",
                     "T[2,3,5,4], (2,3,9,7), (3,2), (2,), (1,), False, True, None, 2",
                     "T[3,8,8], (3,8,8), (3,), (1,), (1,), False, False, None, 2",
                     "T[1,2,4,4], (1,2,7,7), (3,), (2,), (1,), True, True, None, 2",
                     "T[2,2,5,5], (2,2,6,6), (2,), (1,), (0,), False, True, 3, 2",
                     "T[0,2,4,4], (0,2,8,8), (2,), (), (0,), False, True, None, 2",
                     "T[2,3,3,4]:n, (2,3,6,8), (2,), (), (0,), False, True, None, 2",
                     "T[1,2,3,4,4], (1,2,5,6,7), (3,2,3), (2,), (1,), False, True, None, 3",
                     "T[4,16,16,17], (4,16,33,35), (2,), (), (0,), False, True, None, 2"),
};
