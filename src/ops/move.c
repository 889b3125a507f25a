/* SPDX-License-Identifier: MIT */
/* move.c - moving elements between strided memory. */
#include "core/half.h"
#include "ops/move.h"

#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "core/strided.h"
#include "ops/call.h"

/* ---- inner loops: A is the element written to, B the element read ---- */

#define INNER_ARGS char *to, int64_t ts, const char *from, int64_t fs, int64_t n, const move_places *at
#define EACH(T, to_place, expression) \
    for (int64_t i = 0; i < n; i++) { \
        T *place = (T *)(void *)(to_place); \
        const T A = *place, B = *(const T *)(const void *)(from + i * fs); \
        (void)A; \
        *place = (T)(expression); \
    }
#define INNER(name, T, expression) \
    static void name(INNER_ARGS) { \
        if (at) { \
            const char *index = at->index; \
            const int64_t step = at->step, scale = at->scale; \
            EACH(T, to + i * ts + *(const int64_t *)(const void *)(index + i * step) * scale, expression) \
        } else if (ts == (int64_t)sizeof(T) && fs == (int64_t)sizeof(T)) { \
            T *a = (T *)(void *)to; \
            const T *b = (const T *)(const void *)from; \
            for (int64_t i = 0; i < n; i++) { \
                const T A = a[i], B = b[i]; \
                (void)A; \
                a[i] = (T)(expression); \
            } \
        } else EACH(T, to + i * ts, expression) \
    }
/* memory as it is, or one number for all elements */
#define SET(size, T) \
    INNER(move_##size, T, B) \
    static void set_##size(INNER_ARGS) { \
        if (at && at->step == 8 && at->scale == size && ts == 0 && fs == size) \
            for (int64_t i = 0; i < n; i++) ((T *)(void *)to)[((const int64_t *)(const void *)at->index)[i]] = ((const T *)(const void *)from)[i]; \
        else if (at || ts != size || (fs && fs != size)) move_##size(to, ts, from, fs, n, at); \
        else if (fs) memmove(to, from, (size_t)(n * size)); \
        else { \
            int64_t done = n < 16 ? n : 16; \
            for (int64_t i = 0; i < done; i++) ((T *)(void *)to)[i] = *(const T *)(const void *)from; \
            for (; done < n; done *= 2) memcpy(to + done * size, to, (size_t)((n - done < done ? n - done : done) * size)); \
        } \
    }

SET(1, uint8_t)
SET(2, uint16_t)
SET(4, uint32_t)
SET(8, uint64_t)
INNER(add_f32, float, A + B)
INNER(add_f64, double, A + B)
INNER(add_f16, uint16_t, half_f32_to_f16(half_f16_to_f32(A) + half_f16_to_f32(B)))
INNER(add_bf16, uint16_t, half_f32_to_bf16(half_bf16_to_f32(A) + half_bf16_to_f32(B)))
INNER(add_8, uint64_t, A + B)
INNER(add_4, uint32_t, A + B)
INNER(add_2, uint16_t, A + B)
INNER(add_1, uint8_t, A + B)
INNER(add_bool, uint8_t, (A | B) != 0)
INNER(mul_f32, float, A *B)
INNER(mul_f64, double, A *B)
INNER(mul_f16, uint16_t, half_f32_to_f16(half_f16_to_f32(A) * half_f16_to_f32(B)))
INNER(mul_bf16, uint16_t, half_f32_to_bf16(half_bf16_to_f32(A) * half_bf16_to_f32(B)))
INNER(mul_8, uint64_t, A *B)
INNER(mul_4, uint32_t, A *B)
INNER(mul_2, uint16_t, (uint32_t)A *B)
INNER(mul_1, uint8_t, A *B)
INNER(mul_bool, uint8_t, (A < B ? A : B) != 0)

/* comparisons: a NaN stays, and takes the place of a number */
#define LARGER(a, b) ((a) > (b) || (a) != (a) ? A : B)
#define SMALLER(a, b) ((a) < (b) || (a) != (a) ? A : B)
#define COMPARE(dtype, T, load) \
    INNER(max_##dtype, T, LARGER(load(A), load(B))) \
    INNER(min_##dtype, T, SMALLER(load(A), load(B)))
COMPARE(f32, float, )
COMPARE(f64, double, )
COMPARE(f16, uint16_t, half_f16_to_f32)
COMPARE(bf16, uint16_t, half_bf16_to_f32)
COMPARE(i64, int64_t, )
COMPARE(i32, int32_t, )
COMPARE(i16, int16_t, )
COMPARE(i8, int8_t, )
COMPARE(u8, uint8_t, )

move_inner move_inner_of(move_kind kind, rush_dtype dtype) {
    static const move_inner add[DTYPE_COUNT] = {
        [RUSH_FLOAT32] = add_f32, [RUSH_FLOAT64] = add_f64, [RUSH_FLOAT16] = add_f16, [RUSH_BFLOAT16] = add_bf16, [RUSH_INT64] = add_8,
        [RUSH_INT32] = add_4, [RUSH_INT16] = add_2, [RUSH_INT8] = add_1, [RUSH_UINT8] = add_1, [RUSH_BOOL] = add_bool,
    };
    static const move_inner multiply[DTYPE_COUNT] = {
        [RUSH_FLOAT32] = mul_f32, [RUSH_FLOAT64] = mul_f64, [RUSH_FLOAT16] = mul_f16, [RUSH_BFLOAT16] = mul_bf16, [RUSH_INT64] = mul_8,
        [RUSH_INT32] = mul_4, [RUSH_INT16] = mul_2, [RUSH_INT8] = mul_1, [RUSH_UINT8] = mul_1, [RUSH_BOOL] = mul_bool,
    };
    static const move_inner larger[DTYPE_COUNT] = {
        [RUSH_FLOAT32] = max_f32, [RUSH_FLOAT64] = max_f64, [RUSH_FLOAT16] = max_f16, [RUSH_BFLOAT16] = max_bf16, [RUSH_INT64] = max_i64,
        [RUSH_INT32] = max_i32, [RUSH_INT16] = max_i16, [RUSH_INT8] = max_i8, [RUSH_UINT8] = max_u8, [RUSH_BOOL] = add_bool,
    };
    static const move_inner smaller[DTYPE_COUNT] = {
        [RUSH_FLOAT32] = min_f32, [RUSH_FLOAT64] = min_f64, [RUSH_FLOAT16] = min_f16, [RUSH_BFLOAT16] = min_bf16, [RUSH_INT64] = min_i64,
        [RUSH_INT32] = min_i32, [RUSH_INT16] = min_i16, [RUSH_INT8] = min_i8, [RUSH_UINT8] = min_u8, [RUSH_BOOL] = mul_bool,
    };
    if (kind == MOVE_ADD) return add[dtype];
    if (kind == MOVE_MAX) return larger[dtype];
    if (kind == MOVE_MIN) return smaller[dtype];
    if (kind == MOVE_MULTIPLY) return multiply[dtype];
    size_t size = dtype_size(dtype);
    return size == 4 ? set_4 : size == 8 ? set_8 : size == 2 ? set_2 : set_1;
}

move_part move_part_of(const rush_tensor *t) {
    move_part p = { .data = tensor_data(t) };
    int64_t size = (int64_t)dtype_size((rush_dtype)t->dtype);
    for (int i = 0; i < t->ndim; i++) p.strides[i] = t->strides[i] * size;
    return p;
}

bool move_wide(call *c, rush_tensor *t, rush_tensor **wide) {
    *wide = t;
    if (t->dtype == RUSH_FLOAT16 || t->dtype == RUSH_BFLOAT16) *wide = (rush_tensor *)(uintptr_t)call_cast(c, t, RUSH_FLOAT32);
    return *wide != NULL;
}

bool move_narrow(call *c, rush_tensor *t, rush_tensor *wide) { return wide == t || tensor_copy(c->site, t, wide); }

/* ---- walks ---- */

static void strided_loop_of_inner(void *context, char *const *p, const int64_t *s, int64_t n) {
    const move_inner *inner = context;
    (*inner)(p[0], s[0], p[1], s[1], n, NULL);
}

/* Where the operands lie in different orders: tiles of a few elements along to's innermost dimension, many along another one, d. */
enum { TILE = 32, TILE_LENGTH = 256 };
typedef struct tile_job { const strided *walk; move_inner inner; int d; int64_t tiles, per_block; } tile_job;

static int64_t tile_step(const tile_job *job, int dim) { return dim == 0 ? TILE : dim == job->d ? TILE_LENGTH : 1; }

static void tile_run(const tile_job *job, int64_t tile) {
    const strided *s = job->walk;
    int d = job->d;
    char *to = s->data[0];
    const char *from = s->data[1];
    int64_t t0 = s->strides[0][0], f0 = s->strides[1][0], td = s->strides[0][d], fd = s->strides[1][d], size[RUSH_MAX_DIMS];
    for (int i = 0; i < s->ndim; i++) {
        int64_t step = tile_step(job, i), count = (s->shape[i] + step - 1) / step, at = tile % count * step;
        tile /= count;
        to += at * s->strides[0][i];
        from += at * s->strides[1][i];
        size[i] = s->shape[i] - at < step ? s->shape[i] - at : step;
    }
    if (size[0] < 8)
        for (int64_t i = 0; i < size[0]; i++) job->inner(to + i * t0, td, from + i * f0, fd, size[d], NULL);
    else
        for (int64_t i = 0; i < size[d]; i++) job->inner(to + i * td, t0, from + i * fd, f0, size[0], NULL);
}

static void tile_block(void *context, int64_t block) {
    const tile_job *job = context;
    int64_t end = (block + 1) * job->per_block;
    for (int64_t k = block * job->per_block; k < end && k < job->tiles; k++) tile_run(job, k);
}

void move_walk(move_inner inner, const strided *s) {
    const int64_t *step = s->strides[1];
    tile_job job = { .walk = s, .inner = inner, .tiles = 1, .per_block = 1 };
    for (int i = 1; i < s->ndim; i++)
        if (step[i] && llabs(step[i]) < llabs(step[job.d])) job.d = i;
    bool narrow = s->shape[0] < 8; /* too few elements for a call */
    if (narrow && job.d == 0 && s->ndim > 1 && s->shape[1] > s->shape[0]) job.d = 1;
    if (job.d == 0 || (llabs(step[0]) < 64 && !narrow)) { /* within a line of the cache all is near */
        strided_run(s, strided_loop_of_inner, &inner);
        return;
    }
    for (int i = 0; i < s->ndim; i++) job.tiles *= (s->shape[i] + tile_step(&job, i) - 1) / tile_step(&job, i);
    if (job.tiles) job.per_block = 1 + STRIDED_BLOCK * job.tiles / s->numel;
    parallel_for((job.tiles + job.per_block - 1) / job.per_block, tile_block, &job);
}

void move_strided(move_inner inner, int ndim, const int64_t *shape, move_part to, move_part from) {
    strided walk;
    strided_init(&walk, ndim, shape);
    strided_add(&walk, to.data, to.strides);
    strided_add(&walk, from.data, from.strides);
    strided_finish(&walk);
    move_walk(inner, &walk);
}

typedef struct gather_job { size_t size; int64_t scale; } gather_job;

#define GATHER(T, to, index) \
    for (int64_t i = 0; i < n; i++) \
        *(T *)(void *)(to) = *(const T *)(const void *)(from + i * step + *(const int64_t *)(const void *)(index) * scale)
#define GATHER_ANY(T) \
    if (s[0] == (int64_t)sizeof(T) && s[1] == 8 && step == 0 && scale == (int64_t)sizeof(T)) \
        for (int64_t i = 0; i < n; i++) ((T *)(void *)p[0])[i] = ((const T *)(const void *)from)[((const int64_t *)(const void *)p[1])[i]]; \
    else if (s[0] == (int64_t)sizeof(T) && s[1] == 8) GATHER(T, p[0] + i * (int64_t)sizeof(T), p[1] + i * 8); \
    else GATHER(T, p[0] + i * s[0], p[1] + i * s[1])

static void gather_loop(void *context, char *const *p, const int64_t *s, int64_t n) {
    const gather_job *job = context;
    const char *from = p[2];
    int64_t scale = job->scale, size = (int64_t)job->size, step = s[2];
    if (s[1] == 0) { /* one index for the whole row */
        from += *(const int64_t *)(const void *)p[1] * scale;
        (size == 4 ? set_4 : size == 8 ? set_8 : size == 2 ? set_2 : set_1)(p[0], s[0], from, step, n, NULL);
    } else if (size == 4) { GATHER_ANY(uint32_t); }
    else if (size == 8) { GATHER_ANY(uint64_t); }
    else if (size == 2) { GATHER_ANY(uint16_t); }
    else { GATHER_ANY(uint8_t); }
}

void move_gather(size_t size, int ndim, const int64_t *shape, move_part to, move_part index, move_part from, int64_t scale) {
    gather_job job = { size, scale };
    strided walk;
    strided_init(&walk, ndim, shape);
    strided_add(&walk, to.data, to.strides);
    strided_add(&walk, index.data, index.strides);
    strided_add(&walk, from.data, from.strides);
    strided_finish(&walk);
    strided_run(&walk, gather_loop, &job);
}

static void scatter_loop(void *context, char *const *p, const int64_t *s, int64_t n) {
    const move_scatter *job = context;
    const char *index = p[1], *from = p[2];
    int64_t apart = llabs(s[1] || llabs(job->scale) > llabs(job->from_step) ? job->scale : job->from_step);
    if (n > 1 && llabs(s[0]) <= apart) { /* lines lie side by side: each k goes over all of them */
        for (int64_t k = 0; k < job->count; k++, index += job->index_step, from += job->from_step) {
            if (s[1]) job->inner(p[0], s[0], from, s[2], n, &(move_places){ index, s[1], job->scale });
            else job->inner(p[0] + *(const int64_t *)(const void *)index * job->scale, s[0], from, s[2], n, NULL);
        }
    } else
        for (int64_t i = 0; i < n; i++)
            job->inner(p[0] + i * s[0], 0, from + i * s[2], job->from_step, job->count, &(move_places){ index + i * s[1], job->index_step, job->scale });
}

void move_scatter_run(const move_scatter *job, int ndim, const int64_t *shape) {
    strided walk;
    strided_init(&walk, ndim, shape);
    strided_add(&walk, job->to.data, job->to.strides);
    strided_add(&walk, job->index.data, job->index.strides);
    strided_add(&walk, job->from.data, job->from.strides);
    strided_finish(&walk);
    strided_run(&walk, scatter_loop, (void *)(uintptr_t)job);
}

/* ---- rows ---- */

typedef struct rows_job {
    move_inner add;
    char *to;
    const char *from;
    const int64_t *index;
    int64_t rows, rows_per_block, count, width, size, skip;
} rows_job;

/* Every block reads the whole index and takes the rows that fall to it. */
static void rows_block(void *context, int64_t block) {
    const rows_job *job = context;
    int64_t first = block * job->rows_per_block, last = first + job->rows_per_block, bytes = job->width * job->size;
    for (int64_t k = 0; k < job->count; k++) {
        int64_t row = job->index[k];
        if (row >= first && row < last && row != job->skip)
            job->add(job->to + row * bytes, job->size, job->from + k * bytes, job->size, job->width, NULL);
    }
}

void move_add_rows(rush_dtype dtype, char *to, int64_t rows, int64_t width, const int64_t *index, const char *from, int64_t count, int64_t skip) {
    int64_t blocks = count * width >> 14;
    blocks = blocks < 1 ? 1 : blocks > 16 ? 16 : blocks;
    int64_t per = (rows + blocks - 1) / blocks;
    rows_job job = { move_inner_of(MOVE_ADD, dtype), to, from, index, rows, per ? per : 1, count, width, (int64_t)dtype_size(dtype), skip };
    parallel_for(blocks, rows_block, &job);
}
