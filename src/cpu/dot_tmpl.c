/* SPDX-License-Identifier: MIT */
/* dot_tmpl.c - dot products of one instruction set. */
#include "core/isa.h"
#include "cpu/dot.h"

enum { LANES = 16 };

static double lanes_sum(double *sums) {
    for (int width = LANES / 2; width; width /= 2)
        for (int i = 0; i < width; i++) sums[i] += sums[i + width];
    return sums[0];
}

static double dot_f32(int64_t n, const float *restrict a, const float *restrict b) {
    double sums[LANES] = { 0 };
    int64_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int l = 0; l < LANES; l++) sums[l] += (double)a[i + l] * (double)b[i + l];
    for (int l = 0; i + l < n; l++) sums[l] += (double)a[i + l] * (double)b[i + l];
    return lanes_sum(sums);
}

static double dot_f64(int64_t n, const double *restrict a, const double *restrict b) {
    double sums[LANES] = { 0 };
    int64_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int l = 0; l < LANES; l++) sums[l] += a[i + l] * b[i + l];
    for (int l = 0; i + l < n; l++) sums[l] += a[i + l] * b[i + l];
    return lanes_sum(sums);
}

extern const dot_kernels ISA_NAME(dot_kernels);
const dot_kernels ISA_NAME(dot_kernels) = { dot_f32, dot_f64 };
