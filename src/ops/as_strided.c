/* SPDX-License-Identifier: MIT */
/* as_strided.c - a view with any sizes, strides and offset into the storage. */
#include "ops/internal_ops.h"
#include "ops/op.h"

/* True if no two indices reach one element, as far as sorted strides tell. */
static bool view_is_injective(const rush_tensor *t) {
    int64_t reach = 0; /* of the dimensions with smaller strides */
    for (int done = 0, last = -1; done < t->ndim; done++) {
        int next = -1;
        for (int i = 0; i < t->ndim; i++) {
            bool after = last < 0 || t->strides[i] > t->strides[last] || (t->strides[i] == t->strides[last] && i > last);
            if (after && (next < 0 || t->strides[i] < t->strides[next])) next = i;
        }
        if (t->shape[next] > 1 && t->strides[next] <= reach) return false;
        reach += (t->shape[next] - 1) * t->strides[next];
        last = next;
    }
    return true;
}

static bool as_strided_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *size = &c->args[1], *stride = &c->args[2];
    int64_t offset = self->offset + INT_ARG(c, 3), last = offset;
    CHECK(c, size->count == stride->count, "mismatch in length of strides and shape");
    CHECK(c, offset >= 0, "Tensor: invalid storage offset %lld", (long long)offset);
    bool empty = false;
    for (int i = 0; i < size->count; i++) {
        CHECK(c, size->u.ints[i] >= 0, "Trying to create tensor with negative dimension %lld: %s", (long long)size->u.ints[i],
              SHAPE_TEXT(size->count, size->u.ints));
        CHECK(c, stride->u.ints[i] >= 0, "as_strided: Negative strides are not supported at the moment, got strides: %s",
              SHAPE_TEXT(stride->count, stride->u.ints));
        if (size->u.ints[i] == 0) empty = true;
        else {
            int64_t more;
            CHECK(c, !__builtin_mul_overflow(size->u.ints[i] - 1, stride->u.ints[i], &more) && !__builtin_add_overflow(last, more, &last),
                  "as_strided: sizes and strides overflow");
        }
    }
    size_t item = dtype_size((rush_dtype)self->dtype);
    CHECK(c, empty || (size_t)(last + 1) <= self->storage->bytes / item,
          "setStorage: sizes %s, strides %s, storage offset %lld, and itemsize %zu requiring a storage size of %lld are out of bounds for storage of "
          "size %zu", SHAPE_TEXT(size->count, size->u.ints), SHAPE_TEXT(stride->count, stride->u.ints), (long long)offset, item,
          (long long)(last + 1) * (long long)item, self->storage->bytes);
    return call_view(c, 0, self, size->count, size->u.ints, stride->u.ints, offset);
}

/* The gradient of memory: over a line as long as input and view reach, grad is written at the view's positions and read at
   the input's. Dimensions of stride 0 are summed; other views that reach an element twice are refused. */
static bool as_strided_grad(backward *c) {
    if (!needs(c, 0)) return true;
    const value *size = &c->args[1], *stride = &c->args[2], *in_stride = &c->args[4];
    rush_shape in = input_shape(c, 0);
    int64_t sizes[RUSH_MAX_DIMS], dims[RUSH_MAX_DIMS], offset = INT_ARG(c, 3), span = offset + 1, in_span = 1;
    int repeated = 0;
    for (int i = 0; i < size->count; i++) {
        sizes[i] = size->u.ints[i];
        span += (sizes[i] - 1) * stride->u.ints[i];
        if (stride->u.ints[i] == 0 && sizes[i] > 1) dims[repeated++] = i, sizes[i] = 1;
    }
    for (int i = 0; i < in.ndim; i++) in_span += (in.dims[i] - 1) * in_stride->u.ints[i];
    CHECK(c, offset >= 0, "the gradient of an as_strided view that begins before its input is not supported");
    rush_shape view = { sizes, size->count }, strides = { stride->u.ints, stride->count }, in_strides = { in_stride->u.ints, in_stride->count };
    rush_tensor *g = repeated ? rush_sum_dim(c->grad, ((rush_shape){ dims, repeated }), .keepdim = true) : c->grad;
    rush_tensor *line = rush_zeros(RUSH_SHAPE(in_span > span ? in_span : span), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    rush_tensor *at = rush_as_strided(line, view, strides, .storage_offset = RUSH_INT(offset));
    CHECK(c, !at || view_is_injective(at), "the gradient of an as_strided view that overlaps itself is not supported");
    rush_copy_(at, g);
    return give(c, 0, rush_as_strided(line, in, in_strides, .storage_offset = RUSH_INT(0)));
}

const op op_as_strided_of = {
    OP_ROW(as_strided_of),
    .schema = "as_strided_of(Tensor self, int[] size, int[] stride, int offset, int[] self_stride) -> Tensor",
    .doc = "as_strided with the offset relative to self's, and self's strides for the derivative.",
    .positional = 5,
    .flags = OP_VIEW | OP_INTERNAL,
    .grad_name = "AsStridedBackward0",
    .meta = as_strided_meta,
    .grad = as_strided_grad,
};

static bool as_strided_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *size = &c->args[1], *stride = &c->args[2];
    int64_t offset = HAS(c, 3) ? INT_ARG(c, 3) : self->offset;
    return call_return(c, 0, rush_as_strided_of(self, ((rush_shape){ size->u.ints, size->count }), ((rush_shape){ stride->u.ints, stride->count }),
                                                offset - self->offset, ((rush_shape){ self->strides, self->ndim })));
}

const op op_as_strided = {
    OP_ROW(as_strided),
    .schema = "as_strided(Tensor self, int[] size, int[] stride, int? storage_offset=None) -> Tensor",
    .doc = "A view of the storage with the given sizes, strides and offset (in elements). Error: it would reach beyond the storage.",
    .run = as_strided_run,
    .samples = TEXTS("T[6], (2,3), (3,1)", "T[6], (2,2), (1,2), 1", "T[2,3], (3,2), (1,3)", "T[], (), ()", "T[4], (0,), (1,)", "T[4], (3,4), (0,1)",
                     "T[3,4], (4,), (3,)", "T[70000], (300,200), (200,1)",
                     "T[4]:n, (2,2), (2,1)"),
    .errors = TEXTS("T[4], (3,), (2,)",
                    "setStorage: sizes [3], strides [2], storage offset 0, and itemsize 4 requiring a storage size of 20 are out of bounds for storage of "
                    "size 16"),
};
