/* SPDX-License-Identifier: MIT */
/* softmax.c - fast softmax: row by row where lines are contiguous, else tiles of neighbouring lines. */
#include "cpu/softmax.h"

#include "core/isa.h"
#include "core/parallel.h"

enum { TASK = 1 << 14 };

#define LEVEL(name) extern const softmax_level softmax_##name;
#include "core/levels.def"
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &softmax_##name,
static const softmax_level *const levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

typedef struct softmax_work { const softmax_job *job; softmax_loops loops; int64_t group; } softmax_work;

static void rows_task(void *context, int64_t task) {
    const softmax_work *w = context;
    int64_t end = (task + 1) * w->group < w->job->outer ? (task + 1) * w->group : w->job->outer;
    for (int64_t k = task * w->group; k < end; k++) w->loops.row(w->job, k);
}

static void columns_task(void *context, int64_t task) {
    const softmax_work *w = context;
    int64_t tiles = (w->job->inner + SOFTMAX_TILE - 1) / SOFTMAX_TILE, at = task % tiles * SOFTMAX_TILE;
    int64_t n = w->job->inner - at < SOFTMAX_TILE ? w->job->inner - at : SOFTMAX_TILE;
    w->loops.columns(w->job, task / tiles * w->job->n * w->job->inner + at, n);
}

static void softmax_fast(const softmax_job *job) {
    const softmax_level *level = levels[isa_current()];
    softmax_work w = { job, job->dtype == RUSH_FLOAT64 ? level->f64[job->backward] : level->f32[job->backward], 1 };
    bool rows = job->inner == 1;
    if (job->n < TASK) w.group = TASK / job->n;
    int64_t tasks = rows ? (job->outer + w.group - 1) / w.group : job->outer * ((job->inner + SOFTMAX_TILE - 1) / SOFTMAX_TILE);
    if (tasks == 1) (rows ? rows_task : columns_task)(&w, 0);
    else parallel_for(tasks, rows ? rows_task : columns_task, &w);
}

bool cpu_softmax(call *c) { return softmax_run(c, softmax_fast); }
bool cpu_log_softmax(call *c) { return softmax_run(c, softmax_fast); }
bool cpu_softmax_backward(call *c) { return softmax_run(c, softmax_fast); }
bool cpu_log_softmax_backward(call *c) { return softmax_run(c, softmax_fast); }
