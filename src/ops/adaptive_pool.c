/* SPDX-License-Identifier: MIT */
/* adaptive_pool.c - pooling to a given size: window o of n over a dimension of size s is [floor(o s / n),
 * ceil((o + 1) s / n)). */
#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

/* ---- checks ---- */

static bool check_input(call *c, const char *name, const char *colon, int first) {
    rush_tensor *x = TENSOR(c, 0);
    CHECK(c, x->ndim == 3 || x->ndim == 4, "%s(): Expected 3D or 4D tensor, but got%s %s", name, colon,
          TENSOR_SHAPE_TEXT(x));
    for (int d = first ? x->ndim - first : 1; d < x->ndim; d++)
        CHECK(c, x->shape[d] > 0,
              "%s(): Expected input to have non-zero size for non-batch dimensions, but input has sizes %s "
              "with dimension %d being empty",
              name, TENSOR_SHAPE_TEXT(x), d);
    return true;
}

/* x's shape with the last two sizes replaced; a size that is not given (-1 is refused before) stays */
static void result_shape(const rush_tensor *x, const value *size, int64_t *shape) {
    for (int d = 0; d < x->ndim; d++) shape[d] = x->shape[d];
    shape[x->ndim - 2] = size->u.ints[0];
    shape[x->ndim - 1] = size->u.ints[size->count - 1];
}

static bool adaptive_avg_pool2d_part_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    int64_t shape[4];
    TRY(pool_check_float(c, "adaptive_avg_pool2d", x));
    result_shape(x, &c->args[1], shape);
    return pool_out(c, 0, (rush_dtype)x->dtype, x, x->ndim, shape);
}

static bool adaptive_max_pool2d_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    int64_t shape[4];
    const value *size = &c->args[1];
    CHECK(c, x->ndim == 3 || x->ndim == 4, "adaptive_max_pool2d(): Expected 3D or 4D tensor, but got: %s",
          TENSOR_SHAPE_TEXT(x));
    TRY(check_input(c, "adaptive_max_pool2d", ":", 0));
    CHECK(c, size->count == 2 || size->count == 1,
          "adaptive_max_pool2d(): internal error: output_size.size() must be 2");
    result_shape(x, size, shape);
    for (int d = x->ndim - 2; d < x->ndim; d++)
        CHECK(c, shape[d] >= 0, "Trying to create tensor with negative dimension %lld: %s",
              (long long)shape[d], SHAPE_TEXT(x->ndim, shape));
    TRY(pool_check_float(c, "adaptive_max_pool2d", x));
    return pool_out(c, 0, (rush_dtype)x->dtype, x, x->ndim, shape) &&
           pool_out(c, 1, RUSH_INT64, x, x->ndim, shape);
}

static bool adaptive_avg_pool2d_input_meta(call *c) {
    return pool_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, TENSOR(c, 0), c->args[1].count, c->args[1].u.ints);
}

/* ---- reference ---- */

/* Rows and columns of window i (of all planes) of an output [.., oh, ow] over [.., h, w]. */
typedef struct window {
    int64_t plane, top, bottom, left, right;
} window;

static window window_of(int64_t i, const rush_tensor *small, const rush_tensor *large) {
    int n = small->ndim;
    int64_t oh = small->shape[n - 2], ow = small->shape[n - 1], h = large->shape[n - 2],
            w = large->shape[n - 1], y = i / ow % oh, x = i % ow;
    return (window){ i / (ow * oh) * h * w, pool_start(y, oh, h), pool_end(y, oh, h), pool_start(x, ow, w),
                     pool_end(x, ow, w) };
}

static bool adaptive_avg_pool2d_part_ref(call *c) {
    pool_buffers b;
    TRY(pool_buffers_make(c, &b, TENSOR(c, 0), NULL, 0));
    rush_dtype dtype = (rush_dtype)b.a->dtype;
    size_t size = dtype_size(dtype);
    const char *from = tensor_data(b.a);
    char *to = tensor_data(b.out);
    int64_t width = b.a->shape[b.a->ndim - 1];
    for (int64_t i = 0; i < b.out->numel; i++) {
        window w = window_of(i, b.out, b.a);
        double sum = 0;
        for (int64_t y = w.top; y < w.bottom; y++)
            for (int64_t x = w.left; x < w.right; x++)
                sum += element_load_double(from + (size_t)(w.plane + y * width + x) * size, dtype);
        element_store_double(to + (size_t)i * size, dtype,
                             sum / (double)((w.bottom - w.top) * (w.right - w.left)));
    }
    return pool_buffers_finish(c, &b);
}

static bool adaptive_avg_pool2d_input_ref(call *c) {
    const rush_tensor *g = call_contiguous(c, TENSOR(c, 0));
    rush_tensor *sums = call_temporary(c, RUSH_FLOAT64, c->out[0]->ndim, c->out[0]->shape);
    if (!g || !sums) return false;
    rush_dtype dtype = (rush_dtype)g->dtype;
    const char *from = tensor_data(g);
    double *sum = memset(tensor_data(sums), 0, (size_t)sums->numel * sizeof(double));
    int64_t width = sums->shape[sums->ndim - 1];
    for (int64_t i = 0; i < g->numel; i++) {
        window w = window_of(i, g, sums);
        double share = element_load_double(from + (size_t)i * dtype_size(dtype), dtype) /
                       (double)((w.bottom - w.top) * (w.right - w.left));
        for (int64_t y = w.top; y < w.bottom; y++)
            for (int64_t x = w.left; x < w.right; x++) sum[w.plane + y * width + x] += share;
    }
    return tensor_copy(c->site, c->out[0], sums);
}

static bool adaptive_max_pool2d_ref(call *c) {
    pool_buffers b;
    TRY(pool_buffers_make(c, &b, TENSOR(c, 0), NULL, 0));
    rush_dtype dtype = (rush_dtype)b.a->dtype;
    size_t size = dtype_size(dtype);
    const char *from = tensor_data(b.a);
    char *to = tensor_data(b.out);
    int64_t *index = tensor_data(b.indices), width = b.a->shape[b.a->ndim - 1];
    for (int64_t i = 0; i < b.out->numel; i++) {
        window w = window_of(i, b.out, b.a);
        int64_t at = w.top * width + w.left;
        double top = -INFINITY;
        for (int64_t y = w.top; y < w.bottom; y++)
            for (int64_t x = w.left; x < w.right; x++) {
                double v = element_load_double(from + (size_t)(w.plane + y * width + x) * size, dtype);
                if (!(v > top || isnan(v))) continue;
                top = v;
                at = y * width + x;
            }
        index[i] = at;
        memcpy(to + (size_t)i * size, from + (size_t)(w.plane + at) * size, size);
    }
    return pool_buffers_finish(c, &b);
}

/* ---- derivatives ---- */

static bool adaptive_avg_pool2d_part_grad(backward *c) {
    GIVE(0, rush_adaptive_avg_pool2d_input(c->grad, input_shape(c, 0)));
    return true;
}

static bool adaptive_avg_pool2d_input_grad(backward *c) {
    rush_shape g = input_shape(c, 0);
    GIVE(0, rush_adaptive_avg_pool2d_part(c->grad, ((rush_shape){ g.dims + g.ndim - 2, 2 })));
    return true;
}

static bool adaptive_max_pool2d_grad(backward *c) {
    GIVE(0, rush_max_pool_scatter(c->grad, c->out[1], 2, input_shape(c, 0)));
    return true;
}

/* ---- composites ---- */

static bool adaptive_avg_pool2d_run(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    const value *size = &c->args[1];
    CHECK(c, size->count == 2 || size->count == 1, "adaptive_avg_pool2d: output_size must be 2");
    int64_t both[2] = { size->u.ints[0], size->u.ints[size->count - 1] };
    CHECK(c, both[0] >= 0 && both[1] >= 0,
          "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but received "
          "{%lld, %lld}",
          (long long)both[0], (long long)both[1]);
    if (both[0] == 1 && both[1] == 1 && x->ndim >= 2) {
        rush_tensor *mean = rush_mean_dim(x, RUSH_SHAPE(-1, -2), .keepdim = true);
        if (mean && x->ndim == 4 && tensor_suggests_channels_last(x)) { /* the result says so, too */
            int64_t channels = mean->shape[1], strides[4] = { channels, 1, channels, channels };
            mean = rush_as_strided(mean, ((rush_shape){ mean->shape, 4 }), ((rush_shape){ strides, 4 }));
        }
        return call_return(c, 0, mean);
    }
    TRY(check_input(c, "adaptive_avg_pool2d", "", 2));
    return call_return(c, 0, rush_adaptive_avg_pool2d_part(x, ((rush_shape){ both, 2 })));
}

static bool check_one_dimension(call *c, int64_t both[2]) {
    CHECK(c, TENSOR(c, 0)->ndim == 2 || TENSOR(c, 0)->ndim == 3,
          "Expected 2 to 3 dimensions, but got %d-dimensional tensor for argument #1 'self' (while checking "
          "arguments for %s)",
          TENSOR(c, 0)->ndim, c->op->name);
    CHECK(c, c->args[1].count == 1, "%s() argument 'output_size' should contain one int (got %d)",
          c->op->name, c->args[1].count);
    both[0] = 1;
    both[1] = c->args[1].u.ints[0];
    return true;
}

static bool adaptive_avg_pool1d_run(call *c) {
    int64_t both[2];
    TRY(check_one_dimension(c, both));
    return call_return(
        c, 0,
        rush_squeeze_dim(
            rush_adaptive_avg_pool2d(rush_unsqueeze(TENSOR(c, 0), -2), ((rush_shape){ both, 2 })), -2));
}

static bool adaptive_max_pool1d_run(call *c) {
    int64_t both[2];
    TRY(check_one_dimension(c, both));
    rush_tensor *indices = NULL;
    rush_tensor *y = rush_adaptive_max_pool2d(rush_unsqueeze(TENSOR(c, 0), -2), ((rush_shape){ both, 2 }),
                                              .result1 = &indices);
    return call_return(c, 0, rush_squeeze_dim(y, -2)) && call_return(c, 1, rush_squeeze_dim(indices, -2));
}

const op op_adaptive_avg_pool1d = {
    OP_ROW(adaptive_avg_pool1d),
    .schema = "adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor",
    .doc = "Means of windows along the last dimension so that output_size of them come out.",
    .flags = OP_NO_OUT | OP_NO_METHOD,
    .run = adaptive_avg_pool1d_run,
    .samples = TEXTS("T[2,3,8], (3,)", "T[3,9], (4,)", "T[2,3,5], (5,)", "T[1,2,4], (7,)", "T[0,2,4], (2,)",
                     "T[2,3,9]:n, (3,)", "T[2,8,3]:t, (2,)", "T[2,3,16]:s, (3,)", "T[4,16,1100], (9,)",
                     "T[2,3,8], (1,)"),
    .errors = TEXTS("T[2,3,8,8], (2,)",
                    "Expected 2 to 3 dimensions, but got 4-dimensional tensor for argument #1 'self' (while "
                    "checking arguments for adaptive_avg_pool1d)",
                    "T[2,3,8], (1,2)",
                    "adaptive_avg_pool1d() argument 'output_size' should contain one int (got 2)"),
};

const op op_adaptive_avg_pool2d = {
    OP_ROW(adaptive_avg_pool2d),
    .schema = "adaptive_avg_pool2d(Tensor self, int[2] output_size) -> Tensor",
    .doc = "Means of windows in [.., H, W] so that output_size of them come out.",
    .flags = OP_NN,
    .run = adaptive_avg_pool2d_run,
    .samples = TEXTS("T[2,3,8,8], (3,)", "T[2,3,8,6], (4,3)", "T[2,3,5,7], (3,5)", "T[3,8,8], (2,4)",
                     "T[2,3,4,4], (6,7)", "T[0,2,4,4], (2,)", "T[2,3,6,6]:n, (3,2)", "T[2,3,8,8]:cl, (2,)",
                     "T[2,3,6,5]:t, (2,)", "T[2,3,6,16]:s, (2,)", "T[4,16,33,35], (7,)", "T[2,3,4,5], (1,)",
                     "T[3,4,5], (1,1)"),
    .errors = TEXTS("T[2,3,8,8], (1,2,3)", "adaptive_avg_pool2d: output_size must be 2", "T[2,3,8,8], (-1,)",
                    "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but "
                    "received {-1, -1}",
                    "T[3], (2,)", "adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got [3]",
                    "T[2,2,0,4], (2,)",
                    "adaptive_avg_pool2d(): Expected input to have non-zero size for non-batch dimensions, "
                    "but input has sizes [2, 2, 0, 4] with dimension 2 being empty",
                    "T[2,3,8,8]:i5, (2,)", "\"adaptive_avg_pool2d\" not implemented for 'Long'"),
};

const op op_adaptive_avg_pool2d_part = {
    OP_ROW(adaptive_avg_pool2d_part),
    .schema = "_adaptive_avg_pool2d(Tensor self, int[2] output_size) -> Tensor",
    .doc = "adaptive_avg_pool2d where it is not the mean of everything.",
    .flags = OP_INTERNAL,
    .grad_name = "AdaptiveAvgPool2DBackward0",
    .meta = adaptive_avg_pool2d_part_meta,
    .ref = adaptive_avg_pool2d_part_ref,
    .grad = adaptive_avg_pool2d_part_grad,
    .samples = TEXTS("T[2,3,8,8], (3,)", "T[2,3,8,6], (4,3)", "T[2,3,5,7], (3,5)", "T[3,8,8], (2,4)",
                     "T[2,3,4,4], (6,7)", "T[0,2,4,4], (2,)", "T[2,3,6,6]:n, (3,2)", "T[2,3,8,8]:cl, (2,)",
                     "T[2,3,6,5]:t, (2,)", "T[2,3,6,16]:s, (2,)", "T[4,16,33,35], (7,)"),
};

const op op_adaptive_avg_pool2d_input = {
    OP_ROW(adaptive_avg_pool2d_input),
    .schema = "adaptive_avg_pool2d_input(Tensor grad, int[] input_size) -> Tensor",
    .doc = "Gradient of adaptive_avg_pool2d by its input.",
    .flags = OP_INTERNAL,
    .grad_name = "AdaptiveAvgPool2DBackwardBackward0",
    .meta = adaptive_avg_pool2d_input_meta,
    .ref = adaptive_avg_pool2d_input_ref,
    .grad = adaptive_avg_pool2d_input_grad,
    .samples = TEXTS("T[2,3,3,3], (2,3,8,8)", "T[2,3,4,3], (2,3,8,6)", "T[2,3,3,5], (2,3,5,7)",
                     "T[3,2,4], (3,8,8)", "T[2,3,6,7], (2,3,4,4)", "T[0,2,2,2], (0,2,4,4)",
                     "T[2,3,3,2]:n, (2,3,6,6)", "T[4,16,7,7], (4,16,33,35)"),
};

const op op_adaptive_max_pool1d = {
    OP_ROW(adaptive_max_pool1d),
    .schema = "adaptive_max_pool1d(Tensor self, int[1] output_size) -> (Tensor, Tensor)",
    .doc = "Maxima of windows along the last dimension so that output_size of them come out, and where they "
           "were.",
    .flags = OP_NO_OUT | OP_NO_METHOD,
    .run = adaptive_max_pool1d_run,
    .samples =
        TEXTS("T[2,3,8]:q, (3,)", "T[3,9]:q, (4,)", "T[2,3,5]:q, (5,)", "T[1,2,4]:q, (7,)", "T[0,2,4], (2,)",
              "T[2,3,9]:n, (3,)", "T[2,8,3]:q:t, (2,)", "T[2,3,16]:q:s, (3,)", "T[4,16,1100]:q, (9,)"),
    .errors = TEXTS("T[2,3,8,8], (2,)",
                    "Expected 2 to 3 dimensions, but got 4-dimensional tensor for argument #1 'self' (while "
                    "checking arguments for adaptive_max_pool1d)",
                    "T[2,3,8], (1,2)",
                    "adaptive_max_pool1d() argument 'output_size' should contain one int (got 2)"),
};

const op op_adaptive_max_pool2d = {
    OP_ROW(adaptive_max_pool2d),
    .schema = "adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor)",
    .doc = "Maxima of windows in [.., H, W] so that output_size of them come out, and where they were: row * "
           "W + column.",
    .flags = OP_NN,
    .grad_name = "AdaptiveMaxPool2DBackward0",
    .saves = OUT(1),
    .meta = adaptive_max_pool2d_meta,
    .ref = adaptive_max_pool2d_ref,
    .grad = adaptive_max_pool2d_grad,
    .samples =
        TEXTS("T[2,3,8,8]:q, (3,)", "T[2,3,8,6]:q, (4,3)", "T[2,3,5,7]:q, (3,5)", "T[3,8,8]:q, (2,4)",
              "T[2,3,4,4]:q, (6,7)", "T[0,2,4,4], (2,)", "T[2,3,6,6]:n, (3,2)", "T[2,3,8,8]:q:cl, (2,)",
              "T[2,3,6,5]:q:t, (2,)", "T[2,3,6,16]:q:s, (2,)", "T[4,16,33,35]:q, (7,)"),
    .errors = TEXTS(
        "T[2,3,8,8], (1,2,3)", "adaptive_max_pool2d(): internal error: output_size.size() must be 2",
        "T[2,3,8,8], (-1,)", "Trying to create tensor with negative dimension -1: [2, 3, -1, -1]",
        "T[3], (2,)", "adaptive_max_pool2d(): Expected 3D or 4D tensor, but got: [3]", "T[2,0,4,4], (2,)",
        "adaptive_max_pool2d(): Expected input to have non-zero size for non-batch dimensions, but input has "
        "sizes [2, 0, 4, 4] with dimension 1 being empty",
        "T[2,3,8,8]:i5, (2,)", "\"adaptive_max_pool2d\" not implemented for 'Long'"),
};
