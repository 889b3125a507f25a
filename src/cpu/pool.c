/* SPDX-License-Identifier: MIT */
/* pool.c - the fast pooling kernels: planes in blocks over the pool. Half types are computed in float. */
#include "cpu/cpu.h"
#include "cpu/pool_engine.h"
#include "core/parallel.h"
#include "ops/call.h"

#define LEVEL(name) [ISA_INDEX_##name] = pool_##name,
static const pool_loops *const pool_loops_levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

static const pool_loops *loops_current(bool wide) { return pool_loops_levels[isa_current()] + wide; }

typedef enum kind {
    MAX,
    MAX_INPUT,
    AVG,
    AVG_INPUT,
    ADAPTIVE_AVG,
    ADAPTIVE_AVG_INPUT,
    ADAPTIVE_MAX,
    SCATTER
} kind;

typedef struct job {
    const pool_loops *loops;
    const pool_geometry *g;
    kind kind;
    size_t size;
    int64_t in, out, group; /* elements of a plane of windows and of results; planes of a block */
    const char *a, *b;
    char *to;
    int64_t *indices;
} job;

static void block_run(void *context, int64_t block) {
    const job *j = context;
    int64_t end = (block + 1) * j->group < j->g->planes ? (block + 1) * j->group : j->g->planes;
    for (int64_t i = block * j->group; i < end; i++) {
        const char *small = (j->b ? j->b : j->a) + (size_t)(i * j->out) * j->size,
                   *large = j->a + (size_t)(i * j->in) * j->size;
        char *y = j->to + (size_t)(i * j->out) * j->size, *x = j->to + (size_t)(i * j->in) * j->size;
        int64_t *indices = j->indices ? j->indices + i * j->out : NULL;
        switch (j->kind) {
        case MAX: j->loops->max(j->g, large, y, indices); break;
        case MAX_INPUT: j->loops->max_input(j->g, large, small, x); break;
        case AVG: j->loops->avg(j->g, large, y); break;
        case AVG_INPUT: j->loops->avg_input(j->g, small, x); break;
        case ADAPTIVE_AVG: j->loops->adaptive_avg(j->g, large, y); break;
        case ADAPTIVE_AVG_INPUT: j->loops->adaptive_avg_input(j->g, small, x); break;
        case ADAPTIVE_MAX: j->loops->adaptive_max(j->g, large, y, indices); break;
        case SCATTER: j->loops->scatter(j->out, small, indices, x, j->in); break;
        }
    }
}

/* a: x, or the gradient of the result; b: that gradient where a is x */
static bool run(call *c, kind k, pool_geometry *g, const rush_tensor *a, const rush_tensor *b,
                const rush_tensor *indices) {
    /* places in a plane are counted in 32 bits beside float */
    if (!dtype_is_float((rush_dtype)a->dtype) || g->in[0] * g->in[1] * g->in[2] > INT32_MAX)
        return c->op->ref(c);
    rush_dtype dtype = a->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    pool_buffers buffers;
    TRY(pool_buffers_make(c, &buffers, a, b, dtype));
    if (indices && !(indices = call_contiguous(c, indices))) return false;
    job j = { .loops = loops_current(dtype == RUSH_FLOAT64),
              .g = g,
              .kind = k,
              .size = dtype_size(dtype),
              .in = g->in[0] * g->in[1] * g->in[2],
              .out = g->out[0] * g->out[1] * g->out[2],
              .a = tensor_data(buffers.a),
              .b = buffers.b ? tensor_data(buffers.b) : NULL,
              .to = tensor_data(buffers.out) };
    j.indices = indices ? tensor_data(indices) : buffers.indices ? tensor_data(buffers.indices) : NULL;
    j.group = 32768 / (j.in + j.out + 1) + 1;
    if (buffers.out->numel) parallel_for((g->planes + j.group - 1) / j.group, block_run, &j);
    return pool_buffers_finish(c, &buffers);
}

static bool run_max(call *c, int dims) {
    pool_geometry g;
    rush_tensor *x = TENSOR(c, 0);
    pool_read(c, &g, dims, 1, true, x->ndim, x->shape);
    return run(c, MAX, &g, x, NULL, NULL);
}

static bool run_avg(call *c, kind k, int dims, int first, int ndim, const int64_t *shape) {
    pool_geometry g;
    pool_read(c, &g, dims, first, false, ndim, shape);
    g.include_pad = BOOL_ARG(c, first + 4);
    g.divisor = HAS(c, first + 5) ? INT_ARG(c, first + 5) : 0;
    return run(c, k, &g, TENSOR(c, 0), NULL, NULL);
}

/* planes of the last `dims` dimensions, windows anywhere in them */
static void geometry_of(pool_geometry *g, int dims, int ndim, const int64_t *in, int out_ndim,
                        const int64_t *out) {
    *g = (pool_geometry){
        .dims = dims, .planes = shape_numel(ndim - dims, in), .in = { 1, 1, 1 }, .out = { 1, 1, 1 }
    };
    for (int d = 0; d < dims; d++) {
        g->in[POOL_DIMS - dims + d] = in[ndim - dims + d];
        g->out[POOL_DIMS - dims + d] = out[out_ndim - dims + d];
    }
}

static bool run_adaptive(call *c, kind k) {
    pool_geometry g;
    rush_tensor *a = TENSOR(c, 0), *to = c->out[0];
    bool input = k == ADAPTIVE_AVG_INPUT;
    geometry_of(&g, 2, a->ndim, input ? to->shape : a->shape, a->ndim, input ? a->shape : to->shape);
    return run(c, k, &g, a, NULL, NULL);
}

bool cpu_max_pool2d(call *c);
bool cpu_max_pool2d_with_indices(call *c);
bool cpu_max_pool3d_with_indices(call *c);
bool cpu_max_pool2d_input(call *c);
bool cpu_max_pool_scatter(call *c);
bool cpu_avg_pool2d(call *c);
bool cpu_avg_pool3d(call *c);
bool cpu_avg_pool_input(call *c);
bool cpu_adaptive_avg_pool2d_part(call *c);
bool cpu_adaptive_avg_pool2d_input(call *c);
bool cpu_adaptive_max_pool2d(call *c);

bool cpu_max_pool2d(call *c) { return run_max(c, 2); }
bool cpu_max_pool2d_with_indices(call *c) { return run_max(c, 2); }
bool cpu_max_pool3d_with_indices(call *c) { return run_max(c, 3); }

bool cpu_max_pool2d_input(call *c) {
    pool_geometry g;
    rush_tensor *x = TENSOR(c, 1);
    pool_read(c, &g, 2, 2, true, x->ndim, x->shape);
    return run(c, MAX_INPUT, &g, x, TENSOR(c, 0), NULL);
}

bool cpu_max_pool_scatter(call *c) {
    pool_geometry g;
    int dims = (int)INT_ARG(c, 2);
    rush_tensor *indices = TENSOR(c, 1);
    geometry_of(&g, dims, c->args[3].count, c->args[3].u.ints, indices->ndim, indices->shape);
    return run(c, SCATTER, &g, TENSOR(c, 0), NULL, indices);
}

bool cpu_avg_pool2d(call *c) { return run_avg(c, AVG, 2, 1, TENSOR(c, 0)->ndim, TENSOR(c, 0)->shape); }
bool cpu_avg_pool3d(call *c) { return run_avg(c, AVG, 3, 1, TENSOR(c, 0)->ndim, TENSOR(c, 0)->shape); }
bool cpu_avg_pool_input(call *c) {
    return run_avg(c, AVG_INPUT, (int)INT_ARG(c, 8), 2, c->args[1].count, c->args[1].u.ints);
}
bool cpu_adaptive_avg_pool2d_part(call *c) { return run_adaptive(c, ADAPTIVE_AVG); }
bool cpu_adaptive_avg_pool2d_input(call *c) { return run_adaptive(c, ADAPTIVE_AVG_INPUT); }
bool cpu_adaptive_max_pool2d(call *c) { return run_adaptive(c, ADAPTIVE_MAX); }
