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

/* how far a view reaches behind its first element; -1: it is empty */
static int64_t reach_of(rush_shape size, const int64_t *strides) {
    int64_t reach = 0;
    for (int64_t i = 0; i < size.ndim; i++) {
        if (size.dims[i] == 0) return -1;
        reach += (size.dims[i] - 1) * strides[i];
    }
    return reach;
}

/* for each element of a view into a line of n, its place there; one dimension */
static rush_tensor *places_of(backward *c, int64_t n, rush_shape size, rush_shape strides, int64_t offset) {
    rush_tensor *all = rush_arange(n, .dtype = RUSH_INT64, .device = c->grad->device);
    return rush_reshape(rush_as_strided(all, size, strides, .storage_offset = RUSH_INT(offset)), RUSH_SHAPE(-1));
}

/* The gradient of memory: over a line as long as input and view reach, grad is added up at the view's places and read at the input's.
   An element that the input shows several times shares its gradient among them. Places are counted from the first of both. */
static bool as_strided_grad(backward *c) {
    if (!needs(c, 0)) return true;
    const value *size = &c->args[1], *stride = &c->args[2], *in_stride = &c->args[4];
    rush_shape in = input_shape(c, 0), strides = { stride->u.ints, stride->count }, in_strides = { in_stride->u.ints, in_stride->count };
    int64_t sizes[RUSH_MAX_DIMS], dims[RUSH_MAX_DIMS], offset = INT_ARG(c, 3), low = offset < 0 ? offset : 0;
    int repeated = 0;
    rush_dtype dtype = (rush_dtype)c->grad->dtype;
    rush_shape view = { sizes, size->count };
    for (int i = 0; i < size->count; i++) {
        sizes[i] = size->u.ints[i];
        if (stride->u.ints[i] == 0 && sizes[i] > 1) dims[repeated++] = i, sizes[i] = 1;
    }
    int64_t reach = reach_of(view, stride->u.ints), in_reach = reach_of(in, in_stride->u.ints), n = offset + reach > in_reach ? offset + reach : in_reach;
    if (reach < 0 || in_reach < 0) return give(c, 0, rush_zeros(in, .dtype = dtype, .device = c->grad->device));
    n += 1 - low;
    rush_tensor *g = repeated ? rush_sum_dim(c->grad, ((rush_shape){ dims, repeated }), .keepdim = true) : c->grad;
    rush_tensor *line = rush_zeros(RUSH_SHAPE(n), .dtype = dtype, .device = c->grad->device);
    rush_tensor *at = rush_as_strided(line, view, strides, .storage_offset = RUSH_INT(offset - low));
    if (!at) return false;
    if (view_is_injective(at)) rush_copy_(at, g);
    else line = rush_index_add(line, 0, places_of(c, n, view, strides, offset - low), rush_reshape(g, RUSH_SHAPE(-1)));
    rush_tensor *found = rush_as_strided(line, in, in_strides, .storage_offset = RUSH_INT(-low));
    if (!found) return false;
    if (!view_is_injective(found)) {
        rush_tensor *places = places_of(c, n, in, in_strides, -low), *ones = rush_ones(RUSH_SHAPE(places ? places->numel : 0), .dtype = dtype, .device = line->device);
        rush_tensor *times = rush_index_add(rush_zeros(RUSH_SHAPE(n), .dtype = dtype, .device = line->device), 0, places, ones);
        line = rush_div(line, rush_masked_fill(times, rush_eq(times, 0), 1));
        found = rush_reshape(rush_index_select(line, 0, places), in);
    }
    return give(c, 0, found);
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
