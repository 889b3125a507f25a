/* SPDX-License-Identifier: MIT */
/* norm_tmpl.c - the loops of layer_norm, group_norm and batch_norm, compiled once per instruction set. */
#include "core/isa.h"
#include "cpu/norm.h"
#include "cpu/vecmath.h"

#define T float
#define SUFFIX f32
#define LANES 64
#define EXP vm_exp_f32
#include "cpu/norm_type.h"
#undef T
#undef SUFFIX
#undef LANES
#undef EXP
#undef LANES_
#undef LANES__
#undef LANES_OF
#undef VERY_SHORT
#define T double
#define SUFFIX f64
#define LANES 32
#define EXP vm_exp_f64
#include "cpu/norm_type.h"

const norm_level ISA_NAME(norm) = { &loops_f32, &loops_f64 };
