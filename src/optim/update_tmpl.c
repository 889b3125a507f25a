/* SPDX-License-Identifier: MIT */
/* update_tmpl.c - the optimizers' updates, compiled once per instruction set. */
#include "optim/update.h"

#include <math.h>

#include "core/isa.h"

#define T float
#define FN(name) name##_f32
#define SQRT sqrtf
#include "optim/update_loops.h"
#undef T
#undef FN
#undef SQRT
#define T double
#define FN(name) name##_f64
#define SQRT sqrt
#include "optim/update_loops.h"

extern const update_kernels ISA_NAME(update);
const update_kernels ISA_NAME(update) = {
    .f32 = { sgd_f32, adam_f32, rmsprop_f32, adagrad_f32 },
    .f64 = { sgd_f64, adam_f64, rmsprop_f64, adagrad_f64 },
};
