/* SPDX-License-Identifier: MIT */
/* reduce_tmpl.c - the loops of reductions, compiled once per instruction set. int64 sums wrap around (they are made in unsigned). */
#include <math.h>

#include "core/isa.h"
#include "cpu/half.h"
#include "cpu/vecmath.h"
#include "cpu/reduce.h"

#define TYPE_FLOAT 1
#define ACC double
#define A f
#define T float
#define SUFFIX f32
#define INDEX int32_t
#define LANES 64
#define LOWEST (-INFINITY)
#define HIGHEST INFINITY
#define ABS vm_fabs_f32
#define EXP vm_exp_f32
#define POW vm_pow_f32
#include "cpu/reduce_type.h"
#undef T
#undef SUFFIX
#undef INDEX
#undef LANES
#undef ABS
#undef EXP
#undef POW
#define T double
#define SUFFIX f64
#define INDEX int64_t
#define LANES 32
#define ABS vm_fabs_f64
#define EXP vm_exp_f64
#define POW vm_pow_f64
#include "cpu/reduce_type.h"
#undef T
#undef SUFFIX
#undef TYPE_FLOAT
#undef ACC
#undef A
#undef LOWEST
#undef HIGHEST

#define TYPE_FLOAT 0
#define ACC int64_t
#define A i
#define T int64_t
#define SUFFIX i64
#define LOWEST INT64_MIN
#define HIGHEST INT64_MAX
#include "cpu/reduce_type.h"

const reduce_level ISA_NAME(reduce) = { &reduce_loops_f32, &reduce_loops_f64, &reduce_loops_i64 };
