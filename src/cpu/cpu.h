/* SPDX-License-Identifier: MIT */
/* cpu.h - the fast CPU kernels: what the op interface asks of them. */
#ifndef CPU_CPU_H
#define CPU_CPU_H
#include "core/device.h"
#include "core/dtype.h"
#include "core/isa.h"

/* The fast kernel of the op with this index, or NULL: then its reference kernel runs. */
kernel cpu_kernel(int at);

/* n elements from one array to another; the arrays must not overlap */
typedef void (*convert_loop)(int64_t n, const void *in, void *out);
/* by the dtypes read and written; NULL for most pairs, which take several steps */
typedef const convert_loop convert_loops[DTYPE_COUNT][DTYPE_COUNT];
/* n elements of any dtype as those of any other, by the loops of the instruction set in use */
void convert(rush_dtype from, const void *in, rush_dtype to, void *out, int64_t n);
/* Is every x[i] in [low, high)? low <= 0 <= high. */
bool indices_within(int64_t n, const int64_t *x, int64_t low, int64_t high);
#endif
