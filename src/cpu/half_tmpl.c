/* SPDX-License-Identifier: MIT */
/* half_tmpl.c - the conversions between the half types and float32, compiled once per instruction set. */
#include "core/isa.h"
#include "cpu/cpu.h"
#include "cpu/half.h"

static void f16_to_f32(int64_t n, const uint16_t *in, float *out) { half_f16_to_f32_array(n, in, out); }
static void bf16_to_f32(int64_t n, const uint16_t *in, float *out) { half_bf16_to_f32_array(n, in, out); }
static void f32_to_f16(int64_t n, const float *in, uint16_t *out) { half_f32_to_f16_array(n, in, out); }
static void f32_to_bf16(int64_t n, const float *in, uint16_t *out) { half_f32_to_bf16_array(n, in, out); }

const half_kernels ISA_NAME(half) = { .f16_to_f32 = f16_to_f32, .bf16_to_f32 = bf16_to_f32, .f32_to_f16 = f32_to_f16, .f32_to_bf16 = f32_to_bf16 };
