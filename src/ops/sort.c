/* SPDX-License-Identifier: MIT */
/* sort.c - order: sort, argsort, topk, kthvalue. Every dtype is mapped to unsigned keys with the same order (NaN is the
   largest, -0.0 equals 0.0), so that one routine sorts pairs of key and position. All sorts are stable. */
#include "ops/sort.h"

#include <string.h>

#include "core/parallel.h"
#include "ops/call.h"
#include "ops/index.h"
#include "ops/reduce.h"

/* ---- keys ---- */

static uint64_t key_of_bits(uint64_t bits, int width, uint64_t infinity) {
    uint64_t sign = UINT64_C(1) << (width - 1), magnitude = bits & (sign - 1), all = sign | (sign - 1);
    if (magnitude > infinity) return all; /* NaN */
    if (magnitude == 0) return sign;
    return bits & sign ? all ^ bits : bits | sign;
}

static inline uint64_t key_of(const char *p, rush_dtype dtype) {
    switch (dtype) {
    case RUSH_FLOAT32: return key_of_bits(*(const uint32_t *)(const void *)p, 32, 0x7f800000);
    case RUSH_FLOAT64: return key_of_bits(*(const uint64_t *)(const void *)p, 64, UINT64_C(0x7ff0000000000000));
    case RUSH_FLOAT16: return key_of_bits(*(const uint16_t *)(const void *)p, 16, 0x7c00);
    case RUSH_BFLOAT16: return key_of_bits(*(const uint16_t *)(const void *)p, 16, 0x7f80);
    case RUSH_INT64: return (uint64_t)*(const int64_t *)(const void *)p ^ UINT64_C(1) << 63;
    case RUSH_INT32: return (uint32_t)*(const int32_t *)(const void *)p ^ UINT32_C(1) << 31;
    case RUSH_INT16: return (uint64_t)(*(const int16_t *)(const void *)p + 32768);
    case RUSH_INT8: return (uint64_t)(*(const int8_t *)p + 128);
    case RUSH_UINT8: return *(const uint8_t *)p;
    default: return *(const uint8_t *)p != 0;
    }
}
uint64_t sort_key(const char *p, rush_dtype dtype) { return key_of(p, dtype); }

#define MAKE_PAIRS(dtype) \
    for (int64_t i = 0; i < n; i++) pairs[i] = (sort_pair){ key_of(from + i * step, dtype) ^ flip, i }

void sort_make_pairs(sort_pair *pairs, const char *from, int64_t step, rush_dtype dtype, int64_t n, uint64_t flip) {
    if (dtype == RUSH_FLOAT32) MAKE_PAIRS(RUSH_FLOAT32); /* a constant, so that the loop is of that dtype only */
    else if (dtype == RUSH_FLOAT64) MAKE_PAIRS(RUSH_FLOAT64);
    else if (dtype == RUSH_INT64) MAKE_PAIRS(RUSH_INT64);
    else MAKE_PAIRS(dtype);
}

/* ---- sorting n pairs; `spare` has room for as many ---- */

enum { FEW = 64 };

static void insertion_sort(sort_pair *a, int64_t n) {
    for (int64_t i = 1; i < n; i++) {
        sort_pair x = a[i];
        int64_t j = i;
        for (; j > 0 && a[j - 1].key > x.key; j--) a[j] = a[j - 1];
        a[j] = x;
    }
}

/* by bytes, the least significant first; bytes in which all keys agree are left out */
void sort_pairs(sort_pair *a, sort_pair *spare, int64_t n, int bytes) {
    if (n <= FEW) {
        insertion_sort(a, n);
        return;
    }
    sort_pair *from = a, *to = spare;
    uint64_t differ = 0;
    for (int64_t i = 1; i < n; i++) differ |= a[i].key ^ a[0].key;
    for (int byte = 0; byte < bytes; byte++) {
        int shift = 8 * byte;
        if (!(differ >> shift & 255)) continue;
        int64_t start[257] = { 0 };
        for (int64_t i = 0; i < n; i++) start[(from[i].key >> shift & 255) + 1]++;
        for (int i = 1; i < 256; i++) start[i] += start[i - 1];
        for (int64_t i = 0; i < n; i++) to[start[from[i].key >> shift & 255]++] = from[i];
        sort_pair *other = from;
        from = to;
        to = other;
    }
    if (from != a) memcpy(a, from, (size_t)n * sizeof *a);
}

/* ---- lines: the elements of one dimension ---- */

typedef struct lines_job {
    const char *from;
    char *values;
    int64_t *indices;
    const rush_tensor *self, *out;   /* out: shape and strides of the results */
    sort_pair *space;                /* 2 n pairs for each block */
    int64_t n, keep, first, per_block, lines;
    int dim, bytes;
    bool descending;
} lines_job;

/* offsets, in elements, of line l in a tensor: all dimensions but `dim` */
static int64_t line_offset(const rush_tensor *shape, const rush_tensor *t, int dim, int64_t l) {
    int64_t offset = 0;
    for (int i = shape->ndim - 1; i >= 0; i--) {
        if (i == dim) continue;
        offset += l % shape->shape[i] * t->strides[i];
        l /= shape->shape[i];
    }
    return offset;
}

/* The first `keep` of the sorted pairs, in order: a heap with the largest of them on top. */
static void select_least(sort_pair *a, int64_t n, int64_t keep) {
#define BEFORE(x, y) ((x).key < (y).key || ((x).key == (y).key && (x).index < (y).index))
    for (int64_t i = 0; i < n; i++) {
        sort_pair x = a[i];
        int64_t at = i;
        if (i < keep) {
            for (; at > 0 && BEFORE(a[(at - 1) / 2], x); at = (at - 1) / 2) a[at] = a[(at - 1) / 2];
        } else {
            if (!BEFORE(x, a[0])) continue;
            for (at = 0;;) {
                int64_t child = 2 * at + 1;
                if (child >= keep) break;
                if (child + 1 < keep && BEFORE(a[child], a[child + 1])) child++;
                if (!BEFORE(x, a[child])) break;
                a[at] = a[child];
                at = child;
            }
        }
        a[at] = x;
    }
#undef BEFORE
}

static int compare_pairs(const sort_pair *x, const sort_pair *y) {
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key) : (x->index > y->index) - (x->index < y->index);
}

/* insertion by key and position: the heap has mixed the positions */
static void order_pairs(sort_pair *a, sort_pair *spare, int64_t n, int bytes) {
    if (n <= FEW) {
        for (int64_t i = 1; i < n; i++) {
            sort_pair x = a[i];
            int64_t j = i;
            for (; j > 0 && compare_pairs(&a[j - 1], &x) > 0; j--) a[j] = a[j - 1];
            a[j] = x;
        }
        return;
    }
    for (int64_t i = 0; i < n; i++) { /* positions first, then a stable sort by key */
        uint64_t key = a[i].key;
        a[i].key = (uint64_t)a[i].index;
        a[i].index = (int64_t)key;
    }
    sort_pairs(a, spare, n, 8);
    for (int64_t i = 0; i < n; i++) {
        uint64_t key = (uint64_t)a[i].index;
        a[i].index = (int64_t)a[i].key;
        a[i].key = key;
    }
    sort_pairs(a, spare, n, bytes);
}

static void lines_block(void *context, int64_t block) {
    const lines_job *job = context;
    int64_t end = (block + 1) * job->per_block, size = (int64_t)dtype_size((rush_dtype)job->self->dtype), last = job->first + job->keep;
    int64_t step = job->self->ndim ? job->self->strides[job->dim] * size : 0, out_step = job->out->ndim && job->keep > 1 ? job->out->strides[job->dim] : 0;
    sort_pair *pairs = job->space + block * 2 * job->n, *spare = pairs + job->n;
    if (end > job->lines) end = job->lines;
    for (int64_t l = block * job->per_block; l < end; l++) {
        const char *from = job->from + line_offset(job->self, job->self, job->dim, l) * size;
        int64_t to = job->out->ndim == job->self->ndim ? line_offset(job->self, job->out, job->dim, l) : l;
        uint64_t flip = job->descending ? UINT64_MAX >> (64 - 8 * job->bytes) : 0;
        sort_make_pairs(pairs, from, step, (rush_dtype)job->self->dtype, job->n, flip);
        if (last * 8 <= job->n) {
            select_least(pairs, job->n, last);
            order_pairs(pairs, spare, last, job->bytes);
        } else sort_pairs(pairs, spare, job->n, job->bytes);
        for (int64_t i = 0; i < job->keep; i++) {
            const sort_pair *p = &pairs[job->first + i];
            if (job->values) memcpy(job->values + (to + i * out_step) * size, from + p->index * step, (size_t)size);
            job->indices[to + i * out_step] = p->index;
        }
    }
}

/* Sorted elements first … first + keep - 1 of each line along d into results of the same strides; values may be NULL. */
static bool sort_lines(call *c, int d, bool descending, int64_t first, int64_t keep, rush_tensor *values, rush_tensor *indices) {
    const rush_tensor *self = TENSOR(c, 0);
    int64_t n = index_size(self, d), blocks, per;
    if (indices->numel == 0) return true;
    lines_job job = { .from = tensor_data(self), .values = values ? tensor_data(values) : NULL, .indices = tensor_data(indices), .self = self, .out = indices, .n = n,
                      .keep = keep, .first = first, .lines = self->numel / n, .dim = d, .bytes = (int)dtype_size((rush_dtype)self->dtype), .descending = descending };
    blocks = self->numel >> 12;
    blocks = blocks < 1 ? 1 : blocks > 16 ? 16 : blocks;
    per = (job.lines + blocks - 1) / blocks;
    blocks = (job.lines + per - 1) / per;
    job.per_block = per;
    rush_tensor *space = call_temporary(c, RUSH_INT64, 1, (int64_t[]){ blocks * 4 * n });
    if (!space) return false;
    job.space = tensor_data(space);
    parallel_for(blocks, lines_block, &job);
    return true;
}

/* ---- sort ---- */

static bool sort_meta_of(call *c, int64_t dim) {
    rush_tensor *self = TENSOR(c, 0);
    int d;
    TRY(call_dim(c, dim, self->ndim, &d));
    c->work[1] = d;
    return true;
}

static const char *sort_name(const call *c) { return BOOL_ARG(c, 3) ? "SortBackward1" : "SortBackward0"; }

static bool sort_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    return sort_meta_of(c, INT_ARG(c, 1)) && call_out_like(c, 0, self) && call_out_strided(c, 1, RUSH_INT64, self->ndim, self->shape, c->out[0]->strides);
}

static bool sort_ref(call *c) { return sort_lines(c, (int)c->work[1], BOOL_ARG(c, 2), 0, index_size(TENSOR(c, 0), (int)c->work[1]), c->out[0], c->out[1]); }

/* the values' gradient goes where each came from */
static bool ordered_grad(backward *c, int64_t dim) {
    if (!needs(c, 0)) return true;
    rush_tensor *zeros = rush_zeros(input_shape(c, 0), .dtype = (rush_dtype)c->grad->dtype, .device = c->grad->device);
    return give(c, 0, rush_scatter(zeros, dim, c->out[1], c->grad));
}

static bool sort_grad(backward *c) { return ordered_grad(c, INT_ARG(c, 1)); }

const op op_sort = {
    OP_ROW(sort),
    .schema = "sort(Tensor self, int dim=-1, bool descending=False, *, bool stable=False) -> (Tensor values, Tensor indices)",
    .doc = "The elements of a dimension in order, and where each came from. Always stable, whatever `stable` says; NaN is the largest.",
    .positional = 2,
    .saves = OUT(1),
    .grad_name_of = sort_name,
    .meta = sort_meta,
    .ref = sort_ref,
    .grad = sort_grad,
    .samples = TEXTS("T[5]", "T[3,4]", "T[3,4], 0", "T[3,4], 1, True", "T[2,3,4], -2", "T[]", "T[0,3]", "T[3,0]", "T[3,4]:t, 0", "T[4,6]:s", "T[3,4]:e, 1", "T[7]:n", "T[7]:n, 0, True",
                     "T[200]:i9, stable=True", "T[300,300]:q, stable=True", "T[3,30000], -1, True, stable=True"),
    .errors = TEXTS("T[3,4], 2", "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
    .dtypes = DTYPES_ALL,
};

static bool argsort_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    TRY(sort_meta_of(c, INT_ARG(c, 1)));
    return self->base.flags & TENSOR_DENSE ? call_out_strided(c, 0, RUSH_INT64, self->ndim, self->shape, self->strides)
                                           : call_out(c, 0, RUSH_INT64, self->ndim, self->shape);
}

static bool argsort_ref(call *c) { return sort_lines(c, (int)c->work[1], BOOL_ARG(c, 2), 0, index_size(TENSOR(c, 0), (int)c->work[1]), NULL, c->out[0]); }

const op op_argsort = {
    OP_ROW(argsort),
    .schema = "argsort(Tensor self, int dim=-1, bool descending=False, *, bool stable=False) -> Tensor",
    .doc = "The indices that put a dimension in order. Always stable, whatever `stable` says; NaN is the largest.",
    .positional = 2,
    .flags = OP_NO_GRAD | OP_NO_OUT,
    .meta = argsort_meta,
    .ref = argsort_ref,
    .samples = TEXTS("T[5]", "T[3,4]", "T[3,4], 0", "T[3,4], 1, True", "T[2,3,4], -2", "T[]", "T[0,3]", "T[3,4]:t, 0", "T[4,6]:s", "T[7]:n", "T[200]:i9, stable=True", "T[300,300]:q, stable=True"),
    .errors = TEXTS("T[3,4], 2", "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
    .dtypes = DTYPES_ALL,
};

/* ---- topk, kthvalue ---- */

static bool topk_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t k = INT_ARG(c, 1), shape[RUSH_MAX_DIMS];
    TRY(sort_meta_of(c, INT_ARG(c, 2)));
    CHECK(c, k >= 0 && k <= index_size(self, (int)c->work[1]), "selected index k out of range");
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, self->ndim == 0 || self->dtype != RUSH_BOOL, "\"topk_cpu\" not implemented for 'Bool'");
    memcpy(shape, self->shape, sizeof *shape * (size_t)self->ndim);
    if (self->ndim) shape[c->work[1]] = k;
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, shape) && call_out(c, 1, RUSH_INT64, self->ndim, shape);
}

/* a 0-dimensional tensor gives itself even for k = 0, as in PyTorch */
static bool topk_ref(call *c) {
    return sort_lines(c, (int)c->work[1], BOOL_ARG(c, 3), 0, TENSOR(c, 0)->ndim ? INT_ARG(c, 1) : 1, c->out[0], c->out[1]);
}

static bool topk_grad(backward *c) { return ordered_grad(c, INT_ARG(c, 2)); }

const op op_topk = {
    OP_ROW(topk),
    .schema = "topk(Tensor self, int k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)",
    .doc = "The k largest (or smallest) elements of a dimension, in order, and where each came from; of equal ones the first.",
    .positional = 3,
    .saves = OUT(1),
    .meta = topk_meta,
    .ref = topk_ref,
    .grad = topk_grad,
    .samples = TEXTS("T[5]:q, 2", "T[3,4]:q, 2", "T[3,4]:q, 2, 0", "T[3,4]:q, 4, 1, False", "T[2,3,4]:q, 1, -2", "T[], 1", "T[], 0", "T[0,3], 2", "T[3,4]:q, 0", "T[3,4]:t:q, 2, 0", "T[4,6]:s:q, 2",
                     "T[300,300]:q, 5", "T[70000]:q, 100", "T[3000]:q, 2000"),
    .errors = TEXTS("T[3,4], 5", "selected index k out of range", "T[3,4], -1", "selected index k out of range", "T[], 2", "selected index k out of range"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64 | 1u << RUSH_INT64 | 1u << RUSH_INT32,
};

static bool kthvalue_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int64_t k = INT_ARG(c, 1), shape[RUSH_MAX_DIMS];
    int n = 0;
    TRY(sort_meta_of(c, INT_ARG(c, 2)));
    int d = (int)c->work[1];
    CHECK_INDEX(c, index_size(self, d) != 0, "kthvalue(): Expected reduction dim %d to have non-zero size.", d);
    CHECK(c, k >= 1 && k <= index_size(self, d), "kthvalue(): selected number k out of range for dimension %d", d);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, self->dtype != RUSH_BOOL, "\"kthvalue_cpu\" not implemented for 'Bool'");
    for (int i = 0; i < self->ndim; i++) {
        if (i != d) shape[n++] = self->shape[i];
        else if (BOOL_ARG(c, 3)) shape[n++] = 1;
    }
    return call_out(c, 0, (rush_dtype)self->dtype, n, shape) && call_out(c, 1, RUSH_INT64, n, shape);
}

static bool kthvalue_ref(call *c) { return sort_lines(c, (int)c->work[1], false, INT_ARG(c, 1) - 1, 1, c->out[0], c->out[1]); }

static bool kthvalue_grad(backward *c) { return reduce_place_grad(c, INT_ARG(c, 2), BOOL_ARG(c, 3)); }

const op op_kthvalue = {
    OP_ROW(kthvalue),
    .schema = "kthvalue(Tensor self, int k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)",
    .doc = "The k-th smallest element (k from 1) of a dimension, and where it is.",
    .flags = OP_OUT_APART,
    .positional = 3,
    .saves = OUT(1),
    .meta = kthvalue_meta,
    .ref = kthvalue_ref,
    .grad = kthvalue_grad,
    .samples = TEXTS("T[5]:q, 2", "T[3,4]:q, 2", "T[3,4]:q, 2, 0", "T[3,4]:q, 4, 1, True", "T[2,3,4]:q, 1, -2", "T[], 1", "T[0,3]:q, 2", "T[3,4]:t:q, 2, 0", "T[4,6]:s:q, 2", "T[300,300]:q, 5",
                     "T[300,300]:q, 290, 0"),
    .errors = TEXTS("T[3,4], 5", "kthvalue(): selected number k out of range for dimension 1", "T[0], 1", "kthvalue(): Expected reduction dim 0 to have non-zero size."),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64 | 1u << RUSH_INT64 | 1u << RUSH_INT32,
};
