/* SPDX-License-Identifier: MIT */
/* gemm.c - matrix multiply: arguments become a gemm_problem, beta is settled, workspace is found, and the
   routines of the ISA level in use do the rest. */
#include "cpu/gemm.h"
#include "core/alloc.h"
#include "core/isa.h"
#include "core/parallel.h"
#include "cpu/gemm_problem.h"
#include <stdatomic.h>

enum { STACK_BYTES = 16384, SLOTS_MAX = 256 };

/* A workspace of up to STACK_BYTES is the stack's. */
typedef struct gemm_stack {
    _Alignas(64) unsigned char bytes[STACK_BYTES];
} gemm_stack;

static const gemm_routines *routines_current(void) {
    switch (isa_current()) {
#ifdef RUSH_HAVE_SSE2
    case ISA_SSE2: return gemm_routines_sse2;
#endif
#ifdef RUSH_HAVE_AVX2
    case ISA_AVX2: return gemm_routines_avx2;
#endif
#ifdef RUSH_HAVE_AVX512
    case ISA_AVX512: return gemm_routines_avx512;
#endif
#ifdef RUSH_HAVE_NEON
    case ISA_NEON: return gemm_routines_neon;
#endif
    default: return gemm_routines_scalar;
    }
}

/* What the public functions were given, whatever the element type. */
typedef struct gemm_call {
    bool wide; /* double */
    bool transpose_a, transpose_b;
    int64_t m, n, k, lda, ldb, ldc;
    double alpha, beta;
    const void *a, *b;
    void *c;
    const gemm_epilogue *epilogue;
} gemm_call;

static gemm_problem problem_make(const gemm_call *g) {
    gemm_problem p = { .m = g->m,
                       .n = g->n,
                       .k = g->k,
                       .a = g->a,
                       .b = g->b,
                       .c = g->c,
                       .c_row = g->ldc,
                       .c_col = 1,
                       .alpha = g->alpha,
                       .accumulate = g->beta != 0 };
    p.a_row = g->transpose_a ? 1 : g->lda;
    p.a_k = g->transpose_a ? g->lda : 1;
    p.b_k = g->transpose_b ? 1 : g->ldb;
    p.b_col = g->transpose_b ? g->ldb : 1;
    if (g->alpha == 0 || g->k <= 0) p.alpha = 0, p.k = 0;
    if (p.k == 0) p.a = p.b = g->c; /* nothing is read, but steps are taken from a place that exists */
    if (g->epilogue) {
        p.bias_row = g->epilogue->bias_m;
        p.bias_col = g->epilogue->bias_n;
        p.activation = g->epilogue->activation;
    }
    return p;
}

/* C *= beta for a beta that is neither 0 nor 1, so that the routines know only "onto C" and "over C". */
static void beta_apply(const gemm_call *g, void *c) {
    if (g->beta == 0 || g->beta == 1) return;
    for (int64_t i = 0; i < g->m; i++) {
        double *wide = (double *)c + i * g->ldc;
        float *narrow = (float *)c + i * g->ldc, beta = (float)g->beta;
        if (g->wide)
            for (int64_t j = 0; j < g->n; j++) wide[j] *= g->beta;
        else
            for (int64_t j = 0; j < g->n; j++) narrow[j] *= beta;
    }
}

static bool gemm_one(const gemm_call *g) {
    if (g->m <= 0 || g->n <= 0) return true;
    const gemm_routines *routines = routines_current() + g->wide;
    gemm_problem p = problem_make(g);
    gemm_stack stack;
    routines->plan(&p);
    void *workspace = p.workspace <= STACK_BYTES ? stack.bytes : block_alloc(p.workspace);
    if (!workspace) return false;
    beta_apply(g, g->c);
    routines->run(&p, workspace);
    if (workspace != stack.bytes) block_free(workspace, p.workspace);
    return true;
}

/* ---- batches --------------------------------------------------------------------------------- */

/* Small members are grouped into blocks of the pool. A block takes a workspace that no other uses; there are
   as many as threads can be at work. Which one it gets does not matter to the result. */
typedef struct gemm_batch {
    const gemm_call *call; /* the first member, as given */
    const gemm_routines *routines;
    gemm_problem p;                 /* the same, planned */
    int64_t step_a, step_b, step_c; /* bytes between members */
    int64_t batch, group;           /* members, and members per block */
    char *workspaces;               /* NULL: on the stack */
    size_t workspace_step;
    int slots;
    atomic_bool taken[SLOTS_MAX];
} gemm_batch;

static void batch_block(void *context, int64_t block) {
    gemm_batch *g = context;
    gemm_stack stack;
    void *workspace = stack.bytes;
    int slot = -1;
    if (g->workspaces) {
        do slot = (slot + 1) % g->slots;
        while (atomic_exchange_explicit(&g->taken[slot], true, memory_order_acquire));
        workspace = g->workspaces + (size_t)slot * g->workspace_step;
    }
    int64_t end = (block + 1) * g->group < g->batch ? (block + 1) * g->group : g->batch;
    for (int64_t i = block * g->group; i < end; i++) {
        gemm_problem p = g->p;
        p.a = (const char *)p.a + i * g->step_a;
        p.b = (const char *)p.b + i * g->step_b;
        p.c = (char *)p.c + i * g->step_c;
        beta_apply(g->call, (char *)g->call->c + i * g->step_c);
        g->routines->run(&p, workspace);
    }
    if (slot >= 0) atomic_store_explicit(&g->taken[slot], false, memory_order_release);
}

static bool gemm_many(const gemm_call *call, int64_t stride_a, int64_t stride_b, int64_t stride_c,
                      int64_t batch) {
    if (call->m <= 0 || call->n <= 0 || batch <= 0) return true;
    const int64_t size = call->wide ? (int64_t)sizeof(double) : (int64_t)sizeof(float);
    gemm_batch g = { .call = call,
                     .routines = routines_current() + call->wide,
                     .p = problem_make(call),
                     .batch = batch,
                     .step_c = stride_c * size };
    g.routines->plan(&g.p);
    g.step_a = (g.p.exchanged ? stride_b : stride_a) * size;
    g.step_b = (g.p.exchanged ? stride_a : stride_b) * size;
    /* large members one after another, each spread over the pool itself; small ones in groups */
    double work = (double)call->m * (double)call->n * (double)(g.p.k + 16);
    g.group = work >= 16.0 * GEMM_BLOCK_WORK ? batch : (int64_t)(GEMM_BLOCK_WORK / work) + 1;
    int64_t blocks = (batch + g.group - 1) / g.group;
    int threads = parallel_threads();
    g.slots = blocks < threads ? (int)blocks : threads;
    size_t bytes = 0;
    if (g.p.workspace > STACK_BYTES) {
        g.workspace_step = (g.p.workspace + 63) / 64 * 64;
        bytes = g.workspace_step * (size_t)g.slots;
        g.workspaces = block_alloc(bytes);
        if (!g.workspaces) return false;
    }
    parallel_for(blocks, batch_block, &g);
    if (g.workspaces) block_free(g.workspaces, bytes);
    return true;
}

/* ---- the public functions -------------------------------------------------------------------- */

/* The arguments that all four have, by their names there. */
#define CALL(is_wide) \
    (&(const gemm_call){ .wide = is_wide, .transpose_a = transpose_a, .transpose_b = transpose_b, \
        .m = m, .n = n, .k = k, .lda = lda, .ldb = ldb, .ldc = ldc, .alpha = alpha, .beta = beta, \
        .a = a, .b = b, .c = c, .epilogue = epilogue })

bool gemm_f32(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float alpha,
              const float *a, int64_t lda, const float *b, int64_t ldb, float beta, float *c, int64_t ldc,
              const gemm_epilogue *epilogue) {
    return gemm_one(CALL(false));
}

bool gemm_f64(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, double alpha,
              const double *a, int64_t lda, const double *b, int64_t ldb, double beta, double *c, int64_t ldc,
              const gemm_epilogue *epilogue) {
    return gemm_one(CALL(true));
}

bool gemm_batched_f32(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float alpha,
                      const float *a, int64_t lda, int64_t stride_a, const float *b, int64_t ldb,
                      int64_t stride_b, float beta, float *c, int64_t ldc, int64_t stride_c, int64_t batch,
                      const gemm_epilogue *epilogue) {
    return gemm_many(CALL(false), stride_a, stride_b, stride_c, batch);
}

bool gemm_batched_f64(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, double alpha,
                      const double *a, int64_t lda, int64_t stride_a, const double *b, int64_t ldb,
                      int64_t stride_b, double beta, double *c, int64_t ldc, int64_t stride_c, int64_t batch,
                      const gemm_epilogue *epilogue) {
    return gemm_many(CALL(true), stride_a, stride_b, stride_c, batch);
}
