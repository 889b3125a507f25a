/* SPDX-License-Identifier: MIT */
/* grid_sample.c - values of [N, C, H, W] or [N, C, D, H, W] between its elements, at the places that a grid names:
   y[n, c, o] = sum over taps k of w_k(grid[n, o]) x[n, c, place_k]  (Jaderberg et al., Spatial Transformer Networks, 2015).
   A coordinate g in [-1, 1] is the place ((g + 1) size - 1) / 2, with align_corners (g + 1) (size - 1) / 2.
     zeros       taps outside count 0;  border: places are clamped;  reflection: mirrored at the border, then clamped
     bicubic     Keys' kernel with a = -3/4 over 4 x 4 taps, each of which is padded on its own */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/grid_sample.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

enum { BILINEAR, NEAREST, BICUBIC };
enum { ZEROS, BORDER, REFLECTION };

/* ---- places ---- */

/* d place / d coordinate */
static double unnormalized_slope(const grid_sampler *s, int axis) {
    return (double)(s->align ? s->in[axis] - 1 : s->in[axis]) / 2;
}
static double unnormalized(const grid_sampler *s, int axis, double g) {
    double n = (double)s->in[axis];
    if (s->wide) return s->align ? (g + 1) / 2 * (n - 1) : ((g + 1) * n - 1) / 2;
    float f = (float)g, m = (float)n;
    return s->align ? (f + 1) / 2 * (m - 1) : ((f + 1) * m - 1) / 2;
}

static double clamped(double x, double last, double *slope) {
    if (!(x > 0)) {
        *slope = 0;
        return isnan(x) ? last : 0; /* PyTorch's minimum and maximum leave the border for NaN */
    }
    if (x < last) return x;
    *slope = 0;
    return last;
}

/* mirrored into [low, high] */
static double mirrored(double x, double low, double high, double *slope) {
    if (low == high) {
        *slope = 0;
        return 0;
    }
    double span = high - low, away = x - low;
    if (away < 0) {
        away = -away;
        *slope = -*slope;
    }
    double rest = fmod(away, span), flips = floor(away / span);
    if (fmod(flips, 2) == 0) return rest + low;
    *slope = -*slope;
    return span - rest + low;
}

static double padded(const grid_sampler *s, int axis, double x, double *slope) {
    double last = (double)(s->in[axis] - 1);
    if (s->padding == REFLECTION) x = s->align ? mirrored(x, 0, last, slope) : mirrored(x, -0.5, last + 0.5, slope);
    if (s->padding != ZEROS) x = clamped(x, last, slope);
    return isfinite(x) && x < INT_MAX && x > INT_MIN ? x : -100; /* far outside */
}

static int64_t tap_at(const grid_sampler *s, const int64_t *at) {
    int64_t place = 0;
    for (int a = s->dims - 1; a >= 0; a--) {
        if (at[a] < 0 || at[a] >= s->in[a]) return -1;
        place = place * s->in[a] + at[a];
    }
    return place;
}

static void add_tap(const grid_sampler *s, grid_taps *t, const int64_t *at, double weight, const double *slope) {
    int64_t place = tap_at(s, at);
    if (place < 0) return;
    t->place[t->count] = place;
    t->weight[t->count] = weight;
    for (int a = 0; a < s->dims; a++) t->slope[t->count][a] = slope[a];
    t->count++;
}

/* Keys' kernel at 1 + x, x, 1 - x, 2 - x, and its derivative by x */
static void cubic_weights(double x, double w[4], double dw[4]) {
    const double a = -0.75;
    for (int k = 0; k < 4; k++) {
        double d = k == 0 ? x + 1 : k == 1 ? x : k == 2 ? 1 - x : 2 - x, sign = k < 2 ? 1 : -1;
        bool far = k == 0 || k == 3;
        w[k] = far ? a * (((d - 5) * d + 8) * d - 4) : ((a + 2) * d - (a + 3)) * d * d + 1;
        dw[k] = sign * (far ? a * ((3 * d - 10) * d + 8) : (3 * (a + 2) * d - 2 * (a + 3)) * d);
    }
}

static void cubic_taps(const grid_sampler *s, const double *g, grid_taps *t) {
    int64_t first[2];
    double w[2][4], dw[2][4], scale[2];
    for (int a = 0; a < 2; a++) {
        double x = unnormalized(s, a, g[a]), low = floor(x);
        scale[a] = unnormalized_slope(s, a);
        first[a] = isfinite(low) && fabs(low) < INT_MAX ? (int64_t)low : -100;
        cubic_weights(x - low, w[a], dw[a]);
    }
    for (int j = 0; j < 4; j++)
        for (int i = 0; i < 4; i++) {
            double unused[2] = { 1, 1 };
            int64_t at[2] = { (int64_t)padded(s, 0, (double)(first[0] + i - 1), &unused[0]), (int64_t)padded(s, 1, (double)(first[1] + j - 1), &unused[1]) };
            double slope[2] = { dw[0][i] * w[1][j] * scale[0], w[0][i] * dw[1][j] * scale[1] };
            add_tap(s, t, at, w[0][i] * w[1][j], slope);
        }
}

void grid_taps_of(const grid_sampler *s, const double *g, grid_taps *t) {
    t->count = 0;
    if (s->mode == BICUBIC) {
        cubic_taps(s, g, t);
        return;
    }
    double x[3], scale[3], slope[3] = { 0 };
    int64_t low[3], at[3];
    for (int a = 0; a < s->dims; a++) {
        scale[a] = unnormalized_slope(s, a);
        x[a] = padded(s, a, unnormalized(s, a, g[a]), &scale[a]);
        low[a] = (int64_t)(s->mode == NEAREST ? nearbyint(x[a]) : floor(x[a]));
    }
    if (s->mode == NEAREST) {
        add_tap(s, t, low, 1, slope);
        return;
    }
    for (int corner = 0; corner < 1 << s->dims; corner++) {
        double weight = 1;
        for (int a = 0; a < s->dims; a++) {
            int up = corner >> a & 1;
            at[a] = low[a] + up;
            weight *= up ? x[a] - (double)low[a] : (double)(low[a] + 1) - x[a];
        }
        for (int a = 0; a < s->dims; a++) { /* the product of the other axes' weights */
            slope[a] = (corner >> a & 1 ? 1 : -1) * scale[a];
            for (int b = 0; b < s->dims; b++)
                if (b != a) slope[a] *= corner >> b & 1 ? x[b] - (double)low[b] : (double)(low[b] + 1) - x[b];
        }
        add_tap(s, t, at, weight, slope);
    }
}

grid_sampler grid_sampler_of(const rush_tensor *x, const rush_tensor *grid, int64_t mode, int64_t padding, bool align) {
    grid_sampler s = { .dims = x->ndim - 2, .mode = (int)mode, .padding = (int)padding, .align = align, .batch = x->shape[0],
                       .channels = x->shape[1], .wide = x->dtype == RUSH_FLOAT64, .volume = 1, .places = 1 };
    for (int a = 0; a < s.dims; a++) {
        s.in[a] = x->shape[x->ndim - 1 - a];
        s.volume *= s.in[a];
        s.places *= grid->shape[1 + a];
    }
    return s;
}

/* ---- checks ---- */

static bool check_sampler(call *c, const rush_tensor *x, const rush_tensor *grid) {
    CHECK(c, x->ndim >= 2 && grid->ndim >= 1 && x->shape[0] == grid->shape[0],
          "grid_sampler(): expected grid and input to have same batch size, but got input with sizes %s and grid with sizes %s",
          TENSOR_SHAPE_TEXT(x), TENSOR_SHAPE_TEXT(grid));
    CHECK(c, grid->shape[grid->ndim - 1] == x->ndim - 2,
          "grid_sampler(): expected grid to have size %d in last dimension, but got grid with sizes %s", x->ndim - 2, TENSOR_SHAPE_TEXT(grid));
    for (int d = 2; d < x->ndim; d++)
        CHECK(c, x->shape[d] > 0,
              "grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes %s with dimension %d being empty",
              TENSOR_SHAPE_TEXT(x), d);
    return true;
}

static bool grid_sampler_part_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0), *grid = TENSOR(c, 1);
    bool two = c->op == &op_grid_sampler_2d;
    int ndim = two ? 4 : 5;
    TRY(check_sampler(c, x, grid));
    CHECK(c, x->ndim == ndim && grid->ndim == ndim,
          "grid_sampler(): expected %dD input and grid with same number of dimensions, but got input with sizes %s and grid with sizes %s",
          ndim, TENSOR_SHAPE_TEXT(x), TENSOR_SHAPE_TEXT(grid));
    CHECK(c, INT_ARG(c, 2) >= BILINEAR && INT_ARG(c, 2) <= BICUBIC && INT_ARG(c, 3) >= ZEROS && INT_ARG(c, 3) <= REFLECTION,
          "grid_sampler(): interpolation_mode and padding_mode have to be 0, 1 or 2, but got %lld and %lld", (long long)INT_ARG(c, 2),
          (long long)INT_ARG(c, 3));
    CHECK(c, two || INT_ARG(c, 2) != BICUBIC, "grid_sampler(): bicubic interpolation only supports 4D input");
    if (two) CHECK(c, dtype_is_float((rush_dtype)x->dtype), "grid_sampler_2d_cpu not implemented for %s", dtype_table[x->dtype].torch_name);
    else TRY(pool_check_float(c, "grid_sampler3d_cpu", x));
    CHECK(c, x->dtype == grid->dtype, "expected scalar type %s but found %s", dtype_table[x->dtype].torch_name,
          dtype_table[grid->dtype].torch_name);
    int64_t shape[5] = { x->shape[0], x->shape[1] };
    for (int d = 2; d < ndim; d++) shape[d] = grid->shape[d - 1];
    return call_out(c, 0, (rush_dtype)x->dtype, ndim, shape);
}

static bool grid_sampler_backward_meta(call *c) {
    const value *mask = &c->args[6];
    rush_tensor *x = TENSOR(c, 1), *grid = TENSOR(c, 2);
    int64_t none = 0;
    return (mask->u.ints[0] ? call_out(c, 0, (rush_dtype)x->dtype, x->ndim, x->shape) : call_out(c, 0, (rush_dtype)x->dtype, 1, &none)) &&
           (mask->u.ints[1] ? call_out(c, 1, (rush_dtype)x->dtype, grid->ndim, grid->shape) : call_out(c, 1, (rush_dtype)x->dtype, 1, &none));
}

/* ---- reference ---- */

static const rush_tensor *plain(call *c, const rush_tensor *t) {
    t = call_cast(c, t, RUSH_FLOAT64);
    return t ? call_contiguous(c, t) : NULL;
}

static bool grid_sampler_part_ref(call *c) {
    const rush_tensor *x = plain(c, TENSOR(c, 0)), *grid = plain(c, TENSOR(c, 1));
    rush_tensor *out = x && grid ? call_temporary(c, RUSH_FLOAT64, c->out[0]->ndim, c->out[0]->shape) : NULL;
    if (!out) return false;
    grid_sampler s = grid_sampler_of(TENSOR(c, 0), grid, INT_ARG(c, 2), INT_ARG(c, 3), BOOL_ARG(c, 4));
    const double *from = tensor_data(x), *g = tensor_data(grid);
    double *to = tensor_data(out);
    grid_taps t;
    for (int64_t n = 0; n < s.batch; n++)
        for (int64_t o = 0; o < s.places; o++, g += s.dims) {
            grid_taps_of(&s, g, &t);
            for (int64_t k = 0; k < s.channels; k++) {
                const double *plane = from + (n * s.channels + k) * s.volume;
                double sum = 0;
                for (int i = 0; i < t.count; i++) sum += t.weight[i] * plane[t.place[i]];
                to[(n * s.channels + k) * s.places + o] = sum;
            }
        }
    return tensor_copy(c->site, c->out[0], out);
}

static bool grid_sampler_backward_ref(call *c) {
    const value *mask = &c->args[6];
    const rush_tensor *grad = plain(c, TENSOR(c, 0)), *x = plain(c, TENSOR(c, 1)), *grid = plain(c, TENSOR(c, 2));
    if (!grad || !x || !grid) return false;
    rush_tensor *sums = call_temporary(c, RUSH_FLOAT64, c->out[0]->ndim, c->out[0]->shape),
                *slopes = call_temporary(c, RUSH_FLOAT64, c->out[1]->ndim, c->out[1]->shape);
    if (!sums || !slopes) return false;
    grid_sampler s = grid_sampler_of(TENSOR(c, 1), grid, INT_ARG(c, 3), INT_ARG(c, 4), BOOL_ARG(c, 5));
    const double *from = tensor_data(x), *g = tensor_data(grid), *of = tensor_data(grad);
    double *sum = memset(tensor_data(sums), 0, (size_t)sums->numel * sizeof(double)),
           *slope = memset(tensor_data(slopes), 0, (size_t)slopes->numel * sizeof(double));
    grid_taps t;
    for (int64_t n = 0; n < s.batch; n++)
        for (int64_t o = 0; o < s.places; o++, g += s.dims, slope += s.dims) {
            grid_taps_of(&s, g, &t);
            for (int64_t k = 0; k < s.channels; k++) {
                int64_t plane = (n * s.channels + k) * s.volume;
                double v = of[(n * s.channels + k) * s.places + o];
                for (int i = 0; i < t.count; i++) {
                    if (mask->u.ints[0]) sum[plane + t.place[i]] += t.weight[i] * v;
                    for (int a = 0; a < s.dims && mask->u.ints[1]; a++) slope[a] += v * t.slope[i][a] * from[plane + t.place[i]];
                }
            }
        }
    return tensor_copy(c->site, c->out[0], sums) && tensor_copy(c->site, c->out[1], slopes);
}

/* ---- derivatives ---- */

static bool grid_sampler_part_grad(backward *c) {
    const int64_t mask[2] = { needs(c, 0), needs(c, 1) };
    value args[7] = { value_tensor(c->grad), value_tensor(c->args[0].u.t), value_tensor(c->args[1].u.t), c->args[2], c->args[3], c->args[4],
                      value_of_ints(mask, 2) };
    rush_tensor *results[OP_MAX_OUT];
    if (!op_call_multi(&op_grid_sampler_backward, c->site, args, 7, results)) return false;
    GIVE(0, results[0]);
    GIVE(1, results[1]);
    return true;
}

static bool grid_sampler_backward_grad(backward *c) {
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, false, "derivative for aten::grid_sampler_%dd_backward is not implemented",
             (int)input_shape(c, 1).ndim - 2);
    return true;
}

/* ---- composites ---- */

static bool grid_sampler_run(call *c) {
    rush_tensor *x = TENSOR(c, 0), *grid = TENSOR(c, 1);
    TRY(check_sampler(c, x, grid));
    CHECK(c, (x->ndim == 4 || x->ndim == 5) && grid->ndim == x->ndim,
          "grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, but got input with sizes %s and grid with sizes %s",
          TENSOR_SHAPE_TEXT(x), TENSOR_SHAPE_TEXT(grid));
    return call_return(c, 0, op_call(x->ndim == 5 ? &op_grid_sampler_3d : &op_grid_sampler_2d, c->site, c->args, c->nargs));
}

/* n places from -1 to 1; without align_corners the middles of n equal parts */
static rush_tensor *places_of(call *c, int64_t n, bool align, rush_dtype dtype) {
    if (n <= 1) return rush_zeros(RUSH_SHAPE(n), .dtype = dtype, .device = c->device);
    double end = align ? 1 : (double)(n - 1) / (double)n;
    return rush_linspace(-end, end, n, .dtype = dtype, .device = c->device);
}

static bool affine_grid_generator_run(call *c) {
    rush_tensor *theta = TENSOR(c, 0);
    const value *size = &c->args[1];
    int dims = size->count - 2;
    CHECK(c, size->count == 4 || size->count == 5, "AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs.");
    int64_t shape[5] = { size->u.ints[0] };
    for (int d = 0; d < dims; d++) shape[1 + d] = size->u.ints[2 + d];
    for (int d = 0; d <= dims; d++)
        CHECK(c, shape[d] >= 0, "Trying to create tensor with negative dimension %lld: %s", (long long)shape[d], SHAPE_TEXT(dims + 1, shape));
    bool align = BOOL_ARG(c, 2);
    rush_tensor *parts[4]; /* x, y, z, 1 as [places, 1] */
    for (int a = 0; a < dims; a++) {
        int64_t column[3] = { 1, 1, 1 };
        column[dims - 1 - a] = shape[dims - a];
        parts[a] = rush_reshape(rush_expand(rush_view(places_of(c, shape[dims - a], align, (rush_dtype)theta->dtype), ((rush_shape){ column, dims })),
                                            ((rush_shape){ shape + 1, dims })),
                                RUSH_SHAPE(-1, 1));
        if (shape_numel(dims, shape + 1) == 0) parts[a] = rush_zeros(RUSH_SHAPE(0, 1), .dtype = (rush_dtype)theta->dtype, .device = c->device);
    }
    parts[dims] = rush_ones(RUSH_SHAPE(shape_numel(dims, shape + 1), 1), .dtype = (rush_dtype)theta->dtype, .device = c->device);
    rush_tensor *base = rush_expand(rush_unsqueeze(rush_cat(parts, dims + 1, 1), 0),
                                    RUSH_SHAPE(shape[0], shape_numel(dims, shape + 1), dims + 1));
    shape[dims + 1] = dims;
    return call_return(c, 0, rush_view(rush_bmm(base, rush_transpose(theta, 1, 2)), ((rush_shape){ shape, dims + 2 })));
}

#define GRIDS2 \
    "T[2,3,4,5], T[2,3,4,2], 0, 0, False", "T[2,3,4,5], T[2,3,4,2], 0, 1, False", "T[2,3,4,5], T[2,3,4,2], 0, 2, False", \
    "T[2,3,4,5], T[2,3,4,2], 0, 0, True", "T[2,3,4,5], T[2,3,4,2], 0, 1, True", "T[2,3,4,5], T[2,3,4,2], 0, 2, True", \
    "T[2,3,4,5], T[2,3,4,2], 1, 0, False", "T[2,3,4,5], T[2,3,4,2], 1, 1, True", "T[2,3,4,5], T[2,3,4,2], 1, 2, False", \
    "T[2,3,4,5], T[2,3,4,2], 2, 0, False", "T[2,3,4,5], T[2,3,4,2], 2, 1, True", "T[2,3,4,5], T[2,3,4,2], 2, 2, False"

const op op_grid_sampler = {
    OP_ROW(grid_sampler),
    .schema = "grid_sampler(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor",
    .doc = "Values of [N, C, H, W] or [N, C, D, H, W] at the places of grid [N, .., 2 or 3] (x first, -1 to 1 from end to end). Modes: 0 "
           "(bi)linear, 1 nearest, 2 bicubic. Padding: 0 zeros, 1 border, 2 reflection.",
    .run = grid_sampler_run,
    .samples = TEXTS(GRIDS2, "T[2,3,4,5,3], T[2,2,3,4,3], 0, 0, False", "T[0,3,4,5], T[0,3,4,2], 0, 0, False", "T[2,0,4,5], T[2,3,4,2], 0, 0, False"),
    .errors = TEXTS("T[1,2,2], T[1,1,1,2], 0, 0, False", "grid_sampler(): expected grid to have size 1 in last dimension, but got grid with sizes [1, 1, 1, 2]",
                    "T[1,1,2,2], T[2,1,1,2], 0, 0, False",
                    "grid_sampler(): expected grid and input to have same batch size, but got input with sizes [1, 1, 2, 2] and grid with sizes [2, 1, "
                    "1, 2]",
                    "T[1,1,0,2], T[1,1,1,2], 0, 0, False",
                    "grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes [1, 1, 0, 2] with dimension 2 being "
                    "empty",
                    "T[1,1,2,2,2], T[1,1,1,1,3], 2, 0, False", "grid_sampler(): bicubic interpolation only supports 4D input",
                    "T[1,1,2,2], T[1,1,1,2]:f64, 0, 0, False", "expected scalar type Float but found Double"),
};

const op op_grid_sampler_2d = {
    OP_ROW(grid_sampler_2d),
    .schema = "grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor",
    .doc = "grid_sampler for [N, C, H, W].",
    .grad_name = "GridSampler2DBackward0",
    .saves = ARG(0) | ARG(1),
    .meta = grid_sampler_part_meta,
    .ref = grid_sampler_part_ref,
    .grad = grid_sampler_part_grad,
    .samples = TEXTS(GRIDS2, "T[0,3,4,5], T[0,3,4,2], 0, 0, False", "T[2,0,4,5], T[2,3,4,2], 0, 0, False", "T[1,1,1,1], T[1,2,2,2], 0, 2, True",
                     "T[2,3,5,4]:t, T[2,3,2,4]:t, 0, 0, False", "T[2,3,4,10]:s, T[2,3,4,4]:s, 2, 0, False", "T[2,3,4,5]:n, T[2,3,4,2], 0, 0, False",
                     "T[2,16,40,50], T[2,60,70,2], 0, 0, False"),
    .errors = TEXTS("T[1,1,2,2], T[1,1,2], 0, 0, False",
                    "grid_sampler(): expected 4D input and grid with same number of dimensions, but got input with sizes [1, 1, 2, 2] and grid with "
                    "sizes [1, 1, 2]",
                    "T[1,1,2,2]:i3, T[1,1,1,2]:i3, 0, 0, False", "grid_sampler_2d_cpu not implemented for Long"),
};

const op op_grid_sampler_3d = {
    OP_ROW(grid_sampler_3d),
    .schema = "grid_sampler_3d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor",
    .doc = "grid_sampler for [N, C, D, H, W].",
    .grad_name = "GridSampler3DBackward0",
    .saves = ARG(0) | ARG(1),
    .meta = grid_sampler_part_meta,
    .ref = grid_sampler_part_ref,
    .grad = grid_sampler_part_grad,
    .samples = TEXTS("T[2,3,4,5,3], T[2,2,3,4,3], 0, 0, False", "T[2,3,4,5,3], T[2,2,3,4,3], 0, 1, False", "T[2,3,4,5,3], T[2,2,3,4,3], 0, 2, False",
                     "T[2,3,4,5,3], T[2,2,3,4,3], 0, 0, True", "T[2,3,4,5,3], T[2,2,3,4,3], 1, 1, True", "T[2,3,4,5,3], T[2,2,3,4,3], 1, 2, False",
                     "T[0,3,4,5,3], T[0,2,3,4,3], 0, 0, False", "T[2,3,4,5,6]:s, T[2,2,3,3,4]:t, 0, 2, True", "T[1,3,2,4,5]:n, T[1,1,3,4,3], 0, 0, False",
                     "T[1,8,10,12,14], T[1,20,22,24,3], 0, 0, False"),
    .errors = TEXTS("T[1,1,2,2,2]:i3, T[1,1,1,1,3]:i3, 0, 0, False", "\"grid_sampler3d_cpu\" not implemented for 'Long'"),
};

const op op_grid_sampler_backward = {
    OP_ROW(grid_sampler_backward),
    .schema = "grid_sampler_backward(Tensor grad, Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners, int[2] "
              "output_mask) -> (Tensor grad_input, Tensor grad_grid)",
    .doc = "The gradients of grid_sampler; those that output_mask leaves out are empty.",
    .positional = 7,
    .flags = OP_INTERNAL,
    .meta = grid_sampler_backward_meta,
    .ref = grid_sampler_backward_ref,
    .grad = grid_sampler_backward_grad,
    .samples = TEXTS("T[2,3,3,4], T[2,3,4,5], T[2,3,4,2], 0, 0, False, (1,1)"),
};

const op op_affine_grid_generator = {
    OP_ROW(affine_grid_generator),
    .schema = "affine_grid_generator(Tensor theta, int[] size, bool align_corners) -> Tensor",
    .doc = "The grid [N, H, W, 2] (or [N, D, H, W, 3]) that grid_sampler reads by: each place of an output of size [N, C, H, W] mapped by its affine "
           "matrix theta [N, 2, 3] (or [N, 3, 4]).",
    .run = affine_grid_generator_run,
    .samples = TEXTS("T[2,2,3], (2,1,4,5), False", "T[2,2,3], (2,1,4,5), True", "T[1,2,3], (1,3,1,1), True", "T[1,2,3], (1,3,1,4), False",
                     "T[2,3,4], (2,1,3,4,5), False", "T[2,3,4], (2,1,3,4,5), True", "T[2,3,2]:t, (2,1,4,5), False", "T[0,2,3], (0,1,4,5), False",
                     "T[2,2,3]:n, (2,1,2,2), False", "T[2,2,3], (2,1,300,200), False"),
    .errors = TEXTS("T[2,2,3], (2,1,4), False", "AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs.", "T[2,2,3], (3,1,4,4), False",
                    "Expected size for first two dimensions of batch2 tensor to be: [3, 3] but got: [2, 3].", "T[2,2,3], (2,1,4,4,4), False",
                    "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3]."),
};
