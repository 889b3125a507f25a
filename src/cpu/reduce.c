/* SPDX-License-Identifier: MIT */
/* reduce.c - fast reductions over any dimensions of a strided tensor.

   The kept and the reduced dimensions are each put in the order of memory and joined. Then either
     rows     the reduced elements of one result lie closest together: each result is folded by itself, or
     columns  those of neighbouring results do: a tile of results is accumulated side by side, row after row.
   Work is cut by size: results in groups, and long reductions in pieces of UNIT elements whose partial results are joined in
   order. So the bits do not depend on the number of threads. Partial sums of floats are joined in double. */
#include "cpu/reduce.h"

#include <math.h>

#include "core/alloc.h"
#include "core/isa.h"
#include "core/parallel.h"
#include "core/strided.h"

enum { UNIT = 1 << 15, TILE = 512, STRIP = 64, GATHER = 1024, NARROW = 64 };

#define LEVEL(name) extern const reduce_level reduce_##name;
#include "core/levels.def"
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &reduce_##name,
static const reduce_level *const levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

const reduce_loops *reduce_fast_loops(rush_dtype compute) {
    const reduce_level *level = levels[isa_current()];
    return compute == RUSH_FLOAT32 ? level->f32 : compute == RUSH_FLOAT64 ? level->f64 : level->i64;
}

typedef struct reducer {
    const reduction *r;
    const reduce_loops *all;
    const reduce_kind_loops *loops;
    rush_dtype in, compute;
    int64_t size, compute_size;      /* bytes of an element in memory and as computed */
    bool direct;                     /* memory holds the type computed in */
    bool whole;                      /* integers */
    strided kept, rest;              /* kept: the input (bytes) and the results (numbers); rest: the input */
    int64_t results, count;
    int64_t tiles, width;            /* columns: of each outer index */
    int64_t units, unit;             /* pieces of each reduction and their lengths */
    int64_t group;                   /* rows: results a task */
    const char *data;
    accumulator *partial;            /* [unit][result], where units > 1 */
} reducer;

/* element i of a walk: the offset of operand k */
static int64_t walk_offset(const strided *s, int k, int64_t i) {
    int64_t offset = 0;
    for (int d = 0; d < s->ndim - 1; d++) {
        offset += i % s->shape[d] * s->strides[k][d];
        i /= s->shape[d];
    }
    return offset + i * s->strides[k][s->ndim - 1];
}

static void store(const reducer *j, int64_t result, const accumulator *a) {
    const reduction *r = j->r;
    if (j->whole && r->finish == FINISH_NONE) {
        rush_dtype d = (rush_dtype)r->to->dtype;
        element_store_int((char *)tensor_data(r->to) + (size_t)result * dtype_size(d), d, a->i);
    } else if (r->finish == FINISH_NONE && r->to->dtype == RUSH_FLOAT32) ((float *)tensor_data(r->to))[result] = (float)a->f;
    else reduce_store(r, result, j->whole ? (double)a->i : a->f, j->count);
}

/* ---- rows ---- */

static double row_parameter(const reducer *j, int64_t result) { return j->r->center ? j->r->center[result] : j->r->parameter; }

/* elements from … to - 1 of one result, which begin at base */
static void row_fold(const reducer *j, const char *base, int64_t from, int64_t to, double parameter, accumulator *a) {
    int64_t n0 = j->rest.shape[0], step = j->rest.strides[0][0], buffer[GATHER], held = 0;
    bool straight = j->direct && step == j->size && (n0 >= NARROW || j->rest.ndim == 1);
    while (from < to) {
        int64_t i = from % n0, n = n0 - i;
        if (n > to - from) n = to - from;
        const char *p = base + walk_offset(&j->rest, 0, from);
        if (straight) j->loops->row(a, p, n, parameter);
        else {
            if (n > GATHER - held) n = GATHER - held;
            j->all->load((char *)buffer + held * j->compute_size, p, step, n, j->in);
            held += n;
            if (held == GATHER || from + n == to) {
                j->loops->row(a, buffer, held, parameter);
                held = 0;
            }
        }
        from += n;
    }
}

static void rows_task(void *context, int64_t task) {
    const reducer *j = context;
    accumulator a;
    if (j->units == 1) {
        int64_t end = (task + 1) * j->group < j->results ? (task + 1) * j->group : j->results;
        for (int64_t k = task * j->group; k < end; k++) {
            int64_t result = walk_offset(&j->kept, 1, k);
            j->loops->start(&a, NULL, 1);
            row_fold(j, j->data + walk_offset(&j->kept, 0, k), 0, j->count, row_parameter(j, result), &a);
            store(j, result, &a);
        }
        return;
    }
    int64_t k = task / j->units, u = task % j->units, from = u * j->unit, to = from + j->unit;
    int64_t result = walk_offset(&j->kept, 1, k);
    accumulator *at = &j->partial[u * j->results + result];
    j->loops->start(at, NULL, 1);
    row_fold(j, j->data + walk_offset(&j->kept, 0, k), from, to < j->count ? to : j->count, row_parameter(j, result), at);
}

/* ---- columns ---- */

typedef struct columns { accumulator sums[TILE]; int64_t elements[TILE], parameters[TILE], row[TILE]; } columns;

/* the parameters of `n` results that begin at `result`, `step` apart, repeated to `width` columns, as the compute type */
static void column_parameters(const reducer *j, columns *t, int64_t result, int64_t step, int64_t n, int64_t width) {
    float *f = (float *)(void *)t->parameters;
    double *d = (double *)(void *)t->parameters;
    if (j->whole) return;
    for (int64_t i = 0; i < width; i++) {
        double p = row_parameter(j, result + i % n * step);
        if (j->compute == RUSH_FLOAT32) f[i] = (float)p;
        else d[i] = p;
    }
}

/* rows from … to - 1 of n columns at base; t->sums holds the sums afterwards */
static void column_fold(const reducer *j, columns *t, const char *base, int64_t from, int64_t to, int64_t n) {
    int64_t n0 = j->rest.shape[0], step = j->rest.strides[0][0], across = j->kept.strides[0][0], pending = 0;
    bool straight = j->direct && across == j->size && step % j->size == 0;
    j->loops->start(t->sums, t->elements, n);
    while (from < to) {
        int64_t rows = n0 - from % n0;
        if (rows > to - from) rows = to - from;
        if (rows > STRIP - pending) rows = STRIP - pending;
        const char *p = base + walk_offset(&j->rest, 0, from);
        if (straight) j->loops->columns(t->elements, p, step / j->size, rows, n, t->parameters);
        else
            for (int64_t i = 0; i < rows; i++) {
                j->all->load(t->row, p + i * step, across, n, j->in);
                j->loops->columns(t->elements, t->row, 0, 1, n, t->parameters);
            }
        from += rows;
        pending += rows;
        if (pending == STRIP || from == to) {
            j->loops->merge(t->sums, t->elements, n);
            pending = 0;
        }
    }
}

/* The same where rows of n < NARROW columns follow one another without a gap: `fold` of them are taken as one wide row. */
static void column_fold_narrow(const reducer *j, columns *t, const char *base, int64_t from, int64_t to, int64_t n, int64_t fold) {
    int64_t wide = fold * n, rows = (to - from) / fold;
    accumulator sums[NARROW];
    j->loops->start(t->sums, t->elements, wide);
    const char *p = base + from * n * j->size;
    for (int64_t i = 0; i < rows; i += STRIP, p += STRIP * wide * j->size) {
        j->loops->columns(t->elements, p, wide, rows - i < STRIP ? rows - i : STRIP, wide, t->parameters);
        j->loops->merge(t->sums, t->elements, wide);
    }
    j->loops->start(sums, NULL, n);
    for (int64_t k = 0; k < fold; k++) j->loops->join(sums, t->sums + k * n, n);
    from += rows * fold;
    if (from < to) j->loops->columns(t->elements, base + from * n * j->size, n, to - from, n, t->parameters);
    j->loops->merge(sums, t->elements, n);
    for (int64_t i = 0; i < n; i++) t->sums[i] = sums[i];
}

static void columns_task(void *context, int64_t task) {
    const reducer *j = context;
    columns t;
    int64_t u = task % j->units, tile = task / j->units % j->tiles, outer = task / j->units / j->tiles;
    int64_t first = tile * j->width, n = j->kept.shape[0] - first < j->width ? j->kept.shape[0] - first : j->width;
    int64_t k = outer * j->kept.shape[0] + first, step = j->kept.strides[1][0], result = walk_offset(&j->kept, 1, k);
    int64_t from = u * j->unit, to = from + j->unit < j->count ? from + j->unit : j->count;
    const char *base = j->data + walk_offset(&j->kept, 0, k);
    bool packed = j->direct && j->rest.ndim == 1 && j->kept.strides[0][0] == j->size && j->rest.strides[0][0] == n * j->size;
    int64_t fold = packed && n < NARROW && to - from >= 16 ? 2 * NARROW / n : 1;
    column_parameters(j, &t, result, step, n, fold * n);
    if (fold > 1) column_fold_narrow(j, &t, base, from, to, n, fold);
    else column_fold(j, &t, base, from, to, n);
    for (int64_t i = 0; i < n; i++) {
        if (j->units == 1) store(j, result + i * step, &t.sums[i]);
        else j->partial[u * j->results + result + i * step] = t.sums[i];
    }
}

/* ---- the plan ---- */

static void plan(reducer *j) {
    const rush_tensor *t = j->r->from;
    int64_t shape[2][RUSH_MAX_DIMS], in[2][RUSH_MAX_DIMS], out[RUSH_MAX_DIMS], at = 1;
    int n[2] = { 0, 0 };
    for (int i = 0; i < t->ndim; i++) {
        int which = reduce_has(j->r->mask, i);
        shape[which][n[which]] = t->shape[i];
        in[which][n[which]++] = t->strides[i] * j->size;
    }
    for (int i = n[0] - 1; i >= 0; i--) {
        out[i] = at;
        at *= shape[0][i];
    }
    strided_init(&j->kept, n[0], shape[0]);
    strided_add(&j->kept, NULL, in[0]);
    strided_add(&j->kept, NULL, out);
    strided_finish(&j->kept);
    strided_init(&j->rest, n[1], shape[1]);
    strided_add(&j->rest, NULL, in[1]);
    strided_finish(&j->rest);
    j->results = j->kept.numel;
    j->count = j->rest.numel;
}

static bool run_planned(call *c, reducer *j) {
    int64_t across = j->kept.strides[0][0], along = j->rest.strides[0][0];
    bool by_columns = j->count > 1 && j->kept.shape[0] > 1 && across != 0 && (across < along || along == 0);
    int64_t tasks;
    j->units = 1;
    if (by_columns) {
        j->width = j->kept.shape[0] < TILE ? j->kept.shape[0] : TILE;
        j->tiles = (j->kept.shape[0] + j->width - 1) / j->width;
        j->unit = UNIT / j->width < STRIP ? STRIP : UNIT / j->width;
        tasks = j->results / j->kept.shape[0] * j->tiles;
    } else {
        j->unit = UNIT;
        j->group = j->count < UNIT ? UNIT / (j->count ? j->count : 1) : 1;
        tasks = (j->results + j->group - 1) / j->group;
    }
    if (j->count >= 2 * j->unit) {
        j->units = (j->count + j->unit - 1) / j->unit;
        tasks = (by_columns ? tasks : j->results) * j->units;
        rush_tensor *room = call_temporary(c, RUSH_FLOAT64, 2, (int64_t[]){ j->units, j->results });
        if (!room) return false;
        j->partial = tensor_data(room);
    } else j->unit = j->count;
    if (tasks == 1) (by_columns ? columns_task : rows_task)(j, 0);
    else parallel_for(tasks, by_columns ? columns_task : rows_task, j);
    if (j->units == 1) return true;
    for (int64_t u = 1; u < j->units; u++) j->loops->join(j->partial, j->partial + u * j->results, j->results);
    for (int64_t i = 0; i < j->results; i++) store(j, i, &j->partial[i]);
    return true;
}

bool reduce_fast(call *c, const reduction *r) {
    reducer j;
    j.r = r;
    j.in = (rush_dtype)r->from->dtype;
    j.compute = r->compute;
    j.all = reduce_fast_loops(j.compute);
    j.loops = &j.all->kinds[r->kind];
    j.size = (int64_t)dtype_size(j.in);
    j.compute_size = (int64_t)dtype_size(j.compute);
    j.direct = j.in == j.compute;
    j.whole = j.compute == RUSH_INT64;
    j.data = tensor_data(r->from);
    if (r->to->numel == 0) return true;
    if (j.direct && r->to->numel == 1 && r->from->numel <= UNIT && tensor_is_contiguous(r->from)) { /* the usual loss */
        accumulator a;
        j.count = r->from->numel;
        j.loops->start(&a, NULL, 1);
        if (j.count) j.loops->row(&a, j.data, j.count, row_parameter(&j, 0));
        store(&j, 0, &a);
        return true;
    }
    plan(&j);
    return run_planned(c, &j);
}

bool cpu_sum(call *c) { return reduce_sum(c, reduce_fast); }
bool cpu_sum_dim(call *c) { return reduce_sum(c, reduce_fast); }
bool cpu_nansum(call *c) { return reduce_sum(c, reduce_fast); }
bool cpu_mean(call *c) { return reduce_mean(c, reduce_fast); }
bool cpu_mean_dim(call *c) { return reduce_mean(c, reduce_fast); }
bool cpu_prod(call *c) { return reduce_prod(c, reduce_fast); }
bool cpu_prod_dim(call *c) { return reduce_prod(c, reduce_fast); }
bool cpu_max(call *c) { return reduce_extreme(c, reduce_fast); }
bool cpu_min(call *c) { return reduce_extreme(c, reduce_fast); }
bool cpu_amax(call *c) { return reduce_extreme(c, reduce_fast); }
bool cpu_amin(call *c) { return reduce_extreme(c, reduce_fast); }
bool cpu_any(call *c) { return reduce_truth(c, reduce_fast); }
bool cpu_any_dim(call *c) { return reduce_truth(c, reduce_fast); }
bool cpu_all(call *c) { return reduce_truth(c, reduce_fast); }
bool cpu_all_dim(call *c) { return reduce_truth(c, reduce_fast); }
bool cpu_count_nonzero(call *c) { return reduce_truth(c, reduce_fast); }
bool cpu_linalg_vector_norm(call *c) { return reduce_norm(c, reduce_fast); }
bool cpu_norm(call *c) { return reduce_norm(c, reduce_fast); }
bool cpu_var(call *c) { return reduce_var(c, reduce_fast); }
bool cpu_var_mean(call *c) { return reduce_var(c, reduce_fast); }
bool cpu_std(call *c) { return reduce_var(c, reduce_fast); }
bool cpu_logsumexp(call *c) { return reduce_logsumexp(c, reduce_fast); }
