/* SPDX-License-Identifier: MIT */
/* cpu.c - which fast kernel runs an op, and the tables of the instruction set in use. */
#include "cpu/cpu.h"

#include <string.h>

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
    extern const convert_loops conversions_##name; \
    bool indices_within_##name(int64_t n, const int64_t *x, int64_t low, int64_t high);
#include "core/levels.def"
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &pointwise_##name,
static const pointwise_loops *const pointwise_levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &conversions_##name,
static const convert_loops *const convert_levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

const pointwise_loops *pointwise_fast(void) { return pointwise_levels[isa_current()]; }

#define LEVEL(name) [ISA_INDEX_##name] = indices_within_##name,
static bool (*const within_levels[ISA_COUNT])(int64_t, const int64_t *, int64_t, int64_t) = {
#include "core/levels.def"
};
#undef LEVEL

bool indices_within(int64_t n, const int64_t *x, int64_t low, int64_t high) { return within_levels[isa_current()](n, x, low, high); }

/* Each step keeps what the last one needs: halves are rounded once, from float64 or float32, and int8 of a float is that of its int64. */
static rush_dtype next_dtype(rush_dtype from, rush_dtype to) {
    if (from == RUSH_FLOAT16 || from == RUSH_BFLOAT16) return RUSH_FLOAT32;
    if (dtype_size(from) < 4) return RUSH_INT32;
    if (dtype_is_float(from)) return RUSH_INT64;
    return dtype_is_float(to) ? RUSH_FLOAT64 : RUSH_INT32;
}

void convert(rush_dtype from, const void *in, rush_dtype to, void *out, int64_t n) {
    enum { PIECE = 512 };
    _Alignas(64) char buffer[2][PIECE * 8];
    const convert_loops *loops = convert_levels[isa_current()];
    if (from == to) memcpy(out, in, (size_t)n * dtype_size(to));
    else
        for (int64_t i = 0; i < n; i += PIECE) {
            const char *p = (const char *)in + (size_t)i * dtype_size(from);
            rush_dtype at = from, next;
            for (int k = 0; at != to; k = !k, at = next) {
                next = (*loops)[at][to] ? to : next_dtype(at, to);
                char *made = next == to ? (char *)out + (size_t)i * dtype_size(to) : buffer[k];
                (*loops)[at][next](n - i < PIECE ? n - i : PIECE, p, made);
                p = made;
            }
        }
}
