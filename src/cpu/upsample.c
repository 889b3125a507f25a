/* SPDX-License-Identifier: MIT */
/* upsample.c - the fast upsampling kernels: rows gathered or scattered by the plan's tables, planes over the pool. */
#include "ops/upsample.h"

#include <string.h>

#include "core/parallel.h"
#include "cpu/cpu.h"
#include "ops/pool.h"

typedef struct job { const upsample_plan *p; const char *from; char *to; int64_t group; } job;

#define T float
#define NAME(f) f##_f32
#include "cpu/upsample_loops.h"
#undef T
#undef NAME
#define T double
#define NAME(f) f##_f64
#include "cpu/upsample_loops.h"

static bool run(call *c, void (*narrow)(void *context, int64_t block), void (*wide)(void *context, int64_t block)) {
    rush_tensor *a = TENSOR(c, 0);
    if (!dtype_is_float((rush_dtype)a->dtype)) return c->op->ref(c);
    rush_dtype dtype = a->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    upsample_plan p;
    pool_buffers b;
    TRY(upsample_plan_make(c, &p));
    TRY(pool_buffers_make(c, &b, a, NULL, dtype));
    job j = { &p, tensor_data(b.a), tensor_data(b.out), 32768 / (p.in[0] * p.in[1] + p.out[0] * p.out[1]) + 1 };
    parallel_for((p.planes + j.group - 1) / j.group, dtype == RUSH_FLOAT64 ? wide : narrow, &j);
    return pool_buffers_finish(c, &b);
}

bool cpu_upsample_nearest1d(call *c);
bool cpu_upsample_nearest2d(call *c);
bool cpu_upsample_linear1d(call *c);
bool cpu_upsample_bilinear2d(call *c);
bool cpu_upsample_input(call *c);
bool cpu_upsample_nearest1d(call *c) { return run(c, gather_f32, gather_f64); }
bool cpu_upsample_nearest2d(call *c) { return run(c, gather_f32, gather_f64); }
bool cpu_upsample_linear1d(call *c) { return run(c, gather_f32, gather_f64); }
bool cpu_upsample_bilinear2d(call *c) { return run(c, gather_f32, gather_f64); }
bool cpu_upsample_input(call *c) { return run(c, scatter_f32, scatter_f64); }
