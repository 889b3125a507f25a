/* SPDX-License-Identifier: MIT */
/* triangle.c - the lower and upper triangle of matrices.
     tril  y[…,i,j] = x[…,i,j] where j - i <= k, else 0
     triu  y[…,i,j] = x[…,i,j] where j - i >= k, else 0 */
#include "ops/op.h"

#include <string.h>

#include "core/parallel.h"

static bool triangle_meta(call *c) {
    rush_tensor *self = TENSOR(c, 0);
    int d;
    TRY(call_dim(c, -2, self->ndim, &d));
    return call_out(c, 0, (rush_dtype)self->dtype, self->ndim, self->shape);
}

typedef struct triangle_job { rush_tensor *t; int64_t k, rows, cols, rows_per_block; bool upper; } triangle_job;

/* Elements from … to - 1 of a row become 0. */
static void clear(char *row, int64_t step, size_t size, int64_t from, int64_t to) {
    if (from >= to) return;
    if (step == (int64_t)size) memset(row + from * step, 0, (size_t)(to - from) * size);
    else
        for (int64_t j = from; j < to; j++) memset(row + j * step, 0, size);
}

static void triangle_block(void *context, int64_t block) {
    const triangle_job *job = context;
    rush_tensor *t = job->t;
    int64_t size = (int64_t)dtype_size((rush_dtype)t->dtype), n = t->ndim, all = t->numel / job->cols;
    int64_t end = (block + 1) * job->rows_per_block;
    for (int64_t r = block * job->rows_per_block; r < end && r < all; r++) {
        int64_t i = r % job->rows, rest = r / job->rows, offset = i * t->strides[n - 2];
        for (int64_t d = n - 3; d >= 0; d--) {
            offset += rest % t->shape[d] * t->strides[d];
            rest /= t->shape[d];
        }
        int64_t cut = job->upper ? i + job->k : i + job->k + 1; /* columns before `cut` are the lower part */
        cut = cut < 0 ? 0 : cut > job->cols ? job->cols : cut;
        char *row = (char *)tensor_data(t) + offset * size;
        if (job->upper) clear(row, t->strides[n - 1] * size, (size_t)size, 0, cut);
        else clear(row, t->strides[n - 1] * size, (size_t)size, cut, job->cols);
    }
}

/* The result starts as a copy of self: only the other triangle is written. */
static bool triangle_run(call *c, bool upper) {
    rush_tensor *t = c->out[0];
    if (t->numel == 0) return true;
    int64_t k = INT_ARG(c, 1), rows = t->shape[t->ndim - 2], cols = t->shape[t->ndim - 1];
    if (k > cols) k = cols;
    if (k < -rows) k = -rows;
    int64_t all = t->numel / cols, per = (1 << 15) / cols + 1;
    triangle_job job = { t, k, rows, cols, per, upper };
    tensor_data(t); /* the storage is plain before the threads see it */
    parallel_for((all + per - 1) / per, triangle_block, &job);
    return true;
}

static bool tril_ref(call *c) { return triangle_run(c, false); }
static bool triu_ref(call *c) { return triangle_run(c, true); }

static bool tril_grad(backward *c) {
    GIVE(0, rush_tril(c->grad, .diagonal = INT_ARG(c, 1)));
    return true;
}

static bool triu_grad(backward *c) {
    GIVE(0, rush_triu(c->grad, .diagonal = INT_ARG(c, 1)));
    return true;
}

#define TRIANGLE_SAMPLES \
    TEXTS("T[3,4]", "T[3,4], 1", "T[4,3], -1", "T[2,3,3], 0", "T[0,3]", "T[3,0]", "T[3,4]:t", "T[4,6]:s, -2", "T[3,4]:e, 5", "T[3,3]:n, -7", \
          "T[2,3,2,2], 1", "T[300,300], 3")

const op op_tril = {
    OP_ROW(tril),
    .schema = "tril(Tensor self, int diagonal=0) -> Tensor",
    .doc = "The lower triangle of a matrix or batch of matrices, up to the given diagonal; 0 elsewhere.",
    .flags = OP_INPLACE | OP_COPY_FIRST,
    .meta = triangle_meta,
    .ref = tril_ref,
    .grad = tril_grad,
    .samples = TRIANGLE_SAMPLES,
    .errors = TEXTS("T[3]", "Dimension out of range (expected to be in range of [-1, 0], but got -2)"),
    .dtypes = DTYPES_ALL,
};

const op op_triu = {
    OP_ROW(triu),
    .schema = "triu(Tensor self, int diagonal=0) -> Tensor",
    .doc = "The upper triangle of a matrix or batch of matrices, from the given diagonal on; 0 elsewhere.",
    .flags = OP_INPLACE | OP_COPY_FIRST,
    .meta = triangle_meta,
    .ref = triu_ref,
    .grad = triu_grad,
    .samples = TRIANGLE_SAMPLES,
    .errors = TEXTS("T[3]", "Dimension out of range (expected to be in range of [-1, 0], but got -2)"),
    .dtypes = DTYPES_ALL,
};
