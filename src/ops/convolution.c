/* SPDX-License-Identifier: MIT */
/* convolution.c - the primitives behind conv1d … conv_transpose3d: the convolution and its two gradients.
   Each of the three is linear in each of its two operands, so their derivatives are again among the three. */
#include <string.h>

#include "ops/call.h"
#include "ops/conv.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

/* arguments 3 to 8 of all three ops */
enum { ARG_STRIDE = 3, ARG_PADDING, ARG_DILATION, ARG_TRANSPOSED, ARG_OUTPUT_PADDING, ARG_GROUPS };

static int64_t parameter(const call *c, int arg, int i) {
    const value *v = &c->args[arg];
    return v->u.ints[v->count == 1 ? 0 : i];
}

const char *conv_sizes_text(int n, const int64_t *sizes, char *buffer, size_t size) {
    size_t used = (size_t)snprintf(buffer, size, "(");
    for (int i = 0; i < n && used < size; i++)
        used += (size_t)snprintf(buffer + used, size - used, "%s%lld", i ? " x " : "", (long long)sizes[i]);
    if (used < size) snprintf(buffer + used, size - used, ")");
    return buffer;
}

conv_problem conv_problem_of(const call *c) {
    conv_problem p = { .g = { .groups = INT_ARG(c, ARG_GROUPS) } };
    bool transposed = BOOL_ARG(c, ARG_TRANSPOSED);
    conv_role in = transposed ? CONV_Y : CONV_X, out = transposed ? CONV_X : CONV_Y;
    if (c->op == &op_convolution) {
        p.result = out;
        p.t[in] = TENSOR(c, 0);
        p.t[CONV_W] = TENSOR(c, 1);
        p.bias = TENSOR(c, 2);
    } else if (c->op == &op_convolution_input) {
        p.result = in;
        p.t[out] = TENSOR(c, 0);
        p.t[CONV_W] = TENSOR(c, 1);
    } else {
        p.result = CONV_W;
        p.t[in] = TENSOR(c, 0);
        p.t[out] = TENSOR(c, 1);
    }
    p.t[p.result] = c->out[0];
    const rush_tensor *x = p.t[CONV_X], *w = p.t[CONV_W], *y = p.t[CONV_Y];
    int dims = x->ndim - 2, first = CONV_DIMS - dims;
    p.g.n = x->shape[0];
    p.g.c = w->shape[1];
    p.g.k = w->shape[0] / p.g.groups;
    for (int i = 0; i < CONV_DIMS; i++) {
        int d = i - first;
        bool real = d >= 0;
        p.g.x[i] = real ? x->shape[d + 2] : 1;
        p.g.y[i] = real ? y->shape[d + 2] : 1;
        p.g.w[i] = real ? w->shape[d + 2] : 1;
        p.g.stride[i] = real ? parameter(c, ARG_STRIDE, d) : 1;
        p.g.pad[i] = real ? parameter(c, ARG_PADDING, d) : 0;
        p.g.dilation[i] = real ? parameter(c, ARG_DILATION, d) : 1;
    }
    return p;
}

/* ---- checks: PyTorch's, in PyTorch's order ---- */

static bool check_parameter(call *c, int arg, const char *name, int dims) {
    const value *v = &c->args[arg];
    CHECK(c, v->count == 1 || v->count == dims,
          "expected %s to be a single integer value or a list of %d values to match the convolution "
          "dimensions, but got %s=%s",
          name, dims, name, SHAPE_TEXT(v->count, v->u.ints));
    return true;
}

static bool check_least(call *c, int arg, int64_t least, const char *text) {
    for (int i = 0; i < c->args[arg].count; i++) CHECK(c, c->args[arg].u.ints[i] >= least, "%s", text);
    return true;
}

static bool check_parameters(call *c, const rush_tensor *w) {
    int dims = w->ndim - 2;
    CHECK(c, dims > 0, "weight should have at least three dimensions");
    CHECK(c, INT_ARG(c, ARG_GROUPS) > 0, "non-positive groups is not supported");
    TRY(check_parameter(c, ARG_STRIDE, "stride", dims));
    TRY(check_parameter(c, ARG_PADDING, "padding", dims));
    TRY(check_parameter(c, ARG_DILATION, "dilation", dims));
    TRY(check_parameter(c, ARG_OUTPUT_PADDING, "output_padding", dims));
    TRY(check_least(c, ARG_PADDING, 0, "negative padding is not supported"));
    TRY(check_least(c, ARG_OUTPUT_PADDING, 0, "negative output_padding is not supported"));
    TRY(check_least(c, ARG_STRIDE, 1, "non-positive stride is not supported"));
    TRY(check_least(c, ARG_DILATION, 1, "non-positive dilation is not supported"));
    CHECK(c, dims <= CONV_DIMS,
          "convolution: at most %d spatial dimensions are supported, got weight of size %s", CONV_DIMS,
          TENSOR_SHAPE_TEXT(w));
    return true;
}

static bool check_channels(call *c, const rush_tensor *x, const rush_tensor *w, const rush_tensor *bias) {
    bool transposed = BOOL_ARG(c, ARG_TRANSPOSED);
    long long groups = INT_ARG(c, ARG_GROUPS);
    CHECK(c, x->ndim == w->ndim,
          "Expected %d-dimensional input for %d-dimensional weight %s, but got %d-dimensional input of size "
          "%s instead",
          w->ndim, w->ndim, TENSOR_SHAPE_TEXT(w), x->ndim, TENSOR_SHAPE_TEXT(x));
    CHECK(c, w->shape[0] >= groups,
          "Given groups=%lld, expected weight to be at least %lld at dimension 0, but got weight of size %s "
          "instead",
          groups, groups, TENSOR_SHAPE_TEXT(w));
    CHECK(c, w->shape[0] % groups == 0,
          "Given groups=%lld, expected weight to be divisible by %lld at dimension 0, but got weight of size "
          "[%s] instead",
          groups, groups, TENSOR_SHAPE_TEXT(w));
    int64_t in = transposed ? w->shape[0] : w->shape[1] * groups,
            out = transposed ? w->shape[1] * groups : w->shape[0];
    CHECK(c, x->shape[1] == in,
          "Given %s=%lld, weight of size %s, expected input%s to have %lld channels, but got %lld channels "
          "instead",
          transposed ? "transposed" : "groups", transposed ? 1 : groups, TENSOR_SHAPE_TEXT(w),
          TENSOR_SHAPE_TEXT(x), (long long)in, (long long)x->shape[1]);
    CHECK(c, !bias || (bias->ndim == 1 && bias->shape[0] == out),
          "Given %sweight of size %s, expected bias to be 1-dimensional with %lld elements, but got bias of "
          "size %s instead",
          transposed ? "transposed=1, " : "", TENSOR_SHAPE_TEXT(w), (long long)out, TENSOR_SHAPE_TEXT(bias));
    return true;
}

/* C++ names of the element types, as in "Input type (float) and bias type (double) should be the same" */
static const char *type_name(const rush_tensor *t) {
    static const char *const names[DTYPE_COUNT] = {
        [RUSH_FLOAT32] = "float",       [RUSH_FLOAT64] = "double",
        [RUSH_FLOAT16] = "c10::Half",   [RUSH_BFLOAT16] = "c10::BFloat16",
        [RUSH_INT64] = "long int",      [RUSH_INT32] = "int",
        [RUSH_INT16] = "short int",     [RUSH_INT8] = "signed char",
        [RUSH_UINT8] = "unsigned char", [RUSH_BOOL] = "bool"
    };
    return names[t->dtype];
}

static bool check_types(call *c, const rush_tensor *x, const rush_tensor *w, const rush_tensor *bias) {
    CHECK(c, x->dtype == w->dtype,
          "Input type (torch.%sTensor) and weight type (torch.%sTensor) should be the same or input should "
          "be a MKLDNN tensor and weight is a dense tensor",
          dtype_table[x->dtype].torch_name, dtype_table[w->dtype].torch_name);
    CHECK(c, !bias || bias->dtype == x->dtype, "Input type (%s) and bias type (%s) should be the same",
          type_name(x), type_name(bias));
    CHECK(c, x->dtype != RUSH_BOOL, "\"slow_conv2d_cpu\" not implemented for 'Bool'");
    return true;
}

/* y's size from x's */
static bool forward_size(call *c, const rush_tensor *x, const rush_tensor *w, int64_t *out) {
    int64_t padded[CONV_DIMS], extent[CONV_DIMS];
    int dims = x->ndim - 2;
    bool fits = true;
    for (int i = 0; i < dims; i++) {
        padded[i] = x->shape[i + 2] + 2 * parameter(c, ARG_PADDING, i);
        extent[i] = parameter(c, ARG_DILATION, i) * (w->shape[i + 2] - 1) + 1;
        fits = fits && padded[i] >= extent[i];
        out[i] = (padded[i] - extent[i]) / parameter(c, ARG_STRIDE, i) + 1;
    }
    CHECK(c, fits,
          "Calculated padded input size per channel: %s. Kernel size: %s. Kernel size can't be greater than "
          "actual input size",
          CONV_SIZES_TEXT(dims, padded), CONV_SIZES_TEXT(dims, extent));
    return true;
}

/* "_height: 1 output_padding_width: 1" for each of stride, dilation …; one dimension is told as two, as
 * PyTorch does */
static const char *by_axis_text(const call *c, int arg, const char *name, int64_t fill, int dims,
                                char *buffer, size_t size) {
    static const char *const axes[] = { "depth", "height", "width" };
    int shown = dims < 2 ? 2 : dims;
    size_t used = 0;
    for (int i = 0; i < shown && used < size; i++)
        used += (size_t)snprintf(
            buffer + used, size - used, "%s%s_%s: %lld", i ? " " : "", name, axes[3 - shown + i],
            (long long)(i < shown - dims ? fill : parameter(c, arg, i - (shown - dims))));
    return buffer;
}

/* x's size from y's: what the transposed convolution makes */
static bool transposed_size(call *c, const rush_tensor *y, const rush_tensor *w, int64_t *out) {
    int dims = y->ndim - 2;
    bool small = true, positive = true;
    int64_t in[CONV_DIMS];
    for (int i = 0; i < dims; i++) {
        int64_t stride = parameter(c, ARG_STRIDE, i), dilation = parameter(c, ARG_DILATION, i),
                more = parameter(c, ARG_OUTPUT_PADDING, i);
        small = small && (more < stride || more < dilation);
        in[i] = y->shape[i + 2];
        out[i] = (in[i] - 1) * stride - 2 * parameter(c, ARG_PADDING, i) + dilation * (w->shape[i + 2] - 1) +
                 more + 1;
        positive = positive && out[i] >= 1;
    }
    char t[3][160];
    CHECK(c, small, "output padding must be smaller than either stride or dilation, but got %s %s %s",
          by_axis_text(c, ARG_OUTPUT_PADDING, "output_padding", 0, dims, t[0], sizeof t[0]),
          by_axis_text(c, ARG_STRIDE, "stride", 1, dims, t[1], sizeof t[1]),
          by_axis_text(c, ARG_DILATION, "dilation", 1, dims, t[2], sizeof t[2]));
    if (!positive) {
        bool one = dims == 1;
        int64_t a[CONV_DIMS] = { 1, in[0] }, b[CONV_DIMS] = { 1, out[0] };
        CHECK(c, false,
              "Given input size per channel: %s. Calculated output size per channel: %s. Output size is too "
              "small",
              CONV_SIZES_TEXT(one ? 2 : dims, one ? a : in), CONV_SIZES_TEXT(one ? 2 : dims, one ? b : out));
    }
    return true;
}

static bool convolution_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0), *w = TENSOR(c, 1), *bias = TENSOR(c, 2);
    bool transposed = BOOL_ARG(c, ARG_TRANSPOSED);
    int64_t shape[2 + CONV_DIMS], strides[2 + CONV_DIMS];
    TRY(check_parameters(c, w));
    TRY(check_channels(c, x, w, bias));
    shape[0] = x->shape[0];
    shape[1] = transposed ? w->shape[1] * INT_ARG(c, ARG_GROUPS) : w->shape[0];
    if (transposed)
        CHECK(c, w->numel > 0, "non-empty 2D or 4D weight tensor expected, but got: %s",
              TENSOR_SHAPE_TEXT(w));
    if (!transposed) TRY(forward_size(c, x, w, shape + 2));
    CHECK(c, x->numel > 0 || x->shape[0] == 0 || x->shape[1] == 0,
          "Only zero batch or zero channel inputs are supported, but got input shape: %s",
          TENSOR_SHAPE_TEXT(x));
    if (x->shape[1] == 0) shape[1] = 0; /* as PyTorch 1.13 */
    TRY(check_types(c, x, w, bias));
    if (transposed) TRY(transposed_size(c, x, w, shape + 2));
    if (!transposed && x->ndim == 4 && (tensor_suggests_channels_last(x) || tensor_suggests_channels_last(w))) {
        shape_channels_last_strides(4, shape, strides);
        return call_out_strided(c, 0, (rush_dtype)x->dtype, 4, shape, strides);
    }
    return call_out(c, 0, (rush_dtype)x->dtype, x->ndim, shape);
}

/* The gradients are called with what the forward call checked: argument 2 is the size of the result. */
static bool convolution_gradient_meta(call *c) {
    const value *size = &c->args[2];
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, size->count, size->u.ints);
}

/* ---- reference: the sum as it stands, in double or int64 ---- */

/* All operands and the result are double, or else int64. */
typedef struct conv_sums {
    const conv_geometry *g;
    conv_role result;
    bool real;
    void *t[3];
} conv_sums;

static void add_product(const conv_sums *s, const int64_t at[3]) {
    int r = s->result, a = r == CONV_X ? CONV_W : CONV_X, b = r == CONV_Y ? CONV_W : CONV_Y;
    if (s->real) ((double *)s->t[r])[at[r]] += ((double *)s->t[a])[at[a]] * ((double *)s->t[b])[at[b]];
    else ((uint64_t *)s->t[r])[at[r]] += ((uint64_t *)s->t[a])[at[a]] * ((uint64_t *)s->t[b])[at[b]];
}

/* place of tap t for position o in dimension d, and whether that is inside x */
static bool tap_place(const conv_geometry *g, int d, int64_t o, int64_t t, int64_t *i) {
    *i = o * g->stride[d] + t * g->dilation[d] - g->pad[d];
    return *i >= 0 && *i < g->x[d];
}

/* All taps of one position of one pair of channels; xc, wc, y are the places of x[n,c], w[k,c] and of the
 * position. */
static void add_position(const conv_sums *s, const int64_t o[3], int64_t xc, int64_t wc, int64_t y) {
    const conv_geometry *g = s->g;
    int64_t i[3];
    for (int64_t d = 0; d < g->w[0]; d++) {
        if (!tap_place(g, 0, o[0], d, &i[0])) continue;
        for (int64_t h = 0; h < g->w[1]; h++) {
            if (!tap_place(g, 1, o[1], h, &i[1])) continue;
            for (int64_t w = 0; w < g->w[2]; w++)
                if (tap_place(g, 2, o[2], w, &i[2]))
                    add_product(s, (int64_t[3]){ xc + (i[0] * g->x[1] + i[1]) * g->x[2] + i[2],
                                                 wc + (d * g->w[1] + h) * g->w[2] + w, y });
        }
    }
}

/* The sum over everything, into s->t[s->result]. */
static void add_all(const conv_sums *s) {
    const conv_geometry *g = s->g;
    int64_t xs = g->x[0] * g->x[1] * g->x[2], ys = g->y[0] * g->y[1] * g->y[2],
            ws = g->w[0] * g->w[1] * g->w[2];
    for (int64_t n = 0; n < g->n * g->groups; n++)
        for (int64_t k = 0; k < g->k; k++)
            for (int64_t c = 0; c < g->c; c++)
                for (int64_t o = 0; o < ys; o++)
                    add_position(s,
                                 (int64_t[3]){ o / (g->y[1] * g->y[2]), o / g->y[2] % g->y[1], o % g->y[2] },
                                 (n * g->c + c) * xs, ((n % g->groups * g->k + k) * g->c + c) * ws,
                                 (n * g->k + k) * ys + o);
}

static bool convolution_ref(call *c) {
    conv_problem p = conv_problem_of(c);
    rush_tensor *out = c->out[0], *sums;
    conv_sums s = { .g = &p.g, .result = p.result, .real = dtype_is_float((rush_dtype)out->dtype) };
    rush_dtype wide = s.real ? RUSH_FLOAT64 : RUSH_INT64;
    if (out->numel == 0) return true;
    for (int i = 0; i < 3; i++) {
        if (i == (int)p.result) continue;
        const rush_tensor *t = call_cast(c, p.t[i], wide);
        if (!t || !(t = call_contiguous(c, t))) return false;
        s.t[i] = tensor_data(t);
    }
    if (!(sums = call_temporary(c, wide, out->ndim, out->shape))) return false;
    s.t[p.result] = memset(tensor_data(sums), 0, (size_t)out->numel * sizeof(int64_t));
    if (p.t[CONV_X]->numel && p.t[CONV_Y]->numel && p.t[CONV_W]->numel) add_all(&s);
    if (p.bias) {
        const rush_tensor *bias = call_cast(c, p.bias, wide);
        if (!bias) return false;
        int64_t inner = out->numel / (out->shape[0] * out->shape[1]);
        for (int64_t i = 0; i < out->numel; i++) {
            int64_t channel = i / inner % out->shape[1] * bias->strides[0];
            if (s.real) ((double *)s.t[p.result])[i] += ((double *)tensor_data(bias))[channel];
            else ((int64_t *)s.t[p.result])[i] += ((int64_t *)tensor_data(bias))[channel];
        }
    }
    return tensor_copy(c->site, out, sums);
}

/* ---- derivatives ---- */

#define PARAMETER(arg) ((rush_shape){ c->args[arg].u.ints, c->args[arg].count })
#define PARAMETERS \
    PARAMETER(ARG_STRIDE), PARAMETER(ARG_PADDING), PARAMETER(ARG_DILATION), BOOL_ARG(c, ARG_TRANSPOSED), \
        PARAMETER(ARG_OUTPUT_PADDING), INT_ARG(c, ARG_GROUPS)
#define SAVED(i) (c->args[i].u.t)

static bool convolution_grad(backward *c) {
    GIVE(0, rush_convolution_input(c->grad, SAVED(1), input_shape(c, 0), PARAMETERS));
    GIVE(1, rush_convolution_weight(SAVED(0), c->grad, input_shape(c, 1), PARAMETERS));
    if (c->args[2].kind == RUSH_VALUE_TENSOR && needs(c, 2)) {
        static const int64_t dims[] = { 0, 2, 3, 4 };
        rush_shape bias = input_shape(c, 2);
        bool none = c->grad->shape[1] != bias.dims[0]; /* an input without channels */
        TRY(give(c, 2,
                 none ? rush_zeros(bias, .dtype = (rush_dtype)c->grad->dtype)
                      : rush_sum_dim(c->grad, ((rush_shape){ dims, c->grad->ndim - 1 }))));
    }
    return true;
}

/* x' = input(g, w): by g it is the convolution, by w the weight's gradient */
static bool convolution_input_grad(backward *c) {
    GIVE(0, rush_convolution(c->grad, SAVED(1), NULL, PARAMETERS));
    GIVE(1, rush_convolution_weight(c->grad, SAVED(0), input_shape(c, 1), PARAMETERS));
    return true;
}

/* w' = weight(x, g) */
static bool convolution_weight_grad(backward *c) {
    GIVE(0, rush_convolution_input(SAVED(1), c->grad, input_shape(c, 0), PARAMETERS));
    GIVE(1, rush_convolution(SAVED(0), c->grad, NULL, PARAMETERS));
    return true;
}

const op op_convolution = {
    OP_ROW(convolution),
    .schema = "convolution(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] "
              "dilation, bool transposed, "
              "int[] output_padding, int groups) -> Tensor",
    .doc = "Convolution of input [N, C, spatial...] with weight [K, C / groups, kernel...] in 1 to 3 "
           "dimensions; transposed: its adjoint, with weight "
           "[C, K / groups, kernel...]. Behind conv1d to conv_transpose3d.",
    .flags = OP_NO_OUT,
    .saves_for = { ARG(1), ARG(0) },
    .meta = convolution_meta,
    .ref = convolution_ref,
    .grad = convolution_grad,
    .samples = TEXTS("T[2,3,6], T[4,3,3], T[4], (1,), (1,), (1,), False, (0,), 1",
                     "T[2,3,6,5], T[4,3,3,2], None, (2,1), (1,), (1,), False, (0,0), 1",
                     "T[2,4,5,6], T[6,2,3,3], T[6], (1,1), (1,1), (2,1), False, (0,0), 2",
                     "T[1,2,4,5,4], T[3,2,2,3,2], T[3], (1,2,1), (1,1,0), (1,), False, (0,), 1",
                     "T[2,4,5,6], T[4,3,3,3], T[3], (2,), (1,), (1,), True, (1,0), 1",
                     "T[2,4,5], T[4,2,3], None, (3,), (1,), (2,), True, (2,), 2",
                     "T[0,3,5,5], T[2,3,3,3], T[2], (1,), (0,), (1,), False, (0,), 1",
                     "T[2,3,6,6]:cl, T[4,3,3,3], T[4], (1,), (1,), (1,), False, (0,), 1",
                     "T[2,3,4,5,6]:t, T[2,3,1,1,1], None, (1,), (0,), (1,), False, (0,), 1",
                     "T[2,3,6,6]:n, T[2,3,2,2], T[2], (1,), (0,), (1,), False, (0,), 1",
                     "T[3,4,70,90], T[4,4,3,3], T[4], (1,), (1,), (1,), False, (0,), 1"),
    .errors = TEXTS("T[2,3], T[4,3], None, (1,), (0,), (1,), False, (0,), 1",
                    "weight should have at least three dimensions",
                    "T[2,3,8,8], T[4,3,3], None, (1,), (0,), (1,), False, (0,), 1",
                    "Expected 3-dimensional input for 3-dimensional weight [4, 3, 3], but got 4-dimensional "
                    "input of size [2, 3, 8, 8] instead"),
};

const op op_convolution_input = {
    OP_ROW(convolution_input),
    .schema = "convolution_input(Tensor grad, Tensor weight, int[] input_size, int[] stride, int[] padding, "
              "int[] dilation, bool transposed, "
              "int[] output_padding, int groups) -> Tensor",
    .doc = "Gradient of convolution by its input.",
    .flags = OP_INTERNAL,
    .grad_name = "ConvolutionBackwardBackward0",
    .saves_for = { ARG(1), ARG(0) },
    .meta = convolution_gradient_meta,
    .ref = convolution_ref,
    .grad = convolution_input_grad,
    .samples = TEXTS("T[2,4,6], T[4,3,3], (2,3,6), (1,), (1,), (1,), False, (0,), 1",
                     "T[2,4,3,6], T[4,3,3,2], (2,3,6,5), (2,1), (1,), (1,), False, (0,), 1",
                     "T[2,3,9,11], T[4,3,3,3], (2,4,5,6), (2,), (1,), (1,), True, (0,), 1",
                     "T[2,6,3,6], T[6,2,3,3], (2,4,5,6), (1,), (1,), (2,1), False, (0,), 2",
                     "T[1,3,5,3,3], T[3,2,2,3,2], (1,2,4,5,4), (1,2,1), (1,1,0), (1,), False, (0,), 1",
                     "T[2,2,3,3], T[2,3,1,1], (2,3,6,6), (2,), (0,), (1,), False, (0,), 1",
                     "T[0,2,3,3], T[2,3,3,3], (0,3,5,5), (1,), (0,), (1,), False, (0,), 1",
                     "T[3,4,70,90], T[4,4,3,3], (3,4,70,90), (1,), (1,), (1,), False, (0,), 1"),
};

const op op_convolution_weight = {
    OP_ROW(convolution_weight),
    .schema = "convolution_weight(Tensor input, Tensor grad, int[] weight_size, int[] stride, int[] padding, "
              "int[] dilation, bool transposed, "
              "int[] output_padding, int groups) -> Tensor",
    .doc = "Gradient of convolution by its weight.",
    .flags = OP_INTERNAL,
    .grad_name = "ConvolutionBackwardBackward0",
    .saves_for = { ARG(1), ARG(0) },
    .meta = convolution_gradient_meta,
    .ref = convolution_ref,
    .grad = convolution_weight_grad,
    .samples = TEXTS("T[2,3,6], T[2,4,6], (4,3,3), (1,), (1,), (1,), False, (0,), 1",
                     "T[2,3,6,5], T[2,4,3,6], (4,3,3,2), (2,1), (1,), (1,), False, (0,), 1",
                     "T[2,4,5,6], T[2,3,9,11], (4,3,3,3), (2,), (1,), (1,), True, (0,), 1",
                     "T[2,4,5,6], T[2,6,3,6], (6,2,3,3), (1,), (1,), (2,1), False, (0,), 2",
                     "T[1,2,4,5,4], T[1,3,5,3,3], (3,2,2,3,2), (1,2,1), (1,1,0), (1,), False, (0,), 1",
                     "T[2,3,6,6], T[2,2,3,3], (2,3,1,1), (2,), (0,), (1,), False, (0,), 1",
                     "T[0,3,5,5], T[0,2,3,3], (2,3,3,3), (1,), (0,), (1,), False, (0,), 1",
                     "T[3,4,70,90], T[3,4,70,90], (4,4,3,3), (1,), (1,), (1,), False, (0,), 1"),
};
