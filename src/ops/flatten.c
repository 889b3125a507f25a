/* SPDX-License-Identifier: MIT */
/* flatten.c - views made of view, reshape, permute and expand: flatten, unflatten, movedim, view_as, reshape_as, expand_as. */
#include "ops/internal_ops.h"
#include "ops/op.h"

#include <string.h>

static bool flatten_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int start, end, n = 0;
    int64_t shape[RUSH_MAX_DIMS];
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &start));
    TRY(call_dim(c, INT_ARG(c, 2), self->ndim, &end));
    CHECK(c, start <= end, "flatten() has invalid args: start_dim cannot come after end_dim");
    if (self->ndim == 0) return call_return(c, 0, rush_reshape(self, RUSH_SHAPE(1)));
    if (start == end) return call_return(c, 0, self);
    for (int i = 0; i < self->ndim; i++) {
        if (i > start && i <= end) shape[n - 1] *= self->shape[i];
        else shape[n++] = self->shape[i];
    }
    return call_return(c, 0, rush_reshape(self, ((rush_shape){ shape, n })));
}

const op op_flatten = {
    OP_ROW(flatten),
    .schema = "flatten.using_ints(Tensor self, int start_dim=0, int end_dim=-1) -> Tensor",
    .doc = "The dimensions start_dim to end_dim as one: a view where possible, else a copy.",
    .flags = OP_NO_OUT,
    .positional = 3,
    .run = flatten_run,
    .samples = TEXTS("T[2,3,4]", "T[2,3,4], 1", "T[2,3,4], 0, 1", "T[]", "T[0,3]", "T[5], 0, 0", "T[2,3,4]:t, 1, -1", "T[4,6]:s", "T[3,4]:e", "T[2,3,4,5], -3, -2",
                     "T[300,300]",
                     "T[2,3]:n"),
    .errors = TEXTS("T[3,4], 1, 0", "flatten() has invalid args: start_dim cannot come after end_dim", "T[3,4], 0, 2",
                    "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
    .dtypes = DTYPES_ALL,
};

static bool unflatten_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[2];
    int d, missing = -1;
    int64_t shape[RUSH_MAX_DIMS], product = 1;
    TRY(call_dim(c, INT_ARG(c, 1), self->ndim, &d));
    CHECK(c, v->count > 0, "unflatten: sizes must be non-empty");
    CHECK(c, self->ndim > 0, "unflatten: a 0-dimensional tensor has no dimension to unflatten");
    CHECK(c, self->ndim - 1 + v->count <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    memcpy(shape, self->shape, sizeof *shape * (size_t)d);
    for (int i = 0; i < v->count; i++) {
        int64_t n = shape[d + i] = v->u.ints[i];
        if (n == -1) {
            CHECK(c, missing < 0, "unflatten got an unexpected error:\nonly one dimension can be inferred");
            missing = d + i;
        } else {
            CHECK(c, n >= 0, "unflatten got an unexpected error:\ninvalid shape dimension %lld", (long long)n);
            product *= n;
        }
    }
    CHECK(c, missing < 0 ? product == self->shape[d] : product && self->shape[d] % product == 0,
          "unflatten: Provided sizes %s don't multiply up to the size of dim %d (%lld) in the input tensor", SHAPE_TEXT(v->count, v->u.ints), d,
          (long long)self->shape[d]);
    if (missing >= 0) shape[missing] = self->shape[d] / product;
    memcpy(shape + d + v->count, self->shape + d + 1, sizeof *shape * (size_t)(self->ndim - d - 1));
    return call_return(c, 0, rush_view(self, ((rush_shape){ shape, self->ndim - 1 + v->count })));
}

const op op_unflatten = {
    OP_ROW(unflatten),
    .schema = "unflatten.int(Tensor self, int dim, int[] sizes) -> Tensor",
    .doc = "A view in which dimension dim becomes several of the given sizes; one may be -1.",
    .flags = OP_NO_OUT,
    .run = unflatten_run,
    .samples = TEXTS("T[6], 0, (2,3)", "T[2,6], 1, (3,-1)", "T[2,6], -1, (2,3)", "T[4,3], 0, (2,1,2)", "T[0,3], 0, (0,2)", "T[3,4]:t, 0, (2,2)", "T[6,4]:s, 0, (3,2)",
                     "T[300,300], 1, (30,10)",
                     "T[6]:n, 0, (2,3)"),
    .errors = TEXTS("T[3,4], 0, (2,2)", "unflatten: Provided sizes [2, 2] don't multiply up to the size of dim 0 (3) in the input tensor", "T[3,4], 0, ()",
                    "unflatten: sizes must be non-empty", "T[3,4], 0, (-1,-1)", "unflatten got an unexpected error:\nonly one dimension can be inferred",
                    "T[3,4], 3, (2,2)", "Dimension out of range (expected to be in range of [-2, 1], but got 3)"),
    .dtypes = DTYPES_ALL,
};

static bool movedim_dims(call *c, const value *v, const char *name, int ndim, int *dims, uint64_t *seen) {
    *seen = 0;
    CHECK_BIT_SET(c, ndim);
    for (int i = 0; i < v->count; i++) {
        TRY(call_dim(c, v->u.ints[i], ndim, &dims[i]));
        CHECK(c, !(*seen >> dims[i] & 1), "movedim: repeated dim in `%s` (%s)", name, SHAPE_TEXT(v->count, v->u.ints));
        *seen |= UINT64_C(1) << dims[i];
    }
    return true;
}

static bool movedim_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *source = &c->args[1], *destination = &c->args[2];
    int from[RUSH_MAX_DIMS], to[RUSH_MAX_DIMS];
    int64_t order[RUSH_MAX_DIMS];
    uint64_t moved, taken;
    CHECK(c, source->count == destination->count,
          "movedim: Invalid source or destination dims: source (%s dims) should contain the same number of dims as destination (%s dims)",
          SHAPE_TEXT(source->count, source->u.ints), SHAPE_TEXT(destination->count, destination->u.ints));
    CHECK(c, source->count <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    TRY(movedim_dims(c, source, "source", self->ndim, from, &moved));
    TRY(movedim_dims(c, destination, "destination", self->ndim, to, &taken));
    if (self->ndim == 0) return call_return(c, 0, rush_alias(self));
    for (int i = 0; i < source->count; i++) order[to[i]] = from[i];
    for (int i = 0, next = 0; i < self->ndim; i++) { /* the rest keep their order */
        if (taken >> i & 1) continue;
        while (moved >> next & 1) next++;
        order[i] = next++;
    }
    return call_return(c, 0, rush_permute(self, ((rush_shape){ order, self->ndim })));
}

const op op_movedim = {
    OP_ROW(movedim),
    .schema = "movedim.intlist(Tensor self, int[] source, int[] destination) -> Tensor",
    .doc = "A view in which the dimensions source stand at destination; the others keep their order.",
    .flags = OP_NO_OUT,
    .run = movedim_run,
    .samples = TEXTS("T[2,3,4], (0,), (2,)", "T[2,3,4], (0,1), (2,0)", "T[2,3,4], (-1,), (0,)", "T[], (0,), (0,)", "T[0,3], (0,), (1,)", "T[3,4]:t, (0,), (1,)",
                     "T[2,3], (), ()", "T[4,6]:s, (1,), (0,)", "T[2,300,300], (0,), (2,)",
                     "T[2,3]:n, (0,), (1,)"),
    .errors = TEXTS("T[3,4], (0,1), (0,)",
                    "movedim: Invalid source or destination dims: source ([0, 1] dims) should contain the same number of dims as destination ([0] dims)",
                    "T[3,4], (0,0), (0,1)", "movedim: repeated dim in `source` ([0, 0])", "T[3,4], (0,1), (0,0)",
                    "movedim: repeated dim in `destination` ([0, 0])"),
    .dtypes = DTYPES_ALL,
};

static bool view_as_run(call *c) { return call_return(c, 0, rush_view(TENSOR(c, 0), rush_sizes(TENSOR(c, 1)))); }
static bool reshape_as_run(call *c) { return call_return(c, 0, rush_reshape(TENSOR(c, 0), rush_sizes(TENSOR(c, 1)))); }
static bool expand_as_run(call *c) { return call_return(c, 0, rush_expand(TENSOR(c, 0), rush_sizes(TENSOR(c, 1)))); }

const op op_view_as = {
    OP_ROW(view_as),
    .schema = "view_as(Tensor self, Tensor other) -> Tensor",
    .doc = "The same memory with other's shape.",
    .run = view_as_run,
    .samples = TEXTS("T[2,3], T[6]", "T[6], T[2,3]", "T[], T[1,1]", "T[0,3], T[3,0]", "T[2,3,4], T[6,4]", "T[1], T[]", "T[2,3], T[2,3]", "T[300,300], T[90000]",
                     "T[2,3]:n, T[6]", "T[4,6]:s, T[4,3]"),
    .errors = TEXTS("T[3,4], T[5]", "shape '[5]' is invalid for input of size 12"),
    .dtypes = DTYPES_ALL,
};

const op op_reshape_as = {
    OP_ROW(reshape_as),
    .schema = "reshape_as(Tensor self, Tensor other) -> Tensor",
    .doc = "The elements in other's shape: a view where possible, else a copy.",
    .flags = OP_NO_OUT,
    .run = reshape_as_run,
    .samples = TEXTS("T[2,3], T[6]", "T[6], T[2,3]", "T[], T[1,1]", "T[0,3], T[3,0]", "T[2,3]:t, T[6]", "T[4,6]:s, T[12]", "T[2,3]:t, T[2,3]", "T[300,300]:t, T[90000]",
                     "T[2,3]:n, T[6]"),
    .errors = TEXTS("T[3,4], T[5]", "shape '[5]' is invalid for input of size 12"),
    .dtypes = DTYPES_ALL,
};

const op op_expand_as = {
    OP_ROW(expand_as),
    .schema = "expand_as(Tensor self, Tensor other) -> Tensor",
    .doc = "A view of self repeated (stride 0) up to other's shape.",
    .run = expand_as_run,
    .samples = TEXTS("T[3,1], T[3,4]", "T[3], T[2,3]", "T[], T[2,2]", "T[1], T[0]", "T[2,1,3], T[2,5,3]", "T[3,1]:t, T[4,3]", "T[2,3], T[2,3]", "T[300,1], T[300,300]",
                     "T[3,1]:n, T[3,2]"),
    .errors = TEXTS("T[2,3], T[2,4]",
                    "The expanded size of the tensor (4) must match the existing size (3) at non-singleton dimension 1.  Target sizes: [2, 4].  Tensor sizes: [2, 3]"),
    .dtypes = DTYPES_ALL,
};
