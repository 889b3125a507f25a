/* SPDX-License-Identifier: MIT */
/* pool_engine.h - what passes between pool.c and the pooling loops of one ISA level: each works on one contiguous plane. */
#ifndef CPU_POOL_ENGINE_H
#define CPU_POOL_ENGINE_H
#include "ops/pool.h"

/* for float and double */
typedef struct pool_loops {
    void (*max)(const pool_geometry *g, const void *x, void *y, int64_t *indices);      /* indices may be NULL */
    void (*max_input)(const pool_geometry *g, const void *x, const void *gy, void *gx);
    void (*avg)(const pool_geometry *g, const void *x, void *y);
    void (*avg_input)(const pool_geometry *g, const void *gy, void *gx);
    void (*adaptive_avg)(const pool_geometry *g, const void *x, void *y);
    void (*adaptive_avg_input)(const pool_geometry *g, const void *gy, void *gx);
    void (*adaptive_max)(const pool_geometry *g, const void *x, void *y, int64_t *indices);
    void (*scatter)(int64_t count, const void *gy, const int64_t *indices, void *gx, int64_t plane);
} pool_loops;
extern const pool_loops pool_scalar[2], pool_sse2[2], pool_avx2[2], pool_avx512[2], pool_neon[2];
#endif
