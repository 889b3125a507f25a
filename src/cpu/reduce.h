/* SPDX-License-Identifier: MIT */
/* reduce.h - the loops that reductions are made of, by element type (float, double, int64_t). */
#ifndef CPU_REDUCE_H
#define CPU_REDUCE_H
#include "ops/reduce.h"

/* f for floats, i for integers */
typedef union accumulator { double f; int64_t i; } accumulator;

typedef struct reduce_kind_loops {
    /* n elements in a row into *to */
    void (*row)(accumulator *to, const void *data, int64_t n, double parameter);
    /* rows of n elements, `stride` elements apart, into n elements of `into`, each with its own parameter */
    void (*columns)(void *into, const void *data, int64_t stride, int64_t rows, int64_t n, const void *parameters);
    /* sets accumulators, and elements if given, to the kind's identity */
    void (*start)(accumulator *a, void *elements, int64_t n);
    /* takes elements into accumulators and sets them back to the identity */
    void (*merge)(accumulator *a, void *elements, int64_t n);
    void (*join)(accumulator *a, const accumulator *b, int64_t n);
} reduce_kind_loops;

typedef struct reduce_loops {
    void (*load)(void *to, const char *from, int64_t stride, int64_t n, rush_dtype d);
    void (*place_row)(accumulator *best, int64_t *place, const void *data, int64_t n, int64_t first, bool largest);
    void (*place_columns)(void *best, void *places, const void *data, int64_t stride, int64_t rows, int64_t n, int64_t first, bool largest);
    reduce_kind_loops kinds[REDUCE_KINDS];
} reduce_loops;

typedef struct reduce_level { const reduce_loops *f32, *f64, *i64; } reduce_level;

/* of the instruction set in use, for a compute dtype */
const reduce_loops *reduce_fast_loops(rush_dtype compute);
bool reduce_fast(call *c, const reduction *r);
#endif
