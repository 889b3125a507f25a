/* SPDX-License-Identifier: MIT */
/* gemm.h - matrix multiply of the portable CPU backend, row-major:
       C[m,n] = activation(alpha * op(A)[m,k] op(B)[k,n] + beta * C + bias_m[m,1] + bias_n[1,n])
   op(X) is X or, with transpose_x, its transpose; lda, ldb, ldc are the distances of rows as stored.
   With beta 0, C is not read; with alpha 0 or k 0, A and B are not. C must not overlap A or B.
   The bits of a result depend on the sizes and the ISA level, never on the number of threads; within a call,
   an output depends on its row of A, its column of B (and its C and biases) only, not on where in C it lies.
   False: memory for packing could not be had and C holds beta * C at most; no error is set, that is the
   caller's part. */
#ifndef CPU_GEMM_H
#define CPU_GEMM_H
#include <stdbool.h>
#include <stdint.h>

enum { GEMM_NO_ACTIVATION, GEMM_RELU };

/* What is done to the product on its way out; biases have the matrices' element type and may be NULL. */
typedef struct gemm_epilogue {
    const void *bias_n, *bias_m;
    int activation;
} gemm_epilogue;

/* epilogue may be NULL */
bool gemm_f32(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float alpha,
              const float *a, int64_t lda, const float *b, int64_t ldb, float beta, float *c, int64_t ldc,
              const gemm_epilogue *epilogue);
bool gemm_f64(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, double alpha,
              const double *a, int64_t lda, const double *b, int64_t ldb, double beta, double *c, int64_t ldc,
              const gemm_epilogue *epilogue);

/* The same for batch triples that lie stride_a, stride_b, stride_c elements apart (0: one for all). */
bool gemm_batched_f32(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float alpha,
                      const float *a, int64_t lda, int64_t stride_a, const float *b, int64_t ldb,
                      int64_t stride_b, float beta, float *c, int64_t ldc, int64_t stride_c, int64_t batch,
                      const gemm_epilogue *epilogue);
bool gemm_batched_f64(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, double alpha,
                      const double *a, int64_t lda, int64_t stride_a, const double *b, int64_t ldb,
                      int64_t stride_b, double beta, double *c, int64_t ldc, int64_t stride_c, int64_t batch,
                      const gemm_epilogue *epilogue);
#endif
