/* SPDX-License-Identifier: MIT */
/* pad.c - more elements at the ends of the last dimensions: a constant, or elements of the tensor itself.
   A padding (l, r) of a dimension of n elements makes y of l + n + r: y[i] = x[j], j = i - l, where j < 0 or j >= n becomes
     reflect    -j           or  2 (n - 1) - j
     replicate  0            or  n - 1
     circular   j + n        or  j - n
   The first pair of numbers is for the last dimension. Negative numbers cut off. */
#include "ops/internal_ops.h"
#include "ops/move.h"

#include <string.h>

#include "ops/create.h"
#include "ops/pool.h"

/* ---- constant_pad_nd ---- */

static bool constant_pad_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *pad = &c->args[1];
    int64_t shape[RUSH_MAX_DIMS];
    CHECK(c, pad->count % 2 == 0, "Length of pad must be even but instead it equals %d", pad->count);
    CHECK(c, pad->count / 2 <= self->ndim,
          "Length of pad should be no more than twice the number of dimensions of the input. Pad length is %dwhile the input has %ddimensions.", pad->count,
          self->ndim);
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    for (int d = self->ndim - pad->count / 2; d < self->ndim; d++) { /* cutting off reads like narrow */
        int64_t n = self->shape[d], left = pad->u.ints[2 * (self->ndim - 1 - d)], right = pad->u.ints[2 * (self->ndim - 1 - d) + 1];
        CHECK(c, left < INT64_MAX / 4 && right < INT64_MAX / 4 && left > INT64_MIN / 4 && right > INT64_MIN / 4, "constant_pad_nd: the padding overflows");
        if (left < 0) {
            int at;
            CHECK(c, n < INT32_MAX, "constant_pad_nd: cannot cut dimensions of that size");
            if (-left != n) TRY(dim_wrap(c->site, c->op->name, -left, (int)n, &at));
            CHECK(c, n + left >= 0, "start (%lld) + length (%lld) exceeds dimension size (%lld).", (long long)-left, (long long)(n + left), (long long)n);
        }
        int64_t kept = left < 0 ? n + left : n;
        CHECK(c, right >= 0 || kept + right >= 0, "start (0) + length (%lld) exceeds dimension size (%lld).", (long long)(kept + right), (long long)kept);
        shape[d] = n + left + right;
        CHECK(c, shape[d] >= 0, "The input size %lld, plus negative padding %lld and %lld, resulted in a negative output size, which is invalid. Check dimension %d of your input.",
              (long long)n, (long long)left, (long long)right, d);
    }
    return call_out_suggested(c, 0, (rush_dtype)self->dtype, self, self->ndim, shape);
}

static bool constant_pad_ref(call *c) {
    const rush_tensor *self = TENSOR(c, 0);
    rush_tensor *out = c->out[0];
    const value *pad = &c->args[1], *number = &c->args[2];
    char element[8];
    int64_t shape[RUSH_MAX_DIMS], ndim = self->ndim;
    rush_dtype dtype = (rush_dtype)out->dtype;
    move_inner set = move_inner_of(MOVE_SET, dtype);
    if (out->numel == 0) return true;
    if (number->kind == RUSH_VALUE_FLOAT) element_store_double(element, dtype, number->u.f);
    else element_store_int(element, dtype, number->u.i);
    move_part to = move_part_of(out), from = move_part_of(self), constant = { .data = element };
    memcpy(shape, out->shape, sizeof *shape * (size_t)ndim);
    for (int64_t d = ndim - pad->count / 2; d < ndim; d++) { /* both ends of the dimension over what is left of the others */
        int64_t left = pad->u.ints[2 * (ndim - 1 - d)], right = pad->u.ints[2 * (ndim - 1 - d) + 1], n = shape[d];
        if (right > 0) {
            move_part end = to;
            end.data += (n - right) * to.strides[d];
            shape[d] = right;
            move_strided(set, (int)ndim, shape, end, constant);
            n -= right;
        }
        if (left > 0) {
            shape[d] = left;
            move_strided(set, (int)ndim, shape, to, constant);
            to.data += left * to.strides[d];
            n -= left;
        } else from.data -= left * from.strides[d];
        shape[d] = n;
    }
    move_strided(set, (int)ndim, shape, to, from);
    return true;
}

static bool constant_pad_grad(backward *c) {
    const value *pad = &c->args[1];
    int64_t back[2 * RUSH_MAX_DIMS];
    for (int i = 0; i < pad->count; i++) back[i] = -pad->u.ints[i];
    GIVE(0, rush_constant_pad_nd(c->grad, ((rush_shape){ back, pad->count })));
    return true;
}

const op op_constant_pad_nd = {
    OP_ROW(constant_pad_nd),
    .schema = "constant_pad_nd(Tensor self, int[] pad, Scalar value=0) -> Tensor",
    .doc = "A constant before and after the elements of the last dimensions; the first pair of numbers is for the last dimension, negative ones cut off.",
    .flags = OP_NO_OUT | OP_NO_METHOD,
    .meta = constant_pad_meta,
    .ref = constant_pad_ref,
    .grad = constant_pad_grad,
    .samples = TEXTS("T[2,3], (1,2)", "T[2,3], (1,0,0,2), 1.5", "T[4,5], (-1,-2,1,-1), 3", "T[2,3], ()", "T[], ()", "T[0,3], (1,1,1,0)", "T[2,3], (-3,0)", "T[3,4]:t, (1,1), 2",
                     "T[4,6]:s, (0,1,2,0), 1", "T[3,4]:e, (1,1)", "T[2,3,4,5]:cl, (1,0,2,1), 1", "T[2,3,4]:n, (1,1,1,1,1,1), 2", "T[300,300], (10,20,5,-7), 1"),
    .errors = TEXTS("T[3,4], (1,)", "Length of pad must be even but instead it equals 1", "T[3,4], (-3,-3)", "start (0) + length (-2) exceeds dimension size (1).",
                    "T[3,4], (1,1,1,1,1,1)",
                    "Length of pad should be no more than twice the number of dimensions of the input. Pad length is 6while the input has 2dimensions."),
    .dtypes = DTYPES_ALL,
};

/* ---- padding with elements of the tensor ---- */

typedef enum pad_mode { PAD_REFLECT, PAD_REPLICATE, PAD_CIRCULAR } pad_mode;

static int64_t pad_source(pad_mode mode, int64_t j, int64_t n) {
    if (j >= 0 && j < n) return j;
    if (mode == PAD_REFLECT) return j < 0 ? -j : 2 * (n - 1) - j;
    if (mode == PAD_REPLICATE) return j < 0 ? 0 : n - 1;
    return j < 0 ? j + n : j - n;
}

/* For each index of the padded dimensions of y (row-major) the offset of its element in x, in bytes. */
static rush_tensor *pad_table(call *c, pad_mode mode, const value *pad, int ndim, const int64_t *in, const int64_t *out, const int64_t *byte_strides) {
    int k = pad->count / 2;
    rush_tensor *table = call_temporary(c, RUSH_INT64, k, out + ndim - k);
    if (!table) return NULL;
    int64_t *at = tensor_data(table), index[3] = { 0 };
    for (int64_t i = 0; i < table->numel; i++) {
        int64_t offset = 0;
        for (int d = 0; d < k; d++)
            offset += pad_source(mode, index[d] - pad->u.ints[2 * (k - 1 - d)], in[ndim - k + d]) * byte_strides[ndim - k + d];
        at[i] = offset;
        for (int d = k - 1; d >= 0 && ++index[d] == table->shape[d]; d--) index[d] = 0;
    }
    return table;
}

static bool pad_gather(call *c, pad_mode mode) {
    const rush_tensor *self = TENSOR(c, 0);
    rush_tensor *out = c->out[0];
    int k = c->args[1].count / 2, ndim = out->ndim;
    if (out->numel == 0) return true;
    move_part from = move_part_of(self), index = { 0 };
    rush_tensor *table = pad_table(c, mode, &c->args[1], ndim, self->shape, out->shape, from.strides);
    if (!table) return false;
    index.data = tensor_data(table);
    for (int d = 0; d < k; d++) {
        index.strides[ndim - k + d] = table->strides[d] * (int64_t)sizeof(int64_t);
        from.strides[ndim - k + d] = 0;
    }
    move_gather(dtype_size((rush_dtype)out->dtype), ndim, out->shape, move_part_of(out), index, from, 1);
    return true;
}

static bool pad_out(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *pad = &c->args[1];
    int64_t shape[RUSH_MAX_DIMS];
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    for (int i = 0; i < pad->count; i++) shape[self->ndim - 1 - i / 2] += pad->u.ints[i];
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, shape);
}

/* What reflection and replication ask of their input; k padded dimensions. */
static bool pad_check(call *c, int k, bool reflect, const char *torch_kernel) {
    rush_tensor *self = TENSOR(c, 0);
    const value *pad = &c->args[1];
    static const char axis[] = "WHD";
    CHECK(c, pad->count == 2 * k, "padding size is expected to be %d", 2 * k);
    bool fits = self->ndim == k + 1 || self->ndim == k + 2;
    for (int d = 1; d < self->ndim; d++) fits = fits && (self->shape[d] != 0 || (self->ndim == k + 1 ? false : d == 0));
    if (self->ndim == k + 1 && self->shape[0] == 0) fits = false;
    if (reflect && k < 3) {
        char dims[128];
        int used = 0;
        for (int d = 0; d < self->ndim && used < 100; d++) used += snprintf(dims + used, sizeof dims - (size_t)used, d ? ",%lld" : "%lld", (long long)self->shape[d]);
        CHECK(c, fits, "%dD or %dD (batch mode) tensor expected for input, but got: [ torch.%sTensor{%s} ]", k + 1, k + 2, dtype_table[self->dtype].torch_name,
              used ? dims : "");
    } else
        CHECK(c, fits, "Expected %dD or %dD (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: %s", k + 1, k + 2,
              TENSOR_SHAPE_TEXT(self));
    for (int i = 0; i < k; i++) {
        int d = self->ndim - 1 - i;
        int64_t n = self->shape[d], left = pad->u.ints[2 * i], right = pad->u.ints[2 * i + 1];
        char input[32];
        snprintf(input, sizeof input, "%d", self->ndim); /* the 2-D form names only the number of dimensions */
        CHECK(c, !reflect || (left < n && right < n),
              "Argument #%d: Padding size should be less than the corresponding input dimension, but got: padding (%lld, %lld) at dimension %d of input %s",
              4 + 2 * i, (long long)left, (long long)right, d, k == 2 ? input : TENSOR_SHAPE_TEXT(self));
        CHECK(c, n + left + right >= (k == 1), reflect && k == 1 ? "2input (%c: %lld)is too small. Calculated output %c: %lld" : "input (%c: %lld) is too small. Calculated output %c: %lld",
              axis[i], (long long)n, axis[i], (long long)(n + left + right));
    }
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_float((rush_dtype)self->dtype), "\"%s\" not implemented for '%s'", torch_kernel, dtype_table[self->dtype].torch_name);
    return pad_out(c);
}

static bool reflection_pad1d_meta(call *c) { return pad_check(c, 1, true, "reflection_pad1d"); }
static bool reflection_pad2d_meta(call *c) { return pad_check(c, 2, true, "reflection_pad2d"); }
static bool reflection_pad3d_meta(call *c) { return pad_check(c, 3, true, "reflection_pad3d_cpu"); }
static bool replication_pad1d_meta(call *c) { return pad_check(c, 1, false, "replication_pad1d_cpu"); }
static bool replication_pad2d_meta(call *c) { return pad_check(c, 2, false, "replication_pad2d_cpu"); }
static bool replication_pad3d_meta(call *c) { return pad_check(c, 3, false, "replication_pad3d_cpu"); }

static bool circular_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *pad = &c->args[1];
    for (int i = 0; i < pad->count / 2; i++) {
        int64_t n = self->shape[self->ndim - 1 - i], left = pad->u.ints[2 * i], right = pad->u.ints[2 * i + 1];
        CHECK(c, left <= n && right <= n, "Padding value causes wrapping around more than once.");
        CHECK(c, n + left + right >= 0, "Negative padding value is resulting in an empty dimension");
    }
    return pad_out(c);
}

static bool reflect_ref(call *c) { return pad_gather(c, PAD_REFLECT); }
static bool replicate_ref(call *c) { return pad_gather(c, PAD_REPLICATE); }
static bool circular_ref(call *c) { return pad_gather(c, PAD_CIRCULAR); }

static bool pad_grad(backward *c, pad_mode mode) {
    GIVE(0, rush_pad_backward(c->grad, input_shape(c, 0), ((rush_shape){ c->args[1].u.ints, c->args[1].count }), mode));
    return true;
}
static bool reflect_grad(backward *c) { return pad_grad(c, PAD_REFLECT); }
static bool replicate_grad(backward *c) { return pad_grad(c, PAD_REPLICATE); }
static bool circular_grad(backward *c) { return pad_grad(c, PAD_CIRCULAR); }

const op op_reflection_pad1d = {
    OP_ROW(reflection_pad1d),
    .schema = "reflection_pad1d(Tensor self, int[2] padding) -> Tensor",
    .doc = "The last dimension continued by its mirror image, without repeating the end; input [N, C, W] or [C, W].",
    .flags = OP_NN,
    .grad_name = "ReflectionPad1DBackward0",
    .meta = reflection_pad1d_meta,
    .ref = reflect_ref,
    .grad = reflect_grad,
    .samples = TEXTS("T[2,3,4], (1,2)", "T[3,4], (3,3)", "T[2,3,4], (0,1)", "T[2,3,4], (-1,2)", "T[2,5,3]:t, (1,1)", "T[2,3,6]:s, (2,1)", "T[0,2,3], (1,1)", "T[2,3,4]:n, (1,1)",
                     "T[30,30,100], (9,8)"),
    .errors = TEXTS("T[3,4], (4,1)",
                    "Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (4, 1) at dimension 1 of input [3, 4]",
                    "T[2,2,0], (1,1)", "2D or 3D (batch mode) tensor expected for input, but got: [ torch.FloatTensor{2,2,0} ]", "T[2,2,2], (-1,-1)",
                    "2input (W: 2)is too small. Calculated output W: 0"),
};

const op op_reflection_pad2d = {
    OP_ROW(reflection_pad2d),
    .schema = "reflection_pad2d(Tensor self, int[4] padding) -> Tensor",
    .doc = "The last two dimensions continued by their mirror image; padding is left, right, top, bottom; input [N, C, H, W] or [C, H, W].",
    .flags = OP_NN,
    .grad_name = "ReflectionPad2DBackward0",
    .meta = reflection_pad2d_meta,
    .ref = reflect_ref,
    .grad = reflect_grad,
    .samples = TEXTS("T[2,3,4,5], (1,2,3,0)", "T[3,4,5], (4,3,2,1)", "T[2,3,4,5], (0,0,0,0)", "T[2,3,4,5], (-1,1,1,-1)", "T[2,3,4,4]:t, (1,1,1,1)", "T[2,3,4,6]:s, (1,1,1,1)",
                     "T[0,3,4,5], (1,1,1,1)", "T[2,3,4,5]:cl, (1,2,1,2)", "T[4,8,40,50], (3,2,1,4)",
                     "T[1,2,190,190], (1,1,1,1)", "T[1,1,3,3]:n, (1,1,1,1)"),
    .errors = TEXTS("T[1,1,3,4], (1,1,3,1)",
                    "Argument #6: Padding size should be less than the corresponding input dimension, but got: padding (3, 1) at dimension 2 of input 4"),
};

const op op_reflection_pad3d = {
    OP_ROW(reflection_pad3d),
    .schema = "reflection_pad3d(Tensor self, int[6] padding) -> Tensor",
    .doc = "The last three dimensions continued by their mirror image; the first pair is for the last dimension.",
    .flags = OP_NN,
    .grad_name = "ReflectionPad3DBackward0",
    .meta = reflection_pad3d_meta,
    .ref = reflect_ref,
    .grad = reflect_grad,
    .samples = TEXTS("T[2,3,4,3,5], (1,2,1,0,3,1)", "T[3,4,3,5], (1,1,1,1,1,1)", "T[1,1,2,2,2], (0,0,0,0,0,0)", "T[1,2,3,3,3]:t, (1,1,1,1,1,1)", "T[1,2,3,3,6]:s, (2,1,0,1,0,0)",
                     "T[0,2,3,3,3], (1,1,1,1,1,1)", "T[2,4,10,10,12], (3,2,1,1,4,0)", "T[1,2,3,3,3]:n, (1,0,1,0,1,0)",
                     "T[1,2,40,30,40], (1,1,1,1,1,1)"),
    .errors = TEXTS("T[1,2,2,2,2], (1,1,1,1,2,0)",
                    "Argument #8: Padding size should be less than the corresponding input dimension, but got: padding (2, 0) at dimension 2 of input [1, 2, 2, 2, 2]"),
};

const op op_replication_pad1d = {
    OP_ROW(replication_pad1d),
    .schema = "replication_pad1d(Tensor self, int[2] padding) -> Tensor",
    .doc = "The last dimension continued by its end values; input [N, C, W] or [C, W].",
    .flags = OP_NN,
    .grad_name = "ReplicationPad1DBackward0",
    .meta = replication_pad1d_meta,
    .ref = replicate_ref,
    .grad = replicate_grad,
    .samples = TEXTS("T[2,3,4], (1,2)", "T[3,4], (5,6)", "T[2,3,4], (0,1)", "T[2,3,4], (-1,2)", "T[2,5,3]:t, (1,1)", "T[2,3,6]:s, (2,1)", "T[0,2,3], (1,1)", "T[2,3,4]:n, (1,1)",
                     "T[30,30,100], (9,8)"),
    .errors = TEXTS("T[2,2,0], (1,1)",
                    "Expected 2D or 3D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: [2, 2, 0]", "T[2,2,2], (-3,0)",
                    "input (W: 2) is too small. Calculated output W: -1"),
};

const op op_replication_pad2d = {
    OP_ROW(replication_pad2d),
    .schema = "replication_pad2d(Tensor self, int[4] padding) -> Tensor",
    .doc = "The last two dimensions continued by their end values; padding is left, right, top, bottom.",
    .flags = OP_NN,
    .grad_name = "ReplicationPad2DBackward0",
    .meta = replication_pad2d_meta,
    .ref = replicate_ref,
    .grad = replicate_grad,
    .samples = TEXTS("T[2,3,4,5], (1,2,3,0)", "T[3,4,5], (4,3,7,1)", "T[2,3,4,5], (0,0,0,0)", "T[2,3,4,5], (-1,1,1,-1)", "T[2,3,4,4]:t, (1,1,1,1)", "T[2,3,4,6]:s, (1,1,1,1)",
                     "T[0,3,4,5], (1,1,1,1)", "T[2,3,4,5]:cl, (1,2,1,2)", "T[4,8,40,50], (3,2,1,4)",
                     "T[1,2,190,190], (1,1,1,1)", "T[1,1,3,3]:n, (1,1,1,1)"),
    .errors = TEXTS("T[2,2,2,0], (1,1,1,1)",
                    "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: [2, 2, 2, 0]"),
};

const op op_replication_pad3d = {
    OP_ROW(replication_pad3d),
    .schema = "replication_pad3d(Tensor self, int[6] padding) -> Tensor",
    .doc = "The last three dimensions continued by their end values; the first pair is for the last dimension.",
    .flags = OP_NN,
    .grad_name = "ReplicationPad3DBackward0",
    .meta = replication_pad3d_meta,
    .ref = replicate_ref,
    .grad = replicate_grad,
    .samples = TEXTS("T[2,3,4,3,5], (1,2,1,0,3,1)", "T[3,4,3,5], (1,1,1,1,1,5)", "T[1,1,2,2,2], (0,0,0,0,0,0)", "T[1,2,3,3,3]:t, (1,1,1,1,1,1)", "T[1,2,3,3,6]:s, (2,1,0,1,0,0)",
                     "T[0,2,3,3,3], (1,1,1,1,1,1)", "T[2,4,10,10,12], (3,2,1,1,4,0)", "T[1,2,3,3,3]:n, (1,0,1,0,1,0)",
                     "T[1,2,40,30,40], (1,1,1,1,1,1)"),
    .errors = TEXTS("T[2,2,2,2,0], (1,1,1,1,1,1)",
                    "Expected 4D or 5D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: [2, 2, 2, 2, 0]"),
};

const op op_pad_circular = {
    OP_ROW(pad_circular),
    .schema = "_pad_circular(Tensor self, int[] pad) -> Tensor",
    .doc = "The last dimensions (three at most) continued from their other end.",
    .flags = OP_INTERNAL,
    .grad_name = "CopySlices",
    .meta = circular_meta,
    .ref = circular_ref,
    .grad = circular_grad,
    .samples = TEXTS("T[2,3,4], (1,2)", "T[1,3,4], (4,0)", "T[2,3,4,5], (1,2,4,0)", "T[2,3,4], (-1,-1)", "T[1,2,3,3,3], (1,1,1,1,1,1)", "T[2,5,3]:t, (1,1)", "T[0,2,3], (1,1)",
                     "T[4,8,40,50], (3,2,1,4)"),
    .errors = TEXTS("T[1,3,4], (5,1)", "Padding value causes wrapping around more than once.", "T[2,2,2], (-3,0)",
                    "Negative padding value is resulting in an empty dimension"),
    .dtypes = DTYPES_ALL,
};

/* ---- the derivative: each element gets the sum over the places that showed it ---- */

static bool pad_backward_meta(call *c) {
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, c->args[1].count, c->args[1].u.ints);
}

static bool pad_backward_ref(call *c) {
    const rush_tensor *g = TENSOR(c, 0);
    rush_tensor *out = c->out[0], *sum;
    int k = c->args[2].count / 2, lead = out->ndim - k;
    TRY(move_wide(c, out, &sum));
    rush_dtype dtype = (rush_dtype)sum->dtype;
    memset(tensor_data(sum), 0, (size_t)sum->numel * dtype_size(dtype));
    if (g->numel && (g = call_cast(c, g, dtype)) && (g = call_contiguous(c, g))) {
        move_part to = move_part_of(sum);
        rush_tensor *table = pad_table(c, (pad_mode)INT_ARG(c, 3), &c->args[2], out->ndim, out->shape, g->shape, to.strides);
        if (!table) return false;
        move_scatter job = { .inner = move_inner_of(MOVE_ADD, dtype), .to = to, .index = { .data = tensor_data(table) }, .from = move_part_of(g),
                             .count = table->numel, .index_step = sizeof(int64_t), .from_step = (int64_t)dtype_size(dtype), .scale = 1 };
        move_scatter_run(&job, lead, out->shape);
    }
    return g && move_narrow(c, out, sum);
}

static bool pad_backward_grad(backward *c) {
    if (!needs(c, 0)) return true;
    static const op *const by_mode[2][3] = { { &op_reflection_pad1d, &op_reflection_pad2d, &op_reflection_pad3d },
                                             { &op_replication_pad1d, &op_replication_pad2d, &op_replication_pad3d } };
    pad_mode mode = (pad_mode)INT_ARG(c, 3);
    value args[2] = { value_tensor(c->grad), c->args[2] };
    return give(c, 0, op_call(mode == PAD_CIRCULAR ? &op_pad_circular : by_mode[mode][c->args[2].count / 2 - 1], c->site, args, 2));
}

const op op_pad_backward = {
    OP_ROW(pad_backward),
    .schema = "_pad_backward(Tensor grad, int[] size, int[] padding, int mode) -> Tensor",
    .doc = "The gradient of reflection (mode 0), replication (1) and circular padding (2).",
    .flags = OP_INTERNAL,
    .meta = pad_backward_meta,
    .ref = pad_backward_ref,
    .grad = pad_backward_grad,
    .samples = TEXTS("T[2,3,7], (2,3,4), (1,2), 0", "T[3,15], (3,4), (5,6), 1", "T[2,3,7], (2,3,4), (1,2), 2", "T[2,3,7,8], (2,3,4,5), (1,2,3,0), 0", "T[0,2,5], (0,2,3), (1,1), 0", "T[2,7,3]:t, (2,3,4), (1,2), 1", "T[1,2,5,5,5], (1,2,3,3,3), (1,1,1,1,1,1), 0",
                     "T[4,8,45,55], (4,8,40,50), (3,2,1,4), 1"),
};

/* ---- pad ---- */

static bool pad_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *pad = &c->args[1];
    const char *mode = HAS(c, 2) ? c->args[2].u.string : "constant";
    int k = pad->count / 2;
    CHECK(c, pad->count % 2 == 0, "Padding length must be divisible by 2");
    CHECK(c, k <= self->ndim, "Padding length too large");
    if (strcmp(mode, "constant") == 0) {
        value args[3] = { c->args[0], c->args[1], HAS(c, 3) ? c->args[3] : value_of_int(0) };
        return call_return(c, 0, op_call(&op_constant_pad_nd, c->site, args, 3));
    }
    bool reflect = strcmp(mode, "reflect") == 0, replicate = strcmp(mode, "replicate") == 0, circular = strcmp(mode, "circular") == 0;
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, reflect || replicate || circular, "Unrecognised padding mode %s", mode);
    CHECK(c, !HAS(c, 3) || FLOAT_ARG(c, 3) == 0, "Padding mode \"%s\" doesn't take in value argument", mode);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, k >= 1 && k <= 3 && (self->ndim == k + 1 || self->ndim == k + 2),
             "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now");
    static const op *const by_mode[2][3] = { { &op_reflection_pad1d, &op_reflection_pad2d, &op_reflection_pad3d },
                                             { &op_replication_pad1d, &op_replication_pad2d, &op_replication_pad3d } };
    return call_return(c, 0, op_call(circular ? &op_pad_circular : by_mode[replicate][k - 1], c->site, c->args, 2));
}

const op op_pad = {
    OP_ROW(pad),
    .schema = "pad(Tensor self, int[] pad, str mode=\"constant\", float? value=None) -> Tensor",
    .doc = "More elements at the ends of the last dimensions, by mode constant, reflect, replicate or circular; the first pair of numbers is for the last dimension.",
    .flags = OP_NN,
    .run = pad_run,
    .samples = TEXTS("T[2,3], (1,2)", "T[2,3], (1,0,0,2), value=1.5", "T[2,3,4], (1,2), 'reflect'", "T[2,3,4,5], (1,2,3,0), 'replicate'", "T[2,3,4], (2,1), 'circular'", "T[], ()",
                     "T[0,3], (1,1)", "T[3,4]:t, (1,1)", "T[4,6]:s, (0,1), 'reflect'", "T[2,3]:n, (1,1)", "T[300,300], (10,20,5,-7), value=1"),
    .errors = TEXTS("T[3,4], (1,)", "Padding length must be divisible by 2", "T[3,4], (1,1,1,1,1,1)", "Padding length too large", "T[3,4], (1,1), 'foo'",
                    "Unrecognised padding mode foo", "T[3,4], (1,1), 'reflect', 1", "Padding mode \"reflect\" doesn't take in value argument", "T[3,4], (1,1,1,1), 'reflect'",
                    "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now"),
    .dtypes = DTYPES_ALL,
};
