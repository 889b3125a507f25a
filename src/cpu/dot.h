/* SPDX-License-Identifier: MIT */
/* dot.h - sum_i a[i] b[i]: 16 running sums in double, added up in a fixed tree, so that the bits are the same at every
   instruction set. */
#ifndef CPU_DOT_H
#define CPU_DOT_H
#include <stdint.h>

typedef struct dot_kernels {
    double (*f32)(int64_t n, const float *a, const float *b);
    double (*f64)(int64_t n, const double *a, const double *b);
} dot_kernels;

const dot_kernels *dot_fast(void);
#endif
