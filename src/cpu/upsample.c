/* SPDX-License-Identifier: MIT */
/* upsample.c - the fast resizing kernels: rows mixed by the plan's tables, over the pool. */
#include "ops/upsample.h"

#include <string.h>

#include "core/parallel.h"
#include "cpu/cpu.h"
#include "ops/pool.h"

typedef struct job {
    const upsample_plan *p;
    const char *from;
    char *to, *room;
    int64_t group;
} job;

#define T float
#define NAME(f) f##_f32
#include "cpu/upsample_loops.h"
#undef T
#undef NAME
#define T double
#define NAME(f) f##_f64
#include "cpu/upsample_loops.h"

/* In blocks of `group` of the `count` rows (or planes), each of which costs about `work` operations. */
static bool run(call *c, bool scatter) {
    rush_tensor *a = TENSOR(c, 0);
    if (!dtype_is_float((rush_dtype)a->dtype)) return c->op->ref(c);
    rush_dtype dtype = a->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    upsample_plan p;
    pool_buffers b;
    TRY(upsample_plan_make(c, &p));
    TRY(pool_buffers_make(c, &b, a, NULL, dtype));
    const upsample_axis *z = &p.axis[0], *y = &p.axis[1], *x = &p.axis[2];
    int64_t rows = z->out * y->out, count = scatter ? p.planes : p.planes * rows,
            work = z->taps * y->taps * x->in + x->taps * x->out;
    if (scatter) work = rows * work + z->in * y->in * x->in;
    job j = { .p = &p, .from = tensor_data(b.a), .to = tensor_data(b.out), .group = 32768 / (work + 1) + 1 };
    int64_t blocks = (count + j.group - 1) / j.group, words = blocks * x->in;
    rush_tensor *room = call_temporary(c, dtype, 1, &words);
    if (!room) return false;
    j.room = tensor_data(room);
    bool wide = dtype == RUSH_FLOAT64;
    parallel_for(blocks, scatter ? wide ? scatter_f64 : scatter_f32 : wide ? gather_f64 : gather_f32, &j);
    return pool_buffers_finish(c, &b);
}

#define RESIZE(name) \
    bool cpu_##name(call *c); \
    bool cpu_##name(call *c) { return run(c, false); }
RESIZE(adaptive_avg_pool3d_part)
RESIZE(upsample_nearest1d)
RESIZE(upsample_nearest2d)
RESIZE(upsample_nearest3d)
RESIZE(upsample_nearest_exact1d)
RESIZE(upsample_nearest_exact2d)
RESIZE(upsample_nearest_exact3d)
RESIZE(upsample_linear1d)
RESIZE(upsample_bilinear2d)
RESIZE(upsample_trilinear3d)
RESIZE(upsample_bicubic2d)
RESIZE(upsample_bilinear2d_aa)
RESIZE(upsample_bicubic2d_aa)
bool cpu_upsample_input(call *c);
bool cpu_upsample_input(call *c) { return run(c, true); }
