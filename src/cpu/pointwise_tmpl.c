/* SPDX-License-Identifier: MIT */
/* pointwise_tmpl.c - the kernels of all elementwise ops, compiled once per instruction set (and once as the reference, with
   the C library's functions): pointwise.def's formulas in plain loops, which the compiler vectorises. */
#include <math.h>
#include <string.h>

#include "core/isa.h"
#include "core/tensor.h"
#include "cpu/cpu.h"
#include "cpu/special.h"
#include "ops/pointwise_loop.h"

#define INLINE static inline __attribute__((always_inline, unused))
#define LOOP_ARGS int64_t n, char *const *p, const pointwise_parameter *q
enum { TRIG_BLOCK = 256 };
#if defined(POINTWISE_REFERENCE) || defined(ISA_IS_scalar)
#define IVDEP
#elif defined(__clang__)
#define IVDEP _Pragma("clang loop vectorize(assume_safety)")
#pragma clang diagnostic ignored "-Wpass-failed" /* rows that call functions stay scalar */
#elif defined(__GNUC__)
#define IVDEP _Pragma("GCC ivdep")
#else
#define IVDEP
#endif

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wtype-limits" /* formulas ask uint8_t whether it is negative, too */
#endif
#include "cpu/pointwise_math.h"

#define TYPE_FLOAT 1
#define TYPE_BOOL 0
#define T float
#define SUFFIX f32
#include "cpu/pointwise_float.h"
#undef T
#undef SUFFIX
#define T double
#define SUFFIX f64
#include "cpu/pointwise_float.h"
#undef T
#undef SUFFIX
#undef TYPE_FLOAT

#define TYPE_FLOAT 0
#include "cpu/pointwise_int.h"
#define WIDE uint64_t
#define T int64_t
#define SUFFIX i64
#include "cpu/pointwise_loops.h"
#undef T
#undef SUFFIX
#undef WIDE
#define WIDE uint32_t
#define T int32_t
#define SUFFIX i32
#include "cpu/pointwise_loops.h"
#undef T
#undef SUFFIX
#define T int16_t
#define SUFFIX i16
#include "cpu/pointwise_loops.h"
#undef T
#undef SUFFIX
#define T int8_t
#define SUFFIX i8
#include "cpu/pointwise_loops.h"
#undef T
#undef SUFFIX
#define T uint8_t
#define SUFFIX u8
#include "cpu/pointwise_loops.h"
#undef SUFFIX
#undef TYPE_BOOL
#define TYPE_BOOL 1
#define SUFFIX bool_
#include "cpu/pointwise_loops.h"
#undef SUFFIX
#undef T

const pointwise_loops ISA_NAME(pointwise) = {
    .forward = { forward_table_f32, forward_table_f64, forward_table_i64, forward_table_i32, forward_table_i16, forward_table_i8,
                 forward_table_u8, forward_table_bool_ },
    .backward = { backward_table_f32, backward_table_f64 },
};
