/* SPDX-License-Identifier: MIT */
/* isa.c - which instruction-set levels were compiled, which this machine runs, and the one in use. */
#include "core/isa.h"
#include <stdatomic.h>

/* index of the level in use; -1 until first asked */
static _Atomic int level_used = -1;

/* Whether the library holds the level's kernels and the machine (and its system) can run them. */
static int level_runs(isa_level level) {
    switch (level) {
    case ISA_SCALAR: return 1;
#ifdef RUSH_HAVE_SSE2
    case ISA_SSE2: return __builtin_cpu_supports("sse2") != 0;
#endif
#ifdef RUSH_HAVE_AVX2
    /* f16c has no name in older compilers' lists; every processor with AVX2 and FMA has it */
    case ISA_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
#ifdef RUSH_HAVE_AVX512
    case ISA_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("fma");
#endif
#ifdef RUSH_HAVE_NEON
    case ISA_NEON: return 1; /* part of AArch64 */
#endif
    default: return 0;
    }
}

isa_level isa_best(void) {
    int level = ISA_COUNT - 1;
    while (!level_runs((isa_level)level)) level--;
    return (isa_level)level;
}

isa_level isa_current(void) {
    int level = atomic_load_explicit(&level_used, memory_order_relaxed);
    if (level < 0) {
        int unset = -1;
        level = (int)isa_best();
        /* a level set meanwhile by another thread stays */
        if (!atomic_compare_exchange_strong(&level_used, &unset, level)) level = unset;
    }
    return (isa_level)level;
}

const char *isa_name(isa_level level) {
    static const char *const names[ISA_COUNT] = { "scalar", "sse2", "avx2", "avx512", "neon" };
    return (unsigned)level < ISA_COUNT ? names[level] : "unknown";
}

int isa_set(isa_level level) {
    if ((unsigned)level >= ISA_COUNT || !level_runs(level)) return 0;
    atomic_store_explicit(&level_used, (int)level, memory_order_relaxed);
    return 1;
}
