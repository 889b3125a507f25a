/* SPDX-License-Identifier: MIT */
/* loss_tmpl.c - the loops of losses, compiled once per instruction set. */
#include "core/isa.h"
#include "cpu/loss.h"
#include "cpu/vecmath.h"

enum { PART = 512 };
#define T float
#define SUFFIX f32
#define LANES 64
#define ABS vm_fabs_f32
#define EXP vm_exp_f32
#define LOG vm_log_f32
#define LOG1P vm_log1p_f32
#define LOG1P_EXP vm_log1p_exp_f32
#define SIGMOID vm_sigmoid_f32
#include "cpu/loss_type.h"
#undef T
#undef SUFFIX
#undef LANES
#undef ABS
#undef EXP
#undef LOG
#undef LOG1P
#undef LOG1P_EXP
#undef SIGMOID
#undef LANES_
#undef LANES__
#undef LANES_OF
#undef VERY_SHORT
#define T double
#define SUFFIX f64
#define LANES 32
#define ABS vm_fabs_f64
#define EXP vm_exp_f64
#define LOG vm_log_f64
#define LOG1P vm_log1p_f64
#define LOG1P_EXP vm_log1p_exp_f64
#define SIGMOID vm_sigmoid_f64
#include "cpu/loss_type.h"

const loss_level ISA_NAME(loss) = { &loss_loops_f32, &loss_loops_f64 };
