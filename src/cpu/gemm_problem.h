/* SPDX-License-Identifier: MIT */
/* gemm_problem.h - what passes between gemm.c and the routines of one ISA level: a product in strides, and
   its plan. Transposition is a matter of strides: element (i, p) of A is a[i * a_row + p * a_k], and one of
   its strides is 1. */
#ifndef CPU_GEMM_PROBLEM_H
#define CPU_GEMM_PROBLEM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Work worth a block of its own in the thread pool, in multiply-adds. */
enum { GEMM_BLOCK_WORK = 2000000 };

typedef struct gemm_problem {
    int64_t m, n, k;
    const void *a, *b;
    void *c;
    int64_t a_row, a_k, b_k, b_col, c_row, c_col;
    double alpha;
    bool accumulate; /* onto C, which gemm.c has scaled by beta */
    const void *bias_row, *bias_col;
    int activation;
    /* the plan: chosen by sizes and strides alone */
    bool dot; /* by dot products along k, not by outer products */
    bool pack_a, pack_b;
    bool exchanged;                    /* A and B have changed roles */
    int64_t k_block, m_super, n_super; /* how far one round of packing reaches */
    size_t workspace;                  /* bytes */
} gemm_problem;

typedef struct gemm_routines {
    /* Chooses the way; may exchange the roles of A and B (C^T = B^T A^T). */
    void (*plan)(gemm_problem *p);
    /* workspace: 64-byte aligned. Allocates nothing and cannot fail. */
    void (*run)(const gemm_problem *p, void *workspace);
} gemm_routines;

/* one for float, one for double, at each level that is compiled */
extern const gemm_routines gemm_routines_scalar[2], gemm_routines_sse2[2], gemm_routines_avx2[2],
    gemm_routines_avx512[2], gemm_routines_neon[2];
#endif
