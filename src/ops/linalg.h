/* SPDX-License-Identifier: MIT */
/* linalg.h - what the factorizations share. All of them compute in float64, on copies of their matrices that are stored by rows, one
   matrix after the other: float32 results are rounded once. Blocks are updated by the matrix multiply of the CPU. */
#ifndef OPS_LINALG_H
#define OPS_LINALG_H
#include "ops/op.h"

/* ---- checks, with PyTorch's texts; `what` is how the function calls itself ---- */

/* at least two dimensions; `arg` is the argument's name */
bool linalg_check_matrix(call *c, const char *what, const rush_tensor *t, const char *arg);
/* at least two, and the last two of the same size */
bool linalg_check_square(call *c, const char *what, const rush_tensor *t, const char *arg);
/* float32 or float64, else "… Expected a floating point or complex tensor …" */
bool linalg_check_float(call *c, const char *what, const rush_tensor *t);
/* the same for functions that refuse in their kernel's name: "NAME" not implemented for 'Half' */
bool linalg_check_kernel(call *c, const char *refuses, const rush_tensor *t);
/* Raises for the first matrix whose info is not 0: message with %d is given the info. The text is WHAT: (Batch element N): MESSAGE */
bool linalg_check_info(call *c, const char *what, const rush_tensor *info, rush_error_code code, const char *message);
/* the common batch of two stacks of matrices */
bool linalg_batch(call *c, const rush_tensor *a, const rush_tensor *b, int *n, int64_t *shape);

/* ---- matrices ---- */

/* result i: a stack of matrices stored by columns, as LAPACK's results lie in PyTorch */
bool linalg_out(call *c, int i, rush_dtype dtype, int nbatch, const int64_t *batch, int64_t rows, int64_t columns);
/* result i: a stack of vectors (length >= 0) or of numbers (length < 0) */
bool linalg_out_vector(call *c, int i, rush_dtype dtype, int nbatch, const int64_t *batch, int64_t length);
/* a float64 copy of t (transposed: of its transposes), broadcast to the batch */
double *linalg_copy(call *c, const rush_tensor *t, bool transposed, int nbatch, const int64_t *batch);
/* room for n numbers, 0 */
double *linalg_room(call *c, int64_t n);
/* writes the stack of matrices (transposed: theirs) into result i */
bool linalg_store(call *c, int i, const double *from, bool transposed);
bool linalg_store_vector(call *c, int i, const double *from);
int64_t linalg_count(int nbatch, const int64_t *batch);
/* work(context, i) for each i of a batch; `cost` is about how many operations one takes */
void linalg_each(int64_t batch, int64_t cost, void (*work)(void *context, int64_t i), void *context);
static inline int64_t linalg_min(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t linalg_max(int64_t a, int64_t b) { return a > b ? a : b; }

/* ---- kernels on matrices stored by rows; ld is the distance of rows ---- */

/* C[m,n] = beta C + alpha op(A)[m,k] op(B)[k,n] */
void linalg_gemm(bool ta, bool tb, int64_t m, int64_t n, int64_t k, double alpha, const double *a, int64_t lda, const double *b, int64_t ldb,
                 double beta, double *c, int64_t ldc);
/* X[n,k] = T^-1 X for the lower or upper triangle of T [n,n]; unit: its diagonal counts as 1 */
void linalg_triangle_solve(bool upper, bool unit, int64_t n, int64_t k, const double *t, int64_t ldt, double *x, int64_t ldx);
/* P A = L U in place with partial pivoting; pivots from 1; returns the number (from 1) of the first zero on U's diagonal, or 0 */
int64_t linalg_lu(int64_t m, int64_t n, double *a, int32_t *pivots);
/* X[n,k] = A^-1 X from the above */
void linalg_lu_solve(int64_t n, int64_t k, const double *lu, const int32_t *pivots, double *x);
/* |x| without overflow on the way */
double linalg_norm(const double *x, int64_t n, int64_t step);
bool linalg_all_finite(const double *a, int64_t n);

/* Householder's reflectors H = I - tau v v^T with v = (1, x…): on return x is v's rest and *alpha is what remains of (alpha, x). */
double linalg_reflector(double *alpha, double *x, int64_t n, int64_t step);
/* A [m,n] = Q R in place: R on and above the diagonal, the reflectors' vectors below it; work has linalg_qr_room(m, n) numbers */
void linalg_qr(int64_t m, int64_t n, double *a, int64_t lda, double *tau, double *work);
/* C [m,n] = H_0 … H_k-1 C, or its transpose, for reflectors below the diagonal of A [m,k]; work has linalg_qr_room(m, n) numbers */
void linalg_qr_apply(bool transposed, int64_t m, int64_t n, int64_t k, const double *a, int64_t lda, const double *tau, double *c, int64_t ldc, double *work);
static inline int64_t linalg_qr_room(int64_t m, int64_t n) { return linalg_min(m, 16) * (m + 2 * n) + 1; }

/* Rotations of neighbouring rows, z[i] and z[i+1] for i = first, first + step …: z[i] = c z[i] + s z[i+1], z[i+1] = c z[i+1] - s z[i] */
void linalg_rotate(double *z, int64_t ldz, int64_t columns, int64_t first, int64_t step, int64_t count, const double *cosines, const double *sines);

/* Singular values of A [m,n], descending, in s [min(m,n)]; A is overwritten. ut [rows_u, m], vt [rows_v, n] (rows: singular vectors) may be
   NULL. False: no convergence. work has linalg_svd_room numbers. */
bool linalg_svd(int64_t m, int64_t n, double *a, double *s, double *ut, int64_t rows_u, double *vt, int64_t rows_v, double *work);
int64_t linalg_svd_room(int64_t m, int64_t n, int64_t rows); /* rows: the larger of rows_u and rows_v, 0 without vectors */
/* Eigenvalues, ascending, of the symmetric A [n,n] (both triangles filled), and the eigenvectors as rows of z if it is not NULL. */
bool linalg_eigh(int64_t n, double *a, double *w, double *z, double *work);
int64_t linalg_eigh_room(int64_t n);

/* ---- derivatives ---- */

#define MT(x) rush_transpose(x, -2, -1)
#endif
