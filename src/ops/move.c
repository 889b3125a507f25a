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

#define INNER(name, T, expression) \
    static void name(char *to, int64_t ts, const char *from, int64_t fs, int64_t n) { \
        if (ts == (int64_t)sizeof(T) && fs == (int64_t)sizeof(T)) { \
            T *a = (T *)(void *)to; \
            const T *b = (const T *)(const void *)from; \
            for (int64_t i = 0; i < n; i++) { \
                const T A = a[i], B = b[i]; \
                (void)A; \
                a[i] = (T)(expression); \
            } \
        } else \
            for (int64_t i = 0; i < n; i++) { \
                const T A = *(T *)(void *)(to + i * ts), B = *(const T *)(const void *)(from + i * fs); \
                (void)A; \
                *(T *)(void *)(to + i * ts) = (T)(expression); \
            } \
    }

INNER(set_1, uint8_t, B)
INNER(set_2, uint16_t, B)
INNER(set_4, uint32_t, B)
INNER(set_8, uint64_t, B)
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
    (*inner)(p[0], s[0], p[1], s[1], n);
}

void move_strided(move_inner inner, int ndim, const int64_t *shape, move_part to, move_part from) {
    strided walk;
    strided_init(&walk, ndim, shape);
    strided_add(&walk, to.data, to.strides);
    strided_add(&walk, from.data, from.strides);
    strided_finish(&walk);
    strided_run(&walk, strided_loop_of_inner, &inner);
}

typedef struct gather_job { size_t size; int64_t scale; } gather_job;

#define GATHER(T) \
    for (int64_t i = 0; i < n; i++) \
        *(T *)(void *)(p[0] + i * s[0]) = *(const T *)(const void *)(p[2] + i * s[2] + *(const int64_t *)(const void *)(p[1] + i * s[1]) * scale)

static void gather_loop(void *context, char *const *p, const int64_t *s, int64_t n) {
    const gather_job *job = context;
    int64_t scale = job->scale, size = (int64_t)job->size;
    if (s[1] == 0) { /* one index for the whole row */
        const char *from = p[2] + *(const int64_t *)(const void *)p[1] * scale;
        if (s[0] == size && s[2] == size) memcpy(p[0], from, (size_t)(n * size));
        else (size == 4 ? set_4 : size == 8 ? set_8 : size == 2 ? set_2 : set_1)(p[0], s[0], from, s[2], n);
    } else if (size == 4) GATHER(uint32_t);
    else if (size == 8) GATHER(uint64_t);
    else if (size == 2) GATHER(uint16_t);
    else GATHER(uint8_t);
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
    int64_t scale = job->scale;
    const char *index = p[1], *from = p[2];
    if (s[1] == 0 && (n == 1 || llabs(s[0]) <= llabs(job->from_step))) { /* one index for the whole row */
        for (int64_t k = 0; k < job->count; k++, index += job->index_step, from += job->from_step)
            job->inner(p[0] + *(const int64_t *)(const void *)index * scale, s[0], from, s[2], n);
    } else if (s[1] && scale > s[0]) { /* lines lie side by side: each k goes over all lines */
        for (int64_t k = 0; k < job->count; k++, index += job->index_step, from += job->from_step)
            for (int64_t i = 0; i < n; i++)
                job->inner(p[0] + i * s[0] + *(const int64_t *)(const void *)(index + i * s[1]) * scale, 0, from + i * s[2], 0, 1);
    } else
        for (int64_t i = 0; i < n; i++)
            for (int64_t k = 0; k < job->count; k++)
                job->inner(p[0] + i * s[0] + *(const int64_t *)(const void *)(index + i * s[1] + k * job->index_step) * scale, 0,
                           from + i * s[2] + k * job->from_step, 0, 1);
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
            job->add(job->to + row * bytes, job->size, job->from + k * bytes, job->size, job->width);
    }
}

void move_add_rows(rush_dtype dtype, char *to, int64_t rows, int64_t width, const int64_t *index, const char *from, int64_t count, int64_t skip) {
    int64_t blocks = count * width >> 14;
    blocks = blocks < 1 ? 1 : blocks > 16 ? 16 : blocks;
    int64_t per = (rows + blocks - 1) / blocks;
    rows_job job = { move_inner_of(MOVE_ADD, dtype), to, from, index, rows, per ? per : 1, count, width, (int64_t)dtype_size(dtype), skip };
    parallel_for(blocks, rows_block, &job);
}
