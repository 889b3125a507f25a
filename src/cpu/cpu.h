/* SPDX-License-Identifier: MIT */
/* cpu.h - the fast CPU kernels: what the op interface asks of them. */
#ifndef CPU_CPU_H
#define CPU_CPU_H
#include "core/device.h"
#include "core/isa.h"

/* The fast kernel of the op with this index, or NULL: then its reference kernel runs. */
kernel cpu_kernel(int at);

/* n elements from one array to another; the arrays must not overlap */
typedef struct half_kernels {
    void (*f16_to_f32)(int64_t n, const uint16_t *in, float *out);
    void (*bf16_to_f32)(int64_t n, const uint16_t *in, float *out);
    void (*f32_to_f16)(int64_t n, const float *in, uint16_t *out);
    void (*f32_to_bf16)(int64_t n, const float *in, uint16_t *out);
} half_kernels;
/* of the instruction set in use */
const half_kernels *half_fast(void);
#endif
