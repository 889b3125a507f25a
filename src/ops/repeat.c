/* SPDX-License-Identifier: MIT */
/* repeat.c - elements again or in another order: repeat, tile, repeat_interleave, flip, roll, meshgrid.
     repeat  y[i_0, …] = x[i_0 mod n_0, …]
     flip    y[…, i, …] = x[…, n - 1 - i, …]
     roll    y[…, (i + s) mod n, …] = x[…, i, …] */
#include "ops/move.h"

#include <string.h>

/* ---- repeat ---- */

static bool repeat_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[1];
    int64_t shape[RUSH_MAX_DIMS];
    int lead = v->count - self->ndim;
    bool negative = false;
    CHECK(c, lead >= 0, "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
    CHECK(c, v->count <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    for (int i = 0; i < v->count; i++) {
        CHECK(c, !__builtin_mul_overflow(v->u.ints[i], i < lead ? 1 : self->shape[i - lead], &shape[i]), "repeat: the sizes overflow");
        negative = negative || shape[i] < 0;
    }
    for (int i = 0; negative && i < v->count; i++)
        CHECK(c, shape[i] >= 0, "Trying to create tensor with negative dimension %lld: %s", (long long)shape[i], SHAPE_TEXT(v->count, shape));
    return call_out(c, 0, (rush_dtype)self->dtype, v->count, shape);
}

/* The result seen with two dimensions for each of its own, [times, size]; the source has stride 0 in the first.
   Dimensions of size 1 are left out. */
static bool repeat_ref(call *c) {
    rush_tensor *self = TENSOR(c, 0), *out = c->out[0];
    const value *v = &c->args[1];
    int64_t shape[RUSH_MAX_DIMS];
    move_part to = { .data = tensor_data(out) }, from = { .data = tensor_data(self) }, own = move_part_of(self), all = move_part_of(out);
    int n = 0, lead = v->count - self->ndim;
    for (int i = 0; i < v->count; i++) {
        int64_t size = i < lead ? 1 : self->shape[i - lead];
        if (v->u.ints[i] != 1) {
            CHECK(c, n < RUSH_MAX_DIMS, "repeat: more than %d repeated dimensions", RUSH_MAX_DIMS);
            shape[n] = v->u.ints[i];
            to.strides[n] = all.strides[i] * size;
            from.strides[n++] = 0;
        }
        if (size != 1) {
            CHECK(c, n < RUSH_MAX_DIMS, "repeat: more than %d repeated dimensions", RUSH_MAX_DIMS);
            shape[n] = size;
            to.strides[n] = all.strides[i];
            from.strides[n++] = own.strides[i - lead];
        }
    }
    move_strided(move_inner_of(MOVE_SET, (rush_dtype)out->dtype), n, shape, to, from);
    return true;
}

static bool repeat_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_shape in = input_shape(c, 0);
    const value *v = &c->args[1];
    int64_t shape[2 * RUSH_MAX_DIMS], sum[RUSH_MAX_DIMS], n = 0, summed = 0;
    for (int i = 0; i < v->count; i++) {
        int64_t lead = v->count - in.ndim, size = i < lead ? 1 : in.dims[i - lead], times = v->u.ints[i];
        if (times == 0) return give(c, 0, rush_zeros(in, .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device));
        if (times != 1) {
            sum[summed++] = n;
            shape[n++] = times;
        }
        if (i >= lead) shape[n++] = size;
    }
    CHECK(c, n <= RUSH_MAX_DIMS, "the gradient of repeat needs more than %d dimensions", RUSH_MAX_DIMS);
    rush_tensor *g = rush_reshape(c->grad, ((rush_shape){ shape, n }));
    return give(c, 0, summed ? rush_sum_dim(g, ((rush_shape){ sum, summed })) : g);
}

const op op_repeat = {
    OP_ROW(repeat),
    .schema = "repeat(Tensor self, int[] repeats) -> Tensor",
    .doc = "The tensor repeated the given number of times along each dimension; further repeats come in front.",
    .meta = repeat_meta,
    .ref = repeat_ref,
    .grad = repeat_grad,
    .samples = TEXTS("T[2,3], (2,2)", "T[3], (2,3)", "T[2,3], (1,1)", "T[], (2,)", "T[], ()", "T[0,3], (2,2)", "T[2,3], (0,1)", "T[2,3]:t, (1,2)", "T[4,6]:s, (2,1)",
                     "T[3,4]:e, (1,2)", "T[2,3]:n, (3,1,2)", "T[100,300], (2,3)",
                     "T[300,3], (1,100)"),
    .errors = TEXTS("T[3,4], (2,)", "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor", "T[3,4], (2,-1)",
                    "Trying to create tensor with negative dimension -4: [6, -4]"),
    .dtypes = DTYPES_ALL,
};

static bool tile_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[1];
    int64_t repeats[RUSH_MAX_DIMS];
    int n = v->count > self->ndim ? v->count : self->ndim;
    CHECK(c, n <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    for (int i = 0; i < n; i++) repeats[i] = i < n - v->count ? 1 : v->u.ints[i - (n - v->count)];
    return call_return(c, 0, rush_repeat(self, ((rush_shape){ repeats, n })));
}

const op op_tile = {
    OP_ROW(tile),
    .schema = "tile(Tensor self, int[] dims) -> Tensor",
    .doc = "As repeat, but missing repeats (in front) are 1.",
    .flags = OP_NO_OUT,
    .run = tile_run,
    .samples = TEXTS("T[2,3], (2,2)", "T[2,3], (2,)", "T[3], (2,3)", "T[], (2,)", "T[2,3], ()", "T[0,3], (2,)", "T[2,3]:t, (2,)", "T[4,6]:s, (2,1)", "T[100,300], (3,)",
                     "T[300,3], (1,100)"),
    .dtypes = DTYPES_ALL,
};

/* index_select with each index `repeats` times */
static bool repeat_interleave_run(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t repeats = INT_ARG(c, 1);
    int d = 0;
    CHECK(c, repeats >= 0, "repeats can not be negative");
    if (!HAS(c, 2)) self = rush_flatten(self, 0, -1);
    else TRY(call_dim(c, INT_ARG(c, 2), self->ndim, &d));
    if (!self) return false;
    if (self->ndim == 0) self = rush_flatten(self, 0, -1);
    if (!self) return false;
    rush_tensor *index = rush_unsqueeze(rush_arange(self->shape[d], .device = self->device), 1);
    return call_return(c, 0, rush_index_select(self, d, rush_reshape(rush_expand(index, RUSH_SHAPE(self->shape[d], repeats)), RUSH_SHAPE(self->shape[d] * repeats))));
}

const op op_repeat_interleave = {
    OP_ROW(repeat_interleave),
    .schema = "repeat_interleave.self_int(Tensor self, int repeats, int? dim=None) -> Tensor",
    .doc = "Each index of a dimension repeated; without dim the tensor is flattened first.",
    .flags = OP_NO_OUT,
    .positional = 2,
    .run = repeat_interleave_run,
    .samples = TEXTS("T[2,3], 2", "T[2,3], 2, 0", "T[2,3], 3, -1", "T[], 2", "T[0,3], 2, 1", "T[2,3], 0, 0", "T[3,4]:t, 2, 0", "T[4,6]:s, 2, 1", "T[2,3]:n, 2", "T[100,300], 3, 1",
                     "T[300,300], 2"),
    .errors = TEXTS("T[3,4], -1", "repeats can not be negative", "T[3,4], 2, 3", "Dimension out of range (expected to be in range of [-2, 1], but got 3)"),
    .dtypes = DTYPES_ALL,
};

/* ---- flip, roll ---- */

static bool flip_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *v = &c->args[1];
    uint64_t mask = 0;
    CHECK_BIT_SET(c, self->ndim);
    for (int i = 0; i < v->count; i++) {
        int d;
        TRY(call_dim(c, v->u.ints[i], self->ndim, &d));
        CHECK(c, !(mask >> d & 1), "dim %d appears multiple times in the list of dims", d);
        mask |= UINT64_C(1) << d;
    }
    c->work[1] = (int64_t)mask;
    return call_out_like(c, 0, self);
}

static bool flip_ref(call *c) {
    rush_tensor *self = TENSOR(c, 0), *out = c->out[0];
    if (out->numel == 0) return true;
    move_part from = move_part_of(self);
    for (int i = 0; i < self->ndim; i++)
        if ((uint64_t)c->work[1] >> i & 1) {
            from.data += (self->shape[i] - 1) * from.strides[i];
            from.strides[i] = -from.strides[i];
        }
    move_strided(move_inner_of(MOVE_SET, (rush_dtype)out->dtype), self->ndim, self->shape, move_part_of(out), from);
    return true;
}

static bool flip_grad(backward *c) {
    GIVE(0, rush_flip(c->grad, ((rush_shape){ c->args[1].u.ints, c->args[1].count })));
    return true;
}

const op op_flip = {
    OP_ROW(flip),
    .schema = "flip(Tensor self, int[] dims) -> Tensor",
    .doc = "A copy with the order of the given dimensions reversed.",
    .flags = OP_NO_OUT,
    .meta = flip_meta,
    .ref = flip_ref,
    .grad = flip_grad,
    .samples = TEXTS("T[5], (0,)", "T[2,3], (0,1)", "T[2,3], (-1,)", "T[2,3], ()", "T[], (0,)", "T[0,3], (1,)", "T[3,4]:t, (0,)", "T[4,6]:s, (1,)", "T[3,4]:e, (0,1)",
                     "T[2,3,4]:n, (0,2)", "T[300,300], (1,)"),
    .errors = TEXTS("T[3,4], (2,)", "Dimension out of range (expected to be in range of [-2, 1], but got 2)", "T[3,4], (0,0)",
                    "dim 0 appears multiple times in the list of dims"),
    .dtypes = DTYPES_ALL,
};

static bool roll_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    const value *shifts = &c->args[1], *dims = &c->args[2];
    CHECK(c, shifts->count > 0, "`shifts` required");
    CHECK(c, dims->count == shifts->count || (dims->count == 0 && shifts->count == 1), "shifts and dimensions must align. shifts: %d, dims:%d", shifts->count,
          dims->count);
    for (int i = 0; i < dims->count; i++) {
        int d;
        TRY(call_dim(c, dims->u.ints[i], self->ndim, &d));
    }
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

/* Both cut at shift[d] in every dimension: 2 parts a dimension, each moved whole. */
static void roll_parts(move_inner inner, int ndim, int d, int64_t *shape, const int64_t *shift, move_part to, move_part from) {
    while (d < ndim && shift[d] == 0) d++;
    if (d == ndim) {
        move_strided(inner, ndim, shape, to, from);
        return;
    }
    int64_t n = shape[d], s = shift[d];
    move_part t = to, f = from;
    t.data += s * to.strides[d];
    shape[d] = n - s;
    roll_parts(inner, ndim, d + 1, shape, shift, t, from);
    f.data += (n - s) * from.strides[d];
    shape[d] = s;
    roll_parts(inner, ndim, d + 1, shape, shift, to, f);
    shape[d] = n;
}

static bool roll_ref(call *c) {
    const rush_tensor *self = TENSOR(c, 0);
    rush_tensor *out = c->out[0];
    const value *shifts = &c->args[1], *dims = &c->args[2];
    int64_t shift[RUSH_MAX_DIMS] = { 0 }, shape[RUSH_MAX_DIMS];
    if (out->numel == 0) return true;
    move_inner inner = move_inner_of(MOVE_SET, (rush_dtype)out->dtype);
    if (dims->count == 0) { /* all elements as one line */
        if (!(self = call_contiguous(c, self))) return false;
        int64_t n = self->numel, size = (int64_t)dtype_size((rush_dtype)self->dtype), s = (shifts->u.ints[0] % n + n) % n;
        move_part to = { .data = tensor_data(out), .strides = { size } }, from = { .data = tensor_data(self), .strides = { size } };
        roll_parts(inner, 1, 0, &n, &s, to, from);
        return true;
    }
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    for (int i = 0; i < dims->count && self->ndim; i++) {
        int64_t d = dims->u.ints[i] < 0 ? dims->u.ints[i] + self->ndim : dims->u.ints[i];
        shift[d] = ((shift[d] + shifts->u.ints[i] % shape[d]) % shape[d] + shape[d]) % shape[d];
    }
    roll_parts(inner, self->ndim, 0, shape, shift, move_part_of(out), move_part_of(self));
    return true;
}

static bool roll_grad(backward *c) {
    const value *shifts = &c->args[1], *dims = &c->args[2];
    int64_t *back = scope_scratch(sizeof *back * (size_t)shifts->count);
    if (!back) return error_memory(c->site, c->op->name, sizeof *back * (size_t)shifts->count);
    for (int i = 0; i < shifts->count; i++) back[i] = (int64_t)(0 - (uint64_t)shifts->u.ints[i]);
    GIVE(0, rush_roll(c->grad, ((rush_shape){ back, shifts->count }), ((rush_shape){ dims->u.ints, dims->count })));
    return true;
}

const op op_roll = {
    OP_ROW(roll),
    .schema = "roll(Tensor self, int[1] shifts, int[1] dims=[]) -> Tensor",
    .doc = "The elements moved on by shifts along dims, those pushed out at the end coming in at the front; no dims: as one line.",
    .flags = OP_NO_OUT,
    .positional = 3,
    .meta = roll_meta,
    .ref = roll_ref,
    .grad = roll_grad,
    .samples = TEXTS("T[5], (2,), (0,)", "T[5], (-1,), (0,)", "T[3,4], (1,2), (0,1)", "T[3,4], (7,)", "T[3,4], (1,1), (0,0)", "T[], (1,)", "T[0,3], (1,), (1,)",
                     "T[3,4]:t, (1,), (-1,)", "T[4,6]:s, (3,)", "T[3,4]:e, (1,), (1,)", "T[5]:n, (9,), (0,)", "T[300,300], (100,-50), (0,1)"),
    .errors = TEXTS("T[3,4], (1,), (2,)", "Dimension out of range (expected to be in range of [-2, 1], but got 2)", "T[3,4], (1,2), (0,)",
                    "shifts and dimensions must align. shifts: 2, dims:1", "T[3,4], (), (0,)", "`shifts` required"),
    .dtypes = DTYPES_ALL,
};

/* ---- meshgrid ---- */

static bool meshgrid_run(call *c) {
    const value *list = &c->args[0];
    const char *indexing = HAS(c, 1) ? c->args[1].u.string : "ij";
    int64_t shape[RUSH_MAX_DIMS], n = list->count;
    CHECK(c, n > 0, "meshgrid expects a non-empty TensorList");
    CHECK(c, n <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    bool xy = strcmp(indexing, "xy") == 0;
    for (int i = 0; i < n; i++) {
        const rush_tensor *t = list->u.tensors[i];
        CHECK(c, t->ndim <= 1, "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: %s", TENSOR_SHAPE_TEXT(t));
        CHECK(c, device_same(t->device, list->u.tensors[0]->device), "meshgrid expects all tensors to have the same device");
        CHECK(c, t->dtype == list->u.tensors[0]->dtype, "meshgrid expects all tensors to have the same dtype");
        shape[i] = t->numel;
    }
    CHECK(c, xy || strcmp(indexing, "ij") == 0, "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: %s", indexing);
    TRY(call_list(c, n));
    bool swap = xy && n >= 2; /* the first two exchanged on the way in, and back on the way out */
    if (swap) shape[0] = list->u.tensors[1]->numel, shape[1] = list->u.tensors[0]->numel;
    for (int i = 0; i < n; i++) {
        int64_t one[RUSH_MAX_DIMS], at = swap && i < 2 ? 1 - i : i;
        for (int k = 0; k < n; k++) one[k] = k == at ? shape[k] : 1;
        TRY(call_return_element(c, rush_expand(rush_view(list->u.tensors[i], ((rush_shape){ one, n })), ((rush_shape){ shape, n }))));
    }
    return true;
}

const op op_meshgrid = {
    OP_ROW(meshgrid),
    .schema = "meshgrid.indexing(Tensor[] tensors, *, str indexing=\"ij\") -> Tensor[]",
    .doc = "For vectors of n_0, n_1, … elements views of shape [n_0, n_1, …], each varying along its own dimension; indexing \"xy\" exchanges the first two.",
    .flags = OP_LIST | OP_ANY_DEVICE,
    .run = meshgrid_run,
    .samples = TEXTS("{T[2], T[3]}", "{T[2], T[3]}, indexing='xy'", "{T[2], T[3], T[4]}, indexing='xy'", "{T[]}", "{T[3], T[]}", "{T[0], T[3]}", "{T[6]:s, T[2]}",
                     "{T[300], T[300]}",
                     "{T[3]:n, T[2]}"),
    .errors = TEXTS("{}", "meshgrid expects a non-empty TensorList", "{T[1]:i2, T[2]}", "meshgrid expects all tensors to have the same dtype",
                    "{T[1], T[1]}, indexing='foo'", "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: foo"),
    .dtypes = DTYPES_ALL,
};
