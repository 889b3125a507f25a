/* SPDX-License-Identifier: MIT */
/* cpu.c - which fast kernel runs an op, and the tables of the instruction set in use. */
#include "cpu/cpu.h"

#include "ops/pointwise.h"

/* kernels.def: KERNEL(op) lines; the function is cpu_OP */
#define KERNEL(name) bool cpu_##name(call *c);
#include "cpu/kernels.def"
#undef KERNEL

static const kernel kernels[OP_COUNT] = {
#define POINTWISE(name, ...) [OP_INDEX_##name] = pointwise_run,
#include "ops/pointwise.def"
#undef POINTWISE
#define KERNEL(name) [OP_INDEX_##name] = cpu_##name,
#include "cpu/kernels.def"
#undef KERNEL
};

kernel cpu_kernel(int at) { return kernels[at]; }

#define LEVEL(name) \
    extern const pointwise_loops pointwise_##name; \
    extern const half_kernels half_##name;
#include "core/levels.def"
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &pointwise_##name,
static const pointwise_loops *const pointwise_levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &half_##name,
static const half_kernels *const half_levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

const pointwise_loops *pointwise_fast(void) { return pointwise_levels[isa_current()]; }
const half_kernels *half_fast(void) { return half_levels[isa_current()]; }
