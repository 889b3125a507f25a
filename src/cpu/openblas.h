/* SPDX-License-Identifier: MIT */
/* openblas.h - matrix products by OpenBLAS, where it is switched on.
   Off by default: our own multiply was measured to be as fast or faster on every shape of bench/linalg_bench.c. It is
   there for machines that our kernels do not know: rush_use_library("openblas", true) or RUSH_OPENBLAS=1 (or the path of
   the library) in the environment. Unlike ours, its bits may depend on where in the result an output lies. */
#ifndef CPU_OPENBLAS_H
#define CPU_OPENBLAS_H
#include <stdbool.h>
#include <stdint.h>

#include "core/library.h"

extern const library openblas_library;

/* Is it on, and is the product large enough to be handed over? */
bool openblas_takes(int64_t m, int64_t n, int64_t k);
/* C = alpha op(A) op(B) + beta C, as gemm_f32 without an epilogue; on one thread, the caller's setting restored. */
void openblas_gemm_f32(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float alpha, const float *a, int64_t lda, const float *b,
                       int64_t ldb, float beta, float *c, int64_t ldc);
void openblas_gemm_f64(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, double alpha, const double *a, int64_t lda, const double *b,
                       int64_t ldb, double beta, double *c, int64_t ldc);
#endif
