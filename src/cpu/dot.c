/* SPDX-License-Identifier: MIT */
/* dot.c - the dot product of two vectors, in blocks whose sums are added in order. */
#include "cpu/dot.h"

#include "core/isa.h"
#include "core/parallel.h"
#include "ops/matrix.h"

#define LEVEL(name) extern const dot_kernels dot_kernels_##name;
#include "core/levels.def"
#undef LEVEL
#define LEVEL(name) [ISA_INDEX_##name] = &dot_kernels_##name,
static const dot_kernels *const levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

const dot_kernels *dot_fast(void) { return levels[isa_current()]; }

enum { BLOCK = 32768, BLOCKS_NEAR = 32 };

typedef struct dot_job { const dot_kernels *kernels; const void *a, *b; double *sums; int64_t n; bool wide; } dot_job;

static void dot_block(void *context, int64_t block) {
    const dot_job *j = context;
    int64_t at = block * BLOCK, n = j->n - at < BLOCK ? j->n - at : BLOCK;
    j->sums[block] = j->wide ? j->kernels->f64(n, (const double *)j->a + at, (const double *)j->b + at)
                             : j->kernels->f32(n, (const float *)j->a + at, (const float *)j->b + at);
}

bool cpu_dot(call *c) {
    rush_dtype d = (rush_dtype)c->out[0]->dtype, dtype = d == RUSH_FLOAT64 ? d : RUSH_FLOAT32;
    if (!dtype_is_float(d)) return matrix_call(c, matrix_fast);
    const rush_tensor *a = call_contiguous(c, TENSOR(c, 0)), *b = call_contiguous(c, TENSOR(c, 1));
    if (!a || !b || !(a = call_cast(c, a, dtype)) || !(b = call_cast(c, b, dtype))) return false;
    double near[BLOCKS_NEAR], sum = 0;
    dot_job j = { dot_fast(), tensor_data(a), tensor_data(b), near, a->numel, dtype == RUSH_FLOAT64 };
    int64_t blocks = (a->numel + BLOCK - 1) / BLOCK;
    if (blocks > BLOCKS_NEAR) {
        rush_tensor *sums = call_temporary(c, RUSH_FLOAT64, 1, &blocks);
        if (!sums) return false;
        j.sums = tensor_data(sums);
    }
    parallel_for(blocks, dot_block, &j);
    for (int64_t i = 0; i < blocks; i++) sum += j.sums[i];
    element_store_double(tensor_data(c->out[0]), d, sum);
    return true;
}
