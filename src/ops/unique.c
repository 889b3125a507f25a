/* SPDX-License-Identifier: MIT */
/* unique.c - sets of values and places in ordered ones: unique, searchsorted, bucketize, bincount. */
#include <string.h>

#include "core/parallel.h"
#include "ops/call.h"
#include "ops/index.h"
#include "ops/sort.h"

/* ---- unique: every NaN is a value of its own ---- */

/* The different values in order (`index`: where the first of each lies), the number of each element's value, how often each occurs. */
typedef struct unique_plan { const rush_tensor *x; sort_pair *values; int64_t *number, *counts, count; } unique_plan;

static int64_t *unique_room(call *c, int64_t n) {
    rush_tensor *t = scope_own(tensor_new(c->site, RUSH_INT64, rush_cpu(), 1, &n));
    return t ? tensor_data(t) : NULL;
}

/* PyTorch makes them for the counts, too */
static bool unique_numbers(const call *c) { return BOOL_ARG(c, 2) || BOOL_ARG(c, 3); }

static bool is_nan_key(uint64_t key, rush_dtype dtype) { return dtype_is_float(dtype) && key == UINT64_MAX >> (64 - 8 * dtype_size(dtype)); }

/* Runs of equal keys after sorting all. */
static bool unique_by_sorting(call *c, unique_plan *p) {
    rush_dtype dtype = (rush_dtype)p->x->dtype;
    int64_t n = p->x->numel, size = (int64_t)dtype_size(dtype), *room = unique_room(c, 6 * n);
    if (!room) return false;
    sort_pair *pairs = p->values = (sort_pair *)room;
    p->number = room + 4 * n;
    p->counts = room + 5 * n;
    sort_make_pairs(pairs, tensor_data(p->x), size, dtype, n, 0);
    sort_pairs(pairs, pairs + n, n, (int)size);
    for (int64_t i = 0; i < n; i++) {
        if (i == 0 || pairs[i].key != pairs[i - 1].key || is_nan_key(pairs[i].key, dtype)) {
            p->counts[p->count] = 0;
            pairs[p->count++] = pairs[i];
        }
        p->number[pairs[i].index] = p->count - 1;
        p->counts[p->count - 1]++;
    }
    return true;
}

/* Few different values are found by a hash table, and only these are sorted. If there are too many, count is left at 0. */
static bool unique_by_table(call *c, unique_plan *p) {
    enum { BITS = 14, MOST = 1 << (BITS - 1), MASK = (1 << BITS) - 1, PIECE = 256 };
    rush_dtype dtype = (rush_dtype)p->x->dtype;
    int64_t n = p->x->numel, size = (int64_t)dtype_size(dtype), most = n < MOST ? n : MOST, count = 0, *room = unique_room(c, (unique_numbers(c) ? n : 0) + 8 * most);
    int16_t table[1 << BITS] = { 0 }; /* numbers, from 1 on */
    sort_pair piece[PIECE];
    if (!room) return false;
    sort_pair *values = p->values = (sort_pair *)room;
    int64_t *first = room + 4 * most, *often = first + most, *rank = often + most;
    p->counts = rank + most;
    p->number = unique_numbers(c) ? p->counts + most : NULL;
    for (int64_t i = 0; i < n; i++) {
        if (i % PIECE == 0) sort_make_pairs(piece, (const char *)tensor_data(p->x) + i * size, size, dtype, n - i < PIECE ? n - i : PIECE, 0);
        uint64_t key = piece[i % PIECE].key, at = key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - BITS);
        while (table[at] && values[table[at] - 1].key != key) at = (at + 1) & MASK;
        if (!table[at] || is_nan_key(key, dtype)) {
            if (count == most) return true;
            values[count] = (sort_pair){ key, count };
            first[count] = i;
            often[count] = 0;
            table[at] = (int16_t)++count;
        }
        if (p->number) p->number[i] = table[at] - 1;
        often[table[at] - 1]++;
    }
    sort_pairs(values, values + most, count, (int)size);
    for (int64_t k = 0; k < count; k++) {
        int64_t was = values[k].index;
        values[k].index = first[was];
        p->counts[k] = often[was];
        rank[was] = k;
    }
    for (int64_t i = 0; p->number && i < n; i++) p->number[i] = rank[p->number[i]];
    p->count = count;
    return true;
}

static bool unique_meta(call *c) {
    const rush_tensor *self = TENSOR(c, 0);
    const int64_t none = 0;
    unique_plan *p = scope_scratch(sizeof *p);
    if (!p) return error_memory(c->site, c->op->name, sizeof *p);
    *p = (unique_plan){ .x = index_expanded(c, self, self->ndim, self->shape) };
    if (!p->x || !unique_by_table(c, p) || (p->count == 0 && !unique_by_sorting(c, p))) return false;
    c->work[1] = (int64_t)(intptr_t)p;
    TRY(call_out(c, 0, (rush_dtype)self->dtype, 1, &p->count));
    TRY(unique_numbers(c) ? call_out(c, 1, RUSH_INT64, self->ndim, self->shape) : call_out(c, 1, RUSH_INT64, 1, &none));
    return call_out(c, 2, RUSH_INT64, 1, BOOL_ARG(c, 3) ? &p->count : &none);
}

static bool unique_ref(call *c) {
    const unique_plan *p = (const unique_plan *)(intptr_t)c->work[1];
    size_t size = dtype_size((rush_dtype)p->x->dtype);
    char *values = tensor_data(c->out[0]);
    for (int64_t k = 0; k < p->count; k++) memcpy(values + (size_t)k * size, (const char *)tensor_data(p->x) + (size_t)p->values[k].index * size, size);
    if (unique_numbers(c)) memcpy(tensor_data(c->out[1]), p->number, (size_t)p->x->numel * sizeof *p->number);
    if (BOOL_ARG(c, 3)) memcpy(tensor_data(c->out[2]), p->counts, (size_t)p->count * sizeof *p->counts);
    return true;
}

static bool unique_grad(backward *c) {
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, false, "the derivative for '_unique2' is not implemented.");
    return false;
}

const op op_unique = {
    OP_ROW(unique),
    .schema = "_unique2(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor output, Tensor inverse, Tensor counts)",
    .doc = "The different values, in order; with return_inverse the number of each element's value, with return_counts how often each occurs (else these are empty).",
    .flags = OP_NO_OUT | OP_SIZE_FROM_VALUES,
    .meta = unique_meta,
    .ref = unique_ref,
    .grad = unique_grad,
    .samples = TEXTS("T[10]:i4", "T[3,4]", "T[3,4]:i5, True, True", "T[3,4]:i5, True, False, True", "T[20]:i5, True, True, True", "T[]", "T[0]", "T[0], True, True, True", "T[3,4]:t, True, True",
                     "T[4,6]:s, True, True, True", "T[3,4]:e, True, True, True", "T[60], True, True, True", "T[300,300]:i50, True, True, True"),
    .dtypes = DTYPES_ALL,
};

/* ---- searchsorted, bucketize ---- */

typedef struct search_job {
    const sort_pair *boundaries;     /* in order, row after row */
    const char *values;
    char *out;
    rush_dtype dtype, out_dtype;
    int64_t numel, n, per_row;       /* values for each row of boundaries; 0: one row for all */
    bool right;
} search_job;

enum { SEARCH_BLOCK = 1 << 10 };

/* The first place where boundary >= value (right: > value). What is found decides no branch, which could not be predicted. */
static int64_t search(const sort_pair *boundaries, int64_t n, uint64_t key, bool right) {
    int64_t low = 0;
    while (n > 0) {
        int64_t half = (n + 1) / 2;
        uint64_t b = boundaries[low + half - 1].key;
        low += half & -(int64_t)((b < key) | (right & (b == key)));
        n -= half;
    }
    return low;
}

static void search_block(void *context, int64_t block) {
    const search_job *job = context;
    int64_t from = block * SEARCH_BLOCK, n = job->numel - from < SEARCH_BLOCK ? job->numel - from : SEARCH_BLOCK, size = (int64_t)dtype_size(job->dtype);
    sort_pair keys[SEARCH_BLOCK];
    sort_make_pairs(keys, job->values + from * size, size, job->dtype, n, 0);
    for (int64_t i = 0; i < n; i++) {
        int64_t row = job->per_row ? (from + i) / job->per_row : 0, found = search(job->boundaries + row * job->n, job->n, keys[i].key, job->right);
        if (job->out_dtype == RUSH_INT64) ((int64_t *)(void *)job->out)[from + i] = found;
        else ((int32_t *)(void *)job->out)[from + i] = (int32_t)found;
    }
}

static bool search_run(call *c, const rush_tensor *boundaries, const rush_tensor *self, const rush_tensor *sorter, bool right) {
    rush_dtype dtype = boundaries->dtype == self->dtype ? (rush_dtype)self->dtype : dtype_promote((rush_dtype)boundaries->dtype, (rush_dtype)self->dtype);
    rush_tensor *out = c->out[0];
    search_job job = { .dtype = dtype, .out_dtype = (rush_dtype)out->dtype, .numel = out->numel, .n = boundaries->shape[boundaries->ndim - 1], .right = right };
    if (boundaries->ndim > 1) job.per_row = self->shape[self->ndim - 1];
    boundaries = call_cast(c, boundaries, dtype);
    self = call_cast(c, self, dtype);
    if (!boundaries || !self || !(boundaries = call_contiguous(c, boundaries)) || !(self = call_contiguous(c, self))) return false;
    if (sorter && !(sorter = call_contiguous(c, sorter))) return false;
    int64_t count = boundaries->numel, size = (int64_t)dtype_size(dtype);
    rush_tensor *space = call_temporary(c, RUSH_INT64, 1, (int64_t[]){ 2 * count });
    if (!space) return false;
    sort_pair *pairs = tensor_data(space);
    sort_make_pairs(pairs, tensor_data(boundaries), size, dtype, count, 0);
    for (int64_t i = 0; sorter && i < count; i++)
        pairs[i].key = sort_key((const char *)tensor_data(boundaries) + (i - i % job.n + ((const int64_t *)tensor_data(sorter))[i]) * size, dtype);
    job.boundaries = pairs;
    job.values = tensor_data(self);
    job.out = tensor_data(out);
    parallel_for((job.numel + SEARCH_BLOCK - 1) / SEARCH_BLOCK, search_block, &job);
    return true;
}

static bool searchsorted_meta(call *c) {
    const rush_tensor *boundaries = TENSOR(c, 0), *self = TENSOR(c, 1), *sorter = TENSOR(c, 5);
    const char *side = HAS(c, 4) ? c->args[4].u.string : NULL;
    int64_t bad;
    CHECK(c, !side || strcmp(side, "left") == 0 || strcmp(side, "right") == 0, "torch.searchsorted(): side can only be 'left' or 'right' but got %s", side ? side : "");
    CHECK(c, !side || *side == 'r' || !BOOL_ARG(c, 3), "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True");
    CHECK(c, boundaries->ndim > 0, "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 dimension");
    CHECK(c, boundaries->ndim == 1 || (boundaries->ndim == self->ndim && shape_equal(self->ndim - 1, self->shape, self->ndim - 1, boundaries->shape)),
          "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got "
          "boundaries tensor %s and input value tensor %s", TENSOR_SHAPE_TEXT(boundaries), TENSOR_SHAPE_TEXT(self));
    if (sorter) {
        CHECK(c, shape_equal(sorter->ndim, sorter->shape, boundaries->ndim, boundaries->shape),
              "torch.searchsorted(): boundary and sorter must have the same size, but got boundary tensor %s and got sorter tensor %s", TENSOR_SHAPE_TEXT(boundaries),
              TENSOR_SHAPE_TEXT(sorter));
        CHECK(c, sorter->dtype == RUSH_INT64, "torch.searchsorted(): sorter must be a tensor of long dtype but got dtype %s", dtype_table[sorter->dtype].torch_name);
        CHECK(c, index_within(c, sorter, 0, boundaries->shape[boundaries->ndim - 1], &bad), "torch.searchsorted(): sorter index out of range");
    }
    return call_out(c, 0, BOOL_ARG(c, 2) ? RUSH_INT32 : RUSH_INT64, self->ndim, self->shape);
}

static bool searchsorted_ref(call *c) {
    return search_run(c, TENSOR(c, 0), TENSOR(c, 1), TENSOR(c, 5), BOOL_ARG(c, 3) || (HAS(c, 4) && *c->args[4].u.string == 'r'));
}

const op op_searchsorted = {
    OP_ROW(searchsorted),
    .schema = "searchsorted.Tensor(Tensor sorted_sequence, Tensor self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor",
    .doc = "For each element of self the place in the ordered sequence (a vector, or rows that match self's) where it fits: before equal elements, with right after them.",
    .flags = OP_NO_GRAD,
    .meta = searchsorted_meta,
    .ref = searchsorted_ref,
    .samples = TEXTS("T[1], T[5]", "T[1], T[2,3], right=True", "T[3,1], T[3,4]", "T[1], T[]", "T[0], T[3]", "T[1], T[0]", "T[1], T[3], out_int32=True", "T[1], T[3], side='right'",
                     "T[3,1], T[4,3]:t", "T[1], T[300,300]"),
    .errors = TEXTS("T[3,4], T[2,2]",
                    "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got "
                    "boundaries tensor [3, 4] and input value tensor [2, 2]", "T[4], T[3,4], right=True, side='left'",
                    "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True", "T[4], T[3], side='foo'",
                    "torch.searchsorted(): side can only be 'left' or 'right' but got foo"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

static bool bucketize_meta(call *c) {
    const rush_tensor *self = TENSOR(c, 0), *boundaries = TENSOR(c, 1);
    CHECK(c, boundaries->ndim == 1, "boundaries tensor must be 1 dimension, but got dim(%d)", boundaries->ndim);
    return call_out(c, 0, BOOL_ARG(c, 2) ? RUSH_INT32 : RUSH_INT64, self->ndim, self->shape);
}

static bool bucketize_ref(call *c) { return search_run(c, TENSOR(c, 1), TENSOR(c, 0), NULL, BOOL_ARG(c, 3)); }

const op op_bucketize = {
    OP_ROW(bucketize),
    .schema = "bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor",
    .doc = "The number of the bucket of each element: boundaries[i-1] < x <= boundaries[i], with right boundaries[i-1] <= x < boundaries[i].",
    .flags = OP_NO_GRAD | OP_NO_METHOD,
    .meta = bucketize_meta,
    .ref = bucketize_ref,
    .samples = TEXTS("T[5], T[1]", "T[2,3], T[1], right=True", "T[], T[1]", "T[3], T[0]", "T[0], T[1]", "T[3], T[1], out_int32=True", "T[3,4]:t, T[1]", "T[4,6]:s, T[1]", "T[300,300], T[1]"),
    .errors = TEXTS("T[3,4], T[3,4]", "boundaries tensor must be 1 dimension, but got dim(2)"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

/* ---- bincount ---- */

static bool bincount_meta(call *c) {
    const rush_tensor *self = TENSOR(c, 0), *weights = TENSOR(c, 1);
    int64_t bins = INT_ARG(c, 2);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, dtype_is_integral((rush_dtype)self->dtype), "\"bincount_cpu\" not implemented for '%s'", dtype_table[self->dtype].torch_name);
    CHECK(c, bins >= 0, "minlength should be >= 0");
    const rush_tensor *x = call_cast(c, self, RUSH_INT64);
    if (!x) return false;
    const rush_tensor *flat = index_expanded(c, x, x->ndim, x->shape);
    if (!flat) return false;
    const int64_t *p = tensor_data(flat);
    int64_t n = x->numel, most = bins - 1, also = n ? p[n - 1] : most, signs = n ? also : 0; /* two chains of comparisons side by side */
    for (int64_t i = 0; i + 1 < n; i += 2) {
        most = p[i] > most ? p[i] : most;
        also = p[i + 1] > also ? p[i + 1] : also;
        signs |= p[i] | p[i + 1];
    }
    if (also > most) most = also;
    CHECK(c, self->numel == 0 || (self->ndim == 1 && signs >= 0 && most < INT64_MAX), "bincount only supports 1-d non-negative integral inputs.");
    CHECK(c, !weights || (weights->ndim == 1 && weights->numel == self->numel), "weights should be 1-d and have the same length as input");
    bins = most + 1;
    c->work[1] = (int64_t)(intptr_t)flat;
    rush_dtype dtype = !weights || self->numel == 0 ? RUSH_INT64 : weights->dtype == RUSH_FLOAT32 ? RUSH_FLOAT32 : RUSH_FLOAT64;
    return call_out(c, 0, dtype, 1, &bins);
}

static bool bincount_ref(call *c) {
    const rush_tensor *x = (const rush_tensor *)(intptr_t)c->work[1], *weights = TENSOR(c, 1);
    rush_tensor *out = c->out[0];
    const int64_t *p = tensor_data(x);
    memset(tensor_data(out), 0, (size_t)out->numel * dtype_size((rush_dtype)out->dtype));
    if (out->dtype == RUSH_INT64) {
        int64_t *to = tensor_data(out);
        for (int64_t i = 0; i < x->numel; i++) to[p[i]]++;
        return true;
    }
    if (!(weights = call_cast(c, weights, (rush_dtype)out->dtype)) || !(weights = call_contiguous(c, weights))) return false;
    if (out->dtype == RUSH_FLOAT32) {
        float *to = tensor_data(out);
        for (int64_t i = 0; i < x->numel; i++) to[p[i]] += ((const float *)tensor_data(weights))[i];
    } else {
        double *to = tensor_data(out);
        for (int64_t i = 0; i < x->numel; i++) to[p[i]] += ((const double *)tensor_data(weights))[i];
    }
    return true;
}

const op op_bincount = {
    OP_ROW(bincount),
    .schema = "bincount(Tensor self, Tensor? weights=None, int minlength=0) -> Tensor",
    .doc = "How often each number from 0 up to the largest occurs in a vector of integers; with weights the sum of these. At least minlength entries.",
    .flags = OP_NO_GRAD | OP_NO_OUT | OP_SIZE_FROM_VALUES,
    .meta = bincount_meta,
    .ref = bincount_ref,
    .samples = TEXTS("T[10]:i5", "T[10]:i5, T[10]", "T[10]:i5, None, 8", "T[0]:i1", "T[0]:i1, None, 3", "T[8]:s:i4, T[4]", "T[10]:i5, T[10]:f64", "T[70000]:i100", "T[1]:i1"),
    .errors = TEXTS("T[3]", "\"bincount_cpu\" not implemented for 'Float'", "T[2]:i3, T[1]", "weights should be 1-d and have the same length as input", "T[2]:i3, None, -1",
                    "minlength should be >= 0", "T[1,1]:i3", "bincount only supports 1-d non-negative integral inputs."),
    .dtypes = DTYPES_FLOAT,
};
