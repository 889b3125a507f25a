/* SPDX-License-Identifier: MIT */
/* median.c - median, nanmedian (the lower of two in the middle) and mode (the smallest of the most frequent values).
     y_r = x[r, i_r]     dx[r, i_r] = g_r, 0 elsewhere; of all elements: g shared among those that equal y
   The middle one is found by the keys' bytes, the highest first: of the elements that agree so far, those whose next byte is the
   wanted one's are kept, in their order. */
#include "core/parallel.h"
#include "ops/reduce.h"
#include "ops/sort.h"

#include <math.h>
#include <string.h>

/* Which of the n pairs it is; they are moved about. `real`: keys may be those of NaN. */
typedef sort_pair (*pick)(sort_pair *pairs, sort_pair *spare, int64_t n, int bytes, bool real);

static uint64_t nan_key(int bytes) { return UINT64_MAX >> (64 - 8 * bytes); }

/* the k-th in order (from 0); of equal keys the first in place comes first */
static sort_pair select_pair(sort_pair *a, sort_pair *spare, int64_t n, int64_t k, int bytes) {
    enum { FEW = 64 };
    for (int byte = bytes - 1; byte >= 0 && n > FEW; byte--) {
        int64_t counts[256] = { 0 }, kept = 0;
        int shift = 8 * byte, wanted = 0;
        for (int64_t i = 0; i < n; i++) counts[a[i].key >> shift & 255]++;
        while (k >= counts[wanted]) k -= counts[wanted++];
        if (counts[wanted] == n) continue;
        for (int64_t i = 0; i < n; i++)
            if ((int)(a[i].key >> shift & 255) == wanted) a[kept++] = a[i];
        n = kept;
    }
    if (n <= FEW) sort_pairs(a, spare, n, bytes);
    return a[k];
}

static sort_pair pick_median(sort_pair *a, sort_pair *spare, int64_t n, int bytes, bool real) {
    uint64_t nan = nan_key(bytes);
    for (int64_t i = 0; real && i < n; i++)
        if (a[i].key == nan) return a[i];
    return select_pair(a, spare, n, (n - 1) / 2, bytes);
}

static sort_pair pick_nanmedian(sort_pair *a, sort_pair *spare, int64_t n, int bytes, bool real) {
    uint64_t nan = nan_key(bytes);
    int64_t numbers = n;
    for (int64_t i = 0; real && i < n; i++) numbers -= a[i].key == nan;
    return select_pair(a, spare, n, numbers ? (numbers - 1) / 2 : 0, bytes);
}

/* the last in place of the longest run of equal keys; no NaN equals another */
static sort_pair pick_mode(sort_pair *a, sort_pair *spare, int64_t n, int bytes, bool real) {
    uint64_t nan = nan_key(bytes);
    int64_t best = 0, most = 0, run = 0;
    sort_pairs(a, spare, n, bytes);
    for (int64_t i = 0; i < n; i++) {
        run = i && a[i].key == a[i - 1].key && !(real && a[i].key == nan) ? run + 1 : 1;
        if (run > most) most = run, best = i;
    }
    return a[best];
}

typedef struct pick_job {
    const char *from;
    char *values;
    int64_t *indices;
    const reduce_walk *w;
    sort_pair *space;                /* 2 count pairs for each block */
    int64_t per_block;
    rush_dtype dtype;
    pick pick;
} pick_job;

static void pick_block(void *context, int64_t block) {
    const pick_job *job = context;
    const reduce_walk *w = job->w;
    int64_t end = (block + 1) * job->per_block, size = (int64_t)dtype_size(job->dtype), step = w->reduced ? w->strides[1][0] : 0;
    sort_pair *pairs = job->space + block * 2 * w->count;
    if (end > w->results) end = w->results;
    for (int64_t r = block * job->per_block; r < end; r++) {
        const char *from = job->from + reduce_offset(w, 0, r);
        sort_make_pairs(pairs, from, step, job->dtype, w->count, 0);
        sort_pair found = job->pick(pairs, pairs + w->count, w->count, (int)size, dtype_is_float(job->dtype));
        memcpy(job->values + r * size, from + found.index * step, (size_t)size);
        if (job->indices) job->indices[r] = found.index;
    }
}

/* of each line along a dimension */
static bool pick_lines(call *c, const rush_tensor *t, const reduce_walk *w, pick f) {
    if (w->results == 0) return true;
    pick_job job = { .from = tensor_data(t), .values = tensor_data(c->out[0]), .indices = c->nout == 2 ? tensor_data(c->out[1]) : NULL, .w = w,
                     .dtype = (rush_dtype)t->dtype, .pick = f };
    int64_t blocks = t->numel >> 12;
    blocks = blocks < 1 ? 1 : blocks > 16 ? 16 : blocks;
    job.per_block = (w->results + blocks - 1) / blocks;
    blocks = (w->results + job.per_block - 1) / job.per_block;
    rush_tensor *space = call_temporary(c, RUSH_INT64, 1, (int64_t[]){ blocks * 4 * w->count });
    if (!space) return false;
    job.space = tensor_data(space);
    parallel_for(blocks, pick_block, &job);
    return true;
}

static bool pick_dim(call *c, pick f) {
    reduce_walk w;
    reduce_walk_init(&w, TENSOR(c, 0), (uint64_t)c->work[1]);
    return pick_lines(c, TENSOR(c, 0), &w, f);
}

static bool pick_all(call *c, pick f) {
    const rush_tensor *t = call_contiguous(c, TENSOR(c, 0));
    if (!t) return false;
    rush_dtype d = (rush_dtype)t->dtype;
    if (t->numel == 0) {   /* NaN, or what a cast of NaN to a whole number gives on most machines */
        if (dtype_is_float(d)) element_store_double(tensor_data(c->out[0]), d, NAN);
        else element_store_int(tensor_data(c->out[0]), d, d == RUSH_INT64 ? INT64_MIN : d == RUSH_INT32 ? INT32_MIN : 0);
        return true;
    }
    reduce_walk w = { .reduced = 1, .results = 1, .count = t->numel };
    w.shape[1][0] = t->numel;
    w.strides[1][0] = (int64_t)dtype_size(d);
    return pick_lines(c, t, &w, f);
}

static bool median_ref(call *c) { return pick_all(c, pick_median); }
static bool nanmedian_ref(call *c) { return pick_all(c, pick_nanmedian); }
static bool median_dim_ref(call *c) { return pick_dim(c, pick_median); }
static bool nanmedian_dim_ref(call *c) { return pick_dim(c, pick_nanmedian); }
static bool mode_ref(call *c) { return pick_dim(c, pick_mode); }

static bool median_meta(call *c) {
    const rush_tensor *t = TENSOR(c, 0);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, t->dtype != RUSH_BOOL, "\"median_cpu\" not implemented for 'Bool'");
    return call_out(c, 0, (rush_dtype)t->dtype, 0, NULL);
}

static bool mode_meta(call *c) {
    const rush_tensor *t = TENSOR(c, 0);
    int dim;
    TRY(reduce_dim(c, INT_ARG(c, 1), t->ndim, &dim));
    CHECK_INDEX(c, !t->ndim || t->shape[dim], "%s(): Expected reduction dim %d to have non-zero size.",
                strncmp(c->op->name, "mode", 4) == 0 ? "mode" : "median", dim); /* nanmedian calls itself median, as in PyTorch */
    return reduce_out(c, 0, (rush_dtype)t->dtype, t, (uint64_t)c->work[1], BOOL_ARG(c, 2)) &&
           reduce_out(c, 1, RUSH_INT64, t, (uint64_t)c->work[1], BOOL_ARG(c, 2));
}

static bool median_dim_meta(call *c) {
    TRY(mode_meta(c));
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, TENSOR(c, 0)->dtype != RUSH_BOOL, "\"median_out\" not implemented for 'Bool'");
    return true;
}

static bool place_grad(backward *c) { return reduce_place_grad(c, INT_ARG(c, 1), BOOL_ARG(c, 2)); }

#define ALL_SAMPLES TEXTS("T[2,3]:q", "T[]", "T[1,1]", "T[2,3]:n", "T[3,4]:t:q", "T[4,6]:s:q", "T[70001]:q", "T[300,300]:i9", "T[0]")
#define DIM_SAMPLES \
    TEXTS("T[2,3]:q, 0", "T[2,3]:q, -1, True", "T[2,5,4]:q, 1", "T[], 0", "T[0,3], 1", "T[3,4]:t:q, 1", "T[4,6]:s:q, 0", "T[300,301]:q, 1", "T[301,300]:q, 0", \
          "T[5,9]:n, 0", "T[7]:p, -1")
#define DIM_ERRORS(name) TEXTS("T[0,3], 0", name "(): Expected reduction dim 0 to have non-zero size.", "T[3], 5", \
                               "Dimension out of range (expected to be in range of [-1, 0], but got 5)")

const op op_median = {
    OP_ROW(median),
    .schema = "median(Tensor self) -> Tensor",
    .doc = "The middle one of all elements in order, the lower of two; NaN if there is one.",
    .flags = OP_NO_OUT,
    .saves = ARG(0) | OUT(0),
    .meta = median_meta,
    .ref = median_ref,
    .grad = reduce_share_grad,
    .samples = ALL_SAMPLES,
    .errors = TEXTS("T[2]:b", "\"median_cpu\" not implemented for 'Bool'"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

const op op_nanmedian = {
    OP_ROW(nanmedian),
    .schema = "nanmedian(Tensor self) -> Tensor",
    .doc = "The median of all elements that are not NaN.",
    .flags = OP_NO_OUT,
    .saves = ARG(0) | OUT(0),
    .meta = median_meta,
    .ref = nanmedian_ref,
    .grad = reduce_share_grad,
    .samples = ALL_SAMPLES,
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

const op op_median_dim = {
    OP_ROW(median_dim),
    .schema = "median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
    .doc = "The middle one along dim in order, the lower of two, and where it is; the first NaN if there is one.",
    .grad_name = "MedianBackward1",
    .flags = OP_GRAD_UNDEFINED,
    .saves = OUT(1),
    .meta = median_dim_meta,
    .ref = median_dim_ref,
    .grad = place_grad,
    .samples = DIM_SAMPLES,
    .errors = DIM_ERRORS("median"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

const op op_nanmedian_dim = {
    OP_ROW(nanmedian_dim),
    .schema = "nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
    .doc = "The median along dim of the elements that are not NaN, and where it is.",
    .grad_name = "NanmedianBackward1",
    .flags = OP_GRAD_UNDEFINED,
    .saves = OUT(1),
    .meta = median_dim_meta,
    .ref = nanmedian_dim_ref,
    .grad = place_grad,
    .samples = DIM_SAMPLES,
    .errors = DIM_ERRORS("median"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};

const op op_mode_dim = {
    OP_ROW(mode_dim),
    .schema = "mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)",
    .doc = "The most frequent value along dim, the smallest of several, and where it occurs last.",
    .positional = 2,
    .flags = OP_GRAD_UNDEFINED,
    .saves = OUT(1),
    .meta = mode_meta,
    .ref = mode_ref,
    .grad = place_grad,
    .samples = TEXTS("T[2,3]:q, 0", "T[20]:i4, -1, True", "T[2,5,4]:q, 1", "T[], 0", "T[0,3], 1", "T[3,4]:t:q, 1", "T[4,6]:s:q, 0", "T[5000,15]:i6", "T[3]:n", "T[4,3]:t:q, -2"),
    .errors = DIM_ERRORS("mode"),
    .dtypes = DTYPES_ALL,
};
