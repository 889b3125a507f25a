/* SPDX-License-Identifier: MIT */
/* norm.c - fast layer_norm, group_norm and batch_norm and their derivatives. Work is cut by size; sums over several tasks are
   kept apart and joined in order, so that the bits do not depend on the number of threads. */
#include "cpu/norm.h"

#include <math.h>
#include <string.h>

#include "core/isa.h"
#include "core/parallel.h"

enum { TASK = 1 << 14, PARTS = 32 };

#define LEVEL(name) extern const norm_level norm_##name;
#include "core/levels.def"
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &norm_##name,
static const norm_level *const levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

typedef struct norm_work {
    const norm_job *j;
    const norm_loops *loops;
    int64_t rows, group, tasks;      /* rows in all, rows a task, tasks */
    char *sums;                      /* layer_backward: [task][2][n] of the dtype */
    double *first, *second;          /* [task][channels] or [batch][channels] */
    const double *center;
    const void *alpha, *beta, *gamma;
} norm_work;

static void run(int64_t tasks, void (*task)(void *, int64_t), norm_work *w) {
    if (tasks == 1) task(w, 0);
    else parallel_for(tasks, task, w);
}

static double *zeros(call *c, int64_t n) {
    rush_tensor *t = call_temporary(c, RUSH_FLOAT64, 1, &n);
    if (!t) return NULL;
    memset(tensor_data(t), 0, (size_t)n * sizeof(double));
    return tensor_data(t);
}

static double get(const norm_job *j, const void *p, int64_t i) { return j->dtype == RUSH_FLOAT64 ? ((const double *)p)[i] : (double)((const float *)p)[i]; }

static void put(const norm_job *j, void *p, int64_t i, double v) {
    if (j->dtype == RUSH_FLOAT64) ((double *)p)[i] = v;
    else ((float *)p)[i] = (float)v;
}

static void cut(norm_work *w, int64_t rows, int64_t length, bool few) {
    w->rows = rows;
    w->group = length < TASK ? TASK / length : 1;
    if (few && w->group < (rows + PARTS - 1) / PARTS) w->group = (rows + PARTS - 1) / PARTS;
    w->tasks = (rows + w->group - 1) / w->group;
}

static int64_t last_row(const norm_work *w, int64_t task) { return (task + 1) * w->group < w->rows ? (task + 1) * w->group : w->rows; }

/* ---- layer_norm ---- */

static void layer_task(void *context, int64_t task) {
    const norm_work *w = context;
    w->loops->layer(w->j, task * w->group, last_row(w, task));
}

static void layer_backward_task(void *context, int64_t task) {
    const norm_work *w = context;
    w->loops->layer_backward(w->j, task * w->group, last_row(w, task), w->sums + task * 2 * w->j->channels * (int64_t)dtype_size(w->j->dtype));
}

static bool layer(call *c, norm_work *w, bool back) {
    const norm_job *j = w->j;
    cut(w, j->batch, j->channels, back);
    if (!back) {
        run(w->tasks, layer_task, w);
        return true;
    }
    int64_t n = j->channels, room = w->tasks * 2 * n;
    rush_tensor *t = call_temporary(c, j->dtype, 1, &room);
    if (!t) return false;
    w->sums = tensor_data(t);
    memset(w->sums, 0, (size_t)room * dtype_size(j->dtype));
    run(w->tasks, layer_backward_task, w);
    for (int k = 0; k < 2; k++) {
        void *to = k ? j->dbias : j->dweight;
        for (int64_t i = 0; to && i < n; i++) {
            double sum = 0;
            for (int64_t p = 0; p < w->tasks; p++) sum += get(j, w->sums, (p * 2 + k) * n + i);
            put(j, to, i, sum);
        }
    }
    return true;
}

/* ---- group_norm ---- */

static void group_task(void *context, int64_t task) {
    const norm_work *w = context;
    for (int64_t k = task * w->group; k < last_row(w, task); k++) w->loops->group(w->j, k);
}

static void group_backward_task(void *context, int64_t task) {
    const norm_work *w = context;
    for (int64_t k = task * w->group; k < last_row(w, task); k++) w->loops->group_backward(w->j, k, w->first, w->second);
}

static bool group(call *c, norm_work *w, bool back) {
    const norm_job *j = w->j;
    cut(w, j->groups, j->width * j->spatial, false);
    if (!back) {
        run(w->tasks, group_task, w);
        return true;
    }
    w->first = zeros(c, 2 * j->batch * j->channels);
    if (!w->first) return false;
    w->second = w->first + j->batch * j->channels;
    run(w->tasks, group_backward_task, w);
    for (int k = 0; k < 2; k++) {
        void *to = k ? j->dbias : j->dweight;
        const double *from = k ? w->second : w->first;
        for (int64_t i = 0; to && i < j->channels; i++) {
            double sum = 0;
            for (int64_t n = 0; n < j->batch; n++) sum += from[n * j->channels + i];
            put(j, to, i, sum);
        }
    }
    return true;
}

/* ---- batch_norm of [N, C, spatial]: channel by channel ---- */

static void plane_task(void *context, int64_t task) {
    const norm_work *w = context;
    for (int64_t k = task * w->group; k < last_row(w, task); k++) w->loops->plane(w->j, k);
}

static void plane_backward_task(void *context, int64_t task) {
    const norm_work *w = context;
    for (int64_t k = task * w->group; k < last_row(w, task); k++) w->loops->plane_backward(w->j, k);
}

/* ---- batch_norm of [rows, C]: all channels side by side ---- */

typedef enum column_pass { PASS_SUM, PASS_DEVIATION, PASS_PAIR, PASS_SCALE, PASS_UNSCALE } column_pass;

static void sums_task(const norm_work *w, int64_t task, column_pass pass) {
    int64_t c = w->j->channels, from = task * w->group, to = last_row(w, task);
    for (int64_t at = 0; at < c; at += NORM_TILE) {
        int64_t n = c - at < NORM_TILE ? c - at : NORM_TILE;
        double *first = w->first + task * c + at;
        if (pass == PASS_SUM) w->loops->sum(w->j, from, to, at, n, w->center + at, first);
        else if (pass == PASS_DEVIATION) w->loops->deviation(w->j, from, to, at, n, w->center + at, first);
        else w->loops->pair(w->j, from, to, at, n, first, w->second + task * c + at);
    }
}
static void sum_task(void *context, int64_t task) { sums_task(context, task, PASS_SUM); }
static void deviation_task(void *context, int64_t task) { sums_task(context, task, PASS_DEVIATION); }
static void pair_task(void *context, int64_t task) { sums_task(context, task, PASS_PAIR); }

static void scale_task(void *context, int64_t task) {
    const norm_work *w = context;
    w->loops->scale(w->j, task * w->group, last_row(w, task), w->alpha, w->beta);
}

static void unscale_task(void *context, int64_t task) {
    const norm_work *w = context;
    w->loops->unscale(w->j, task * w->group, last_row(w, task), w->alpha, w->beta, w->gamma);
}

/* the tasks' sums of channel i */
static double joined(const norm_work *w, const double *sums, int64_t i) {
    double a = 0;
    for (int64_t k = 0; k < w->tasks; k++) a += sums[k * w->j->channels + i];
    return a;
}

static bool columns_statistics(call *c, norm_work *w) {
    const norm_job *j = w->j;
    int64_t n = j->channels;
    double *center = zeros(c, n), count = (double)w->rows;
    w->first = zeros(c, w->tasks * n);
    if (!center || !w->first) return false;
    w->center = center;
    for (int64_t i = 0; i < n; i++) center[i] = get(j, j->x, i);
    run(w->tasks, sum_task, w);
    for (int64_t i = 0; i < n; i++) {
        center[i] += joined(w, w->first, i) / count;
        put(j, j->mean, i, center[i]);
    }
    memset(w->first, 0, (size_t)(w->tasks * n) * sizeof(double));
    run(w->tasks, deviation_task, w);
    for (int64_t i = 0; i < n; i++) {
        j->var[i] = joined(w, w->first, i) / count;
        put(j, j->rstd, i, 1 / sqrt(j->var[i] + j->eps));
    }
    return true;
}

static bool columns(call *c, norm_work *w, bool back) {
    const norm_job *j = w->j;
    int64_t n = j->channels, room = 3 * n;
    rush_tensor *t = call_temporary(c, j->dtype, 1, &room);
    if (!t) return false;
    void *factors = tensor_data(t);
    w->alpha = factors;
    w->beta = (char *)factors + (size_t)n * dtype_size(j->dtype);
    w->gamma = (char *)factors + 2 * (size_t)n * dtype_size(j->dtype);
    cut(w, j->batch * j->spatial, n, true);
    if (!back) {
        if (!j->given) TRY(columns_statistics(c, w));
        for (int64_t i = 0; i < n; i++) {
            put(j, factors, i, get(j, j->rstd, i) * (j->weight ? get(j, j->weight, i) : 1));
            put(j, factors, n + i, j->bias ? get(j, j->bias, i) : 0);
        }
        run(w->tasks, scale_task, w);
        return true;
    }
    w->first = zeros(c, 2 * w->tasks * n);
    if (!w->first) return false;
    w->second = w->first + w->tasks * n;
    if (!j->given || j->dweight || j->dbias) run(w->tasks, pair_task, w);
    double count = (double)w->rows;
    for (int64_t i = 0; i < n; i++) {
        double sum = joined(w, w->first, i), dot = joined(w, w->second, i), rstd = get(j, j->rstd, i);
        double alpha = rstd * (j->weight ? get(j, j->weight, i) : 1);
        if (j->dweight) put(j, j->dweight, i, dot * rstd);
        if (j->dbias) put(j, j->dbias, i, sum);
        put(j, factors, i, alpha);
        put(j, factors, n + i, j->given ? 0 : alpha * sum / count);
        put(j, factors, 2 * n + i, j->given ? 0 : alpha * rstd * rstd * dot / count);
    }
    if (j->out) run(w->tasks, unscale_task, w);
    return true;
}

static bool norm_fast(call *c, const norm_job *j, bool back) {
    const norm_level *level = levels[isa_current()];
    norm_work w = { .j = j, .loops = j->dtype == RUSH_FLOAT64 ? level->f64 : level->f32 };
    if (j->batch * j->channels * j->spatial == 0) return norm_reference(c, j, back);
    if (j->kind == NORM_LAYER) return layer(c, &w, back);
    if (j->kind == NORM_GROUP) return group(c, &w, back);
    if (j->channels_last) return columns(c, &w, back);
    cut(&w, j->channels, j->batch * j->spatial, false);
    run(w.tasks, back ? plane_backward_task : plane_task, &w);
    return true;
}

bool cpu_native_layer_norm(call *c) { return norm_layer(c, norm_fast); }
bool cpu_native_layer_norm_backward(call *c) { return norm_layer_backward(c, norm_fast); }
bool cpu_native_group_norm(call *c) { return norm_group(c, norm_fast); }
bool cpu_native_group_norm_backward(call *c) { return norm_group_backward(c, norm_fast); }
bool cpu_native_batch_norm(call *c) { return norm_batch(c, norm_fast); }
bool cpu_native_batch_norm_backward(call *c) { return norm_batch_backward(c, norm_fast); }
