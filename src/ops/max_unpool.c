/* SPDX-License-Identifier: MIT */
/* max_unpool.c - the partial inverse of max pooling: each element is put at its index in a plane of zeros; where several have one
   index the last stays. The derivative takes the elements at the indices. */
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"
#include "ops/pool.h"

static bool max_unpool_meta(call *c, int dims) {
    rush_tensor *x = TENSOR(c, 0), *indices = TENSOR(c, 1);
    const value *size = &c->args[2];
    const char *name = dims == 2 ? "max_unpooling2d" : "max_unpooling3d";
    if (dims == 2) CHECK(c, indices->dtype == RUSH_INT64, "elements in indices should be type int64 but got: %s", dtype_table[indices->dtype].torch_name);
    else {
        CHECK(c, x->ndim == 4 || x->ndim == 5, "Input to max_unpooling3d should be a 4d or 5d Tensor, but got a tensor with %d dimensions.", x->ndim);
        CHECK(c, size->count == 3, "There should be exactly three elements (depth, height, width) in output_size, but got %d elements.", size->count);
        CHECK(c, c->args[3].count == 3, "There should be exactly three elements (depth, height, width) in stride, but got: %d elements.", c->args[3].count);
        CHECK(c, c->args[4].count == 3, "There should be exactly three elements (depth, height, width) in padding, but got: %d elements.", c->args[4].count);
        CHECK(c, indices->dtype == RUSH_INT64, "elements in indices should be type int64");
    }
    if (dims == 2) {
        CHECK(c, size->count == 2, "There should be exactly two elements (height, width) in output_size, but got %d elements.", size->count);
        CHECK(c, x->ndim == 3 || x->ndim == 4, "Input to max_unpooling2d should be a 3d or 4d Tensor, but got a tensor with %d dimensions.", x->ndim);
    }
    CHECK(c, shape_equal(x->ndim, x->shape, indices->ndim, indices->shape),
          "Expected shape of indices to be same as that of the input tensor (%s) but got indices tensor with shape: %s", TENSOR_SHAPE_TEXT(x),
          TENSOR_SHAPE_TEXT(indices));
    for (int d = 1; d < x->ndim; d++)
        CHECK(c, x->shape[d] > 0,
              "%s_forward_out_cpu(): Expected input to have non-zero size for non-batch dimensions, but got %s with dimension %d being empty.",
              name, TENSOR_SHAPE_TEXT(x), d);
    for (int d = 0; d < 3 && dims == 3; d++)
        CHECK(c, c->args[3].u.ints[d] > 0, "strides should be greater than zero, but got stride: %s", SHAPE_TEXT(3, c->args[3].u.ints));
    int64_t shape[5];
    for (int i = 0; i < x->ndim; i++) shape[i] = i < x->ndim - dims ? x->shape[i] : size->u.ints[i - (x->ndim - dims)];
    for (int i = 0; i < x->ndim; i++)
        CHECK(c, shape[i] >= 0, "Trying to create tensor with negative dimension %lld: %s", (long long)shape[i], SHAPE_TEXT(x->ndim, shape));
    TRY(pool_check_float(c, dims == 2 ? "max_unpool2d" : "max_unpool3d", x));
    return pool_out(c, 0, (rush_dtype)x->dtype, x, x->ndim, shape);
}
static bool max_unpool2d_meta(call *c) { return max_unpool_meta(c, 2); }
static bool max_unpool3d_meta(call *c) { return max_unpool_meta(c, 3); }

static bool max_unpool_ref(call *c) {
    int dims = c->op == &op_max_unpool2d ? 2 : 3;
    const int64_t *size = c->args[2].u.ints;
    pool_buffers b;
    TRY(pool_buffers_make(c, &b, TENSOR(c, 0), TENSOR(c, 1), 0));
    int64_t volume = shape_numel(dims, size), windows = shape_numel(dims, b.a->shape + b.a->ndim - dims);
    size_t width = dtype_size((rush_dtype)b.a->dtype);
    const char *from = tensor_data(b.a);
    const int64_t *at = tensor_data(b.b);
    char *to = memset(tensor_data(b.out), 0, (size_t)b.out->numel * width);
    for (int64_t i = 0; i < b.a->numel; i++) {
        if (at[i] < 0 || at[i] >= volume) {
            if (dims == 2)
                CHECK(c, false, "Found an invalid max index: %lld (output volumes are of size %lldx%lld", (long long)at[i], (long long)size[0],
                      (long long)size[1]);
            CHECK(c, false, "Found an invalid max index: %lld (output volumes are of size %lldx%lldx%lld", (long long)at[i], (long long)size[0],
                  (long long)size[1], (long long)size[2]);
        }
        memcpy(to + (size_t)(i / windows * volume + at[i]) * width, from + (size_t)i * width, width);
    }
    return pool_buffers_finish(c, &b);
}

static bool max_unpool2d_grad(backward *c) {
    GIVE(0, rush_max_pool_gather(c->grad, c->args[1].u.t, 2));
    return true;
}
static bool max_unpool3d_grad(backward *c) {
    GIVE(0, rush_max_pool_gather(c->grad, c->args[1].u.t, 3));
    return true;
}

const op op_max_unpool2d = {
    OP_ROW(max_unpool2d),
    .schema = "max_unpool2d(Tensor self, Tensor indices, int[2] output_size) -> Tensor",
    .doc = "Zeros of [.., H, W] of output_size with each element put at its index (row * W + column) in its plane.",
    .flags = OP_NN,
    .positional = 3,
    .grad_name = "MaxUnpool2DBackward0",
    .saves = ARG(1),
    .meta = max_unpool2d_meta,
    .ref = max_unpool_ref,
    .grad = max_unpool2d_grad,
    .samples = TEXTS("T[2,3,2,2], T[2,3,2,2]:i1000, (40,25)", "T[1,1,1,1], T[1,1,1,1]:i15, (4,4)", "T[2,1,1], T[2,1,1]:i30, (5,6)", "T[0,2,3,3], T[0,2,3,3]:i9, (4,4)",
                     "T[2,2,1,1]:n, T[2,2,1,1]:i15, (4,4)", "T[3,2,1,2]:cl, T[3,2,1,2]:i1000, (40,25)", "T[2,3,1,1]:t, T[2,3,1,1]:i20, (4,5)",
                     "T[2,3,1,2]:s, T[2,3,1,1]:i20, (4,5)", "T[300,300,1,1], T[300,300,1,1]:i9, (3,3)"),
    .errors = TEXTS("T[2,3,4,4], T[2,3,4,4]:i32, (8,8)", "elements in indices should be type int64 but got: Int", "T[2,3,4,4], T[1,3,4,4]:i9, (8,8)",
                    "Expected shape of indices to be same as that of the input tensor ([2, 3, 4, 4]) but got indices tensor with shape: [1, 3, 4, 4]",
                    "T[4,4], T[4,4]:i9, (8,8)", "Input to max_unpooling2d should be a 3d or 4d Tensor, but got a tensor with 2 dimensions.",
                    "T[2,0,4,4], T[2,0,4,4]:i9, (8,8)",
                    "max_unpooling2d_forward_out_cpu(): Expected input to have non-zero size for non-batch dimensions, but got [2, 0, 4, 4] with "
                    "dimension 1 being empty.",
                    "T[1,1,4,4]:i9, T[1,1,4,4]:i9, (8,8)", "\"max_unpool2d\" not implemented for 'Long'"),
};

const op op_max_unpool3d = {
    OP_ROW(max_unpool3d),
    .schema = "max_unpool3d(Tensor self, Tensor indices, int[3] output_size, int[3] stride, int[3] padding) -> Tensor",
    .doc = "Zeros of [.., D, H, W] of output_size with each element put at its index in its volume; stride and padding are only checked.",
    .flags = OP_NN,
    .positional = 5,
    .grad_name = "MaxUnpool3DBackward0",
    .saves = ARG(1),
    .meta = max_unpool3d_meta,
    .ref = max_unpool_ref,
    .grad = max_unpool3d_grad,
    .samples = TEXTS("T[2,3,1,2,2], T[2,3,1,2,2]:i1000, (4,10,25), (2,2,2), (0,0,0)", "T[1,1,1,1,1], T[1,1,1,1,1]:i15, (4,4,1), (2,2,2), (0,0,0)",
                     "T[2,1,1,1], T[2,1,1,1]:i30, (5,6,2), (2,2,2), (0,0,0)", "T[0,2,3,3,3], T[0,2,3,3,3]:i9, (4,4,4), (2,2,2), (0,0,0)",
                     "T[2,2,1,1,1]:n, T[2,2,1,1,1]:i15, (4,4,2), (2,2,2), (0,0,0)", "T[2,3,1,1,1]:t, T[2,3,1,1,1]:i20, (4,5,2), (2,2,2), (0,0,0)",
                     "T[2,3,1,1,2]:s, T[2,3,1,1,1]:i20, (4,5,1), (2,2,2), (0,0,0)", "T[300,300,1,1,1], T[300,300,1,1,1]:i9, (3,3,1), (2,2,2), (0,0,0)"),
    .errors = TEXTS("T[2,3,4,4,4], T[2,3,4,4,4]:i32, (8,8,8), (2,2,2), (0,0,0)", "elements in indices should be type int64",
                    "T[2,3,4,4,4], T[1,3,4,4,4]:i9, (8,8,8), (2,2,2), (0,0,0)",
                    "Expected shape of indices to be same as that of the input tensor ([2, 3, 4, 4, 4]) but got indices tensor with shape: [1, 3, 4, "
                    "4, 4]",
                    "T[2,3,4,4,4], T[2,3,4,4,4]:i9, (8,8,8), (2,2,0), (0,0,0)", "strides should be greater than zero, but got stride: [2, 2, 0]",
                    "T[2,3,4,4,4], T[2,3,4,4,4]:i9, (8,8), (2,2,2), (0,0,0)",
                    "There should be exactly three elements (depth, height, width) in output_size, but got 2 elements.",
                    "T[4,4,4], T[4,4,4]:i9, (8,8,8), (2,2,2), (0,0,0)",
                    "Input to max_unpooling3d should be a 4d or 5d Tensor, but got a tensor with 3 dimensions."),
};
