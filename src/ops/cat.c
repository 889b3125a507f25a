/* SPDX-License-Identifier: MIT */
/* cat.c - joining tensors: cat along a dimension, stack along a new one. */
#include "ops/move.h"

#include <string.h>

#include "core/parallel.h"

/* A 1-dimensional tensor without elements is left out, whatever the shape of the others. */
static bool cat_skips(const rush_tensor *t) { return t->ndim == 1 && t->shape[0] == 0; }

static rush_dtype common_dtype(const value *list) {
    rush_dtype dtype = (rush_dtype)list->u.tensors[0]->dtype;
    for (int i = 1; i < list->count; i++) dtype = dtype_promote(dtype, (rush_dtype)list->u.tensors[i]->dtype);
    return dtype;
}

/* Are t's dimensions in the order of channels-last memory, if not necessarily without gaps? [N,C,H,W]: strides of N >= H >= W >= C. */
static bool is_channels_last(const rush_tensor *t) {
    static const int order[2][5] = { { 1, 3, 2, 0 }, { 1, 4, 3, 2, 0 } };
    int64_t least = 0;
    if (t->ndim != 4 && t->ndim != 5) return false;
    if (t->strides[1] == 0) return false;
    for (int i = 0; i < t->ndim; i++) {
        int d = order[t->ndim - 4][i];
        if (t->shape[d] == 0 || t->strides[d] < least) return false;
        if (i == t->ndim - 1 && least == t->strides[1]) return false; /* as well contiguous: [N,1,1,1] … */
        least = t->strides[d] * (t->shape[d] > 1 ? t->shape[d] : 1);
    }
    return true;
}

static bool cat_meta(call *c) {
    const value *list = &c->args[0];
    const rush_tensor *first = NULL;
    int first_at = 0, d = 0;
    int64_t shape[RUSH_MAX_DIMS];
    CHECK(c, list->count > 0, "torch.cat(): expected a non-empty list of Tensors");
    for (int i = 0; i < list->count; i++) {
        const rush_tensor *t = list->u.tensors[i];
        CHECK(c, t->ndim > 0, "zero-dimensional tensor (at position %d) cannot be concatenated", i);
        if (!first && !cat_skips(t)) first = t, first_at = i;
    }
    if (!first) { /* nothing but empty ones */
        c->work[1] = 0;
        return call_out(c, 0, common_dtype(list), 1, (int64_t[]){ 0 });
    }
    TRY(call_dim(c, INT_ARG(c, 1), first->ndim, &d));
    memcpy(shape, first->shape, sizeof *shape * (size_t)first->ndim);
    for (int i = first_at + 1; i < list->count; i++) {
        const rush_tensor *t = list->u.tensors[i];
        if (cat_skips(t)) continue;
        CHECK(c, t->ndim == first->ndim, "Tensors must have same number of dimensions: got %d and %d", first->ndim, t->ndim);
        for (int k = 0; k < t->ndim; k++)
            CHECK(c, k == d || t->shape[k] == first->shape[k],
                  "Sizes of tensors must match except in dimension %d. Expected size %lld but got size %lld for tensor number %d in the list.", d,
                  (long long)first->shape[k], (long long)t->shape[k], i);
        shape[d] += t->shape[d];
    }
    c->work[1] = d;
    bool last = true;
    for (int i = 0; last && i < list->count; i++) last = is_channels_last(list->u.tensors[i]);
    if (!last) return call_out(c, 0, common_dtype(list), first->ndim, shape);
    int64_t strides[RUSH_MAX_DIMS];
    shape_channels_last_strides(first->ndim, shape, strides);
    return call_out_strided(c, 0, common_dtype(list), first->ndim, shape, strides);
}

/* Copies t into out from index `start` of dimension d on; t's dimensions are out's, but d may be missing (stack). */
static bool put_piece(call *c, const rush_tensor *t, int d, int64_t start, bool stacked) {
    rush_tensor *out = c->out[0];
    if (!(t = call_cast(c, t, (rush_dtype)out->dtype))) return false;
    move_part to = move_part_of(out);
    to.data += start * to.strides[d];
    if (stacked) memmove(to.strides + d, to.strides + d + 1, sizeof *to.strides * (size_t)(t->ndim - d));
    move_strided(move_inner_of(MOVE_SET, (rush_dtype)out->dtype), t->ndim, t->shape, to, move_part_of(t));
    return true;
}

/* Contiguous pieces of one dtype: each gives a run of bytes to each row of the result. */
typedef struct rows_job { const value *list; char *to; int64_t row_bytes, rows, per_block; } rows_job;

static void rows_block(void *context, int64_t block) {
    const rows_job *job = context;
    int64_t end = (block + 1) * job->per_block;
    if (end > job->rows) end = job->rows;
    for (int64_t row = block * job->per_block; row < end; row++) {
        char *to = job->to + row * job->row_bytes;
        for (int i = 0; i < job->list->count; i++) {
            const rush_tensor *t = job->list->u.tensors[i];
            size_t bytes = (size_t)(t->numel / job->rows) * dtype_size((rush_dtype)t->dtype);
            memcpy(to, (const char *)tensor_data(t) + (size_t)row * bytes, bytes);
            to += bytes;
        }
    }
}

/* can cat_rows do it, and are there more than single elements to copy? */
static bool all_runs(const value *list, const rush_tensor *out, int64_t rows) {
    if (out->numel == rows * list->count) return false;
    for (int i = 0; i < list->count; i++) {
        const rush_tensor *t = list->u.tensors[i];
        if (!tensor_is_contiguous(t) || t->dtype != out->dtype) return false;
        tensor_data(t); /* plain before the threads see it */
    }
    return true;
}

static bool cat_rows(call *c, int64_t rows) {
    rush_tensor *out = c->out[0];
    int64_t row_bytes = out->numel / rows * (int64_t)dtype_size((rush_dtype)out->dtype), per = (1 << 17) / row_bytes + 1;
    rows_job job = { &c->args[0], tensor_data(out), row_bytes, rows, per };
    parallel_for((rows + per - 1) / per, rows_block, &job);
    return true;
}

static bool cat_ref(call *c) {
    const value *list = &c->args[0];
    rush_tensor *out = c->out[0];
    int d = (int)c->work[1];
    if (out->numel == 0) return true;
    int64_t rows = shape_numel(d, out->shape), start = 0;
    if (rows > 1 && tensor_is_contiguous(out) && all_runs(list, out, rows)) return cat_rows(c, rows);
    for (int i = 0; i < list->count; i++) {
        const rush_tensor *t = list->u.tensors[i];
        if (t->numel == 0) continue;
        TRY(put_piece(c, t, d, start, false));
        start += t->shape[d];
    }
    return true;
}

static bool cat_grad(backward *c) {
    const value *list = &c->args[0];
    int64_t start = 0, d = INT_ARG(c, 1);
    for (int i = 0; i < list->count; i++) {
        rush_shape in = input_shape_element(c, 0, i);
        bool skipped = in.ndim == 1 && in.dims[0] == 0;
        int64_t length = skipped ? 0 : in.dims[d < 0 ? d + in.ndim : d];
        if (needs_element(c, 0, i)) {
            rush_tensor *g = skipped ? rush_zeros(in, .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device) : rush_narrow(c->grad, d, start, length);
            TRY(give_element(c, 0, i, g));
        }
        start += length;
    }
    return true;
}

const op op_cat = {
    OP_ROW(cat),
    .schema = "cat(Tensor[] tensors, int dim=0) -> Tensor",
    .doc = "The tensors one after the other along a dimension; their other sizes must agree.",
    .flags = OP_OUT_APART,
    .positional = 2,
    .meta = cat_meta,
    .ref = cat_ref,
    .grad = cat_grad,
    .samples = TEXTS("{T[2,3], T[4,3]}", "{T[2,3], T[2,1]}, 1", "{T[2,3]}, -1", "{T[2,3], T[0], T[1,3]}", "{T[0], T[0]}", "{T[3,2]:t, T[2,4]}, 1", "{T[4,6]:s, T[4,3]:n}, 0",
                     "{T[2,3,4], T[2,5,4], T[2,1,4]}, -2", "{T[3,4]:e, T[3,4]}, 1", "{T[2], T[3]:i4}", "{T[300,200], T[300,100]}, 1", "{T[300,200], T[100,200]}",
                     "{T[200,300], T[100,300]}", "{T[2,3,4,5]:cl, T[2,2,4,5]:cl}, 1", "{T[2,3,4,5]:cl, T[2,3,4,5]:cl}, -1", "{T[2,3,4,5]:cl, T[2,3,4,5]}", "{T[0], T[0]}, 1"),
    .errors = TEXTS("{}", "torch.cat(): expected a non-empty list of Tensors", "{T[3,4], T[3,3]}",
                    "Sizes of tensors must match except in dimension 0. Expected size 4 but got size 3 for tensor number 1 in the list.", "{T[3,4], T[3]}",
                    "Tensors must have same number of dimensions: got 2 and 1", "{T[], T[]}",
                    "zero-dimensional tensor (at position 0) cannot be concatenated"),
    .dtypes = DTYPES_ALL,
};

static bool stack_meta(call *c) {
    const value *list = &c->args[0];
    int d;
    int64_t shape[RUSH_MAX_DIMS];
    CHECK(c, list->count > 0, "stack expects a non-empty TensorList");
    const rush_tensor *first = list->u.tensors[0];
    CHECK(c, first->ndim < RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    TRY(call_dim(c, INT_ARG(c, 1), first->ndim + 1, &d));
    for (int i = 1; i < list->count; i++) {
        const rush_tensor *t = list->u.tensors[i];
        CHECK(c, shape_equal(t->ndim, t->shape, first->ndim, first->shape), "stack expects each tensor to be equal size, but got %s at entry 0 and %s at entry %d",
              TENSOR_SHAPE_TEXT(first), TENSOR_SHAPE_TEXT(t), i);
    }
    memcpy(shape, first->shape, sizeof *shape * (size_t)d);
    shape[d] = list->count;
    memcpy(shape + d + 1, first->shape + d, sizeof *shape * (size_t)(first->ndim - d));
    c->work[1] = d;
    return call_out(c, 0, common_dtype(list), first->ndim + 1, shape);
}

static bool stack_ref(call *c) {
    const value *list = &c->args[0];
    rush_tensor *out = c->out[0];
    int d = (int)c->work[1];
    if (out->numel == 0) return true;
    int64_t rows = shape_numel(d, out->shape);
    if (d && all_runs(list, out, rows)) return cat_rows(c, rows);
    for (int i = 0; i < list->count; i++) TRY(put_piece(c, list->u.tensors[i], d, i, true));
    return true;
}

static bool stack_grad(backward *c) {
    for (int i = 0; i < c->args[0].count; i++)
        if (needs_element(c, 0, i)) TRY(give_element(c, 0, i, rush_select(c->grad, INT_ARG(c, 1), i)));
    return true;
}

const op op_stack = {
    OP_ROW(stack),
    .schema = "stack(Tensor[] tensors, int dim=0) -> Tensor",
    .doc = "Tensors of one shape along a new dimension.",
    .flags = OP_OUT_APART,
    .positional = 2,
    .meta = stack_meta,
    .ref = stack_ref,
    .grad = stack_grad,
    .samples = TEXTS("{T[2,3], T[2,3]}", "{T[2,3], T[2,3]}, 1", "{T[2,3], T[2,3], T[2,3]}, -1", "{T[], T[]}", "{T[0,3]}, 1", "{T[3,2]:t, T[2,3]}, 2", "{T[4,6]:s, T[4,3]:n}",
                     "{T[2], T[2]:i4}", "{T[300,300], T[300,300]}, 1"),
    .errors = TEXTS("{}", "stack expects a non-empty TensorList", "{T[3,4], T[3,3]}",
                    "stack expects each tensor to be equal size, but got [3, 4] at entry 0 and [3, 3] at entry 1", "{T[3,4]}, 3",
                    "Dimension out of range (expected to be in range of [-3, 2], but got 3)"),
    .dtypes = DTYPES_ALL,
};
