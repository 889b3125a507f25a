/* SPDX-License-Identifier: MIT */
/* softmax.h - the loops that softmax is made of. */
#ifndef CPU_SOFTMAX_H
#define CPU_SOFTMAX_H
#include "ops/softmax.h"

enum { SOFTMAX_TILE = 128 };
typedef struct softmax_loops {
    void (*row)(const softmax_job *s, int64_t line);                       /* inner is 1 */
    void (*columns)(const softmax_job *s, int64_t first, int64_t lines);   /* lines side by side, at most SOFTMAX_TILE */
} softmax_loops;
/* [0] forward, [1] backward */
typedef struct softmax_level { softmax_loops f32[2], f64[2]; } softmax_level;
#endif
