/* SPDX-License-Identifier: MIT */
/* masked.c - elements chosen by a condition or by their number in row-major order: nonzero, masked_select, masked_scatter, take. */
#include "ops/index.h"
#include "ops/move.h"

#include <string.h>

#include "ops/call.h"

/* ---- nonzero ---- */

static bool nonzero_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t n = index_count_nonzero(c, self);
    return n >= 0 && call_out_strided(c, 0, RUSH_INT64, 2, (int64_t[]){ n, self->ndim }, (int64_t[]){ 1, n }) /* as PyTorch lays it out */;
}

static bool nonzero_ref(call *c) {
    return index_put_nonzero(c, TENSOR(c, 0), tensor_data(c->out[0]), c->out[0]->strides[0], c->out[0]->strides[1]);
}

const op op_nonzero = {
    OP_ROW(nonzero),
    .schema = "nonzero(Tensor self) -> Tensor",
    .doc = "The indices of the elements that are not zero, a row [ndim] for each, in row-major order.",
    .flags = OP_NO_GRAD | OP_SIZE_FROM_VALUES,
    .meta = nonzero_meta,
    .ref = nonzero_ref,
    .samples = TEXTS("T[5]:i2", "T[3,4]:b", "T[2,3,4]:b", "T[]", "T[0,3]", "T[3,4]:t", "T[4,6]:s", "T[3,4]:e", "T[3]:n", "T[300,300]:i2"),
    .dtypes = DTYPES_ALL,
};

/* ---- masked_select ---- */

static bool masked_select_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *mask = TENSOR(c, 1);
    int64_t shape[RUSH_MAX_DIMS];
    int n;
    CHECK(c, mask->dtype == RUSH_BOOL || mask->dtype == RUSH_UINT8, "masked_select: expected BoolTensor or ByteTensor for mask");
    TRY(shape_broadcast(c->site, c->op->name, mask->ndim, mask->shape, self->ndim, self->shape, &n, shape));
    const rush_tensor *whole = index_expanded(c, mask, n, shape);
    int64_t count = whole ? index_count_nonzero(c, whole) : -1;
    c->work[1] = (int64_t)(intptr_t)whole;
    return count >= 0 && call_out(c, 0, (rush_dtype)self->dtype, 1, &count);
}

#define SELECT(T) \
    do { \
        T *o = tensor_data(to); \
        const T *x = tensor_data(from); \
        for (int64_t i = 0; i < mask->numel; i++) \
            if (m[i]) *o++ = x[i]; \
    } while (0)

static bool masked_select_ref(call *c) {
    rush_tensor *to = c->out[0];
    const rush_tensor *mask = (const rush_tensor *)(intptr_t)c->work[1], *from = index_expanded(c, TENSOR(c, 0), mask->ndim, mask->shape);
    if (!from) return false;
    const uint8_t *m = tensor_data(mask);
    size_t size = dtype_size((rush_dtype)to->dtype);
    if (size == 4) SELECT(uint32_t);
    else if (size == 8) SELECT(uint64_t);
    else if (size == 2) SELECT(uint16_t);
    else SELECT(uint8_t);
    return true;
}

static bool masked_select_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_shape in = input_shape(c, 0);
    const rush_tensor *mask = c->args[1].u.t;
    int64_t shape[RUSH_MAX_DIMS];
    int n;
    TRY(shape_broadcast(c->site, c->op->name, (int)in.ndim, in.dims, mask->ndim, mask->shape, &n, shape));
    rush_tensor *zeros = rush_zeros(((rush_shape){ shape, n }), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    return give(c, 0, rush_masked_scatter(zeros, c->args[1].u.t, c->grad)); /* the engine sums over what was broadcast */
}

const op op_masked_select = {
    OP_ROW(masked_select),
    .schema = "masked_select(Tensor self, Tensor mask) -> Tensor",
    .doc = "The elements where mask (bool) is true, as a vector, in row-major order; self and mask are broadcast.",
    .saves = ARG(1),
    .flags = OP_SIZE_FROM_VALUES | OP_OUT_APART,
    .meta = masked_select_meta,
    .ref = masked_select_ref,
    .grad = masked_select_grad,
    .samples = TEXTS("T[5], T[5]:b", "T[3,4], T[3,4]:b", "T[3,4], T[4]:b", "T[4], T[3,4]:b", "T[3,1], T[1,4]:b", "T[], T[]:b", "T[0,3], T[0,3]:b", "T[3,4], T[4,3]:t:b", "T[4,6]:s, T[4,6]:s:b",
                     "T[3,4]:e, T[3,4]:b", "T[5]:n, T[5]:b", "T[300,300], T[300,300]:b"),
    .errors = TEXTS("T[2], T[2]:i2", "masked_select: expected BoolTensor or ByteTensor for mask", "T[3,4], T[3]:b",
                    "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1"),
    .dtypes = DTYPES_ALL,
};

/* ---- masked_scatter ---- */

static bool masked_scatter_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *mask = TENSOR(c, 1), *source = TENSOR(c, 2);
    int64_t shape[RUSH_MAX_DIMS];
    int n;
    CHECK(c, self->dtype == source->dtype, "masked_scatter: expected self and source to have same dtypes but got%s and %s", dtype_table[self->dtype].torch_name,
          dtype_table[source->dtype].torch_name);
    CHECK(c, mask->dtype == RUSH_BOOL || mask->dtype == RUSH_UINT8, "masked_scatter_ only supports boolean masks, but got mask with dtype %s",
          dtype_table[mask->dtype].torch_name);
    TRY(shape_broadcast(c->site, c->op->name, self->ndim, self->shape, mask->ndim, mask->shape, &n, shape));
    const rush_tensor *whole = index_expanded(c, mask, n, shape);
    int64_t count = whole ? index_count_nonzero(c, whole) : -1;
    if (count < 0) return false;
    CHECK(c, count <= source->numel, "Number of elements of source < number of ones in mask");
    TRY(index_check_overlap(c, source));
    c->work[1] = (int64_t)(intptr_t)whole;
    return call_out(c, 0, (rush_dtype)self->dtype, n, shape);
}

/* the true elements as byte offsets into the result */
static bool masked_scatter_ref(call *c) {
    rush_tensor *out = c->out[0];
    const rush_tensor *mask = (const rush_tensor *)(intptr_t)c->work[1], *source = index_source(c, TENSOR(c, 2));
    int64_t n = index_count_nonzero(c, mask), ndim = mask->ndim, size = (int64_t)dtype_size((rush_dtype)out->dtype);
    rush_tensor *at = n < 0 ? NULL : call_temporary(c, RUSH_INT64, 2, (int64_t[]){ n, ndim ? ndim : 1 });
    if (!at || !source || !(source = call_contiguous(c, source))) return false;
    int64_t *offsets = tensor_data(at);
    if (ndim == 0) memset(offsets, 0, (size_t)n * sizeof *offsets);
    if (!index_put_nonzero(c, mask, offsets, ndim, 1)) return false;
    for (int64_t k = 0; ndim && k < n; k++) {
        int64_t offset = 0;
        for (int64_t d = 0; d < ndim; d++) offset += offsets[k * ndim + d] * out->strides[d] * size;
        offsets[k] = offset; /* row k lies behind every element written so far */
    }
    move_scatter job = { .inner = move_inner_of(MOVE_SET, (rush_dtype)out->dtype), .to = { .data = tensor_data(out) }, .index = { .data = (char *)offsets },
                         .from = { .data = tensor_data(source) }, .count = n, .index_step = sizeof *offsets, .from_step = size, .scale = 1 };
    move_scatter_run(&job, 0, NULL);
    return true;
}

static bool masked_scatter_grad(backward *c) {
    rush_tensor *mask = c->args[1].u.t;
    if (needs(c, 0)) {
        value args[3] = { value_tensor(mask), value_of_int(0), value_tensor(c->grad) };
        TRY(give(c, 0, op_call(&op_where, c->site, args, 3)));
    }
    if (!needs(c, 2)) return true;
    rush_shape in = input_shape(c, 2);
    rush_tensor *g = rush_masked_select(c->grad, mask);
    if (!g) return false;
    g = rush_constant_pad_nd(g, RUSH_SHAPE(0, shape_numel((int)in.ndim, in.dims) - g->numel));
    return give(c, 2, rush_view(g, in));
}

const op op_masked_scatter = {
    OP_ROW(masked_scatter),
    .schema = "masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor",
    .doc = "self with source's elements, in order, where mask (bool) is true. Error: source has too few.",
    .flags = OP_INPLACE | OP_COPY_FIRST | OP_NO_OUT | OP_SIZE_FROM_VALUES,
    .saves = ARG(1),
    .meta = masked_scatter_meta,
    .ref = masked_scatter_ref,
    .grad = masked_scatter_grad,
    .samples = TEXTS("T[5], T[5]:b, T[5]", "T[3,4], T[3,4]:b, T[12]", "T[3,4], T[4]:b, T[3,5]", "T[3,4], T[3,1]:b, T[12]:n", "T[], T[]:b, T[]", "T[0,3], T[0,3]:b, T[0]",
                     "T[4,3], T[3,4]:t:b, T[3,4]:t", "T[4,6]:s, T[4,6]:s:b, T[12]", "T[300,300], T[300,300]:b, T[300,300]"),
    .errors = TEXTS("T[3,4], T[3,4]:b, T[12]:f64", "masked_scatter: expected self and source to have same dtypes but gotFloat and Double", "T[300], T[300]:b, T[3]",
                    "Number of elements of source < number of ones in mask"),
    .dtypes = DTYPES_ALL,
};

/* ---- take ---- */

static bool take_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *index = TENSOR(c, 1);
    int64_t bad;
    CHECK(c, index->dtype == RUSH_INT64, "take(): Expected a long tensor for index, but got %s", dtype_table[index->dtype].torch_name);
    CHECK_INDEX(c, self->numel || !index->numel, "take(): tried to take from an empty tensor");
    CHECK_INDEX(c, index_within(c, index, -self->numel, self->numel, &bad), "out of range: tried to access index %lld on a tensor of %lld elements.", (long long)bad,
                (long long)self->numel);
    return call_out(c, 0, (rush_dtype)self->dtype, index->ndim, index->shape);
}

static bool take_ref(call *c) {
    rush_tensor *out = c->out[0];
    const rush_tensor *self = call_contiguous(c, TENSOR(c, 0)), *index = self ? index_wrapped(c, TENSOR(c, 1), self->numel) : NULL;
    int64_t size = (int64_t)dtype_size((rush_dtype)out->dtype);
    if (!index) return false;
    move_part from = { .data = tensor_data(self) };
    move_gather((size_t)size, out->ndim, out->shape, move_part_of(out), move_part_of(index), from, size);
    return true;
}

static bool take_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_shape in = input_shape(c, 0);
    rush_tensor *zeros = rush_zeros(RUSH_SHAPE(shape_numel((int)in.ndim, in.dims)), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    return give(c, 0, rush_view(rush_index_put(zeros, &c->args[1].u.t, 1, c->grad, .accumulate = true), in));
}

const op op_take = {
    OP_ROW(take),
    .schema = "take(Tensor self, Tensor index) -> Tensor",
    .doc = "The elements with the given numbers (int64) in row-major order, negative ones from the end, in index's shape.",
    .flags = OP_OUT_APART,
    .saves = ARG(1),
    .meta = take_meta,
    .ref = take_ref,
    .grad = take_grad,
    .samples = TEXTS("T[3,4], T[5]:i12", "T[3,4], T[2,3]:i12", "T[3,4], T[]:i12", "T[], T[2]:i1", "T[0], T[0]:i1", "T[3,4]:t, T[5]:i12", "T[4,6]:s, T[4]:s:i12", "T[3,4]:e, T[5]:i12", "T[3]:n, T[3]:i3",
                     "T[300,300], T[300,300]:i90000"),
    .errors = TEXTS("T[3,4], T[2]:i32", "take(): Expected a long tensor for index, but got Int", "T[0], T[1]:i1", "take(): tried to take from an empty tensor"),
    .dtypes = DTYPES_ALL,
};
