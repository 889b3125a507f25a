/* SPDX-License-Identifier: MIT */
/* im2col.c - the patch under each place of a kernel, as columns: x [N, C, H, W] to [N, C kh kw, L], and back, where overlapping
   patches are added. Place (lh, lw) and tap (i, j) are row lh * stride - padding + i * dilation, and the same for columns; what lies
   outside is 0. Each is the other's transpose, so its derivative. */
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

/* lists of two in the order kernel, dilation, padding, stride */
typedef struct patches {
    int64_t planes, in[2], kernel[2], dilation[2], padding[2], stride[2], out[2];
} patches;

static bool patches_read(call *c, patches *p, int first, const int64_t *in) {
    static const char *const names[] = { "kernel_size", "dilation", "padding", "stride" };
    int64_t *const lists[] = { p->kernel, p->dilation, p->padding, p->stride };
    for (int k = 0; k < 4; k++) {
        const value *v = &c->args[first + k];
        CHECK(c, v->count == 2, "It is expected %s equals to 2, but got size %d", names[k], v->count);
        memcpy(lists[k], v->u.ints, 2 * sizeof(int64_t));
    }
#define PAIR(v) (long long)(v)[0], (long long)(v)[1]
    CHECK(c, p->kernel[0] > 0 && p->kernel[1] > 0, "kernel size should be greater than zero, but got kernel_height: %lld kernel_width: %lld",
          PAIR(p->kernel));
    CHECK(c, p->dilation[0] > 0 && p->dilation[1] > 0, "dilation should be greater than zero, but got dilation_height: %lld dilation_width: %lld",
          PAIR(p->dilation));
    CHECK(c, p->padding[0] >= 0 && p->padding[1] >= 0, "padding should be non-negative, but got pad_height: %lld pad_width: %lld",
          PAIR(p->padding));
    CHECK(c, p->stride[0] > 0 && p->stride[1] > 0, "stride should be greater than zero, but got stride_height: %lld stride_width: %lld",
          PAIR(p->stride));
    for (int d = 0; d < 2; d++) {
        p->in[d] = in[d];
        int64_t span = in[d] + 2 * p->padding[d] - (p->dilation[d] * (p->kernel[d] - 1) + 1);
        p->out[d] = (span >= 0 ? span / p->stride[d] : -((-span + p->stride[d] - 1) / p->stride[d])) + 1;
    }
    return true;
}

static bool im2col_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    patches p;
    int n = x->ndim;
    bool good = n == 3 || n == 4;
    for (int d = n - 3; good && d < n; d++) good = x->shape[d] > 0;
    const int64_t none[2] = { 0, 0 };
    TRY(patches_read(c, &p, 1, good ? x->shape + n - 2 : none));
    CHECK(c, good, "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: %s",
          TENSOR_SHAPE_TEXT(x));
    CHECK(c, p.out[0] >= 1 && p.out[1] >= 1,
          "Given input with spatial size (%lld, %lld), kernel_size=(%lld, %lld), dilation=(%lld, %lld), padding=(%lld, %lld), calculated shape of the "
          "array of sliding blocks as (%lld, %lld), but its components must be at least one.",
          (long long)p.in[0], (long long)p.in[1], PAIR(p.kernel), PAIR(p.dilation), PAIR(p.padding), PAIR(p.out));
    TRY(pool_check_float(c, "im2col_out_cpu", x));
    int64_t shape[3] = { x->shape[0], x->shape[n - 3] * p.kernel[0] * p.kernel[1], p.out[0] * p.out[1] };
    return n == 4 ? call_out(c, 0, (rush_dtype)x->dtype, 3, shape) : call_out(c, 0, (rush_dtype)x->dtype, 2, shape + 1);
}

static bool col2im_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    const value *size = &c->args[1];
    patches p;
    int n = x->ndim;
    CHECK(c, size->count == 2, "It is expected output_size equals to 2, but got size %d", size->count);
    TRY(patches_read(c, &p, 2, size->u.ints));
    bool good = (n == 2 || n == 3) && x->shape[n - 2] > 0 && x->shape[n - 1] > 0;
    CHECK(c, good, "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: %s",
          TENSOR_SHAPE_TEXT(x));
    int64_t rows = x->shape[n - 2], taps = p.kernel[0] * p.kernel[1];
    CHECK(c, rows % taps == 0,
          "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=%lld and "
          "kernel_size=(%lld, %lld).",
          (long long)rows, PAIR(p.kernel));
    CHECK(c, p.out[0] >= 1 && p.out[1] >= 1,
          "Given output_size=(%lld, %lld), kernel_size=(%lld, %lld), dilation=(%lld, %lld), padding=(%lld, %lld), stride=(%lld, %lld), calculated shape "
          "of the array of sliding blocks as (%lld, %lld), which is too small (non-positive)",
          PAIR(p.in), PAIR(p.kernel), PAIR(p.dilation), PAIR(p.padding), PAIR(p.stride), PAIR(p.out));
    CHECK(c, x->shape[n - 1] == p.out[0] * p.out[1],
          "Given output_size=(%lld, %lld), kernel_size=(%lld, %lld), dilation=(%lld, %lld), padding=(%lld, %lld), stride=(%lld, %lld), expected size of "
          "input's dimension 2 to match the calculated number of sliding blocks %lld * %lld = %lld, but got input.size(2)=%lld.",
          PAIR(p.in), PAIR(p.kernel), PAIR(p.dilation), PAIR(p.padding), PAIR(p.stride), PAIR(p.out), (long long)(p.out[0] * p.out[1]),
          (long long)x->shape[n - 1]);
    CHECK(c, p.in[0] >= 1 && p.in[1] >= 1, "Trying to create tensor with negative dimension: %s", SHAPE_TEXT(2, p.in));
    TRY(pool_check_float(c, "col2im_out_cpu", x));
    int64_t shape[4] = { x->shape[0], rows / taps, p.in[0], p.in[1] };
    return n == 3 ? call_out(c, 0, (rush_dtype)x->dtype, 4, shape) : call_out(c, 0, (rush_dtype)x->dtype, 3, shape + 1);
}

/* Columns of one tap of one plane, row by row of places: those of [*from, *to) lie inside. */
static void inside(const patches *p, int64_t tap, int64_t *shift, int64_t *from, int64_t *to) {
    int64_t at = tap * p->dilation[1] - p->padding[1], step = p->stride[1];
    *shift = at;
    *from = at < 0 ? (-at + step - 1) / step : 0;
    *to = at < p->in[1] ? (p->in[1] - 1 - at) / step + 1 : 0;
    if (*from > p->out[1]) *from = p->out[1];
    if (*to > p->out[1]) *to = p->out[1];
    if (*to < *from) *to = *from;
}

#define COLUMNS(T) \
    static void to_columns_##T(const patches *p, const T *x, T *y) { \
        int64_t shift, from, to; \
        for (int64_t r = 0; r < p->planes * p->kernel[0] * p->kernel[1]; r++) { \
            int64_t i = r / p->kernel[1] % p->kernel[0], plane = r / (p->kernel[0] * p->kernel[1]); \
            inside(p, r % p->kernel[1], &shift, &from, &to); \
            for (int64_t h = 0; h < p->out[0]; h++, y += p->out[1]) { \
                int64_t row = h * p->stride[0] - p->padding[0] + i * p->dilation[0]; \
                const T *line = x + (plane * p->in[0] + row) * p->in[1] + shift; \
                bool none = row < 0 || row >= p->in[0]; \
                for (int64_t w = 0; w < p->out[1]; w++) y[w] = none || w < from || w >= to ? 0 : line[w * p->stride[1]]; \
            } \
        } \
    } \
    static void add_columns_##T(const patches *p, const T *y, T *x) { \
        int64_t shift, from, to; \
        for (int64_t r = 0; r < p->planes * p->kernel[0] * p->kernel[1]; r++) { \
            int64_t i = r / p->kernel[1] % p->kernel[0], plane = r / (p->kernel[0] * p->kernel[1]); \
            inside(p, r % p->kernel[1], &shift, &from, &to); \
            for (int64_t h = 0; h < p->out[0]; h++, y += p->out[1]) { \
                int64_t row = h * p->stride[0] - p->padding[0] + i * p->dilation[0]; \
                if (row < 0 || row >= p->in[0]) continue; \
                T *line = x + (plane * p->in[0] + row) * p->in[1] + shift; \
                for (int64_t w = from; w < to; w++) line[w * p->stride[1]] += y[w]; \
            } \
        } \
    }
COLUMNS(float)
COLUMNS(double)

static bool columns(call *c, int first, const int64_t *in, bool back) {
    patches p;
    pool_buffers b;
    rush_tensor *x = TENSOR(c, 0);
    TRY(patches_read(c, &p, first, in));
    bool wide = x->dtype == RUSH_FLOAT64;
    TRY(pool_buffers_make(c, &b, x, NULL, wide ? RUSH_FLOAT64 : RUSH_FLOAT32));
    const rush_tensor *image = back ? b.out : b.a;
    p.planes = shape_numel(image->ndim - 2, image->shape);
    if (back) memset(tensor_data(b.out), 0, (size_t)b.out->numel * (wide ? sizeof(double) : sizeof(float)));
    if (wide) (back ? add_columns_double : to_columns_double)(&p, tensor_data(b.a), tensor_data(b.out));
    else (back ? add_columns_float : to_columns_float)(&p, tensor_data(b.a), tensor_data(b.out));
    return pool_buffers_finish(c, &b);
}

static bool im2col_ref(call *c) { return columns(c, 1, TENSOR(c, 0)->shape + TENSOR(c, 0)->ndim - 2, false); }
static bool col2im_ref(call *c) { return columns(c, 2, c->args[1].u.ints, true); }

static bool im2col_grad(backward *c) {
    rush_shape shape = input_shape(c, 0);
    const value args[] = { value_tensor(c->grad), value_of_ints(shape.dims + shape.ndim - 2, 2), c->args[1], c->args[2], c->args[3], c->args[4] };
    GIVE(0, op_call(&op_col2im, c->site, args, 6));
    return true;
}

static bool col2im_grad(backward *c) {
    const value args[] = { value_tensor(c->grad), c->args[2], c->args[3], c->args[4], c->args[5] };
    GIVE(0, op_call(&op_im2col, c->site, args, 5));
    return true;
}

const op op_im2col = {
    OP_ROW(im2col),
    .schema = "im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor",
    .doc = "The patch of [N, C, H, W] (or [C, H, W]) under each place of a kernel as a column: [N, C kh kw, places].",
    .flags = OP_NN,
    .positional = 5,
    .grad_name = "Im2ColBackward0",
    .meta = im2col_meta,
    .ref = im2col_ref,
    .grad = im2col_grad,
    .samples = TEXTS("T[2,3,6,7], (2,3), (1,1), (0,0), (1,1)", "T[2,3,6,7], (2,3), (1,2), (1,2), (2,1)", "T[3,6,7], (3,2), (2,1), (1,0), (1,2)",
                     "T[1,1,1,1], (1,1), (1,1), (2,2), (1,1)", "T[0,2,4,4], (2,2), (1,1), (0,0), (1,1)", "T[1,2,4,4]:n, (2,2), (1,1), (1,1), (1,1)",
                     "T[2,3,6,7]:cl, (2,3), (1,1), (0,0), (1,1)", "T[2,3,6,7]:t, (2,3), (1,1), (0,0), (3,2)", "T[2,3,6,14]:s, (2,3), (1,1), (0,0), (3,2)",
                     "T[2,3,6,7], (1,1), (1,1), (3,5), (1,3)", "T[2,8,40,50], (3,3), (1,1), (1,1), (1,1)"),
    .errors = TEXTS("T[2,3,6,6], (2,), (1,1), (1,1), (1,1)", "It is expected kernel_size equals to 2, but got size 1", "T[2,3,6,6], (0,2), (1,1), (1,1), (1,1)",
                    "kernel size should be greater than zero, but got kernel_height: 0 kernel_width: 2", "T[2,3,6,6], (2,2), (0,1), (1,1), (1,1)",
                    "dilation should be greater than zero, but got dilation_height: 0 dilation_width: 1", "T[2,3,6,6], (2,2), (1,1), (-1,1), (1,1)",
                    "padding should be non-negative, but got pad_height: -1 pad_width: 1", "T[2,3,6,6], (2,2), (1,1), (1,1), (0,1)",
                    "stride should be greater than zero, but got stride_height: 0 stride_width: 1", "T[2,0,6,7], (2,2), (1,1), (1,1), (1,1)",
                    "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: [2, 0, 6, 7]",
                    "T[2,3,6,6]:i5, (2,2), (1,1), (1,1), (1,1)", "\"im2col_out_cpu\" not implemented for 'Long'"),
};

const op op_col2im = {
    OP_ROW(col2im),
    .schema = "col2im(Tensor self, int[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor",
    .doc = "The sum of overlapping patches: columns [N, C kh kw, places] (or [C kh kw, places]) added into [N, C, H, W] of output_size.",
    .flags = OP_NN,
    .positional = 6,
    .grad_name = "Col2ImBackward0",
    .meta = col2im_meta,
    .ref = col2im_ref,
    .grad = col2im_grad,
    .samples = TEXTS("T[2,12,20], (5,6), (2,2), (1,1), (0,0), (1,1)", "T[2,6,12], (5,6), (2,3), (1,2), (1,1), (2,1)", "T[6,12], (5,6), (2,3), (1,2), (1,1), (2,1)",
                     "T[1,1,1], (1,1), (1,1), (1,1), (0,0), (1,1)", "T[0,4,9], (4,4), (2,2), (1,1), (0,0), (1,1)", "T[1,4,9]:n, (4,4), (2,2), (1,1), (0,0), (1,1)",
                     "T[2,20,12]:t, (5,6), (2,2), (1,1), (0,0), (1,1)", "T[2,4,18]:s, (4,4), (2,2), (1,1), (0,0), (1,1)",
                     "T[2,4,4], (5,5), (2,2), (1,1), (0,0), (2,2)", "T[2,27,2000], (40,50), (3,3), (1,1), (1,1), (1,1)"),
    .errors = TEXTS("T[2,12,20], (6,), (2,2), (1,1), (1,1), (1,1)", "It is expected output_size equals to 2, but got size 1",
                    "T[2,12,20], (6,7), (0,2), (1,1), (1,1), (1,1)", "kernel size should be greater than zero, but got kernel_height: 0 kernel_width: 2",
                    "T[2,12,20], (6,7), (5,1), (1,1), (1,1), (1,1)",
                    "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=12 and kernel_size=(5, "
                    "1).",
                    "T[2,12,20], (6,7), (2,2), (1,1), (1,1), (1,1)",
                    "Given output_size=(6, 7), kernel_size=(2, 2), dilation=(1, 1), padding=(1, 1), stride=(1, 1), expected size of input's dimension 2 to "
                    "match the calculated number of sliding blocks 7 * 8 = 56, but got input.size(2)=20.",
                    "T[1,12,12], (4,5), (2,2), (8,8), (0,0), (1,1)",
                    "Given output_size=(4, 5), kernel_size=(2, 2), dilation=(8, 8), padding=(0, 0), stride=(1, 1), calculated shape of the array of sliding "
                    "blocks as (-4, -3), which is too small (non-positive)",
                    "T[20], (6,7), (2,2), (1,1), (1,1), (1,1)",
                    "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: [20]"),
};
