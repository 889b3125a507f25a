/* SPDX-License-Identifier: MIT */
/* pool_tmpl.c - pooling of one ISA level, for float and double, in loops along rows that the compiler vectorises. */
#include <math.h>
#include <string.h>

#include "core/isa.h"
#include "cpu/gemm_level.h"
#include "cpu/pool_engine.h"

#if defined(__clang__)
#define IVDEP _Pragma("clang loop vectorize(assume_safety)")
#else
#define IVDEP _Pragma("GCC ivdep")
#endif

/* columns that are worked on at a time where a row of temporaries is needed */
enum { CHUNK = 256 };

INLINE int64_t ceiling(int64_t n, int64_t stride) { return stride == 1 ? n : stride == 2 ? (n + 1) / 2 : (n + stride - 1) / stride; }

/* the windows [*from, *to) whose tap at distance `reach` from their start lies inside the input, of those in [begin, end) */
INLINE void inside(int64_t begin, int64_t end, int64_t reach, int64_t stride, int64_t size, int64_t *from, int64_t *to) {
    int64_t first = reach < 0 ? ceiling(-reach, stride) : 0, last = size > reach ? ceiling(size - reach, stride) : 0;
    *from = first > begin ? first : begin;
    *to = last < end ? last : end;
}

#include "cpu/gemm_f32.h"
#include "cpu/pool_max.h"
#include "cpu/pool_loops.h"
#include "cpu/gemm_undef.h"

#include "cpu/gemm_f64.h"
#include "cpu/pool_max.h"
#include "cpu/pool_loops.h"

const pool_loops ISA_NAME(pool)[2] = {
    { max_f32, max_input_f32, avg_f32, avg_input_f32, adaptive_avg_f32, adaptive_avg_input_f32, adaptive_max_f32, scatter_f32 },
    { max_f64, max_input_f64, avg_f64, avg_input_f64, adaptive_avg_f64, adaptive_avg_input_f64, adaptive_max_f64, scatter_f64 },
};
