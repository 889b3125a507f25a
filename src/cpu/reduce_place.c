/* SPDX-License-Identifier: MIT */
/* reduce_place.c - fast argmax, argmin and max, min along a dimension: by rows where the elements of a result are neighbours in
   memory, by columns (a tile of results side by side) where those of neighbouring results are. */
#include "core/parallel.h"
#include "cpu/reduce.h"

enum { TILE = 512, CHUNK = 2048, TASK = 1 << 15 };

typedef struct placer {
    const reduce_place *r;
    const reduce_loops *loops;
    rush_dtype in, compute;
    int64_t size;
    bool direct;
    reduce_walk walk;
    int64_t group;               /* rows a task */
    int64_t width, tiles;        /* columns a task */
} placer;

static void give_result(const placer *j, int64_t i, accumulator best, int64_t place) {
    ((int64_t *)tensor_data(j->r->places))[i] = place;
    if (!j->r->values) return;
    char *to = (char *)tensor_data(j->r->values) + i * j->size;
    if (j->compute == RUSH_INT64) element_store_int(to, j->in, best.i);
    else element_store_double(to, j->in, best.f);
}

static void rows_task(void *context, int64_t task) {
    const placer *j = context;
    int64_t end = (task + 1) * j->group < j->walk.results ? (task + 1) * j->group : j->walk.results, buffer[CHUNK];
    int last = j->walk.reduced - 1;
    int64_t n0 = last < 0 ? 1 : j->walk.shape[1][last], step = last < 0 ? 0 : j->walk.strides[1][last];
    for (int64_t i = task * j->group; i < end; i++) {
        const char *from = (const char *)tensor_data(j->r->from) + reduce_offset(&j->walk, 0, i);
        accumulator best = { .i = 0 };
        int64_t place = -1;
        for (int64_t k = 0, n; k < j->walk.count; k += n) {
            const char *p = from + reduce_offset(&j->walk, 1, k);
            n = n0 - k % n0 < CHUNK ? n0 - k % n0 : CHUNK;
            if (j->direct && (step == j->size || n == 1)) j->loops->place_row(&best, &place, p, n, k, j->r->largest);
            else {
                j->loops->load(buffer, p, step, n, j->in);
                j->loops->place_row(&best, &place, buffer, n, k, j->r->largest);
            }
        }
        give_result(j, i, best, place);
    }
}

static void columns_task(void *context, int64_t task) {
    const placer *j = context;
    int64_t best[TILE], at[TILE], n0 = j->walk.shape[0][j->walk.kept - 1], first = task % j->tiles * j->width, i = task / j->tiles * n0 + first;
    int64_t n = n0 - first < j->width ? n0 - first : j->width, step = j->walk.strides[1][0];
    const char *p = (const char *)tensor_data(j->r->from) + reduce_offset(&j->walk, 0, i);
    j->loops->load(best, p, j->size, n, j->in);
    for (int64_t k = 0; k < n; k++) at[k] = 0;
    j->loops->place_columns(best, at, p + step, step / j->size, j->walk.count - 1, n, 1, j->r->largest);
    for (int64_t k = 0; k < n; k++) {
        accumulator a = { .i = 0 };
        int64_t place = j->compute == RUSH_FLOAT32 ? ((int32_t *)(void *)at)[k] : at[k];
        if (j->compute == RUSH_FLOAT32) a.f = (double)((float *)(void *)best)[k];
        else if (j->compute == RUSH_FLOAT64) a.f = ((double *)(void *)best)[k];
        else a.i = best[k];
        give_result(j, i + k, a, place);
    }
}

static bool place_fast(call *c, const reduce_place *r) {
    placer j = { .r = r, .in = (rush_dtype)r->from->dtype };
    (void)c;
    j.compute = reduce_compute_dtype(r->from, j.in);
    j.loops = reduce_fast_loops(j.compute);
    j.size = (int64_t)dtype_size(j.in);
    j.direct = j.in == j.compute;
    reduce_walk_init(&j.walk, r->from, r->mask);
    if (j.walk.results == 0) return true;
    const reduce_walk *w = &j.walk;
    bool columns = j.direct && w->reduced == 1 && w->kept && w->shape[0][w->kept - 1] > 3 && w->strides[0][w->kept - 1] == j.size &&
                   w->strides[1][0] > j.size && w->count > 1 && w->count < INT32_MAX;
    int64_t tasks;
    if (columns) {
        int64_t n0 = w->shape[0][w->kept - 1];
        j.width = n0 < TILE ? n0 : TILE;
        j.tiles = (n0 + j.width - 1) / j.width;
        tasks = w->results / n0 * j.tiles;
    } else {
        j.group = w->count < TASK ? TASK / w->count : 1;
        tasks = (w->results + j.group - 1) / j.group;
    }
    if (tasks == 1) (columns ? columns_task : rows_task)(&j, 0);
    else parallel_for(tasks, columns ? columns_task : rows_task, &j);
    return true;
}

bool cpu_argmax(call *c) { return reduce_extreme_place(c, place_fast); }
bool cpu_argmin(call *c) { return reduce_extreme_place(c, place_fast); }
bool cpu_max_dim(call *c) { return reduce_extreme_place(c, place_fast); }
bool cpu_min_dim(call *c) { return reduce_extreme_place(c, place_fast); }
