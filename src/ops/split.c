/* SPDX-License-Identifier: MIT */
/* split.c - a tensor in pieces, all views: narrow, split, split_with_sizes, chunk, unbind. */
#include "ops/op.h"
#include "ops/record.h"

#include <string.h>

static bool narrow_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int d, first;
    int64_t start = INT_ARG(c, 2), length = INT_ARG(c, 3);
    CHECK(c, self->ndim > 0, "narrow() cannot be applied to a 0-dim tensor.");
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    int64_t size = self->shape[d];
    if (start != size && size <= INT32_MAX) {
        TRY(dim_wrap(c->site, c->op->name, start, (int)size, &first));
        start = first;
    } else if (start < 0) start += size;
    CHECK(c, length >= 0 && start >= 0 && start <= size - length, "start (%lld) + length (%lld) exceeds dimension size (%lld).", (long long)start,
          (long long)length, (long long)size);
    return call_return(c, 0, rush_slice(self, d, .start = RUSH_INT(start), .end = RUSH_INT(start + length)));
}

const op op_narrow = {
    OP_ROW(narrow),
    .schema = "narrow(Tensor self, int dim, int start, int length) -> Tensor",
    .doc = "A view of the indices start to start + length - 1 of a dimension.",
    .run = narrow_run,
    .samples = TEXTS("T[5], 0, 1, 3", "T[5,4], 1, 0, 2", "T[5,4], -1, -3, 2", "T[5], 0, 5, 0", "T[0,3], 1, 0, 3", "T[4,5]:t, 0, 1, 2", "T[4,6]:s, 1, 1, 2", "T[2,300,300], 1, 10, 280",
                     "T[5]:n, 0, 1, 3"),
    .errors = TEXTS("T[3,4], 0, 1, 3", "start (1) + length (3) exceeds dimension size (3).", "T[3,4], 0, 4, 1",
                    "Dimension out of range (expected to be in range of [-3, 2], but got 4)", "T[3,4], 0, 0, -1",
                    "start (0) + length (-1) exceeds dimension size (3).", "T[], 0, 0, 1", "narrow() cannot be applied to a 0-dim tensor."),
    .dtypes = DTYPES_ALL,
};

/* Adds the indices start … start + length - 1 of dimension d to the list. */
static bool split_piece(call *c, int d, int64_t start, int64_t length) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t shape[RUSH_MAX_DIMS];
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    shape[d] = length;
    return call_view(c, 0, self, self->ndim, shape, self->strides, self->offset + (length ? start * self->strides[d] : 0));
}

static bool split_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int d;
    int64_t each = INT_ARG(c, 1);
    CHECK(c, self->ndim > 0, "split expects at least a 1-dimensional tensor");
    CHECK(c, each >= 0, "split expects split_size be non-negative, but got split_size=%lld", (long long)each);
    TRY(call_dim(c, INT_ARG(c, 2), self->ndim, &d));
    int64_t size = self->shape[d];
    CHECK(c, each > 0 || size == 0, "split_size can only be 0 if dimension size is 0, but got dimension size of %lld", (long long)size);
    int64_t n = each && size ? (size - 1) / each + 1 : 1;
    TRY(call_list(c, n));
    for (int64_t i = 0; i < n; i++) TRY(split_piece(c, d, i * each, i < n - 1 ? each : size - each * (n - 1)));
    return true;
}

static bool split_grad(backward *c) {
    if (!needs(c, 0)) return true;
    return give(c, 0, rush_cat(c->grads, c->node->nout, INT_ARG(c, 2)));
}

const op op_split = {
    OP_ROW(split),
    .schema = "split.Tensor(Tensor self, int split_size, int dim=0) -> Tensor[]",
    .doc = "Views of split_size indices of a dimension each; the last may be smaller.",
    .positional = 3,
    .flags = OP_VIEW | OP_LIST,
    .meta = split_meta,
    .grad = split_grad,
    .samples = TEXTS("T[5], 2", "T[5,4], 3, 1", "T[5,4], 2, -1", "T[5], 10", "T[0,3], 0", "T[0,3], 2", "T[3,4]:t, 1, 0", "T[4,6]:s, 2, 1", "T[300,300], 100",
                     "T[5]:n, 2"),
    .errors = TEXTS("T[3,4], -1", "split expects split_size be non-negative, but got split_size=-1", "T[3,4], 0",
                    "split_size can only be 0 if dimension size is 0, but got dimension size of 3", "T[], 1", "split expects at least a 1-dimensional tensor"),
    .dtypes = DTYPES_ALL,
};

static bool split_with_sizes_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *sizes = &c->args[1];
    int d;
    int64_t sum = 0;
    CHECK(c, self->ndim > 0, "split expects at least a 1-dimensional tensor");
    TRY(call_dim(c, INT_ARG(c, 2), self->ndim, &d));
    for (int i = 0; i < sizes->count; i++) {
        CHECK(c, sizes->u.ints[i] >= 0, "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=%s",
              SHAPE_TEXT(sizes->count, sizes->u.ints));
        CHECK(c, !__builtin_add_overflow(sum, sizes->u.ints[i], &sum), "split_with_sizes: the sum of split_sizes overflows");
    }
    CHECK(c, sum == self->shape[d],
          "split_with_sizes expects split_sizes to sum exactly to %lld (input tensor's size at dimension %d), but got split_sizes=%s",
          (long long)self->shape[d], d, SHAPE_TEXT(sizes->count, sizes->u.ints));
    TRY(call_list(c, sizes->count));
    for (int64_t i = 0, start = 0; i < sizes->count; start += sizes->u.ints[i++]) TRY(split_piece(c, d, start, sizes->u.ints[i]));
    return true;
}

const op op_split_with_sizes = {
    OP_ROW(split_with_sizes),
    .schema = "split_with_sizes(Tensor self, int[] split_sizes, int dim=0) -> Tensor[]",
    .doc = "Views of the given numbers of indices of a dimension, one after the other; together they are all of it.",
    .positional = 3,
    .flags = OP_VIEW | OP_LIST,
    .meta = split_with_sizes_meta,
    .grad = split_grad,
    .samples = TEXTS("T[5], (2,3)", "T[5,4], (1,0,3), 1", "T[5,4], (2,2), -1", "T[5], (5,)", "T[0,3], (0,0)", "T[3,4]:t, (1,3), 0", "T[4,6]:s, (2,1), 1", "T[300,300], (100,200)",
                     "T[5]:n, (2,3)"),
    .errors = TEXTS("T[3,4], (1,1)", "split_with_sizes expects split_sizes to sum exactly to 3 (input tensor's size at dimension 0), but got split_sizes=[1, 1]",
                    "T[3,4], (4,-1)", "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=[4, -1]"),
    .dtypes = DTYPES_ALL,
};

static bool chunk_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t chunks = INT_ARG(c, 1);
    int d;
    CHECK(c, self->ndim > 0, "chunk expects at least a 1-dimensional tensor");
    CHECK(c, chunks > 0, "chunk expects `chunks` to be greater than 0, got: %lld", (long long)chunks);
    TRY(call_dim(c, INT_ARG(c, 2), self->ndim, &d));
    int64_t size = self->shape[d], each = size / chunks + (size % chunks != 0);
    if (each == 0) { /* as many empty pieces as were asked for */
        CHECK(c, chunks < INT32_MAX, "chunk: too many chunks of an empty dimension");
        int64_t *sizes = scope_scratch(sizeof *sizes * (size_t)chunks);
        if (!sizes) return error_memory(c->site, c->op->name, sizeof *sizes * (size_t)chunks);
        memset(sizes, 0, sizeof *sizes * (size_t)chunks);
        return call_return_list(c, rush_split_with_sizes(self, ((rush_shape){ sizes, chunks }), d));
    }
    return call_return_list(c, rush_split(self, each, d));
}

const op op_chunk = {
    OP_ROW(chunk),
    .schema = "chunk(Tensor self, int chunks, int dim=0) -> Tensor[]",
    .doc = "At most `chunks` views of equal size (the last may be smaller) along a dimension.",
    .positional = 3,
    .flags = OP_LIST,
    .run = chunk_run,
    .samples = TEXTS("T[6], 2", "T[5,4], 3, 0", "T[5,4], 2, -1", "T[5], 10", "T[0,3], 3", "T[3,4]:t, 2, 0", "T[4,6]:s, 3, 1", "T[300,300], 7",
                     "T[5]:n, 2"),
    .errors = TEXTS("T[3,4], 0", "chunk expects `chunks` to be greater than 0, got: 0", "T[], 1", "chunk expects at least a 1-dimensional tensor"),
    .dtypes = DTYPES_ALL,
};

static bool unbind_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int d, n = 0;
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS];
    CHECK_INDEX(c, self->ndim > 0, "Dimension specified as %lld but tensor has no dimensions", (long long)INT_ARG(c, 1));
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    for (int i = 0; i < self->ndim; i++)
        if (i != d) shape[n] = self->shape[i], strides[n++] = self->strides[i];
    TRY(call_list(c, self->shape[d]));
    for (int64_t i = 0; i < self->shape[d]; i++) TRY(call_view(c, 0, self, n, shape, strides, self->offset + i * self->strides[d]));
    return true;
}

static bool unbind_grad(backward *c) {
    if (!needs(c, 0)) return true;
    return give(c, 0, rush_stack(c->grads, c->node->nout, INT_ARG(c, 1)));
}

const op op_unbind = {
    OP_ROW(unbind),
    .schema = "unbind.int(Tensor self, int dim=0) -> Tensor[]",
    .doc = "A view of each index of a dimension; the dimension goes.",
    .positional = 2,
    .flags = OP_VIEW | OP_LIST,
    .meta = unbind_meta,
    .grad = unbind_grad,
    .samples = TEXTS("T[3]", "T[2,3]", "T[2,3], 1", "T[2,3,4], -2", "T[0,3]", "T[3,4]:t", "T[4,6]:s, 1", "T[3,4]:e", "T[3,300,300]",
                     "T[3]:n"),
    .errors = TEXTS("T[3,4], 2", "Dimension out of range (expected to be in range of [-2, 1], but got 2)", "T[]",
                    "Dimension specified as 0 but tensor has no dimensions"),
    .dtypes = DTYPES_ALL,
};
