/* SPDX-License-Identifier: MIT */
/* max_pool.c - max pooling: y[o] = max of x over window o; NaN counts as largest, of several the last, else
   the first maximum. The derivative scatters to where the maxima were. max_pool2d keeps no indices: its
   derivative finds them again. */
#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

/* ---- shapes ---- */

static bool max_pool_meta(call *c, int dims, bool indices) {
    rush_tensor *x = TENSOR(c, 0);
    const char *name = dims == 2 ? "max_pool2d" : "max_pool3d";
    pool_geometry g = { .divisor = -1 };
    int64_t shape[RUSH_MAX_DIMS];
    TRY(pool_check_lists(c, name, dims, 1, true));
    CHECK(c, x->ndim == dims + 1 || x->ndim == dims + 2,
          "non-empty %dD or %dD (batch mode) tensor expected for input", dims + 1, dims + 2);
    pool_read(c, &g, dims, 1, true, x->ndim, x->shape);
    TRY(pool_check(c, &g, x->ndim, x->shape));
    TRY(pool_check_float(c, dims == 2 ? "max_pool2d" : "max_pool3d_with_indices_cpu", x));
    int n = pool_shape(&g, x->ndim, x->shape, shape);
    return pool_out(c, 0, (rush_dtype)x->dtype, x, n, shape) &&
           (!indices || pool_out(c, 1, RUSH_INT64, x, n, shape));
}

static bool max_pool2d_input_meta(call *c) { return call_out_like(c, 0, TENSOR(c, 1)); }
static bool max_pool2d_meta(call *c) { return max_pool_meta(c, 2, false); }
static bool max_pool2d_with_indices_meta(call *c) { return max_pool_meta(c, 2, true); }
static bool max_pool3d_with_indices_meta(call *c) { return max_pool_meta(c, 3, true); }

/* ---- reference ---- */

/* The place of the maximum of window o (three coordinates) in its plane. */
static int64_t window_maximum(const pool_geometry *g, const char *plane, rush_dtype dtype,
                              const int64_t o[3]) {
    int64_t at = -1, taps = g->kernel[0] * g->kernel[1] * g->kernel[2];
    double top = 0;
    for (int64_t t = 0; t < taps; t++) {
        int64_t rest = t, place = 0, step = 1;
        bool inside = true;
        for (int d = 2; d >= 0; d--) {
            int64_t i = o[d] * g->stride[d] - g->pad[d] + rest % g->kernel[d] * g->dilation[d];
            inside = inside && i >= 0 && i < g->in[d];
            place += i * step;
            step *= g->in[d];
            rest /= g->kernel[d];
        }
        if (!inside) continue;
        double v = element_load_double(plane + (size_t)place * dtype_size(dtype), dtype);
        if (at < 0 || v > top || isnan(v)) {
            at = place;
            top = v;
        }
    }
    return at;
}

/* Calls `each` for every window with its number and the place of its maximum in x. */
static void each_window(const pool_geometry *g, const rush_tensor *x,
                        void (*each)(void *context, int64_t window, int64_t place), void *context) {
    int64_t windows = g->out[0] * g->out[1] * g->out[2], plane = g->in[0] * g->in[1] * g->in[2];
    rush_dtype dtype = (rush_dtype)x->dtype;
    for (int64_t i = 0; i < g->planes * windows; i++) {
        int64_t w = i % windows,
                o[3] = { w / (g->out[1] * g->out[2]), w / g->out[2] % g->out[1], w % g->out[2] };
        const char *data = (const char *)tensor_data(x) + (size_t)(i / windows * plane) * dtype_size(dtype);
        each(context, i, i / windows * plane + window_maximum(g, data, dtype, o));
    }
}

typedef struct picker {
    char *to;
    const char *from;
    size_t size;
    int64_t *indices, plane;
    rush_dtype dtype;
} picker;

static void pick(void *context, int64_t window, int64_t place) {
    const picker *p = context;
    memcpy(p->to + (size_t)window * p->size, p->from + (size_t)place * p->size, p->size);
    if (p->indices) p->indices[window] = place % p->plane;
}

static bool max_pool_ref(call *c, int dims) {
    pool_geometry g = { .dims = 0 };
    pool_buffers b;
    rush_tensor *x = TENSOR(c, 0);
    pool_read(c, &g, dims, 1, true, x->ndim, x->shape);
    TRY(pool_buffers_make(c, &b, x, NULL, 0));
    picker p = { .to = tensor_data(b.out),
                 .from = tensor_data(b.a),
                 .size = dtype_size((rush_dtype)x->dtype),
                 .indices = b.indices ? tensor_data(b.indices) : NULL,
                 .plane = g.in[0] * g.in[1] * g.in[2] };
    each_window(&g, b.a, pick, &p);
    return pool_buffers_finish(c, &b);
}
static bool max_pool2d_ref(call *c) { return max_pool_ref(c, 2); }
static bool max_pool3d_ref(call *c) { return max_pool_ref(c, 3); }

static void add_at(void *context, int64_t window, int64_t place) {
    const picker *p = context;
    ((double *)(void *)p->to)[place] += element_load_double(p->from + (size_t)window * p->size, p->dtype);
}

/* x' = input(g, x): g's elements added at the maxima of x's windows */
static bool max_pool2d_input_ref(call *c) {
    pool_geometry g = { .dims = 0 };
    pool_buffers b;
    rush_tensor *x = TENSOR(c, 1);
    pool_read(c, &g, 2, 2, true, x->ndim, x->shape);
    TRY(pool_buffers_make(c, &b, x, TENSOR(c, 0), 0));
    rush_tensor *sums = call_temporary(c, RUSH_FLOAT64, x->ndim, x->shape);
    if (!sums) return false;
    picker p = { .to = memset(tensor_data(sums), 0, (size_t)x->numel * sizeof(double)),
                 .from = tensor_data(b.b),
                 .size = dtype_size((rush_dtype)b.b->dtype),
                 .dtype = (rush_dtype)b.b->dtype };
    each_window(&g, b.a, add_at, &p);
    return tensor_copy(c->site, c->out[0], sums);
}

/* ---- scatter and gather: what argument 2 counts as spatial dimensions is one plane ---- */

static int64_t plane_numel(const rush_tensor *t, int64_t dims) {
    return shape_numel((int)dims, t->shape + t->ndim - dims);
}

static bool max_pool_scatter_meta(call *c) {
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, c->args[3].count, c->args[3].u.ints);
}
static bool max_pool_gather_meta(call *c) {
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, TENSOR(c, 1)->ndim, TENSOR(c, 1)->shape);
}

static bool max_pool_scatter_ref(call *c) {
    const rush_tensor *g = call_contiguous(c, TENSOR(c, 0)), *indices = call_contiguous(c, TENSOR(c, 1));
    rush_tensor *to = c->out[0], *sums = call_temporary(c, RUSH_FLOAT64, to->ndim, to->shape);
    if (!g || !indices || !sums) return false;
    if (to->numel == 0) return true;
    double *sum = memset(tensor_data(sums), 0, (size_t)to->numel * sizeof(double));
    const int64_t *at = tensor_data(indices), plane = plane_numel(to, INT_ARG(c, 2)),
                  windows = plane_numel(indices, INT_ARG(c, 2));
    const char *from = tensor_data(g);
    rush_dtype dtype = (rush_dtype)g->dtype;
    for (int64_t i = 0; i < g->numel; i++)
        sum[i / windows * plane + at[i]] += element_load_double(from + (size_t)i * dtype_size(dtype), dtype);
    return tensor_copy(c->site, to, sums);
}

static bool max_pool_gather_ref(call *c) {
    const rush_tensor *x = call_contiguous(c, TENSOR(c, 0)), *indices = call_contiguous(c, TENSOR(c, 1));
    if (!x || !indices) return false;
    const int64_t *at = tensor_data(indices), plane = plane_numel(x, INT_ARG(c, 2)),
                  windows = plane_numel(indices, INT_ARG(c, 2));
    size_t size = dtype_size((rush_dtype)x->dtype);
    const char *from = tensor_data(x);
    char *to = tensor_data(c->out[0]);
    for (int64_t i = 0; i < indices->numel; i++)
        memcpy(to + (size_t)i * size, from + (size_t)(i / windows * plane + at[i]) * size, size);
    return true;
}

static bool max_pool_scatter_grad(backward *c) {
    GIVE(0, rush_max_pool_gather(c->grad, c->args[1].u.t, INT_ARG(c, 2)));
    return true;
}

static bool max_pool_gather_grad(backward *c) {
    GIVE(0, rush_max_pool_scatter(c->grad, c->args[1].u.t, INT_ARG(c, 2), input_shape(c, 0)));
    return true;
}

/* ---- derivatives ---- */

#define LIST(i) ((rush_shape){ c->args[i].u.ints, c->args[i].count })

static bool max_pool2d_grad(backward *c) {
    GIVE(0,
         rush_max_pool2d_input(c->grad, c->args[0].u.t, LIST(1), LIST(2), LIST(3), LIST(4), BOOL_ARG(c, 5)));
    return true;
}

static bool max_pool2d_input_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *indices = NULL;
    const value args[] = {
        value_tensor(c->args[1].u.t), c->args[2], c->args[3], c->args[4], c->args[5], c->args[6]
    };
    rush_tensor *results[OP_MAX_OUT];
    if (op_call_multi(&op_max_pool2d_with_indices, c->site, args, 6, results)) indices = results[1];
    return give(c, 0, indices ? rush_max_pool_gather(c->grad, indices, 2) : NULL);
}

static bool with_indices_grad(backward *c, int dims) {
    GIVE(0, rush_max_pool_scatter(c->grad, c->out[1], dims, input_shape(c, 0)));
    return true;
}
static bool max_pool2d_with_indices_grad(backward *c) { return with_indices_grad(c, 2); }
static bool max_pool3d_with_indices_grad(backward *c) { return with_indices_grad(c, 3); }

/* ---- composites ---- */

static bool max_pool3d_run(call *c) {
    return call_return(c, 0, op_call(&op_max_pool3d_with_indices, c->site, c->args, c->nargs));
}

/* planes: the values are left to max_pool2d's checks, as PyTorch does where it keeps indices */
static bool max_pool1d_check(call *c, bool planes) {
    rush_tensor *x = TENSOR(c, 0);
    const value *kernel_size = &c->args[1], *stride = &c->args[2], *padding = &c->args[3],
                *dilation = &c->args[4];
    bool good = (x->ndim == 2 && x->shape[0] != 0) || x->ndim == 3;
    for (int d = 1; d < x->ndim; d++) good = good && x->shape[d] != 0;
    CHECK(c, good,
          "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but "
          "got:%s",
          TENSOR_SHAPE_TEXT(x));
    CHECK(c, kernel_size->count == 1,
          "max_pool1d() kernel_size must be an int, list of ints or tuple of ints of size 1 but got size %d",
          kernel_size->count);
    CHECK(
        c, stride->count <= 1,
        "max_pool1d() stride must be None, an int, list of ints, or tuple of ints of size 1 but got size %d",
        stride->count);
    CHECK(c, padding->count == 1,
          "max_pool1d() padding must be an int, list of ints, or tuple of ints of size 1 but got size %d",
          padding->count);
    CHECK(c, dilation->count == 1,
          "max_pool1d() dilation must be an int, list of ints, or tuple of ints of size 1 but got size %d",
          dilation->count);
    if (planes) return true;
    long long k = kernel_size->u.ints[0], p = padding->u.ints[0];
    CHECK(c, k > 0, "max_pool1d() kernel_size must be greater than zero, but got %lld", k);
    CHECK(c, p >= 0, "max_pool1d() padding must be non-negative, but got %lld", p);
    CHECK(c, p <= k / 2,
          "max_pool1d() padding should be at most half of kernel size, but got padding=%lld and "
          "kernel_size=%lld",
          p, k);
    CHECK(c, stride->count == 0 || stride->u.ints[0] > 0,
          "max_pool1d() stride must be greater than zero, but got %lld", (long long)stride->u.ints[0]);
    CHECK(c, dilation->u.ints[0] > 0, "max_pool1d() dilation must be greater than zero, but got %lld",
          (long long)dilation->u.ints[0]);
    pool_geometry g = { .dims = 0 };
    pool_read(c, &g, 1, 1, true, x->ndim, x->shape);
    CHECK(c, g.out[2] > 0, "max_pool1d() Invalid computed output size: %lld", (long long)g.out[2]);
    return true;
}

/* one dimension as two: kernel [1, k] on [..., 1, W] */
static bool max_pool1d_with(call *c, bool indices) {
    rush_tensor *x = TENSOR(c, 0);
    if (indices)
        CHECK(c, x->ndim == 2 || x->ndim == 3,
              "Expected 2 to 3 dimensions, but got %d-dimensional tensor for argument #1 'self' (while "
              "checking arguments for max_pool1d)",
              x->ndim);
    TRY(max_pool1d_check(c, indices || (grad_enabled() && tensor_requires_grad(x))));
    int64_t lists[4][2];
    value args[6] = { value_tensor(rush_unsqueeze(x, -2)) };
    for (int i = 0; i < 4; i++) {
        const value *v = &c->args[i + 1];
        lists[i][0] = i != 2;
        lists[i][1] = v->count ? v->u.ints[0] : 0;
        args[i + 1] = value_of_ints(lists[i], v->count ? 2 : 0);
    }
    args[5] = c->args[5];
    if (!indices) return call_return(c, 0, rush_squeeze_dim(op_call(&op_max_pool2d, c->site, args, 6), -2));
    rush_tensor *results[OP_MAX_OUT];
    return op_call_multi(&op_max_pool2d_with_indices, c->site, args, 6, results) &&
           call_return(c, 0, rush_squeeze_dim(results[0], -2)) &&
           call_return(c, 1, rush_squeeze_dim(results[1], -2));
}
static bool max_pool1d_run(call *c) { return max_pool1d_with(c, false); }
static bool max_pool1d_with_indices_run(call *c) { return max_pool1d_with(c, true); }

const op op_max_pool1d = {
    OP_ROW(max_pool1d),
    .schema = "max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, int[1] "
              "dilation=1, bool ceil_mode=False) -> Tensor",
    .doc = "Maximum of each window of kernel_size along the last dimension; stride defaults to kernel_size, "
           "padding counts as -inf.",
    .flags = OP_NO_OUT | OP_NO_METHOD,
    .run = max_pool1d_run,
    .samples = TEXTS("T[2,3,8]:q, (2,)", "T[3,9]:q, (3,), (2,), (1,)", "T[2,3,9]:q, (2,), (1,), (0,), (3,)",
                     "T[1,2,8]:q, (3,), (2,), (1,), (1,), True", "T[0,2,8], (2,)", "T[2,3,9]:n, (3,), (1,)",
                     "T[2,8,3]:q:t, (2,)", "T[2,3,16]:q:s, (3,), (1,)", "T[4,16,1100]:q, (2,)"),
    .errors = TEXTS(
        "T[2,3,8,8], (2,)",
        "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but "
        "got:[2, 3, 8, 8]",
        "T[2,3,8], (1,2)",
        "max_pool1d() kernel_size must be an int, list of ints or tuple of ints of size 1 but got size 2",
        "T[2,3,8], (2,), (1,2)",
        "max_pool1d() stride must be None, an int, list of ints, or tuple of ints of size 1 but got size 2",
        "T[2,3,8], (0,)", "max_pool1d() kernel_size must be greater than zero, but got 0",
        "T[2,3,8], (2,), (2,), (2,)",
        "max_pool1d() padding should be at most half of kernel size, but got padding=2 and kernel_size=2",
        "T[2,3,8], (2,), (2,), (-1,)", "max_pool1d() padding must be non-negative, but got -1",
        "T[2,3,8], (2,), (2,), (0,), (0,)", "max_pool1d() dilation must be greater than zero, but got 0"),
};

const op op_max_pool1d_with_indices = {
    OP_ROW(max_pool1d_with_indices),
    .schema = "max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=0, "
              "int[1] dilation=1, bool ceil_mode=False) -> (Tensor values, Tensor indices)",
    .doc = "max_pool1d and where the maxima were.",
    .flags = OP_NO_OUT | OP_NO_METHOD,
    .run = max_pool1d_with_indices_run,
    .samples = TEXTS("T[2,3,8]:q, (2,)", "T[3,9]:q, (3,), (2,), (1,)", "T[2,3,9]:q, (2,), (1,), (0,), (3,)",
                     "T[1,2,8]:q, (3,), (2,), (1,), (1,), True", "T[0,2,8], (2,)", "T[2,3,9]:n, (3,), (1,)",
                     "T[2,8,3]:q:t, (2,)", "T[2,3,16]:q:s, (3,), (1,)", "T[4,16,1100]:q, (2,)"),
    .errors = TEXTS("T[2,3,8,8], (2,)",
                    "Expected 2 to 3 dimensions, but got 4-dimensional tensor for argument #1 'self' (while "
                    "checking arguments for max_pool1d)",
                    "T[2,3,8], (9,)",
                    "Given input size: (3x1x8). Calculated output size: (3x1x0). Output size is too small"),
};

const op op_max_pool2d = {
    OP_ROW(max_pool2d),
    .schema = "max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] "
              "dilation=1, bool ceil_mode=False) -> Tensor",
    .doc = "Maximum of each window of kernel_size in [.., H, W]; stride defaults to kernel_size, padding "
           "counts as -inf.",
    .flags = OP_NO_OUT | OP_NN,
    .grad_name = "MaxPool2DWithIndicesBackward0",
    .saves_for = { ARG(0) },
    .meta = max_pool2d_meta,
    .ref = max_pool2d_ref,
    .grad = max_pool2d_grad,
    .samples = TEXTS("T[2,3,8,8]:q, (2,)", "T[2,3,9,7]:q, (3,2), (2,), (1,)", "T[3,8,8]:q, (3,), (1,), (1,)",
                     "T[2,2,10,9]:q, (2,), (2,), (0,), (2,)", "T[1,2,7,7]:q, (3,), (2,), (1,), (1,), True",
                     "T[0,2,8,8], (2,)", "T[2,3,6,8]:n, (2,)", "T[2,3,8,8]:q:cl, (2,)",
                     "T[2,3,6,5]:q:t, (2,)", "T[2,3,6,16]:q:s, (2,)", "T[4,16,33,35]:q, (2,)",
                     "T[4,16,32,34]:q, (3,), (2,), (1,)", "T[1,1,5,6]:q, (5,6)"),
    .errors = TEXTS(
        "T[2,3,8,8], (0,)", "stride should not be zero", "T[2,3,8,8], (2,), (2,), (2,)",
        "pad should be at most half of kernel size, but got pad=2 and kernel_size=2",
        "T[2,3,8,8], (2,), (2,), (-1,)", "pad must be non-negative, but got pad: -1",
        "T[2,3,8,8], (2,), (2,), (0,), (0,)",
        "dilation should be greater than zero, but got dilationH: 0 dilationW: 0", "T[2,3,8,8], (1,2,3)",
        "max_pool2d: kernel_size must either be a single int, or a tuple of two ints",
        "T[2,3,8,8], (2,), (1,2,3)",
        "max_pool2d: stride must either be omitted, a single int, or a tuple of two ints",
        "T[2,3,8,8], (2,), (2,), (1,2,3)",
        "max_pool2d: padding must be either be a single int, or a tuple of two ints",
        "T[2,3,8,8], (2,), (2,), (0,), (1,2,3)",
        "max_pool2d: dilation must be either a single int, or a tuple of two ints", "T[3,8], (2,)",
        "non-empty 3D or 4D (batch mode) tensor expected for input", "T[2,3,8,8], (9,)",
        "Given input size: (3x8x8). Calculated output size: (3x0x0). Output size is too small",
        "T[2,0,8,8], (2,)",
        "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:[2, 0, 8, "
        "8]",
        "T[2,3,8,8]:i5, (2,)", "\"max_pool2d\" not implemented for 'Long'"),
};

const op op_max_pool2d_with_indices = {
    OP_ROW(max_pool2d_with_indices),
    .schema = "max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, "
              "int[2] dilation=1, bool ceil_mode=False) -> (Tensor values, Tensor indices)",
    .doc = "max_pool2d and where the maxima were: row * W + column in the plane.",
    .flags = OP_NO_METHOD,
    .grad_name = "MaxPool2DWithIndicesBackward0",
    .saves = OUT(1),
    .meta = max_pool2d_with_indices_meta,
    .ref = max_pool2d_ref,
    .grad = max_pool2d_with_indices_grad,
    .samples = TEXTS("T[2,3,8,8]:q, (2,)", "T[2,3,9,7]:q, (3,2), (2,), (1,)", "T[3,8,8]:q, (3,), (1,), (1,)",
                     "T[2,2,10,9]:q, (2,), (2,), (0,), (2,)", "T[1,2,7,7]:q, (3,), (2,), (1,), (1,), True",
                     "T[0,2,8,8], (2,)", "T[2,3,6,8]:n, (2,)", "T[2,3,8,8]:q:cl, (2,)",
                     "T[2,3,6,5]:q:t, (2,)", "T[2,3,6,16]:q:s, (2,)", "T[4,16,33,35]:q, (2,)",
                     "T[4,16,32,34]:q, (3,), (2,), (1,)", "T[1,1,5,6]:q, (5,6)"),
    .errors = TEXTS(
        "T[2,3,8,8], (0,)", "stride should not be zero", "T[2,3,8,8], (2,), (2,), (2,)",
        "pad should be at most half of kernel size, but got pad=2 and kernel_size=2",
        "T[2,3,8,8], (2,), (2,), (-1,)", "pad must be non-negative, but got pad: -1",
        "T[2,3,8,8], (2,), (2,), (0,), (0,)",
        "dilation should be greater than zero, but got dilationH: 0 dilationW: 0", "T[2,3,8,8], (1,2,3)",
        "max_pool2d: kernel_size must either be a single int, or a tuple of two ints",
        "T[2,3,8,8], (2,), (1,2,3)",
        "max_pool2d: stride must either be omitted, a single int, or a tuple of two ints",
        "T[2,3,8,8], (2,), (2,), (1,2,3)",
        "max_pool2d: padding must be either be a single int, or a tuple of two ints",
        "T[2,3,8,8], (2,), (2,), (0,), (1,2,3)",
        "max_pool2d: dilation must be either a single int, or a tuple of two ints", "T[3,8], (2,)",
        "non-empty 3D or 4D (batch mode) tensor expected for input", "T[2,3,8,8], (9,)",
        "Given input size: (3x8x8). Calculated output size: (3x0x0). Output size is too small",
        "T[2,0,8,8], (2,)",
        "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:[2, 0, 8, "
        "8]",
        "T[2,3,8,8]:i5, (2,)", "\"max_pool2d\" not implemented for 'Long'"),
};

const op op_max_pool3d = {
    OP_ROW(max_pool3d),
    .schema = "max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] "
              "dilation=1, bool ceil_mode=False) -> Tensor",
    .doc = "Maximum of each window of kernel_size in [.., D, H, W]; stride defaults to kernel_size, padding "
           "counts as -inf.",
    .flags = OP_NO_OUT | OP_NN,
    .run = max_pool3d_run,
    .samples = TEXTS("T[2,2,4,6,5]:q, (2,)", "T[1,2,5,6,7]:q, (3,2,3), (2,), (1,)",
                     "T[2,4,4,4]:q, (2,), (1,)", "T[1,2,5,5,5]:q, (2,), (1,), (0,), (2,)",
                     "T[1,1,5,5,5]:q, (2,), (2,), (0,), (1,), True", "T[0,2,4,4,4], (2,)",
                     "T[1,2,4,4,4]:n, (2,)", "T[1,2,4,5,4]:q:t, (2,)", "T[2,4,16,24,24]:q, (2,)"),
    .errors = TEXTS(
        "T[8,8,8], (2,)", "non-empty 4D or 5D (batch mode) tensor expected for input", "T[1,2,4,4,4], (1,2)",
        "max_pool3d: kernel_size must either be a single int, or a tuple of three ints", "T[1,2,4,4,4], (7,)",
        "Given input size: (2x4x4x4). Calculated output size: (2x0x0x0). Output size is too small",
        "T[1,2,4,4,4], (2,), (2,), (0,), (0,)",
        "dilation should be greater than zero, but got dilationT: 0 dilationH: 0 dilationW: 0",
        "T[1,0,4,4,4], (2,)",
        "max_pool3d_with_indices_out_cpu_template(): Expected input's non-batch dimensions to have positive "
        "length, but input has a shape of [1, 0, 4, 4, 4] and non-batch dimension 0 has length zero!"),
};

const op op_max_pool3d_with_indices = {
    OP_ROW(max_pool3d_with_indices),
    .schema = "max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, "
              "int[3] dilation=1, bool ceil_mode=False) -> (Tensor values, Tensor indices)",
    .doc = "max_pool3d and where the maxima were in the volume.",
    .flags = OP_NO_METHOD,
    .grad_name = "MaxPool3DWithIndicesBackward0",
    .saves = OUT(1),
    .meta = max_pool3d_with_indices_meta,
    .ref = max_pool3d_ref,
    .grad = max_pool3d_with_indices_grad,
    .samples = TEXTS("T[2,2,4,6,5]:q, (2,)", "T[1,2,5,6,7]:q, (3,2,3), (2,), (1,)",
                     "T[2,4,4,4]:q, (2,), (1,)", "T[1,2,5,5,5]:q, (2,), (1,), (0,), (2,)",
                     "T[1,1,5,5,5]:q, (2,), (2,), (0,), (1,), True", "T[0,2,4,4,4], (2,)",
                     "T[1,2,4,4,4]:n, (2,)", "T[1,2,4,5,4]:q:t, (2,)", "T[2,4,16,24,24]:q, (2,)"),
    .errors = TEXTS(
        "T[8,8,8], (2,)", "non-empty 4D or 5D (batch mode) tensor expected for input", "T[1,2,4,4,4], (1,2)",
        "max_pool3d: kernel_size must either be a single int, or a tuple of three ints", "T[1,2,4,4,4], (7,)",
        "Given input size: (2x4x4x4). Calculated output size: (2x0x0x0). Output size is too small",
        "T[1,2,4,4,4], (2,), (2,), (0,), (0,)",
        "dilation should be greater than zero, but got dilationT: 0 dilationH: 0 dilationW: 0",
        "T[1,0,4,4,4], (2,)",
        "max_pool3d_with_indices_out_cpu_template(): Expected input's non-batch dimensions to have positive "
        "length, but input has a shape of [1, 0, 4, 4, 4] and non-batch dimension 0 has length zero!"),
};

const op op_max_pool2d_input = {
    OP_ROW(max_pool2d_input),
    .schema = "max_pool2d_input(Tensor grad, Tensor self, int[] kernel_size, int[] stride, int[] padding, "
              "int[] dilation, bool ceil_mode) -> Tensor",
    .doc = "Gradient of max_pool2d by its input, whose maxima are found again.",
    .flags = OP_INTERNAL,
    .grad_name = "MaxPool2DWithIndicesBackwardBackward0",
    .saves_for = { ARG(1) },
    .meta = max_pool2d_input_meta,
    .ref = max_pool2d_input_ref,
    .grad = max_pool2d_input_grad,
    .samples = TEXTS("T[2,3,4,4], T[2,3,8,8]:q, (2,), (), (0,), (1,), False",
                     "T[2,3,5,4], T[2,3,9,7]:q, (3,2), (2,), (1,), (1,), False",
                     "T[3,8,8], T[3,8,8]:q, (3,), (1,), (1,), (1,), False",
                     "T[2,2,4,4], T[2,2,10,9]:q, (2,), (2,), (0,), (2,), False",
                     "T[1,2,4,4], T[1,2,7,7]:q, (3,), (2,), (1,), (1,), True",
                     "T[0,2,4,4], T[0,2,8,8], (2,), (), (0,), (1,), False",
                     "T[2,3,3,4], T[2,3,6,8]:n, (2,), (), (0,), (1,), False",
                     "T[4,16,16,17], T[4,16,33,35]:q, (2,), (), (0,), (1,), False"),
};

const op op_max_pool_scatter = {
    OP_ROW(max_pool_scatter),
    .schema = "max_pool_scatter(Tensor grad, Tensor indices, int dims, int[] size) -> Tensor",
    .doc = "Adds each element of grad at its index in its plane (the last dims dimensions) of a tensor of "
           "zeros.",
    .flags = OP_INTERNAL,
    .grad_name = "MaxPool2DWithIndicesBackwardBackward0",
    .saves = ARG(1),
    .meta = max_pool_scatter_meta,
    .ref = max_pool_scatter_ref,
    .grad = max_pool_scatter_grad,
    .samples =
        TEXTS("T[2,3], T[2,3]:i7, 1, (2,8)", "T[2,3,2,2], T[2,3,2,2]:i20, 2, (2,3,4,5)",
              "T[2,2,2], T[2,2,2]:i6, 2, (2,2,3)", "T[1,2,2], T[1,2,2]:i6, 2, (1,2,3)",
              "T[3,2,2,2], T[3,2,2,2]:i12, 3, (3,2,2,3)", "T[2,3,2]:t, T[2,2,3]:i9, 2, (2,3,3)",
              "T[1,2,2]:n, T[1,2,2]:i9, 2, (1,3,3)", "T[8,100,90], T[8,100,90]:i40000, 2, (8,200,200)"),
};

const op op_max_pool_gather = {
    OP_ROW(max_pool_gather),
    .schema = "max_pool_gather(Tensor self, Tensor indices, int dims) -> Tensor",
    .doc = "Elements at the indices in each plane (the last dims dimensions).",
    .flags = OP_INTERNAL,
    .grad_name = "MaxPool2DWithIndicesBackwardBackward0",
    .saves = ARG(1),
    .meta = max_pool_gather_meta,
    .ref = max_pool_gather_ref,
    .grad = max_pool_gather_grad,
    .samples =
        TEXTS("T[2,8], T[2,3]:i7, 1", "T[2,3,4,5], T[2,3,2,2]:i20, 2", "T[2,2,3], T[2,2,2]:i6, 2",
              "T[0,2,3], T[0,2,2]:i6, 2", "T[3,2,2,3], T[3,2,2,2]:i12, 3", "T[2,3,3]:t, T[2,2,3]:i9, 2",
              "T[1,3,3]:n, T[1,2,2]:i9, 2", "T[8,200,200], T[8,100,90]:i40000, 2"),
};
