/* SPDX-License-Identifier: MIT */
/* box_pool.c - maxima over boxes that are not on a regular grid: adaptive_max_pool3d, and fractional max pooling (Graham 2014),
   whose boxes begin at  trunc((o + u) a) - trunc(u a),  a = (in - kernel) / (out - 1),  u a random number for each plane and axis;
   the last box ends where the input does. NaN counts as largest; of several the last, else the first maximum. */
#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

/* [planes, D, H, W]; box o along axis d is [start[d][o], end[d][o]). */
typedef struct boxes {
    int64_t planes, in[POOL_DIMS], out[POOL_DIMS];
    int64_t *start[POOL_DIMS], *end[POOL_DIMS];
} boxes;

static bool boxes_make(call *c, boxes *b, int dims) {
    const rush_tensor *x = TENSOR(c, 0), *y = c->out[0];
    int64_t words = 0;
    *b = (boxes){ .planes = shape_numel(x->ndim - dims, x->shape), .in = { 1, 1, 1 }, .out = { 1, 1, 1 } };
    for (int d = POOL_DIMS - dims; d < POOL_DIMS; d++) {
        b->in[d] = x->shape[x->ndim - POOL_DIMS + d];
        b->out[d] = y->shape[y->ndim - POOL_DIMS + d];
    }
    for (int d = 0; d < POOL_DIMS; d++) words += 2 * b->out[d];
    rush_tensor *room = call_temporary(c, RUSH_INT64, 1, &words);
    if (!room) return false;
    int64_t *at = tensor_data(room);
    for (int d = 0; d < POOL_DIMS; d++) {
        b->start[d] = at;
        b->end[d] = at + b->out[d];
        at += 2 * b->out[d];
        for (int64_t o = 0; o < b->out[d]; o++) {
            b->start[d][o] = pool_start(o, b->out[d], b->in[d]);
            b->end[d][o] = pool_end(o, b->out[d], b->in[d]);
        }
    }
    return true;
}

#define MAXIMA(T) \
    static void maxima_##T(const boxes *b, const T *plane, T *to, int64_t *index) { \
        for (int64_t d = 0; d < b->out[0]; d++) \
            for (int64_t h = 0; h < b->out[1]; h++) \
                for (int64_t w = 0; w < b->out[2]; w++, to++, index++) { \
                    int64_t at = (b->start[0][d] * b->in[1] + b->start[1][h]) * b->in[2] + b->start[2][w]; \
                    T top = (T)-INFINITY; \
                    for (int64_t z = b->start[0][d]; z < b->end[0][d]; z++) \
                        for (int64_t y = b->start[1][h]; y < b->end[1][h]; y++) { \
                            int64_t row = (z * b->in[1] + y) * b->in[2]; \
                            for (int64_t x = row + b->start[2][w]; x < row + b->end[2][w]; x++) { \
                                if (!(plane[x] > top || isnan(plane[x]))) continue; \
                                top = plane[x]; \
                                at = x; \
                            } \
                        } \
                    *index = at; \
                    *to = plane[at]; \
                } \
    }
MAXIMA(float)
MAXIMA(double)

/* planes of the buffers in turn; `place` sets the boxes of a plane */
static bool maxima(call *c, boxes *b, void (*place)(const call *c, boxes *b, int64_t plane, const rush_tensor *samples),
                   const rush_tensor *samples) {
    pool_buffers p;
    rush_tensor *x = TENSOR(c, 0);
    TRY(pool_buffers_make(c, &p, x, NULL, x->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32));
    int64_t volume = b->in[0] * b->in[1] * b->in[2], results = b->out[0] * b->out[1] * b->out[2];
    int64_t *index = tensor_data(p.indices);
    if (p.out->numel == 0) return true;
    for (int64_t i = 0; i < b->planes; i++) {
        if (place) place(c, b, i, samples);
        if (x->dtype == RUSH_FLOAT64)
            maxima_double(b, (const double *)tensor_data(p.a) + i * volume, (double *)tensor_data(p.out) + i * results, index + i * results);
        else maxima_float(b, (const float *)tensor_data(p.a) + i * volume, (float *)tensor_data(p.out) + i * results, index + i * results);
    }
    return pool_buffers_finish(c, &p);
}

/* ---- adaptive ---- */

static bool adaptive_max_pool3d_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    const value *size = &c->args[1];
    int64_t shape[5];
    CHECK(c, x->ndim == 4 || x->ndim == 5, "adaptive_max_pool3d(): Expected 4D or 5D tensor, but got: %s", TENSOR_SHAPE_TEXT(x));
    for (int d = 1; d < x->ndim; d++)
        CHECK(c, x->shape[d] > 0,
              "adaptive_max_pool3d(): Expected input to have non-zero size for non-batch dimensions, but input has sizes %s with "
              "dimension %d being empty", TENSOR_SHAPE_TEXT(x), d);
    CHECK(c, size->count == 3 || size->count == 1, "adaptive_max_pool3d(): internal error: output_size.size() must be 3");
    for (int d = 0; d < x->ndim; d++)
        shape[d] = d < x->ndim - 3 ? x->shape[d] : size->u.ints[size->count == 1 ? 0 : d - (x->ndim - 3)];
    for (int d = x->ndim - 3; d < x->ndim; d++)
        CHECK(c, shape[d] >= 0, "Trying to create tensor with negative dimension %lld: %s", (long long)shape[d],
              SHAPE_TEXT(x->ndim, shape));
    TRY(pool_check_float(c, "adaptive_max_pool3d_cpu", x));
    return call_out(c, 0, (rush_dtype)x->dtype, x->ndim, shape) && call_out(c, 1, RUSH_INT64, x->ndim, shape);
}

static bool adaptive_max_pool3d_ref(call *c) {
    boxes b;
    return boxes_make(c, &b, 3) && maxima(c, &b, NULL, NULL);
}

static bool adaptive_max_pool3d_grad(backward *c) {
    GIVE(0, rush_max_pool_scatter(c->grad, c->out[1], 3, input_shape(c, 0)));
    return true;
}

const op op_adaptive_max_pool3d = {
    OP_ROW(adaptive_max_pool3d),
    .schema = "adaptive_max_pool3d(Tensor self, int[3] output_size) -> (Tensor, Tensor)",
    .doc = "Maxima of windows in [.., D, H, W] so that output_size of them come out, and where they were in the volume.",
    .flags = OP_NN,
    .grad_name = "AdaptiveMaxPool3DBackward0",
    .saves = OUT(1),
    .meta = adaptive_max_pool3d_meta,
    .ref = adaptive_max_pool3d_ref,
    .grad = adaptive_max_pool3d_grad,
    .samples = TEXTS("T[1,2,4,8,8]:q, (2,)", "T[2,4,8,6]:q, (3,4,3)", "T[1,2,3,5,7]:q, (3,3,5)", "T[1,2,2,3,3]:q, (4,5,3)",
                     "T[0,2,4,4,4], (2,)", "T[2,3,4,5]:n, (2,)", "T[2,3,4,5]:q:t, (2,)", "T[2,3,4,8]:q:s, (2,2,3)",
                     "T[1,2,3,4,5]:q, (1,)", "T[2,3,16,33,35]:q, (5,7,4)"),
    .errors = TEXTS("T[2,3,8,8], (1,2)", "adaptive_max_pool3d(): internal error: output_size.size() must be 3", "T[2,3,8,8], (-1,)",
                    "Trying to create tensor with negative dimension -1: [2, -1, -1, -1]", "T[3], (2,)",
                    "adaptive_max_pool3d(): Expected 4D or 5D tensor, but got: [3]", "T[2,2,0,4], (2,)",
                    "adaptive_max_pool3d(): Expected input to have non-zero size for non-batch dimensions, but input has sizes [2, 2, "
                    "0, 4] with dimension 2 being empty",
                    "T[2,3,8,8]:i5, (2,)", "\"adaptive_max_pool3d_cpu\" not implemented for 'Long'"),
};

/* ---- fractional ---- */

static bool fractional_meta(call *c, int dims) {
    rush_tensor *x = TENSOR(c, 0), *samples = TENSOR(c, 3);
    const char *name = dims == 2 ? "fractional_max_pool2d" : "fractional_max_pool3d", *out = dims == 2 ? "" : "_out",
               *of = dims == 2 ? "" : "three ";
    static const char *const axes[] = { "time", "height", "width" };
    const value *window = &c->args[1], *size = &c->args[2];
    CHECK(c, window->count == dims, "%s: kernel_size must either be a single Int or tuple of %sInts", name, of);
    CHECK(c, size->count == dims, "%s: output_size must either be a single Int or tuple of %sInts", name, of);
    CHECK(c, x->ndim == dims + 1 || x->ndim == dims + 2, "%s%s(): Expected %dD or %dD tensor, but got: %s", name, out, dims + 1, dims + 2,
          TENSOR_SHAPE_TEXT(x));
    for (int d = x->ndim - dims - 1; d < x->ndim; d++)
        CHECK(c, x->shape[d] > 0,
              "%s%s(): Expected input to have non-zero size for non-batch dimensions, but got%s with dimension %d being empty.", name, out,
              TENSOR_SHAPE_TEXT(x), d);
    int64_t shape[5];
    for (int i = 0; i < x->ndim; i++) {
        int d = i - (x->ndim - dims);
        shape[i] = d < 0 ? x->shape[i] : size->u.ints[d];
        if (d < 0) continue;
        int64_t k = window->u.ints[d];
        CHECK(c, shape[i] + k - 1 < x->shape[i] + (dims == 2), "%s%s(): pool %s %lld too large relative to input %s %lld", name, out,
              axes[d + 3 - dims], (long long)k, axes[d + 3 - dims], (long long)x->shape[i]);
        CHECK(c, k > 0 && shape[i] >= 0, "%s%s(): kernel_size must be above 0 and output_size must not be negative", name, out);
    }
    TRY(pool_check_float(c, dims == 2 ? "fractional_max_pool2d_out_frame" : "fractional_max_pool3d_out_frame", x));
    CHECK(c, samples->dtype == x->dtype, "expected scalar type %s but found %s", dtype_table[x->dtype].torch_name,
          dtype_table[samples->dtype].torch_name);
    int64_t batch = x->ndim == dims + 2 ? x->shape[0] : 1, channels = x->shape[x->ndim - dims - 1];
    CHECK(c, samples->ndim == 3 && samples->shape[0] >= batch && samples->shape[1] >= channels && samples->shape[2] >= dims,
          "%s%s(): expected random samples of shape [%lld, %lld, %d], but got %s", name, out, (long long)batch, (long long)channels, dims,
          TENSOR_SHAPE_TEXT(samples));
    return call_out(c, 0, (rush_dtype)x->dtype, x->ndim, shape) && call_out(c, 1, RUSH_INT64, x->ndim, shape);
}
static bool fractional_max_pool2d_meta(call *c) { return fractional_meta(c, 2); }
static bool fractional_max_pool3d_meta(call *c) { return fractional_meta(c, 3); }

/* the starts along one axis, in float or double as the input is */
static void axis_starts(boxes *b, int d, int64_t width, double u, bool wide) {
    int64_t n = b->out[d];
    float narrow = n > 1 ? (float)(b->in[d] - width) / (float)(n - 1) : 0;
    double step = n > 1 ? (double)(b->in[d] - width) / (double)(n - 1) : 0;
    for (int64_t o = 0; o < n; o++) {
        b->start[d][o] = o == n - 1 ? b->in[d] - width
                         : wide ? (int64_t)(((double)o + u) * step) - (int64_t)(u * step)
                                : (int64_t)(((float)o + (float)u) * narrow) - (int64_t)((float)u * narrow);
        b->end[d][o] = b->start[d][o] + width;
    }
}

/* samples [N, C, dims]: for the axes in order; in two dimensions the width's comes first */
static void fractional_place(const call *c, boxes *b, int64_t plane, const rush_tensor *samples) {
    const value *window = &c->args[1];
    int dims = c->op == &op_fractional_max_pool2d ? 2 : 3;
    int64_t channels = TENSOR(c, 0)->shape[TENSOR(c, 0)->ndim - dims - 1],
            at = ((plane / channels) * samples->shape[1] + plane % channels) * samples->shape[2];
    for (int i = 0; i < dims; i++) {
        double u = element_load_double((const char *)tensor_data(samples) + (size_t)(at + (dims == 2 ? 1 - i : i)) * dtype_size((rush_dtype)samples->dtype),
                                       (rush_dtype)samples->dtype);
        axis_starts(b, 3 - dims + i, window->u.ints[i], u, samples->dtype == RUSH_FLOAT64);
    }
}

static bool fractional_ref(call *c, int dims) {
    boxes b;
    const rush_tensor *samples = call_contiguous(c, TENSOR(c, 3));
    return samples && boxes_make(c, &b, dims) && maxima(c, &b, fractional_place, samples);
}
static bool fractional_max_pool2d_ref(call *c) { return fractional_ref(c, 2); }
static bool fractional_max_pool3d_ref(call *c) { return fractional_ref(c, 3); }

static bool fractional_max_pool2d_grad(backward *c) {
    GIVE(0, rush_max_pool_scatter(c->grad, c->out[1], 2, input_shape(c, 0)));
    return true;
}
static bool fractional_max_pool3d_grad(backward *c) {
    GIVE(0, rush_max_pool_scatter(c->grad, c->out[1], 3, input_shape(c, 0)));
    return true;
}

const op op_fractional_max_pool2d = {
    OP_ROW(fractional_max_pool2d),
    .schema = "fractional_max_pool2d(Tensor self, int[2] kernel_size, int[2] output_size, Tensor random_samples) -> (Tensor, Tensor)",
    .doc = "Maxima of output_size windows of kernel_size in [.., H, W] whose places random_samples [N, C, 2] in [0, 1) decide, and where "
           "they were: row * W + column.",
    .flags = OP_NN,
    .grad_name = "FractionalMaxPool2DBackward0",
    .saves = OUT(1),
    .meta = fractional_max_pool2d_meta,
    .ref = fractional_max_pool2d_ref,
    .grad = fractional_max_pool2d_grad,
    .samples = TEXTS("T[2,3,8,8]:q, (2,2), (5,5), T[2,3,2]:z", "T[2,3,9,7]:q, (2,3), (4,3), T[2,3,2]:z", "T[3,8,8]:q, (3,3), (3,4), T[1,3,2]:z",
                     "T[1,2,5,5]:q, (2,2), (1,1), T[1,2,2]:z", "T[1,2,5,5]:q, (1,1), (5,5), T[1,2,2]:z", "T[0,2,5,5], (2,2), (2,3), T[0,2,2]:z",
                     "T[2,3,6,6]:n, (2,2), (3,2), T[2,3,2]:z", "T[2,3,8,6]:q:t, (2,2), (3,3), T[2,3,2]:z", "T[2,3,6,16]:q:s, (2,2), (3,3), T[2,3,2]:z",
                     "T[2,8,90,95]:q, (3,2), (40,50), T[2,8,2]:z"),
    .errors = TEXTS("T[2,3,4,4], (2,2), (5,5), T[2,3,2]", "fractional_max_pool2d(): pool height 2 too large relative to input height 4",
                    "T[2,3,4,4], (2,2,2), (3,3), T[2,3,2]", "fractional_max_pool2d: kernel_size must either be a single Int or tuple of Ints",
                    "T[2,3,4,4], (2,2), (3,3,3), T[2,3,2]", "fractional_max_pool2d: output_size must either be a single Int or tuple of Ints",
                    "T[4,4], (2,2), (2,3), T[2,3,2]", "fractional_max_pool2d(): Expected 3D or 4D tensor, but got: [4, 4]",
                    "T[2,0,4,4], (2,2), (2,3), T[2,3,2]",
                    "fractional_max_pool2d(): Expected input to have non-zero size for non-batch dimensions, but got[2, 0, 4, 4] with "
                    "dimension 1 being empty.",
                    "T[2,3,4,4], (2,2), (3,3), T[2,3,2]:f64", "expected scalar type Float but found Double",
                    "T[2,3,4,4]:i5, (2,2), (3,3), T[2,3,2]", "\"fractional_max_pool2d_out_frame\" not implemented for 'Long'"),
};

const op op_fractional_max_pool3d = {
    OP_ROW(fractional_max_pool3d),
    .schema = "fractional_max_pool3d(Tensor self, int[3] kernel_size, int[3] output_size, Tensor random_samples) -> (Tensor, Tensor)",
    .doc = "Maxima of output_size windows of kernel_size in [.., D, H, W] whose places random_samples [N, C, 3] in [0, 1) decide, and "
           "where they were in the volume.",
    .flags = OP_NN,
    .grad_name = "FractionalMaxPool3DBackward0",
    .saves = OUT(1),
    .meta = fractional_max_pool3d_meta,
    .ref = fractional_max_pool3d_ref,
    .grad = fractional_max_pool3d_grad,
    .samples = TEXTS("T[2,3,5,8,8]:q, (2,2,2), (3,5,5), T[2,3,3]:z", "T[1,3,4,9,7]:q, (1,2,3), (2,4,3), T[1,3,3]:z",
                     "T[3,4,8,8]:q, (2,3,3), (2,3,4), T[1,3,3]:z", "T[1,2,5,5,5]:q, (2,2,2), (1,1,1), T[1,2,3]:z",
                     "T[1,2,5,5,5]:q, (1,1,1), (4,4,4), T[1,2,3]:z", "T[0,2,5,5,5], (2,2,2), (2,3,2), T[0,2,3]:z",
                     "T[1,3,4,6,6]:n, (2,2,2), (2,3,2), T[1,3,3]:z", "T[1,3,4,8,6]:q:t, (2,2,2), (2,3,3), T[1,3,3]:z",
                     "T[1,3,4,6,16]:q:s, (2,2,2), (2,3,3), T[1,3,3]:z", "T[1,4,20,30,35]:q, (3,2,2), (10,14,20), T[1,4,3]:z"),
    .errors = TEXTS("T[2,3,4,4,4], (2,2,2), (3,3,3), T[2,3,3]", "fractional_max_pool3d_out(): pool time 2 too large relative to input time 4",
                    "T[2,3,4,4,4], (2,2), (2,2,2), T[2,3,3]", "fractional_max_pool3d: kernel_size must either be a single Int or tuple of three Ints",
                    "T[2,3,4,4,4], (2,2,2), (2,2), T[2,3,3]", "fractional_max_pool3d: output_size must either be a single Int or tuple of three Ints",
                    "T[4,4,4], (2,2,2), (2,2,2), T[2,3,3]", "fractional_max_pool3d_out(): Expected 4D or 5D tensor, but got: [4, 4, 4]",
                    "T[2,0,4,4,4], (2,2,2), (2,2,2), T[2,3,3]",
                    "fractional_max_pool3d_out(): Expected input to have non-zero size for non-batch dimensions, but got[2, 0, 4, 4, 4] with "
                    "dimension 1 being empty."),
};
