/* SPDX-License-Identifier: MIT */
/* isa.h - the instruction-set levels that kernels are compiled for, lowest first.
   A *_tmpl.c file is compiled once per level with -DISA=avx2 (the suffix of its symbols) and the level's flags;
   ISA_NAME(f) makes f_avx2. The level in use is the highest one the machine has, or the one a mask lowers it to. */
#ifndef CORE_ISA_H
#define CORE_ISA_H

typedef enum isa_level { ISA_SCALAR, ISA_SSE2, ISA_AVX2, ISA_AVX512, ISA_NEON, ISA_COUNT } isa_level;

#define ISA_CAT_(a, b) a##_##b
#define ISA_CAT(a, b) ISA_CAT_(a, b)
#define ISA_NAME(f) ISA_CAT(f, ISA)

/* the level kernels are taken from */
isa_level isa_current(void);
/* the highest level this machine runs */
isa_level isa_best(void);
/* "scalar", "sse2", … */
const char *isa_name(isa_level level);
/* Lowers the level for tests; the best level restores. Levels the machine lacks are refused (false). */
int isa_set(isa_level level);
#endif
