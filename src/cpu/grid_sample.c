/* SPDX-License-Identifier: MIT */
/* grid_sample.c - the fast kernels of grid_sampler: places over the pool; gradients over it by batch. */
#include "ops/grid_sample.h"

#include <string.h>

#include "core/parallel.h"
#include "cpu/cpu.h"
#include "ops/call.h"

typedef struct job {
    grid_sampler s;
    const char *x, *grid;
    char *y, *dx, *dgrid; /* y: the result, or its gradient */
    int64_t group;
} job;

#define T float
#define NAME(f) f##_f32
#include "cpu/grid_sample_loops.h"
#undef T
#undef NAME
#define T double
#define NAME(f) f##_f64
#include "cpu/grid_sample_loops.h"

static const rush_tensor *plain(call *c, const rush_tensor *t, rush_dtype dtype) {
    t = call_cast(c, t, dtype);
    return t ? call_contiguous(c, t) : NULL;
}

static bool sample(call *c) {
    rush_tensor *out = c->out[0];
    rush_dtype dtype = out->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    const rush_tensor *x = plain(c, TENSOR(c, 0), dtype), *grid = plain(c, TENSOR(c, 1), dtype);
    rush_tensor *y = out->dtype == dtype ? out : call_temporary(c, dtype, out->ndim, out->shape);
    if (!x || !grid || !y) return false;
    if (out->numel == 0) return true;
    job j = { .s = grid_sampler_of(TENSOR(c, 0), grid, INT_ARG(c, 2), INT_ARG(c, 3), BOOL_ARG(c, 4)), .x = tensor_data(x),
              .grid = tensor_data(grid), .y = tensor_data(y) };
    j.group = 32768 / (16 + j.s.channels * 8) + 1;
    parallel_for((j.s.batch * j.s.places + j.group - 1) / j.group, dtype == RUSH_FLOAT64 ? sample_f64 : sample_f32, &j);
    return y == out || tensor_copy(c->site, out, y);
}

bool cpu_grid_sampler_2d(call *c);
bool cpu_grid_sampler_3d(call *c);
bool cpu_grid_sampler_2d(call *c) { return sample(c); }
bool cpu_grid_sampler_3d(call *c) { return sample(c); }

bool cpu_grid_sampler_backward(call *c);
bool cpu_grid_sampler_backward(call *c) {
    const int64_t *mask = c->args[6].u.ints;
    rush_dtype dtype = TENSOR(c, 1)->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    const rush_tensor *g = plain(c, TENSOR(c, 0), dtype), *x = plain(c, TENSOR(c, 1), dtype), *grid = plain(c, TENSOR(c, 2), dtype);
    if (!g || !x || !grid) return false;
    rush_tensor *to[2];
    for (int i = 0; i < 2; i++) {
        to[i] = c->out[i]->dtype == dtype ? c->out[i] : call_temporary(c, dtype, c->out[i]->ndim, c->out[i]->shape);
        if (!to[i]) return false;
        if (to[i]->numel) memset(tensor_data(to[i]), 0, (size_t)to[i]->numel * dtype_size(dtype));
    }
    job j = { .s = grid_sampler_of(TENSOR(c, 1), grid, INT_ARG(c, 3), INT_ARG(c, 4), BOOL_ARG(c, 5)), .x = tensor_data(x),
              .grid = tensor_data(grid), .y = tensor_data(g), .dx = mask[0] ? tensor_data(to[0]) : NULL, .dgrid = mask[1] ? tensor_data(to[1]) : NULL };
    parallel_for(j.s.batch, dtype == RUSH_FLOAT64 ? spread_f64 : spread_f32, &j);
    for (int i = 0; i < 2; i++)
        if (to[i] != c->out[i]) TRY(tensor_copy(c->site, c->out[i], to[i]));
    return true;
}
