/* SPDX-License-Identifier: MIT */
/* softmax_tmpl.c - softmax's loops, compiled once per instruction set. */
#include "core/isa.h"
#include "cpu/softmax.h"
#include "cpu/vecmath.h"

#define T float
#define SUFFIX f32
#define LANES 64
#define EXP vm_exp_f32
#define LOG vm_log_f32
#include "cpu/softmax_type.h"
#undef T
#undef SUFFIX
#undef LANES
#undef EXP
#undef LOG
#undef LANES_
#undef LANES__
#undef LANES_OF
#undef VERY_SHORT
#define T double
#define SUFFIX f64
#define LANES 32
#define EXP vm_exp_f64
#define LOG vm_log_f64
#include "cpu/softmax_type.h"

const softmax_level ISA_NAME(softmax) = { { { row_f32, columns_f32 }, { row_backward_f32, columns_backward_f32 } },
                                          { { row_f64, columns_f64 }, { row_backward_f64, columns_backward_f64 } } };
