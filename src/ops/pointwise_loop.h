/* SPDX-License-Identifier: MIT */
/* pointwise_loop.h - what the loops of elementwise ops are: all that the kernels in src/cpu/ know of them. It does not know the op table,
   so that a new op leaves them as they are. */
#ifndef OPS_POINTWISE_LOOP_H
#define OPS_POINTWISE_LOOP_H
#include "core/dtype.h"

enum {
#define POINTWISE(name, ...) PW_INDEX_##name,
#include "ops/pointwise.def"
#undef POINTWISE
    PW_COUNT
};
enum { PW_MAX_PARAMETERS = 4, PW_TYPES = 8 };
/* f32 f64 i64 i32 i16 i8 u8 bool; -1 for the half types */
int pointwise_type(rush_dtype d);

typedef union pointwise_parameter { double f; int64_t i; } pointwise_parameter;
/* n elements of dense arrays: p[0] the result, p[1 …] the operands (backward: G, A, B, D, Y) */
typedef void (*pointwise_loop)(int64_t n, char *const *p, const pointwise_parameter *q);
typedef struct pointwise_loops {
    const pointwise_loop *forward[PW_TYPES];         /* by row */
    const pointwise_loop (*backward[2])[3];          /* f32, f64: by row and operand */
} pointwise_loops;
#endif
