/* SPDX-License-Identifier: MIT */
/* grid_sample.h - what grid_sampler and its kernels share: the input places that one place of the grid mixes. */
#ifndef OPS_GRID_SAMPLE_H
#define OPS_GRID_SAMPLE_H
#include "ops/op.h"

enum { GRID_TAPS = 16 };

/* x [batch, channels, volume] at `places` places of each batch; axes are W, H, D. */
typedef struct grid_sampler {
    int dims, mode, padding;
    bool align, wide; /* wide: places in double */
    int64_t in[3], batch, channels, volume, places;
} grid_sampler;

/* Places inside the volume, their weights, and the weights' derivatives by the grid's coordinates. */
typedef struct grid_taps {
    int count;
    int64_t place[GRID_TAPS];
    double weight[GRID_TAPS], slope[GRID_TAPS][3];
} grid_taps;

grid_sampler grid_sampler_of(const rush_tensor *x, const rush_tensor *grid, int64_t mode, int64_t padding, bool align);
void grid_taps_of(const grid_sampler *s, const double *coordinates, grid_taps *t);
#endif
