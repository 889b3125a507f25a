/* SPDX-License-Identifier: MIT */
/* attention_tmpl.c - attention of one instruction set, for float and double. */
#include <math.h>
#include <string.h>

#include "core/alloc.h"
#include "core/isa.h"
#include "cpu/attention.h"
#include "cpu/dot.h"
#include "cpu/gemm.h"
#include "cpu/vecmath.h"

#define INLINE static inline __attribute__((always_inline))
enum { LANES = 16 };
extern const dot_kernels ISA_NAME(dot_kernels);
extern const attention_kernels ISA_NAME(attention_kernels)[2];

#define REAL float
#define T(name) name##_f32
#define EXP vm_exp_f32
#define LOG vm_log_f32
#define GEMM gemm_f32
#define DOT ISA_NAME(dot_kernels).f32
#include "cpu/attention_tile.h"
#undef REAL
#undef T
#undef EXP
#undef LOG
#undef GEMM
#undef DOT

#define REAL double
#define T(name) name##_f64
#define EXP vm_exp_f64
#define LOG vm_log_f64
#define GEMM gemm_f64
#define DOT ISA_NAME(dot_kernels).f64
#include "cpu/attention_tile.h"

const attention_kernels ISA_NAME(attention_kernels)[2] = { { forward_f32, backward_f32 }, { forward_f64, backward_f64 } };
