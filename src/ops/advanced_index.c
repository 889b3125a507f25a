/* SPDX-License-Identifier: MIT */
/* advanced_index.c - x[i, :, j] with index tensors: index, index_put.
   Masks become one index tensor for each of their dimensions; all index tensors are broadcast to one shape B. In the result B
   stands where the indexed dimensions stood, or in front if these were not next to each other. */
#include "ops/index.h"
#include "ops/move.h"

#include <string.h>

#include "core/strided.h"
#include "ops/call.h"

typedef struct index_plan {
    int count;                               /* index tensors */
    const rush_tensor *index[RUSH_MAX_DIMS]; /* int64 */
    int dim[RUSH_MAX_DIMS];                  /* what each is for */
    uint64_t indexed;                        /* set of those dimensions */
    int b_ndim, first;                       /* of B; where B stands in the result */
    int64_t b_shape[RUSH_MAX_DIMS], b_numel;
    int ndim;                                /* of the result */
    int64_t shape[RUSH_MAX_DIMS];
} index_plan;

static void plan_add(index_plan *p, const rush_tensor *index, int dim) {
    p->index[p->count] = index;
    p->dim[p->count++] = dim;
    p->indexed |= UINT64_C(1) << dim;
}

/* a mask: the coordinates of its true elements */
static bool plan_add_mask(call *c, index_plan *p, const rush_tensor *mask, int d) {
    const rush_tensor *self = TENSOR(c, 0);
    for (int k = 0; k < mask->ndim; k++)
        CHECK_INDEX(c, mask->shape[k] == self->shape[d + k], "The shape of the mask %s at index %d does not match the shape of the indexed tensor %s at index %d",
                    TENSOR_SHAPE_TEXT(mask), k, TENSOR_SHAPE_TEXT(self), d + k);
    int64_t n = index_count_nonzero(c, mask);
    if (n < 0) return false;
    rush_tensor *coordinates = scope_own(tensor_new(c->site, RUSH_INT64, rush_cpu(), 2, (int64_t[]){ mask->ndim, n }));
    if (!coordinates || !index_put_nonzero(c, mask, tensor_data(coordinates), 1, n)) return false;
    for (int k = 0; k < mask->ndim; k++) {
        rush_tensor *row = scope_own(tensor_alias(c->site, coordinates, 1, &n, (int64_t[]){ 1 }, k * n));
        if (!row) return false;
        plan_add(p, row, d + k);
    }
    return true;
}

/* B, or an IndexError that lists the shapes */
static bool plan_broadcast(call *c, index_plan *p) {
    p->b_ndim = 0;
    for (int i = 0; i < p->count; i++) {
        const rush_tensor *t = p->index[i];
        int n = t->ndim > p->b_ndim ? t->ndim : p->b_ndim;
        bool fits = true;
        for (int k = 1; k <= n; k++) { /* from the last dimension on */
            int64_t a = k <= p->b_ndim ? p->b_shape[p->b_ndim - k] : 1, b = k <= t->ndim ? t->shape[t->ndim - k] : 1;
            fits = fits && (a == b || a == 1 || b == 1);
        }
        if (!fits) {
            char text[1024];
            size_t used = 0;
            for (int k = 0; k < p->count && used < sizeof text - 280; k++)
                used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", k ? ", " : "", TENSOR_SHAPE_TEXT(p->index[k]));
            return error_set(RUSH_INDEX_ERROR, c->site, c->op->name, "shape mismatch: indexing tensors could not be broadcast together with shapes %s", text);
        }
        TRY(shape_broadcast(c->site, c->op->name, p->b_ndim, p->b_shape, t->ndim, t->shape, &p->b_ndim, p->b_shape));
    }
    p->b_numel = shape_numel(p->b_ndim, p->b_shape);
    return true;
}

/* Reads argument 1 of index and index_put; the plan is kept in work[1]. */
static index_plan *plan_make(call *c) {
    const rush_tensor *self = TENSOR(c, 0);
    const value *list = &c->args[1];
    index_plan *p = scope_scratch(sizeof *p);
    if (!p) {
        error_memory(c->site, c->op->name, sizeof *p);
        return NULL;
    }
    *p = (index_plan){ 0 };
    c->work[1] = (int64_t)(intptr_t)p;
    int dims = 0;
    for (int i = 0; i < list->count; i++) {
        const rush_tensor *t = list->u.tensors[i];
        bool mask = t && (t->dtype == RUSH_BOOL || t->dtype == RUSH_UINT8);
        if (t && !mask && t->dtype != RUSH_INT64) {
            error_set(RUSH_INDEX_ERROR, c->site, c->op->name, "tensors used as indices must be long, byte or bool tensors");
            return NULL;
        }
        dims += mask ? t->ndim : 1;
    }
    if (dims > self->ndim) {
        error_set(RUSH_INDEX_ERROR, c->site, c->op->name, "too many indices for tensor of dimension %d (got %d)", self->ndim, dims);
        return NULL;
    }
    if (TENSOR(c, 0)->ndim > 64) return error_set(RUSH_RUNTIME_ERROR, c->site, NULL, "only tensors with up to 64 dims are supported"), NULL;
    for (int i = 0, d = 0; i < list->count; i++) {
        const rush_tensor *t = list->u.tensors[i];
        if (t && t->dtype == RUSH_INT64) plan_add(p, t, d++);
        else if (t) {
            if (!plan_add_mask(c, p, t, d)) return NULL;
            d += t->ndim;
        } else d++;
    }
    return plan_broadcast(c, p) ? p : NULL;
}

static bool plan_check_bounds(call *c, const index_plan *p) {
    const rush_tensor *self = TENSOR(c, 0);
    if (p->b_numel == 0) return true;
    for (int i = 0; i < p->count; i++) CHECK_INDEX(c, self->shape[p->dim[i]] != 0, "index is out of bounds for dimension with size 0");
    for (int d = 0; d < self->ndim; d++) /* nothing is read where another dimension has no elements */
        if (!(p->indexed >> d & 1) && self->shape[d] == 0) return true;
    for (int i = 0; i < p->count; i++) { /* PyTorch names the index tensor's number for the dimension */
        int64_t bad, size = self->shape[p->dim[i]];
        CHECK_INDEX(c, index_within(c, p->index[i], -size, size, &bad), "index %lld is out of bounds for dimension %d with size %lld", (long long)bad, i,
                    (long long)size);
    }
    return true;
}

/* where B stands, and the result's shape */
static bool plan_shape(call *c, index_plan *p) {
    const rush_tensor *self = TENSOR(c, 0);
    bool adjacent = p->count > 0;
    for (int i = 1; i < p->count; i++) adjacent = adjacent && p->dim[i] == p->dim[i - 1] + 1;
    p->first = adjacent ? p->dim[0] : 0;
    p->ndim = 0;
    CHECK(c, self->ndim - p->count + p->b_ndim <= RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    for (int i = 0; i <= self->ndim; i++) {
        if (p->ndim == p->first && (!adjacent ? i == 0 : i == p->first)) {
            memcpy(p->shape + p->ndim, p->b_shape, sizeof *p->shape * (size_t)p->b_ndim);
            p->ndim += p->b_ndim;
        }
        if (i < self->ndim && !(p->indexed >> i & 1)) p->shape[p->ndim++] = self->shape[i];
    }
    return true;
}

/* ---- kernels ---- */

typedef struct offset_job { int64_t size, stride; } offset_job;

static void offset_loop(void *context, char *const *p, const int64_t *s, int64_t n) {
    const offset_job *job = context;
    for (int64_t i = 0; i < n; i++) {
        int64_t k = *(const int64_t *)(const void *)(p[1] + i * s[1]);
        *(int64_t *)(void *)(p[0] + i * s[0]) += (k < 0 ? k + job->size : k) * job->stride;
    }
}

/* For each element of B the offset in t, in bytes. */
static rush_tensor *plan_offsets(call *c, const index_plan *p, const rush_tensor *t) {
    rush_tensor *offsets = call_temporary(c, RUSH_INT64, p->b_ndim, p->b_shape);
    if (!offsets) return NULL;
    memset(tensor_data(offsets), 0, (size_t)offsets->numel * sizeof(int64_t));
    for (int i = 0; i < p->count; i++) {
        offset_job job = { t->shape[p->dim[i]], t->strides[p->dim[i]] * (int64_t)dtype_size((rush_dtype)t->dtype) };
        strided walk;
        strided_init(&walk, p->b_ndim, p->b_shape);
        strided_add_tensor(&walk, offsets, p->b_ndim);
        strided_add_tensor(&walk, p->index[i], p->b_ndim);
        strided_finish(&walk);
        strided_run(&walk, offset_loop, &job);
    }
    return offsets;
}

/* t's strides in the dimensions of the result, B left out (0) or all others left out */
static move_part plan_part(const index_plan *p, const rush_tensor *t) {
    move_part from = { .data = tensor_data(t) };
    int64_t size = (int64_t)dtype_size((rush_dtype)t->dtype);
    for (int i = 0, at = 0; i < t->ndim; i++) {
        if (p->indexed >> i & 1) continue;
        if (at == p->first) at += p->b_ndim;
        from.strides[at++] = t->strides[i] * size;
    }
    return from;
}

static bool index_meta(call *c) {
    index_plan *p = plan_make(c);
    TRY(p && plan_check_bounds(c, p) && plan_shape(c, p));
    return call_out(c, 0, (rush_dtype)TENSOR(c, 0)->dtype, p->ndim, p->shape);
}

static bool index_ref(call *c) {
    const index_plan *p = (const index_plan *)(intptr_t)c->work[1];
    rush_tensor *self = TENSOR(c, 0), *out = c->out[0], *offsets = plan_offsets(c, p, self);
    if (!offsets) return false;
    if (out->numel == 0) return true;
    move_part at = { .data = tensor_data(offsets) };
    for (int i = 0; i < p->b_ndim; i++) at.strides[p->first + i] = offsets->strides[i] * (int64_t)sizeof(int64_t);
    move_gather(dtype_size((rush_dtype)out->dtype), out->ndim, out->shape, move_part_of(out), at, plan_part(p, self), 1);
    return true;
}

static bool index_grad(backward *c) {
    if (!needs(c, 0)) return true;
    rush_tensor *zeros = rush_zeros(input_shape(c, 0), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    return give(c, 0, rush_index_put(zeros, c->args[1].u.tensors, c->args[1].count, c->grad, .accumulate = true));
}

const op op_index = {
    OP_ROW(index),
    .schema = "index.Tensor(Tensor self, Tensor?[] indices) -> Tensor",
    .doc = "self[indices]: each entry is an int64 tensor of indices, a mask (bool or uint8; stands for as many dimensions as it has), or None (NULL in C) for a whole dimension.",
    .flags = OP_OPTIONAL_LIST | OP_NO_METHOD,
    .saves = ARG(1),
    .meta = index_meta,
    .ref = index_ref,
    .grad = index_grad,
    .samples = TEXTS("T[3,4], {T[2]:i3}", "T[3,4], {None, T[5]:i4}", "T[3,4], {T[2]:i3, T[2]:i4}", "T[3,4,5], {T[2,1]:i3, None, T[3]:i5}", "T[3,4,5], {None, T[2,1]:i4, T[3]:i5}",
                     "T[3,4], {T[3]:b}", "T[3,4], {T[3,4]:b}", "T[3,4,5], {None, T[4,5]:b}", "T[3,4], {T[0]:i3}", "T[0,4], {None, T[2]:i4}", "T[4], {T[]:i4}",
                     "T[3,4]:t, {T[2]:i4, T[2]:i3}", "T[4,6]:s, {None, T[2,2]:i3}", "T[3,4]:e, {T[5]:i3}", "T[3,4]:n, {T[6]:s:i3}", "T[3,4,5], {T[3]:b, T[]:i4}",
                     "T[300,300], {T[400]:i300}", "T[300,300], {T[70000]:i300, T[70000]:i300}"),
    .errors = TEXTS("T[3,4], {T[2]:i3, T[3]:i4}", "shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]", "T[3,4], {T[1]:i1, T[1]:i1, T[1]:i1}",
                    "too many indices for tensor of dimension 2 (got 3)", "T[3,4], {T[2]:b}",
                    "The shape of the mask [2] at index 0 does not match the shape of the indexed tensor [3, 4] at index 0", "T[3,4], {T[2]}",
                    "tensors used as indices must be long, byte or bool tensors", "T[0,4], {T[1]:i1}", "index is out of bounds for dimension with size 0"),
    .dtypes = DTYPES_ALL,
};

/* ---- index_put ---- */

static bool index_put_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0), *values = TENSOR(c, 2);
    int64_t shape[RUSH_MAX_DIMS];
    index_plan *p = plan_make(c);
    TRY(p && plan_shape(c, p));
    bool fits = values->ndim <= p->ndim;
    for (int i = 1; fits && i <= values->ndim; i++) fits = values->shape[values->ndim - i] == 1 || values->shape[values->ndim - i] == p->shape[p->ndim - i];
    memcpy(shape, p->shape, sizeof *shape * (size_t)p->ndim);
    CHECK(c, fits, "shape mismatch: value tensor of shape %s cannot be broadcast to indexing result of shape %s", TENSOR_SHAPE_TEXT(values), SHAPE_TEXT(p->ndim, shape));
    CHECK(c, self->dtype == values->dtype, "Index put requires the source and destination dtypes match, got %s for the destination and %s for the source.",
          dtype_table[self->dtype].torch_name, dtype_table[values->dtype].torch_name);
    TRY(plan_check_bounds(c, p) && index_check_overlap(c, values));
    for (int i = 0; i < c->args[1].count; i++)
        if (c->args[1].u.tensors[i]) TRY(index_check_overlap(c, c->args[1].u.tensors[i]));
    return call_out_like(c, 0, self);
}

/* values in the dimensions of the result, those of B joined into one step; false if they do not join */
static bool values_part(const index_plan *p, const rush_tensor *values, move_part *from, int64_t *step) {
    int64_t size = (int64_t)dtype_size((rush_dtype)values->dtype), reach = 0;
    bool any = false;
    *from = (move_part){ .data = tensor_data(values) };
    *step = 0;
    for (int i = 1; i <= values->ndim; i++)
        from->strides[p->ndim - i] = values->shape[values->ndim - i] != 1 ? values->strides[values->ndim - i] * size : 0;
    for (int i = p->first + p->b_ndim - 1; i >= p->first; i--) {
        if (p->shape[i] == 1) continue;
        if (any && from->strides[i] != reach) return false;
        if (!any) *step = from->strides[i];
        any = true;
        reach = from->strides[i] * p->shape[i];
    }
    return true;
}

static bool index_put_ref(call *c) {
    const index_plan *p = (const index_plan *)(intptr_t)c->work[1];
    bool accumulate = BOOL_ARG(c, 3);
    rush_tensor *sum = c->out[0], *offsets;
    const rush_tensor *values = index_source(c, TENSOR(c, 2));
    if (accumulate) TRY(move_wide(c, c->out[0], &sum));
    if (!values || !(values = call_cast(c, values, (rush_dtype)sum->dtype)) || !(offsets = plan_offsets(c, p, sum))) return false;
    if (shape_numel(p->ndim, p->shape) == 0) return true;
    int64_t lines[RUSH_MAX_DIMS], step;
    move_part from;
    if (!values_part(p, values, &from, &step)) {
        rush_tensor *copy = call_temporary(c, (rush_dtype)values->dtype, p->ndim, p->shape);
        if (!copy || !tensor_copy(c->site, copy, values)) return false;
        values_part(p, copy, &from, &step);
    }
    memcpy(lines, p->shape, sizeof *lines * (size_t)p->ndim);
    for (int i = 0; i < p->b_ndim; i++) lines[p->first + i] = 1;
    move_scatter job = { .inner = move_inner_of(accumulate ? MOVE_ADD : MOVE_SET, (rush_dtype)sum->dtype), .to = plan_part(p, sum),
                         .index = { .data = tensor_data(offsets) }, .from = from, .count = p->b_numel, .index_step = sizeof(int64_t), .from_step = step, .scale = 1 };
    move_scatter_run(&job, p->ndim, lines);
    return move_narrow(c, c->out[0], sum);
}

static bool index_put_grad(backward *c) {
    rush_tensor *const *indices = c->args[1].u.tensors;
    int64_t n = c->args[1].count;
    if (needs(c, 0)) {
        bool accumulate = c->args[3].u.i != 0;
        rush_tensor *zero = accumulate ? NULL : rush_zeros(RUSH_SHAPE(), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
        TRY(give(c, 0, accumulate ? c->grad : rush_index_put(c->grad, indices, n, zero)));
    }
    GIVE(2, rush_index(c->grad, indices, n));
    return true;
}

const op op_index_put = {
    OP_ROW(index_put),
    .schema = "index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor",
    .doc = "self with self[indices] = values, or += with accumulate (then an element named twice gets both; the same bits for any number of threads).",
    .flags = OP_INPLACE | OP_WRITES_EXPANDED | OP_COPY_FIRST | OP_OPTIONAL_LIST | OP_NO_OUT,
    .saves = ARG(1),
    .meta = index_put_meta,
    .ref = index_put_ref,
    .grad = index_put_grad,
    .samples = TEXTS("T[3,4], {T[1]:i3}, T[4]", "T[3,4], {None, T[1]:i4}, T[3,1]", "T[3,4], {T[1]:i3, T[1]:i4}, T[]", "T[3,4,5], {T[2,1]:i3, None, T[3]:i5}, T[2,3,4], True",
                     "T[3,4,5], {None, T[2,1]:i4, T[3]:i5}, T[2,3], True", "T[3,4], {T[3]:b}, T[4]", "T[3,4], {T[3,4]:b}, T[1]", "T[3,4], {T[0]:i3}, T[4]", "T[4], {T[]:i4}, T[]",
                     "T[3,4]:t, {T[9]:i4, T[9]:i3}, T[9], True", "T[4,6]:s, {None, T[2,2]:i3}, T[4,2,2], True", "T[3,4], {T[5]:i3}, T[5,4]:e, True", "T[3,4], {T[6,5]:i3}, T[6,1,4]:n, True",
                     "T[300,300], {T[400]:i300}, T[400,300], True", "T[300,300], {T[70000]:i300, T[70000]:i300}, T[70000], True"),
    .errors = TEXTS("T[3,4], {T[1]:i3}, T[3]", "shape mismatch: value tensor of shape [3] cannot be broadcast to indexing result of shape [1, 4]", "T[3,4], {T[1]:i3}, T[1]:f64",
                    "Index put requires the source and destination dtypes match, got Float for the destination and Double for the source."),
    .dtypes = DTYPES_ALL,
};
