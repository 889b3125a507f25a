/* SPDX-License-Identifier: MIT */
/* norm.h - the loops that normalisations are made of. Rows are contiguous runs of elements of one group or one channel; columns
   are channels side by side. */
#ifndef CPU_NORM_H
#define CPU_NORM_H
#include "ops/norm.h"

enum { NORM_TILE = 256, NORM_FLUSH = 128, NORM_RUN = 1 << 16 };

typedef struct norm_loops {
    /* layer_norm of rows from … to - 1: out, mean, rstd */
    void (*layer)(const norm_job *j, int64_t from, int64_t to);
    /* its dx; sums[0 … n - 1] += g x^, sums[n … 2 n - 1] += g (elements of the dtype) */
    void (*layer_backward)(const norm_job *j, int64_t from, int64_t to, void *sums);
    /* group_norm of group k; backward also writes sum g x^ and sum g of each channel of each batch entry */
    void (*group)(const norm_job *j, int64_t k);
    void (*group_backward)(const norm_job *j, int64_t k, double *dw, double *db);
    /* batch_norm of channel k in [N, C, spatial] */
    void (*plane)(const norm_job *j, int64_t k);
    void (*plane_backward)(const norm_job *j, int64_t k);
    /* batch_norm in [rows, C], rows from … to - 1, `n` channels from `at`: adds x - center; (x - center)^2; g and g (x - mean) */
    void (*sum)(const norm_job *j, int64_t from, int64_t to, int64_t at, int64_t n, const double *center, double *result);
    void (*deviation)(const norm_job *j, int64_t from, int64_t to, int64_t at, int64_t n, const double *center, double *result);
    void (*pair)(const norm_job *j, int64_t from, int64_t to, int64_t at, int64_t n, double *g, double *gx);
    /* out = (x - mean) alpha + beta; out = alpha g - beta - (x - mean) gamma, with factors of each channel */
    void (*scale)(const norm_job *j, int64_t from, int64_t to, const void *alpha, const void *beta);
    void (*unscale)(const norm_job *j, int64_t from, int64_t to, const void *alpha, const void *beta, const void *gamma);
} norm_loops;
typedef struct norm_level { const norm_loops *f32, *f64; } norm_level;
#endif
