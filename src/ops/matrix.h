/* SPDX-License-Identifier: MIT */
/* matrix.h - what the matrix products share: each of them is a job, and a job has two ways to be done.
       out[s,i,j] = alpha sum_l a[s,i,l] b[s,l,j] + beta self[s,i,j] */
#ifndef OPS_MATRIX_H
#define OPS_MATRIX_H
#include "ops/op.h"

/* Steps are in elements, from one matrix, row and column to the next; 0 where a tensor is broadcast. */
typedef struct matrix_job {
    rush_tensor *out;
    const rush_tensor *a, *b, *self;             /* self may be NULL, and may be out */
    int64_t batch, m, n, k;
    int64_t out_step[3], a_step[3], b_step[3], self_step[3];
    double alpha, beta;
    int64_t alpha_int, beta_int;                 /* the same for integers: what is behind the point is cut off */
} matrix_job;

/* Reads the job off a call whose meta has run, and has it done. */
bool matrix_call(call *c, bool (*run)(call *c, const matrix_job *j));
/* plain loops with sums in double, or in int64; the `ref` of all these ops */
bool matrix_ref(call *c);
/* src/cpu/matrix.c: the blocked multiply */
bool matrix_fast(call *c, const matrix_job *j);

/* ---- checks ---- */

/* refuses bool, as PyTorch's kernel of this name does */
bool matrix_check_dtype(call *c, const char *refuses, rush_dtype d);
/* what expand says where `self` cannot be seen with this shape */
bool matrix_check_expands(call *c, const rush_tensor *self, int ndim, const int64_t *shape);

/* ---- derivatives ---- */

/* g * scale, g itself for 1 */
rush_tensor *matrix_scaled(backward *c, rush_tensor *g, const value *scale);
#endif
