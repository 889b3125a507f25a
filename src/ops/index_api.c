/* SPDX-License-Identifier: MIT */
/* index_api.c - x[…] and x[…] = value: the items become views one after the other (select, slice, unsqueeze), index tensors
   are gathered on the way and applied at the end by index or index_put. */
#include <rushlight/index.h>

#include "ops/internal_ops.h"
#include "ops/op.h"

/* ---- alias: what x[...] gives ---- */

static bool alias_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    return call_view(c, 0, self, self->ndim, self->shape, self->strides, self->offset);
}

static bool alias_grad(backward *c) {
    GIVE(0, c->grad);
    return true;
}

const op op_alias = {
    OP_ROW(alias),
    .schema = "alias(Tensor self) -> Tensor",
    .doc = "A view of all of self.",
    .flags = OP_VIEW | OP_INTERNAL,
    .meta = alias_meta,
    .grad = alias_grad,
    .samples = TEXTS("T[2,3]", "T[]", "T[0,3]", "T[3,4]:t", "T[4,6]:s", "T[3,4]:e", "T[3]:n", "T[300,300]"),
    .dtypes = DTYPES_ALL,
};

/* ---- items ---- */

/* what has become of x so far */
typedef struct slicer {
    rush_site site;
    const op *op;                          /* for error texts */
    rush_tensor *t;                        /* the view */
    int64_t dim;                           /* the dimension of t that the next item is for */
    rush_tensor *tensors[RUSH_MAX_DIMS];   /* index tensors by dimension of t; NULL: none */
    int64_t count;
} slicer;

static bool is_mask(const rush_tensor *t) { return t->dtype == RUSH_BOOL || t->dtype == RUSH_UINT8; }

/* How many dimensions of x the items are for; false if NULL is among the tensors. */
static bool specified_dims(slicer *c, const rush_index_item *items, int64_t count, int64_t *dims) {
    *dims = 0;
    for (int64_t i = 0; i < count; i++) {
        const rush_index_item *item = &items[i];
        if (item->kind == RUSH_INDEX_AT || item->kind == RUSH_INDEX_RANGE) ++*dims;
        else if (item->kind == RUSH_INDEX_TENSOR) {
            CHECK_TYPE(c, item->tensor, "index %lld: the tensor is NULL", (long long)i);
            *dims += is_mask(item->tensor) ? item->tensor->ndim : 1;
        } else
            CHECK_TYPE(c, item->kind == RUSH_INDEX_NEWAXIS || item->kind == RUSH_INDEX_ELLIPSIS || item->kind == RUSH_INDEX_BOOL,
                       "index %lld is of no kind that can index a tensor", (long long)i);
    }
    return true;
}

static bool take_tensor(slicer *c, rush_tensor *index) {
    CHECK_INDEX(c, c->dim < RUSH_MAX_DIMS, "tensors have at most %d dimensions", RUSH_MAX_DIMS);
    while (c->count < c->dim) c->tensors[c->count++] = NULL;
    c->tensors[c->count++] = index;
    c->dim++;
    return index != NULL;
}

/* x[True] keeps everything behind a new dimension, x[False] nothing */
static bool take_bool(slicer *c, bool on) {
    c->t = rush_unsqueeze(c->t, c->dim);
    return c->t && take_tensor(c, rush_zeros(RUSH_SHAPE(on), .dtype = RUSH_INT64, .device = c->t->device));
}

static bool take_at(slicer *c, int64_t index, int64_t position) {
    int64_t size = c->t->shape[c->dim];
    CHECK_INDEX(c, index >= -size && index < size, "index %lld is out of bounds for dimension %lld with size %lld", (long long)index, (long long)position,
                (long long)size);
    return (c->t = rush_select(c->t, c->dim, index)) != NULL;
}

static bool take_range(slicer *c, const rush_index_item *item, bool only) {
    int64_t step = item->has_step ? item->step : item->step ? item->step : 1, size = c->t->shape[c->dim];
    CHECK_VALUE(c, step != 0, "slice step cannot be zero");
    CHECK_VALUE(c, step > 0, "step must be greater than zero");
    bool whole = (!item->has_start || item->start == 0) && (!item->has_stop || item->stop == size) && step == 1;
    if (!whole || only) {
        rush_slice_args args = { .size = sizeof args, .dim = c->dim, .start = { item->start, item->has_start }, .end = { item->stop, item->has_stop }, .step = step };
        c->t = rush_slice_at(c->site, c->t, args);
    }
    c->dim++;
    return c->t != NULL;
}

static bool take_item(slicer *c, const rush_index_item *item, int64_t position, bool only, int64_t left_out) {
    switch (item->kind) {
    case RUSH_INDEX_AT: return take_at(c, item->start, position);
    case RUSH_INDEX_RANGE: return take_range(c, item, only);
    case RUSH_INDEX_NEWAXIS: return (c->t = rush_unsqueeze(c->t, c->dim++)) != NULL;
    case RUSH_INDEX_ELLIPSIS: c->dim += left_out; return true;
    case RUSH_INDEX_BOOL: return take_bool(c, item->start != 0);
    default: break;
    }
    rush_tensor *t = item->tensor;
    if (t->ndim == 0 && is_mask(t)) return take_bool(c, rush_item_int_at(c->site, t) != 0);
    if (t->ndim == 0 && dtype_is_integral((rush_dtype)t->dtype)) return take_at(c, rush_item_int_at(c->site, t), position);
    return take_tensor(c, t);
}

static bool slicer_run(slicer *c, const rush_index_item *items, int64_t count) {
    int64_t dims;
    TRY(specified_dims(c, items, count, &dims));
    bool only = count == 1;
    if (only && c->t->ndim == 0) {
        CHECK_INDEX(c, items->kind != RUSH_INDEX_RANGE, "slice() cannot be applied to a 0-dim tensor.");
        CHECK_INDEX(c, items->kind != RUSH_INDEX_AT,
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number");
    }
    CHECK_INDEX(c, dims <= c->t->ndim, "too many indices for tensor of dimension %d", c->t->ndim);
    int64_t left_out = c->t->ndim - dims;
    for (int64_t i = 0; i < count; i++) TRY(take_item(c, &items[i], i, only, left_out));
    return true;
}

/* ---- reading ---- */

static bool can_start(rush_site site, const rush_tensor *x, const char *name) {
    if (rush_failed()) return false;
    return x || error_set(RUSH_TYPE_ERROR, site, name, "%s(): argument 1 must be Tensor, not NULL", name);
}

rush_tensor *rush_index_get_at(rush_site site, rush_tensor *x, const rush_index_item *items, int64_t count) {
    slicer s = { .site = site, .op = &op_index, .t = x }, *c = &s;
    if (!can_start(site, x, "index_get")) return NULL;
    size_t mark = scope_mark();
    rush_tensor *result = NULL;
    if (slicer_run(c, items, count)) result = c->count ? rush_index(c->t, c->tensors, c->count) : c->t != x ? c->t : rush_alias(x);
    if (!result) {
        scope_drop(mark);
        return NULL;
    }
    return scope_keep(mark, result);
}

/* ---- writing ---- */

/* t without the dimensions of size 1 in front */
static rush_tensor *without_ones(slicer *c, rush_tensor *t) {
    int lead = 0;
    while (lead < t->ndim && t->shape[lead] == 1) lead++;
    return lead ? rush_view(t, ((rush_shape){ t->shape + lead, t->ndim - lead })) : t;
}

static bool write_view(slicer *c, rush_operand from) {
    if (from.kind != RUSH_KIND_TENSOR) return rush_fill__at(c->site, c->t, from) != NULL;
    rush_tensor *v = from.u.t;
    if (v->ndim == 0 && tensor_on_host(v)) return rush_fill_(c->t, v) != NULL;
    if (!shape_equal(v->ndim, v->shape, c->t->ndim, c->t->shape)) {
        v = without_ones(c, v);
        v = v ? rush_expand(v, ((rush_shape){ c->t->shape, c->t->ndim })) : NULL;
    }
    return rush_copy_(c->t, v) != NULL;
}

static bool write_index(slicer *c, rush_operand from) {
    rush_tensor *v = NULL;
    if (from.kind == RUSH_KIND_TENSOR) v = without_ones(c, from.u.t);
    else v = rush_full_at(c->site, (rush_shape){ NULL, 0 }, from, (rush_full_args){ .size = sizeof(rush_full_args), .dtype = (rush_dtype)c->t->dtype, .device = c->t->device });
    return rush_index_put_(c->t, c->tensors, c->count, v) != NULL;
}

rush_tensor *rush_index_set_at(rush_site site, rush_tensor *x, rush_operand from, const rush_index_item *items, int64_t count) {
    slicer s = { .site = site, .op = &op_index_put, .t = x }, *c = &s;
    if (!can_start(site, x, "index_set")) return NULL;
    if (from.kind == RUSH_KIND_TENSOR ? !from.u.t : from.kind == RUSH_KIND_NONE) {
        error_set(RUSH_TYPE_ERROR, site, "index_set", "index_set(): the value must be a Tensor or a number, not NULL");
        return NULL;
    }
    size_t mark = scope_mark();
    bool ok = slicer_run(c, items, count) && (c->count ? write_index(c, from) : write_view(c, from));
    scope_drop(mark);
    return ok ? x : NULL;
}
